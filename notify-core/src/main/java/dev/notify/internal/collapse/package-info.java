/**
 * Which one spoke last for those of one type about one subject: a card for each recipient and channel. The door is
 * {@link dev.notify.internal.collapse.Collapse}.
 */
@NullMarked
package dev.notify.internal.collapse;

import org.jspecify.annotations.NullMarked;
