package dev.notify.jdbc.crash;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a database holds, read past the library.
 *
 * @param deliveries by id
 * @param keys how many deliveries each key became
 * @param doubleKeys keys under which more than one notification is stored
 * @param waiting rows in the queue
 */
record Stored(Map<String, Delivery> deliveries, Map<String, Integer> keys, List<String> doubleKeys, int waiting) {

    /** One delivery. */
    record Delivery(
            String id,
            String key,
            String state,
            int attempts,
            long fence,
            long doneAt,
            @Nullable String why) {

        boolean isPending() {
            return state.equals("PENDING");
        }
    }

    static Stored read(Place place) throws SQLException {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement()) {
            Map<String, Delivery> deliveries = new HashMap<>();
            Map<String, Integer> keys = new HashMap<>();
            try (ResultSet rows = statement.executeQuery(
                    "SELECT d.id, n.key_text, d.state, d.attempts, d.last_fence, d.done_at, d.why FROM notify_delivery d"
                            + " JOIN notify_notification n ON n.id = d.notification_id")) {
                while (rows.next()) {
                    Delivery d = new Delivery(
                            id(rows, 1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getInt(4),
                            rows.getLong(5),
                            rows.getLong(6),
                            rows.getString(7));
                    deliveries.put(d.id(), d);
                    keys.merge(d.key(), 1, Integer::sum);
                }
            }
            return new Stored(
                    deliveries,
                    keys,
                    texts(statement, "SELECT key_text FROM notify_notification GROUP BY key_text HAVING COUNT(*) > 1"),
                    waiting(statement));
        }
    }

    private static String id(ResultSet rows, int at) throws SQLException {
        if (rows.getObject(at) instanceof byte[] bytes) {
            ByteBuffer id = ByteBuffer.wrap(bytes);
            return new UUID(id.getLong(), id.getLong()).toString();
        }
        return rows.getString(at);
    }

    /** Counted by the rows and by the index they are claimed by, which a damaged file has less or more of. */
    private static int waiting(Statement statement) throws SQLException {
        long rows = number(statement, "SELECT COUNT(*) FROM notify_queue");
        long indexed =
                number(statement, "SELECT COUNT(*) FROM notify_queue WHERE lane >= -2147483648 AND available_at >= 0");
        return (int) Math.max(rows, indexed);
    }

    /** The first column of the first row. */
    static long number(Place place, String sql) throws SQLException {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement()) {
            return number(statement, sql);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
