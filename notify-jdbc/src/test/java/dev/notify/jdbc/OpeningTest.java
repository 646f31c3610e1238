package dev.notify.jdbc;

import static dev.notify.jdbc.Samples.acceptance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.store.QueuePart.Request;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import dev.notify.store.StoreException.RefusedException;
import dev.notify.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {

    @TempDir
    private Path folder;

    @Test
    void takes_a_schema_of_version_1_along_with_all_that_is_in_it() throws SQLException {
        UpgradeCases.fromVersion1(Samples.h2("jdbc:h2:file:" + folder.resolve("upgrade") + ";DB_CLOSE_DELAY=-1"));
    }

    @Test
    void opens_once_and_a_closed_store_is_replaced_by_a_new_one() {
        Path file = folder.resolve("a").resolve("notify");
        Rows.Acceptance sent = acceptance("k");
        JdbcStore store = JdbcStore.h2(file);
        assertThatThrownBy(store::accepts).isInstanceOf(StoreUnavailableException.class);
        assertThat(store.open()).isEmpty();
        assertThatThrownBy(store::open).isInstanceOf(StoreException.class).hasMessageContaining("open already");
        store.accepts().accept(List.of(sent));
        store.close();
        store.close();
        assertThatThrownBy(store::open).isInstanceOf(StoreException.class).hasMessageContaining("was closed");
        assertThatThrownBy(store::queue).isInstanceOf(StoreUnavailableException.class);
        try (JdbcStore again = JdbcStore.h2(file)) {
            again.open();
            assertThat(again.accepts().stored(List.of(sent.notification().id())))
                    .hasSize(1);
        }
    }

    @Test
    void refuses_a_file_that_another_store_of_this_process_has_open() {
        Path file = folder.resolve("shared");
        try (JdbcStore store = JdbcStore.h2(file)) {
            store.open();
            assertThatThrownBy(() -> JdbcStore.h2(file).open())
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("shared")
                    .hasMessageContaining("in use");
            assertThat(store.meta().get("installation")).isPresent();
        }
    }

    @Test
    void refuses_a_file_that_another_process_has_locked() throws IOException {
        Path file = folder.resolve("locked");
        try (JdbcStore store = JdbcStore.h2(file)) {
            store.open();
        }
        Path locked = folder.resolve("locked.mv.db");
        assertThat(Files.exists(locked)).isTrue();
        try (FileChannel channel = FileChannel.open(locked, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> JdbcStore.h2(file).open())
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("locked")
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void refuses_memory_unless_the_host_accepts_the_loss() {
        DataSource memory = Samples.h2("jdbc:h2:mem:lossy;DB_CLOSE_DELAY=-1");
        assertThatThrownBy(() -> JdbcStore.of(memory).open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("in memory")
                .hasMessageContaining("allowLossy()");
        try (JdbcStore store = JdbcStore.of(memory).allowLossy()) {
            assertThat(store.open()).singleElement().asString().contains("in memory");
        }
    }

    @Test
    void a_user_who_is_no_administrator_needs_a_write_delay_of_zero() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("plain");
        DataSource admin = Samples.h2(url + ";DB_CLOSE_DELAY=-1");
        try (JdbcStore store = JdbcStore.of(admin)) {
            assertThat(store.open()).isEmpty();
        }
        Samples.run(admin, "create user plain password ''", "grant all on schema public to plain");
        org.h2.jdbcx.JdbcDataSource plain = new org.h2.jdbcx.JdbcDataSource();
        plain.setURL(url);
        plain.setUser("plain");
        plain.setPassword("");
        assertThatThrownBy(() -> JdbcStore.of(plain).open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("WRITE_DELAY");
        Samples.run(admin, "set write_delay 0");
        try (JdbcStore store = JdbcStore.of(plain)) {
            assertThat(store.open()).singleElement().asString().contains("grows");
            store.accepts().accept(List.of(acceptance(null)));
        }
        Samples.run(admin, "shutdown");
    }

    @Test
    void says_everything_that_is_missing_at_once() throws SQLException {
        DataSource source = Samples.h2("jdbc:h2:mem:validate;DB_CLOSE_DELAY=-1");
        assertThatThrownBy(() -> JdbcStore.of(source)
                        .allowLossy()
                        .schema(SchemaMode.VALIDATE)
                        .open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("table notify_queue is missing")
                .hasMessageContaining("table notify_meta is missing");
        try (JdbcStore store = JdbcStore.of(source).allowLossy()) {
            store.open();
        }
        try (JdbcStore store = JdbcStore.of(source).allowLossy().schema(SchemaMode.VALIDATE)) {
            store.open();
        }
        Samples.run(
                source,
                "alter table notify_delivery drop column why",
                "drop index notify_queue_claim",
                "drop table notify_trail");
        assertThatThrownBy(() -> JdbcStore.of(source)
                        .allowLossy()
                        .schema(SchemaMode.VALIDATE)
                        .open())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.findings())
                                .hasSize(3)
                                .anyMatch(f -> f.contains("column notify_delivery.why is missing"))
                                .anyMatch(f ->
                                        f.contains("index on notify_queue (lane, available_at, ref_id) is missing"))
                                .anyMatch(f -> f.contains("table notify_trail is missing")));
    }

    @Test
    void takes_tables_made_by_hand_from_the_published_statements() throws SQLException {
        DataSource source = Samples.h2("jdbc:h2:mem:byhand;DB_CLOSE_DELAY=-1");
        Samples.run(source, "create schema app");
        String[] statements = JdbcSchema.h2().tables("app.nt_").statements().toArray(new String[0]);
        Samples.run(source, statements);
        Samples.run(source, statements);
        try (JdbcStore store =
                JdbcStore.of(source).allowLossy().tables("app.nt_").schema(SchemaMode.VALIDATE)) {
            store.open();
            store.accepts().accept(List.of(acceptance("k")));
        }
        assertThat(Samples.ask(source, "select count(*) from app.nt_notification"))
                .containsExactly("1");
    }

    @Test
    void refuses_names_of_tables_that_are_no_plain_identifiers() {
        for (String names : List.of("", ".", "a.", "x;drop", "a.b.c", "1a_", "n\"_")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JdbcStore.h2Memory("names").tables(names));
        }
    }

    @Test
    void refuses_a_schema_that_only_later_releases_can_read() throws SQLException {
        DataSource source = Samples.h2("jdbc:h2:mem:newer;DB_CLOSE_DELAY=-1");
        try (JdbcStore store = JdbcStore.of(source).allowLossy()) {
            store.open();
        }
        Samples.run(source, "update notify_meta set content = '9' where name = 'schema.version'");
        try (JdbcStore store = JdbcStore.of(source).allowLossy()) {
            store.open();
        }
        Samples.run(source, "update notify_meta set content = '8' where name = 'schema.oldest-reader'");
        assertThatThrownBy(() -> JdbcStore.of(source).allowLossy().open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("version 9")
                .hasMessageContaining("start the later release");
    }

    @Test
    void says_which_driver_is_missing() {
        assertThatThrownBy(() -> JdbcStore.url("jdbc:nothing:there", "u", "p").open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("driver")
                .hasMessageContaining("jdbc:nothing:there");
    }

    @Test
    void a_host_that_holds_all_its_connections_cannot_stop_the_queue() throws SQLException {
        com.zaxxer.hikari.HikariConfig config = new com.zaxxer.hikari.HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:drained;DB_CLOSE_DELAY=-1");
        config.setMaximumPoolSize(6);
        config.setConnectionTimeout(250);
        try (com.zaxxer.hikari.HikariDataSource pool = new com.zaxxer.hikari.HikariDataSource(config);
                JdbcStore store = JdbcStore.of(pool).allowLossy()) {
            store.open();
            try (var one = pool.getConnection();
                    var two = pool.getConnection();
                    var three = pool.getConnection()) {
                assertThat(List.of(one, two, three)).hasSize(3);
                store.accepts().accept(List.of(acceptance(null)));
                var claims = store.queue()
                        .claim(new Request(Samples.LANE.number(), Samples.NOW, 0, 9, "me", Samples.NOW + 1));
                assertThat(store.reads().load(claims.stream().map(c -> c.ref()).toList()))
                        .hasSize(1);
                assertThatThrownBy(() -> store.reads().counters("default", 0))
                        .isInstanceOf(StoreUnavailableException.class);
            }
            assertThat(store.reads().counters("default", 0)).hasSize(1);
        }
    }
}
