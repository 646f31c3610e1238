package dev.notify.jdbc;

import static dev.notify.jdbc.Samples.acceptance;
import static dev.notify.jdbc.Samples.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.notify.store.StoreException;
import dev.notify.store.StoreException.RefusedException;
import dev.notify.store.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PostgresOpeningIT {

    @Test
    void takes_a_schema_of_version_1_along_with_all_that_is_in_it() throws SQLException {
        UpgradeCases.fromVersion1(Samples.postgres(Lanes.postgres().createDatabase("opening_upgrade")));
    }

    @Test
    void several_nodes_may_start_at_once_on_an_empty_database() throws SQLException {
        DataSource source = Samples.postgres(Lanes.postgres().createDatabase("opening_race"));
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
        DataSource source = Samples.postgres(Lanes.postgres().createDatabase("opening_lossy"));
        Samples.run(source, "alter database opening_lossy set synchronous_commit = off");
        assertThatThrownBy(() -> JdbcStore.of(source).open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("synchronous_commit is off")
                .hasMessageContaining("allowLossy()");
        try (JdbcStore store = JdbcStore.of(source).allowLossy()) {
            assertThat(store.open()).singleElement().asString().contains("synchronous_commit");
        }
    }

    @Test
    void names_every_missing_right_index_and_column() throws SQLException {
        String url = Lanes.postgres().createDatabase("opening_validate");
        DataSource source = Samples.postgres(url);
        try (JdbcStore store = JdbcStore.of(source)) {
            store.open();
        }
        Samples.run(
                source,
                "drop role if exists notify_reader",
                "create role notify_reader",
                "grant usage on schema public to notify_reader",
                "grant select, insert, update, delete on all tables in schema public to notify_reader",
                "revoke delete on notify_queue from notify_reader",
                "alter table notify_call drop column last_error",
                "drop index notify_delivery_recipient");
        DataSource reader = Samples.postgres(url + (url.contains("?") ? "&" : "?") + "options=-c%20role=notify_reader");
        assertThatThrownBy(
                        () -> JdbcStore.of(reader).schema(SchemaMode.VALIDATE).open())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.findings())
                                .hasSize(3)
                                .anyMatch(f -> f.contains("DELETE on notify_queue"))
                                .anyMatch(f -> f.contains("column notify_call.last_error"))
                                .anyMatch(f -> f.contains("index on notify_delivery (recipient_lookup, id)")));
    }

    @Test
    void works_in_a_schema_and_with_a_prefix_of_the_hosts_choice() throws SQLException {
        DataSource source = Samples.postgres(Lanes.postgres().createDatabase("opening_names"));
        Samples.run(source, "create schema app");
        try (JdbcStore store = JdbcStore.of(source).tables("app.nt_")) {
            store.open();
            store.accepts().accept(List.of(acceptance("k"), acceptance("k")));
        }
        assertThat(ask(source, "select count(*) from app.nt_delivery")).containsExactly("1");
        try (JdbcStore store = JdbcStore.of(source).tables("app.nt_").schema(SchemaMode.VALIDATE)) {
            store.open();
        }
    }

    @Test
    void connections_that_are_killed_are_taken_anew() throws SQLException {
        DataSource source = Samples.postgres(Lanes.postgres().createDatabase("opening_killed"));
        try (JdbcStore store = JdbcStore.of(source)) {
            store.open();
            AtomicInteger wakes = new AtomicInteger();
            store.listen(wakes::incrementAndGet);
            killAll(source);
            assertThatThrownBy(() -> store.accepts().accept(List.of(acceptance(null))))
                    .isInstanceOf(StoreUnavailableException.class);
            store.accepts().accept(List.of(acceptance(null)));
            assertThatThrownBy(store::databaseTime).isInstanceOf(StoreException.class);
            assertThat(store.databaseTime()).isPositive();
            await().atMost(Duration.ofSeconds(40)).until(() -> wakes.get() > 0);
        }
    }

    @Test
    void work_for_anybody_wakes_the_other_nodes() throws SQLException {
        DataSource source = Samples.postgres(Lanes.postgres().createDatabase("opening_wake"));
        try (JdbcStore one = JdbcStore.of(source);
                JdbcStore other = JdbcStore.of(source)) {
            one.open();
            other.open();
            AtomicInteger wakes = new AtomicInteger();
            other.listen(wakes::incrementAndGet);
            one.accepts().accept(List.of(acceptance(null)));
            await().atMost(Duration.ofSeconds(5)).until(() -> wakes.get() > 0);
        }
    }

    @Test
    void connections_come_back_as_they_were() throws SQLException {
        String url = Lanes.postgres().createDatabase("opening_restored");
        com.zaxxer.hikari.HikariConfig config = new com.zaxxer.hikari.HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(5);
        try (com.zaxxer.hikari.HikariDataSource pool = new com.zaxxer.hikari.HikariDataSource(config)) {
            try (JdbcStore store = JdbcStore.of(pool)) {
                store.open();
                assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(4);
            }
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            for (int i = 0; i < 5; i++) {
                assertThat(ask(pool, "show lock_timeout")).containsExactly("0");
                assertThat(ask(pool, "show statement_timeout")).containsExactly("0");
            }
        }
    }

    private static void killAll(DataSource source) throws SQLException {
        Samples.run(
                source,
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
    }
}
