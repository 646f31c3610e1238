/**
 * Words for people: a title and a body with variables, rendered strictly.
 *
 * <p>Start with {@link dev.notify.template.Template}. A variable that is missing is an error, never an empty gap.
 */
@NullMarked
package dev.notify.template;

import org.jspecify.annotations.NullMarked;
