/**
 * One text with tags in double braces: read, checked, compiled, rendered. The door is {@link dev.notify.internal.mustache.Text}.
 *
 * <p>The tags are Mustache and jmustache renders them. What it does not do is done around it: places of mistakes in files, texts made
 * of others, parts of times and numbers by language and zone, plural forms, and escaping by the place a value stands at in HTML.
 */
@NullMarked
package dev.notify.internal.mustache;

import org.jspecify.annotations.NullMarked;
