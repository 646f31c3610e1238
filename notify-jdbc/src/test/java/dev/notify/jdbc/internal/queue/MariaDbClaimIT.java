package dev.notify.jdbc.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.jdbc.JdbcStore;
import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.internal.dialect.MariaDbDialect;
import dev.notify.jdbc.internal.dialect.MariaDbTraits;
import dev.notify.jdbc.internal.dialect.TableNames;
import dev.notify.store.QueuePart.Held;
import dev.notify.store.QueuePart.Request;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a claim locks while it is open, and what it does not, on a server that reads repeatably unless told otherwise. */
class MariaDbClaimIT {

    private final MariaDbDialect dialect = new MariaDbDialect(TableNames.DEFAULT, MariaDbTraits.MARIADB);
    private final MariaDbQueueSql sql = new MariaDbQueueSql(dialect);
    private Connection one;
    private Connection other;

    @BeforeEach
    void open() throws SQLException {
        String url = Lanes.mariaDb().createDatabase("claims");
        try (JdbcStore store = JdbcStore.url(url, "", "")) {
            store.open();
        }
        one = own(url);
        other = own(url);
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        other.close();
    }

    private Connection own(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        run(connection, dialect.ownSettings(1_000, 5_000).get(0));
        return connection;
    }

    private void waiting(int lane, int from, int count) throws SQLException {
        run(
                one,
                "insert into notify_queue select unhex(replace(uuid(), '-', '')), 1, " + lane
                        + ", seq, 0, null, 0, 0 from" + " seq_" + from + "_to_" + (from + count - 1));
        one.commit();
    }

    private static Request claim(int limit) {
        return new Request(7, 1_000_000, 0, limit, "me", 2_000_000);
    }

    @Test
    void the_second_claimer_gets_as_many_others_while_the_first_is_open() throws SQLException {
        waiting(7, 1, 60);
        Set<UUID> refs = new HashSet<>();
        sql.claim(one, claim(20)).forEach(t -> refs.add(t.ref()));
        sql.claim(other, claim(20)).forEach(t -> refs.add(t.ref()));
        assertThat(refs).hasSize(40);
        assertThat(number(
                        one,
                        "select trx_rows_locked from information_schema.innodb_trx"
                                + " where trx_mysql_thread_id = connection_id()"))
                .isLessThanOrEqualTo(2 * 20);
        one.commit();
        other.commit();
    }

    @Test
    void an_earlier_row_comes_in_while_a_claim_is_open() throws SQLException {
        waiting(7, 10, 10);
        sql.claim(one, claim(5));
        run(other, "insert into notify_queue values (unhex(replace(uuid(), '-', '')), 1, 7, 3, 0, null, 0, 0)");
        assertThat(sql.claim(other, claim(20))).hasSize(6);
        one.rollback();
        other.commit();
    }

    @Test
    void a_stale_fence_and_another_owner_renew_nothing() throws SQLException {
        waiting(7, 1, 2);
        List<QueueSql.Taken> taken = sql.claim(one, claim(2));
        List<Held> held = List.of(
                new Held(taken.get(0).ref(), taken.get(0).fence() - 1),
                new Held(taken.get(1).ref(), taken.get(1).fence()));
        assertThat(sql.renew(one, held, "me", 3_000_000))
                .containsExactly(taken.get(1).ref());
        assertThat(sql.renew(one, held, "another", 4_000_000)).isEmpty();
        one.commit();
    }

    @Test
    void a_row_that_others_hold_is_waited_for_no_longer_than_the_bound_and_is_a_conflict() throws SQLException {
        waiting(7, 1, 1);
        QueueSql.Taken taken = sql.claim(one, claim(1)).get(0);
        assertThat(sql.claim(other, claim(1))).isEmpty();
        assertThatThrownBy(() -> sql.renew(other, List.of(new Held(taken.ref(), taken.fence())), "me", 3_000_000))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1205));
        one.commit();
        other.rollback();
    }

    @Test
    void all_lanes_of_a_large_service_are_asked_for_at_once() throws SQLException {
        waiting(7, 10, 3);
        waiting(400, 20, 3);
        Map<Integer, Long> floors = new HashMap<>();
        for (int lane = 0; lane < 600; lane++) {
            floors.put(lane, 11L);
        }
        assertThat(sql.heads(one, floors)).containsExactlyInAnyOrderEntriesOf(Map.of(7, 11L, 400, 20L));
    }

    @Test
    void heads_and_claims_are_searches_of_the_claim_index_however_full_the_queue_is() throws SQLException {
        for (int rows : List.of(0, 10, 20_000)) {
            for (int lane = 0; lane < 5; lane++) {
                if (rows > 0) {
                    waiting(lane, rows + 1, rows / 5);
                }
            }
            assertThat(plan(sql.heads(3), 0, 0L, 1, 0L, 2, 0L))
                    .as("heads among %s rows", rows)
                    .allMatch(line -> line.contains("range|queue_claim") || line.contains("|UNION RESULT|"))
                    .noneMatch(line -> line.contains("filesort"));
            assertThat(plan(sql.claim, 3, 900_000L, 0L, 200))
                    .as("claim among %s rows", rows)
                    .allMatch(line -> line.contains("range|queue_claim"))
                    .noneMatch(line -> line.contains("filesort") || line.contains("temporary"));
        }
    }

    @Test
    void rows_named_by_their_keys_are_searched_for_by_them_however_few_there_are() throws SQLException {
        waiting(7, 1, 3);
        for (int count : List.of(1, 2, 100)) {
            Object[] ids = new Object[count];
            for (int i = 0; i < count; i++) {
                ids[i] = dialect.bindable(UUID.randomUUID());
            }
            String where = " WHERE " + dialect.isOneOf("ref_id", count);
            for (String statement : List.of(
                    dialect.removal("notify_queue") + where,
                    "UPDATE " + dialect.byKey("notify_queue") + " SET fence = 1" + where,
                    "SELECT * FROM " + dialect.byKey("notify_queue") + where + " ORDER BY ref_id FOR UPDATE")) {
                assertThat(plan(dialect.sql(statement), ids))
                        .as(statement)
                        .allMatch(line -> line.contains("range|PRIMARY") || line.contains("Impossible WHERE"))
                        .noneMatch(line -> line.contains("filesort"));
            }
        }
    }

    private List<String> plan(String statement, Object... values) throws SQLException {
        try (PreparedStatement explain = one.prepareStatement("explain " + statement)) {
            for (int i = 0; i < values.length; i++) {
                explain.setObject(i + 1, values[i]);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = explain.executeQuery()) {
                while (rows.next()) {
                    lines.add("|" + rows.getString("select_type") + "|" + rows.getString("type") + "|"
                            + rows.getString("key") + "|" + rows.getString("Extra"));
                }
            }
            return lines;
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
