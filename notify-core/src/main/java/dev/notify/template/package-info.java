/**
 * Words for people: a title, a body and perhaps HTML, with variables, rendered strictly.
 *
 * <p>{@link dev.notify.template.Template} is one text written in code; {@link dev.notify.template.Templates} is where texts by
 * channel and language are kept; {@link dev.notify.template.Wording} checks and previews them all. A variable that is missing is an error, never an empty gap.
 */
@NullMarked
package dev.notify.template;

import org.jspecify.annotations.NullMarked;
