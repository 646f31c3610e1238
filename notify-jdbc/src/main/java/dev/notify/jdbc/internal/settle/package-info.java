/**
 * What was done.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.settle.JdbcSettles}: a group is one transaction, fenced row by row, written in
 * ascending order. {@code SettleSql} is the part that differs between databases.
 */
@NullMarked
package dev.notify.jdbc.internal.settle;

import org.jspecify.annotations.NullMarked;
