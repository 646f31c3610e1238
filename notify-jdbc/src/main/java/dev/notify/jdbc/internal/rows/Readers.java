package dev.notify.jdbc.internal.rows;

import dev.notify.delivery.DeliveryState;
import dev.notify.inbox.InboxStatus;
import dev.notify.jdbc.internal.dialect.Bulk;
import dev.notify.jdbc.internal.dialect.Column;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.store.CardPart;
import dev.notify.store.InboxPart;
import dev.notify.store.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rows back: each method takes the columns of its table, in order, from a place on. */
public final class Readers {

    /** How many columns a delivery has. */
    public static final int DELIVERY_WIDTH = Tables.DELIVERY.columns().size();
    /** How many columns a notification has. */
    public static final int NOTIFICATION_WIDTH = Tables.NOTIFICATION.columns().size();

    private final Dialect dialect;

    /** Reads as this database gives it. */
    public Readers(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The columns of a table, each named with this alias. */
    public static String columns(Bulk<?> bulk, String alias) {
        return bulk.columns().stream()
                .map(Column::name)
                .map(name -> alias + "." + name)
                .collect(Collectors.joining(", "));
    }

    /** A notification. */
    public Rows.Notification notification(ResultSet rows, int from) throws SQLException {
        return new Rows.Notification(
                dialect.uuid(rows, from),
                rows.getString(from + 1),
                rows.getString(from + 2),
                rows.getInt(from + 3),
                rows.getString(from + 4),
                rows.getString(from + 5),
                rows.getString(from + 6),
                rows.getString(from + 7),
                rows.getLong(from + 8),
                rows.getLong(from + 9),
                rows.getString(from + 10),
                rows.getLong(from + 11),
                rows.getLong(from + 12),
                rows.getString(from + 13),
                rows.getString(from + 14),
                longOrNull(rows, from + 15),
                rows.getString(from + 16),
                rows.getString(from + 17));
    }

    /** A delivery. */
    public Rows.Delivery delivery(ResultSet rows, int from) throws SQLException {
        return new Rows.Delivery(
                dialect.uuid(rows, from),
                dialect.uuid(rows, from + 1),
                rows.getString(from + 2),
                rows.getString(from + 3),
                rows.getString(from + 4),
                rows.getString(from + 5),
                DeliveryState.valueOf(rows.getString(from + 6)),
                rows.getLong(from + 7),
                longOrNull(rows, from + 8),
                rows.getInt(from + 9),
                rows.getLong(from + 10),
                rows.getString(from + 11),
                rows.getBoolean(from + 12),
                rows.getBoolean(from + 13),
                rows.getString(from + 14));
    }

    /** A try. */
    public Rows.Attempt attempt(ResultSet rows, int from) throws SQLException {
        return new Rows.Attempt(
                dialect.uuid(rows, from),
                rows.getLong(from + 1),
                rows.getInt(from + 2),
                rows.getString(from + 3),
                rows.getLong(from + 4),
                rows.getLong(from + 5),
                rows.getString(from + 6),
                rows.getString(from + 7));
    }

    /** A call. */
    public Rows.Call call(ResultSet rows, int from) throws SQLException {
        return new Rows.Call(
                dialect.uuid(rows, from),
                rows.getString(from + 1),
                rows.getString(from + 2),
                dialect.uuid(rows, from + 3),
                dialect.uuid(rows, from + 4),
                rows.getString(from + 5),
                rows.getLong(from + 6),
                longOrNull(rows, from + 7),
                rows.getString(from + 8));
    }

    /** A key. */
    public Rows.Dedup dedup(ResultSet rows, int from) throws SQLException {
        return new Rows.Dedup(
                rows.getString(from),
                rows.getString(from + 1),
                rows.getString(from + 2),
                dialect.uuid(rows, from + 3),
                rows.getLong(from + 4));
    }

    /** A card. */
    public Rows.Card card(ResultSet rows, int from) throws SQLException {
        return new Rows.Card(
                dialect.uuid(rows, from + 4),
                new CardPart.Place(
                        rows.getString(from),
                        rows.getString(from + 1),
                        rows.getString(from + 2),
                        rows.getString(from + 3)),
                rows.getLong(from + 5),
                rows.getLong(from + 6),
                longOrNull(rows, from + 7),
                rows.getString(from + 8));
    }

    /** An item of an inbox. */
    public InboxPart.Item item(ResultSet rows, int from) throws SQLException {
        return new InboxPart.Item(
                dialect.uuid(rows, from),
                new InboxPart.Owner(rows.getString(from + 1), rows.getString(from + 2)),
                dialect.uuid(rows, from + 3),
                rows.getString(from + 4),
                rows.getString(from + 5),
                rows.getInt(from + 6),
                rows.getString(from + 7),
                rows.getString(from + 8),
                rows.getString(from + 9),
                InboxStatus.valueOf(rows.getString(from + 10)),
                rows.getLong(from + 11),
                rows.getLong(from + 12),
                longOrNull(rows, from + 13),
                longOrNull(rows, from + 14),
                longOrNull(rows, from + 15));
    }

    /** The head of an inbox. */
    public InboxPart.Head head(ResultSet rows, int from) throws SQLException {
        return new InboxPart.Head(
                new InboxPart.Owner(rows.getString(from), rows.getString(from + 1)),
                rows.getLong(from + 2),
                rows.getLong(from + 3),
                rows.getLong(from + 4),
                longOrNull(rows, from + 5));
    }

    private static @Nullable Long longOrNull(ResultSet rows, int at) throws SQLException {
        long value = rows.getLong(at);
        return rows.wasNull() ? null : Long.valueOf(value);
    }
}
