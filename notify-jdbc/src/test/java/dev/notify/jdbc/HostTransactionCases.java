package dev.notify.jdbc;

import static dev.notify.jdbc.Samples.acceptance;
import static dev.notify.jdbc.Samples.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.store.AcceptPart.Answer;
import dev.notify.store.ChangePart.Cancel;
import dev.notify.store.QueuePart.Request;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import dev.notify.store.StoreSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host may rely on when it sends inside a transaction of its own; the same for every database. */
abstract class HostTransactionCases {

    private DataSource host;
    private JdbcStore store;
    private Connection connection;

    /** An empty database of this name. */
    abstract DataSource database(String name) throws SQLException;

    @BeforeEach
    void open() throws SQLException {
        host = database("host" + UUID.randomUUID().toString().substring(0, 8).replace('-', '_'));
        Samples.run(host, "create table patient(id int primary key)");
        store = JdbcStore.of(host).allowLossy();
        store.open();
        connection = host.getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.rollback();
        connection.close();
        store.close();
    }

    private void hostWrites(int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into patient values (" + id + ")");
        }
    }

    private boolean isStored(UUID id) {
        return store.accepts().stored(List.of(id)).contains(id);
    }

    @Test
    void what_is_sent_becomes_true_with_the_hosts_commit() throws SQLException {
        Rows.Acceptance sent = acceptance("k");
        hostWrites(1);
        store.join(connection).accepts().accept(List.of(sent));
        assertThat(isStored(sent.notification().id())).isFalse();
        assertThat(store.queue().claim(new Request(Samples.LANE.number(), Samples.NOW, 0, 10, "me", Samples.NOW + 1)))
                .isEmpty();

        connection.commit();

        assertThat(isStored(sent.notification().id())).isTrue();
        assertThat(store.queue().claim(new Request(Samples.LANE.number(), Samples.NOW, 0, 10, "me", Samples.NOW + 1)))
                .hasSize(1);
        assertThat(ask(host, "select id from patient")).containsExactly("1");
    }

    @Test
    void what_is_sent_is_gone_with_the_hosts_rollback_and_its_key_is_free() throws SQLException {
        Rows.Acceptance sent = acceptance("k");
        store.join(connection).accepts().accept(List.of(sent));
        connection.rollback();
        assertThat(isStored(sent.notification().id())).isFalse();
        assertThat(store.accepts().accept(List.of(acceptance("k"))).get(0).first())
                .isEmpty();
    }

    @Test
    void a_taken_key_does_not_hurt_the_transaction() throws SQLException {
        Rows.Acceptance first = acceptance("k");
        store.accepts().accept(List.of(first));
        hostWrites(1);
        Answer answer = store.join(connection)
                .accepts()
                .accept(List.of(acceptance("k")))
                .get(0);
        assertThat(answer.id()).isEqualTo(first.notification().id());
        assertThat(answer.first().orElseThrow().deliveries()).hasSize(1);
        hostWrites(2);
        connection.commit();
        assertThat(ask(host, "select id from patient order by id")).containsExactly("1", "2");
    }

    @Test
    void a_row_the_database_refuses_leaves_the_hosts_work_to_be_committed() throws SQLException {
        hostWrites(1);
        StoreSession joined = store.join(connection);
        assertThatThrownBy(() -> joined.accepts().accept(List.of(acceptance("k", null))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("accept");
        Rows.Acceptance good = acceptance("k");
        assertThat(joined.accepts().accept(List.of(good)).get(0).first()).isEmpty();
        connection.commit();
        assertThat(ask(host, "select id from patient")).containsExactly("1");
        assertThat(isStored(good.notification().id())).isTrue();
    }

    @Test
    void two_open_transactions_with_one_key_wait_and_agree() throws Exception {
        Rows.Acceptance first = acceptance("k");
        hostWrites(1);
        store.join(connection).accepts().accept(List.of(first));
        CompletableFuture<Answer> second = CompletableFuture.supplyAsync(() -> sendAndCommit("k"));
        assertThatThrownBy(() -> second.get(200, TimeUnit.MILLISECONDS)).isNotNull();
        connection.commit();
        assertThat(second.get(10, TimeUnit.SECONDS).id())
                .isEqualTo(first.notification().id());
        assertThat(ask(host, "select count(*) from notify_notification")).containsExactly("1");
        assertThat(ask(host, "select id from patient order by id")).containsExactly("1", "77");
    }

    @Test
    void the_second_of_two_open_transactions_wins_the_key_when_the_first_rolls_back() throws Exception {
        store.join(connection).accepts().accept(List.of(acceptance("k")));
        CompletableFuture<Answer> second = CompletableFuture.supplyAsync(() -> sendAndCommit("k"));
        assertThatThrownBy(() -> second.get(200, TimeUnit.MILLISECONDS)).isNotNull();
        connection.rollback();
        assertThat(second.get(10, TimeUnit.SECONDS).first()).isEmpty();
        assertThat(ask(host, "select count(*) from notify_notification")).containsExactly("1");
    }

    private Answer sendAndCommit(String key) {
        try (Connection other = host.getConnection()) {
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute("insert into patient values (77)");
            }
            Answer answer =
                    store.join(other).accepts().accept(List.of(acceptance(key))).get(0);
            other.commit();
            return answer;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_open_transaction_makes_nobody_else_wait() throws SQLException {
        Rows.Acceptance waiting = acceptance(null);
        store.accepts().accept(List.of(waiting, acceptance(null)));
        StoreSession joined = store.join(connection);
        joined.accepts().accept(List.of(acceptance("a")));
        joined.changes()
                .cancel(new Cancel("default", List.of(waiting.notification().id()), Samples.NOW, Map.of(), List.of()));
        store.accepts().accept(List.of(acceptance("b")));
        assertThat(store.queue().claim(new Request(Samples.LANE.number(), Samples.NOW, 0, 2, "me", Samples.NOW + 1)))
                .hasSize(2)
                .noneMatch(c -> c.ref().equals(waiting.deliveries().get(0).id()));
        connection.commit();
        assertThat(store.reads().counters("default", 0).get(0).count()).isEqualTo(4);
    }

    @Test
    void refuses_a_connection_in_autocommit_mode() throws SQLException {
        connection.setAutoCommit(true);
        assertThatThrownBy(() -> store.join(connection))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("autocommit");
        connection.setAutoCommit(false);
    }

    @Test
    void refuses_a_closed_connection() throws SQLException {
        Connection closed = host.getConnection();
        closed.close();
        assertThatThrownBy(() -> store.join(closed))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void refuses_a_connection_to_another_database_and_leaves_its_transaction_usable() throws SQLException {
        DataSource bare = database("bare");
        DataSource alike = database("alike");
        try (JdbcStore other = JdbcStore.of(alike).allowLossy()) {
            other.open();
            for (DataSource elsewhere : List.of(bare, alike)) {
                try (Connection foreign = elsewhere.getConnection()) {
                    foreign.setAutoCommit(false);
                    assertThatThrownBy(() -> store.join(foreign))
                            .isInstanceOf(StoreException.class)
                            .hasMessageContaining("hand in one from the DataSource");
                    assertThat(ask(foreign, "select 1")).containsExactly("1");
                    foreign.rollback();
                }
            }
        }
    }
}
