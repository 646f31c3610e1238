package dev.notify.jdbc;

import static dev.notify.jdbc.Samples.acceptance;
import static dev.notify.jdbc.Samples.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.store.Rows;
import dev.notify.store.StoreException.RefusedException;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** What every database must do with the schema of an earlier version. */
final class UpgradeCases {

    private UpgradeCases() {}

    /** A database as version 1 left it, with a notification that waits: refused by who may only look, else taken along, with all that is in it. */
    static void fromVersion1(DataSource source) throws SQLException {
        Rows.Acceptance waiting = acceptance("before");
        try (JdbcStore store = JdbcStore.of(source)) {
            store.open();
            store.accepts().accept(List.of(waiting));
        }
        Samples.run(
                source,
                "drop table notify_inbox",
                "drop table notify_inbox_head",
                "update notify_meta set content = '1' where name = 'schema.version'");

        assertThatThrownBy(
                        () -> JdbcStore.of(source).schema(SchemaMode.VALIDATE).open())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.findings())
                                .anyMatch(f -> f.contains("version 1 and this release needs " + JdbcSchema.VERSION))
                                .anyMatch(f -> f.contains("notify_inbox")));
        for (int start = 1; start <= 2; start++) {
            try (JdbcStore store = JdbcStore.of(source)) {
                store.open();
                assertThat(store.accepts().stored(List.of(waiting.notification().id())))
                        .hasSize(1);
                assertThat(store.reads().byKey("default", "note", "before"))
                        .contains(waiting.notification().id());
            }
        }
        assertThat(ask(source, "select content from notify_meta where name = 'schema.version'"))
                .containsExactly(String.valueOf(JdbcSchema.VERSION));
        assertThat(ask(source, "select count(*) from notify_inbox")).containsExactly("0");
        try (JdbcStore store = JdbcStore.of(source).schema(SchemaMode.VALIDATE)) {
            store.open();
        }
    }
}
