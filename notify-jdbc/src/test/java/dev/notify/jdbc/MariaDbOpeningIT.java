package dev.notify.jdbc;

import static dev.notify.jdbc.Samples.acceptance;
import static dev.notify.jdbc.Samples.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.notify.store.StoreException;
import dev.notify.store.StoreException.RefusedException;
import dev.notify.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class MariaDbOpeningIT {

    @Test
    void takes_a_schema_of_version_1_along_with_all_that_is_in_it() throws SQLException {
        UpgradeCases.fromVersion1(Samples.mariaDb(Lanes.mariaDb().createDatabase("opening_upgrade")));
    }

    @Test
    void several_nodes_may_start_at_once_on_an_empty_database() throws SQLException {
        DataSource source = Samples.mariaDb(Lanes.mariaDb().createDatabase("opening_race"));
        List<CompletableFuture<Void>> nodes = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    try (JdbcStore store = JdbcStore.of(source)) {
                        store.open();
                    }
                }))
                .toList();
        nodes.forEach(CompletableFuture::join);
        assertThat(ask(source, "select count(*) from notify_meta where name = 'installation'"))
                .containsExactly("1");
    }

    @Test
    void refuses_a_server_that_acknowledges_before_it_has_written() throws SQLException {
        DataSource source = Samples.mariaDb(Lanes.mariaDb().createDatabase("opening_lossy"));
        Samples.run(source, "set global innodb_flush_log_at_trx_commit = 2");
        try {
            assertThatThrownBy(() -> JdbcStore.of(source).open())
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("innodb_flush_log_at_trx_commit is 2")
                    .hasMessageContaining("allowLossy()");
            try (JdbcStore store = JdbcStore.of(source).allowLossy()) {
                assertThat(store.open()).singleElement().asString().contains("innodb_flush_log_at_trx_commit");
            }
        } finally {
            Samples.run(source, "set global innodb_flush_log_at_trx_commit = 1");
        }
    }

    @Test
    void refuses_tables_that_know_no_transactions() throws SQLException {
        DataSource source = Samples.mariaDb(Lanes.mariaDb().createDatabase("opening_engine"));
        try (JdbcStore store = JdbcStore.of(source)) {
            store.open();
        }
        Samples.run(source, "alter table notify_call engine = MyISAM");
        assertThatThrownBy(() -> JdbcStore.of(source).open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("notify_call is kept by MyISAM");
    }

    @Test
    void names_every_missing_right_index_and_column() throws SQLException {
        String url = Lanes.mariaDb().createDatabase("opening_validate");
        DataSource source = Samples.mariaDb(url);
        try (JdbcStore store = JdbcStore.of(source)) {
            store.open();
        }
        Samples.run(
                source,
                "create or replace user notify_reader identified by 'secret'",
                "grant select, insert, update on opening_validate.* to notify_reader",
                "alter table notify_call drop column last_error",
                "drop index delivery_recipient on notify_delivery");
        for (String table : ask(source, "show tables")) {
            if (!table.equals("notify_queue")) {
                Samples.run(source, "grant delete on " + table + " to notify_reader");
            }
        }
        String reader = url.replaceAll("\\?.*", "");
        assertThatThrownBy(() -> JdbcStore.url(reader, "notify_reader", "secret")
                        .schema(SchemaMode.VALIDATE)
                        .open())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.findings())
                                .hasSize(3)
                                .anyMatch(f -> f.contains("DELETE on notify_queue"))
                                .anyMatch(f -> f.contains("column notify_call.last_error"))
                                .anyMatch(f -> f.contains("index on notify_delivery (recipient_lookup, id)")));
    }

    @Test
    void works_in_another_database_and_with_a_prefix_of_the_hosts_choice() throws SQLException {
        Lanes.mariaDb().createDatabase("opening_app");
        DataSource source = Samples.mariaDb(Lanes.mariaDb().createDatabase("opening_names"));
        for (String names : List.of("opening_app.nt_", "Own_")) {
            try (JdbcStore store = JdbcStore.of(source).tables(names)) {
                store.open();
                store.accepts().accept(List.of(acceptance("k"), acceptance("k")));
            }
            assertThat(ask(source, "select count(*) from " + names + "delivery"))
                    .containsExactly("1");
            try (JdbcStore store = JdbcStore.of(source).tables(names).schema(SchemaMode.VALIDATE)) {
                store.open();
            }
        }
    }

    @Test
    void connections_that_are_killed_are_taken_anew() throws SQLException {
        DataSource source = Samples.mariaDb(Lanes.mariaDb().createDatabase("opening_killed"));
        try (JdbcStore store = JdbcStore.of(source)) {
            store.open();
            for (String id : ask(
                    source,
                    "select id from information_schema.processlist"
                            + " where db = database() and id <> connection_id()")) {
                Samples.run(source, "kill " + id);
            }
            assertThatThrownBy(() -> store.accepts().accept(List.of(acceptance(null))))
                    .isInstanceOf(StoreUnavailableException.class);
            store.accepts().accept(List.of(acceptance(null)));
            assertThatThrownBy(store::databaseTime).isInstanceOf(StoreException.class);
            assertThat(store.databaseTime()).isPositive();
        }
    }

    @Test
    void the_time_is_that_of_the_world_whatever_the_servers_zone() throws SQLException {
        DataSource source = Samples.mariaDb(Lanes.mariaDb().createDatabase("opening_time"));
        assertThat(ask(source, "select timestampdiff(minute, utc_timestamp, now())"))
                .as("a server of ours is in no zone of anybody's")
                .isNotEqualTo(List.of("0"));
        try (JdbcStore store = JdbcStore.of(source)) {
            store.open();
            assertThat(Math.abs(store.databaseTime() - System.currentTimeMillis()))
                    .isLessThan(60_000);
        }
    }

    @Test
    void connections_come_back_as_they_were() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Lanes.mariaDb().createDatabase("opening_restored"));
        config.setMaximumPoolSize(4);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            List<String> before = settings(pool);
            try (JdbcStore store = JdbcStore.of(pool)) {
                store.open();
                assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(3);
                store.accepts().accept(List.of(acceptance("k")));
                store.meta().put("a", "b");
                assertThat(settings(pool)).as("a connection that was borrowed").isEqualTo(before);
            }
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            for (int i = 0; i < 4; i++) {
                assertThat(settings(pool)).isEqualTo(before);
            }
        }
    }

    private static List<String> settings(DataSource pool) throws SQLException {
        return ask(
                pool,
                "select concat_ws(' ', @@innodb_lock_wait_timeout, @@lock_wait_timeout, @@wait_timeout,"
                        + " @@max_statement_time, @@idle_transaction_timeout, @@transaction_isolation, @@autocommit)");
    }
}
