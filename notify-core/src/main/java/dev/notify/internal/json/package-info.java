/**
 * JSON in and out of plain maps and lists; the only place that knows the JSON library.
 */
@NullMarked
package dev.notify.internal.json;

import org.jspecify.annotations.NullMarked;
