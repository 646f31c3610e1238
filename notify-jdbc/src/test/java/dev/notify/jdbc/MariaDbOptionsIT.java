package dev.notify.jdbc;

import static dev.notify.jdbc.Samples.NOW;
import static dev.notify.jdbc.Samples.acceptance;
import static dev.notify.jdbc.Samples.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.store.AcceptPart.Answer;
import dev.notify.store.QueuePart.Claim;
import dev.notify.store.QueuePart.Held;
import dev.notify.store.QueuePart.Release;
import dev.notify.store.QueuePart.Request;
import dev.notify.store.Rows;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What batches, counts, lengths and packets get wrong elsewhere. */
class MariaDbOptionsIT {

    private static final int CROWD = 350;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "useBulkStmts=true",
                "useBulkStmtsForInserts=false",
                "useAffectedRows=true",
                "rewriteBatchedStatements=true",
                "useServerPrepStmts=true",
                "useServerPrepStmts=false"
            })
    void a_crowd_comes_in_is_claimed_renewed_and_given_back(String option) {
        String url = Lanes.mariaDb().createDatabase("options") + "&" + option;
        try (JdbcStore store = JdbcStore.url(url, "", "")) {
            store.open();
            List<Rows.Acceptance> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                crowd.add(acceptance("k" + i));
            }
            crowd.add(acceptance("k0"));
            assertThat(store.accepts().accept(crowd))
                    .filteredOn(a -> a.first().isEmpty())
                    .hasSize(CROWD);
            List<Answer> again = store.accepts().accept(List.of(acceptance("k1"), acceptance("new")));
            assertThat(again.get(0).id()).isEqualTo(crowd.get(1).notification().id());
            assertThat(again.get(1).first()).isEmpty();

            List<Claim> claims = claim(store, CROWD + 1);
            assertThat(claims).hasSize(CROWD + 1).allMatch(c -> c.fence() == 1 && c.attempt() == 1);
            List<Held> held = new ArrayList<>(
                    claims.stream().map(c -> new Held(c.ref(), c.fence())).toList());
            held.set(0, new Held(claims.get(0).ref(), 99));
            assertThat(store.queue().renew(held, "me", NOW + 9))
                    .hasSize(CROWD)
                    .doesNotContain(claims.get(0).ref());
            assertThat(store.queue().renew(held, "me", NOW + 9))
                    .as("and again to the same moment, which changes nothing")
                    .hasSize(CROWD);
            assertThat(store.queue()
                            .release(claims.stream()
                                    .map(c -> new Release(c.ref(), c.fence(), NOW, false))
                                    .toList()))
                    .hasSize(CROWD + 1);
            assertThat(claim(store, 2_000)).hasSize(CROWD + 1).allMatch(c -> c.fence() == 2 && c.attempt() == 1);
        }
    }

    private static List<Claim> claim(JdbcStore store, int limit) {
        return store.queue().claim(new Request(Samples.LANE.number(), NOW, 0, limit, "me", NOW + 5));
    }

    @Test
    void contents_of_many_times_a_packet_come_in_together() throws SQLException {
        DataSource source = Samples.mariaDb(Lanes.mariaDb().createDatabase("options_packet"));
        long packet = Long.parseLong(ask(source, "select @@max_allowed_packet").get(0));
        String large = "\u20ac".repeat(85_000);
        try (JdbcStore store = JdbcStore.of(source)) {
            store.open();
            List<Rows.Acceptance> group = new ArrayList<>();
            for (long bytes = 0; bytes < packet + packet / 4; bytes += 3L * large.length()) {
                Rows.Acceptance plain = acceptance(null);
                group.add(new Rows.Acceptance(
                        plain.notification(),
                        List.of(new Rows.Content(plain.notification().id(), "", large)),
                        plain.deliveries(),
                        plain.work(),
                        null,
                        plain.templates(),
                        plain.trail(),
                        plain.counters()));
            }
            assertThat(store.accepts().accept(group)).hasSize(group.size());
            assertThat(ask(source, "select count(*) from notify_notification where length(body) = 255000"))
                    .containsExactly("" + group.size());
        }
    }

    @Test
    void a_key_too_long_for_the_table_is_refused_and_never_taken_for_another() throws SQLException {
        DataSource source = Samples.mariaDb(Lanes.mariaDb().createDatabase("options_long"));
        try (JdbcStore store = JdbcStore.of(source)) {
            store.open();
            String longest = "\u20ac".repeat(200);
            assertThat(store.accepts()
                            .accept(List.of(acceptance(longest)))
                            .get(0)
                            .first())
                    .isEmpty();
            assertThatThrownBy(() -> store.accepts().accept(List.of(acceptance(longest + "a"))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("22001");
            assertThat(ask(source, "select count(*) from notify_notification")).containsExactly("1");
        }
    }

    /** The host has done less than the other one, so the database ends the host's transaction. */
    @Test
    void a_deadlock_in_the_hosts_transaction_says_that_all_of_it_is_gone() throws Exception {
        DataSource source = Samples.mariaDb(Lanes.mariaDb().createDatabase("options_deadlock"));
        Samples.run(source, "create table work(id int primary key)", "insert into work select seq from seq_1_to_2000");
        try (JdbcStore store = JdbcStore.of(source);
                Connection host = source.getConnection();
                Connection other = source.getConnection()) {
            store.open();
            host.setAutoCommit(false);
            other.setAutoCommit(false);
            store.join(host).accepts().accept(List.of(acceptance("a")));
            run(other, "update work set id = id + 10000");
            run(other, taking("b"));
            CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return run(other, taking("a"));
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            store.join(host).accepts().accept(List.of(acceptance("b")));
                        }
                    })
                    .isInstanceOf(StoreBusyException.class)
                    .hasMessageContaining("rolled back the whole of the host's transaction");
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            other.rollback();
            host.rollback();
            store.join(host).accepts().accept(List.of(acceptance("a"), acceptance("b")));
            host.commit();
            assertThat(ask(source, "select count(*) from notify_dedup")).containsExactly("2");
            assertThat(ask(host, "select @@innodb_lock_wait_timeout"))
                    .isEqualTo(ask(source, "select @@innodb_lock_wait_timeout"));
        }
    }

    private static String taking(String key) {
        return "insert into notify_dedup values ('default', 'note', '" + key + "', unhex(replace(uuid(), '-', '')), 9)";
    }

    private static int run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
