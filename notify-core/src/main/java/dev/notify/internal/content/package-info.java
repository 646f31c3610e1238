/**
 * The payload of a notification as it is stored: data, words, inline contacts. The door is
 * {@link dev.notify.internal.content.Content}.
 */
@NullMarked
package dev.notify.internal.content;

import org.jspecify.annotations.NullMarked;
