package dev.notify.jdbc;

import dev.notify.delivery.DeliveryState;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.store.Lane;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Rows and connections that the tests of this module share. */
final class Samples {

    static final long NOW = 1_700_000_000_000L;
    static final Lane LANE = Lane.of(ChannelName.EMAIL, Priority.NORMAL, Tenant.DEFAULT);

    private Samples() {}

    /** One notification to one recipient, under this key if there is one. */
    static Rows.Acceptance acceptance(@Nullable String key) {
        UUID id = UUID.randomUUID();
        UUID delivery = UUID.randomUUID();
        return new Rows.Acceptance(
                new Rows.Notification(
                        id, "default", "note", 1, key, null, null, null, 1, 2, null, NOW, NOW, null, null, null, null,
                        "said"),
                List.of(new Rows.Content(id, "", "{}")),
                List.of(new Rows.Delivery(
                        delivery,
                        id,
                        "default",
                        "p",
                        "p",
                        "email",
                        DeliveryState.PENDING,
                        NOW,
                        null,
                        0,
                        0,
                        null,
                        false,
                        false,
                        null)),
                List.of(Rows.Work.waiting(delivery, WorkKind.DELIVER, LANE, NOW)),
                key == null ? null : new Rows.Dedup("default", "note", key, id, NOW + 1_000_000),
                List.of(new Rows.Template("words", "title", "body")),
                List.of(new Rows.Trail(UUID.randomUUID(), "default", NOW, "a", "accepted", id, null)),
                List.of(new Rows.Counter(NOW / 3_600_000, "node", "default", "note", "email", "ACCEPTED", 1)));
    }

    static DataSource h2(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser("sa");
        source.setPassword("");
        return source;
    }

    static DataSource postgres(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    static DataSource mariaDb(String url) {
        try {
            return new MariaDbDataSource(url);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void run(DataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static void run(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** An id as it is written: some databases keep its sixteen bytes. */
    static String id(ResultSet rows, int at) throws SQLException {
        if (rows.getObject(at) instanceof byte[] bytes) {
            ByteBuffer id = ByteBuffer.wrap(bytes);
            return new UUID(id.getLong(), id.getLong()).toString();
        }
        return rows.getString(at);
    }

    /** The first value of each row. */
    static List<String> ask(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return ask(connection, sql);
        }
    }

    static List<String> ask(Connection connection, String sql) throws SQLException {
        List<String> lines = new java.util.ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lines.add(String.valueOf(rows.getString(1)));
            }
        }
        return lines;
    }
}
