/**
 * Which words a type says, by layer, channel and language: found, checked, pinned, chosen. The door is
 * {@link dev.notify.internal.words.WordBook}.
 */
@NullMarked
package dev.notify.internal.words;

import org.jspecify.annotations.NullMarked;
