package dev.notify.jdbc.internal.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.notify.jdbc.JdbcStore;
import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.internal.dialect.PostgresDialect;
import dev.notify.jdbc.internal.dialect.TableNames;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What settles a group is planned once, while the queue may be empty, and must go by the keys all the same. */
class PostgresSettlePlanIT {

    private final PostgresDialect dialect = new PostgresDialect(TableNames.DEFAULT, "unused");

    @Test
    void a_group_is_settled_by_the_keys_though_it_was_planned_on_empty_tables() throws SQLException {
        String url = Lanes.postgres().createDatabase("settle_plans");
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
            String text = new PostgresSettleSql(dialect).settle;
            for (int i = 1; text.contains("?"); i++) {
                text = text.replaceFirst("\\?", "\\$" + i);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("explain (generic_plan) " + text)) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            assertThat(lines)
                    .anyMatch(line -> line.contains("notify_queue_pkey"))
                    .anyMatch(line -> line.contains("notify_delivery_pkey"))
                    .noneMatch(line -> line.contains("Seq Scan"));
        }
    }
}
