package dev.notify.jdbc.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.notify.jdbc.JdbcStore;
import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.internal.dialect.PostgresDialect;
import dev.notify.jdbc.internal.dialect.TableNames;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The statements every node runs all the time must go by the index, whatever waits in the queue. */
class PostgresPlanIT {

    private final PostgresDialect dialect = new PostgresDialect(TableNames.DEFAULT, "unused");
    private final PostgresQueueSql sql = new PostgresQueueSql(dialect);

    @Test
    void heads_and_claims_are_probes_of_the_claim_index_among_many_rows() throws SQLException {
        String url = Lanes.postgres().createDatabase("plans");
        try (JdbcStore store = JdbcStore.url(url, "", "")) {
            store.open();
        }
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("insert into notify_queue select gen_random_uuid(), 1, i % 100, i, 0, null, 0, 0"
                    + " from generate_series(1, 100000) i");
            statement.execute("analyze notify_queue");
            Object[] lanes = IntStream.range(0, 200).boxed().toArray();
            Object[] floors = IntStream.range(0, 200).mapToObj(Long::valueOf).toArray();
            List<String> heads = plan(
                    connection,
                    sql.heads,
                    connection.createArrayOf("int4", lanes),
                    connection.createArrayOf("int8", floors));
            assertThat(heads)
                    .anyMatch(line -> line.contains("notify_queue_claim"))
                    .noneMatch(line -> line.contains("Seq Scan"))
                    .noneMatch(line -> line.contains("Sort"));
            List<String> claim = plan(connection, sql.claim, 7, 90_000L, 0L, 200, "me", 100_000L);
            assertThat(claim)
                    .anyMatch(line -> line.contains("notify_queue_claim"))
                    .noneMatch(line -> line.contains("Seq Scan"))
                    .noneMatch(line -> line.contains("Sort"));
        }
    }

    @Test
    void they_are_so_too_when_they_were_planned_before_anything_was_known() throws SQLException {
        String url = Lanes.postgres().createDatabase("generic_plans");
        try (JdbcStore store = JdbcStore.url(url, "", "")) {
            store.open();
        }
        try (Connection connection = DriverManager.getConnection(url + "&preferQueryMode=simple");
                Statement statement = connection.createStatement()) {
            assumeThat(connection.getMetaData().getDatabaseMajorVersion())
                    .as("versions that explain what was planned beforehand")
                    .isGreaterThanOrEqualTo(16);
            for (String setting : dialect.ownSettings(1_000, 1_000)) {
                statement.execute(setting);
            }
            for (String text : List.of(sql.heads, sql.claim)) {
                assertThat(lines(statement, "explain (generic_plan) " + numbered(text)))
                        .anyMatch(line -> line.contains("notify_queue_claim"))
                        .noneMatch(line -> line.contains("Seq Scan"))
                        .noneMatch(line -> line.contains("Sort"));
            }
        }
    }

    /** As the server numbers parameters. */
    private static String numbered(String text) {
        String numbered = text;
        for (int i = 1; numbered.contains("?"); i++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + i);
        }
        return numbered;
    }

    private static List<String> lines(Statement statement, String explain) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(explain)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    private static List<String> plan(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("explain " + sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        }
    }
}
