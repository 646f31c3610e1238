/**
 * Where transactions run.
 *
 * <p>Start with {@link dev.notify.jdbc.internal.connect.Transactions}: a part asks for one and does not know whether it runs on a
 * connection of our own ({@link dev.notify.jdbc.internal.connect.OwnLine}), on a borrowed one
 * ({@link dev.notify.jdbc.internal.connect.BorrowedLine}) or inside the host's
 * ({@link dev.notify.jdbc.internal.connect.HostLine}). No SQLException leaves this room.
 */
@NullMarked
package dev.notify.jdbc.internal.connect;

import org.jspecify.annotations.NullMarked;
