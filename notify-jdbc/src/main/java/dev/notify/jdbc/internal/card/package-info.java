/**
 * Small records about people and things, and steps that write them with what follows.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.card.JdbcCards}. A step locks the work it touches first and its cards second, each in
 * their order, and only then decides and writes.
 */
@NullMarked
package dev.notify.jdbc.internal.card;

import org.jspecify.annotations.NullMarked;
