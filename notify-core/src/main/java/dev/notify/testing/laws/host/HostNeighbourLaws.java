package dev.notify.testing.laws.host;

import static dev.notify.testing.laws.host.HostStage.endOf;
import static dev.notify.testing.laws.kit.Checks.again;
import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Stage.OWNER;
import static dev.notify.testing.laws.kit.Together.together;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.AcceptPart.Answer;
import dev.notify.store.ChangePart.Cancel;
import dev.notify.store.QueuePart.Held;
import dev.notify.store.StoreBusyException;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** While the host's transaction is open, the others go on, and see nothing of it. */
final class HostNeighbourLaws {

    private final HostStage host;
    private final Stage stage;
    private final SampleRows rows;

    HostNeighbourLaws(HostStage host) {
        this.host = host;
        this.stage = host.stage();
        this.rows = host.rows();
    }

    void nothing_is_due_before_the_commit() throws SQLException {
        SampleRows.Draft sent = rows.draft().to("ann", stage.lane());
        host.send(sent);
        UUID ref = sent.last().id();
        equal("head of the lane", null, stage.head());
        equal("claimable", List.of(), host.claimable(NOW));
        equal(
                "claimable by reference",
                List.of(),
                host.store().queue().claimThese(List.of(ref), NOW, OWNER, NOW + 12_000));
        host.connection().commit();
        equal("head after the commit", NOW, stage.head());
        equal("claimable after the commit", List.of(ref), host.claimable(NOW));
    }

    void what_is_committed_late_is_found_without_a_floor() throws SQLException {
        SampleRows.Draft late = rows.draft().dueAt(NOW - 5_000).to("ann", stage.lane());
        host.send(late);
        List<UUID> crowd = stage.crowd(3);
        equal("claimed meanwhile", crowd, host.claimable(NOW));
        host.connection().commit();

        UUID ref = late.last().id();
        equal("claimable from the floor on", List.of(), stage.claim(stage.lane(), NOW, NOW - 50, 10));
        equal("head without a floor", NOW - 5_000, stage.head());
        equal("claimable without a floor", List.of(ref), host.claimable(NOW));
    }

    void an_open_transaction_makes_nobody_wait() throws Exception {
        List<UUID> crowd = stage.crowd(6);
        stage.claim(NOW, 2);
        UUID cancelled = crowd.get(3);
        host.joined()
                .changes()
                .cancel(new Cancel(
                        rows.tenant(), List.of(host.delivery(cancelled).notificationId()), NOW, Map.of(), List.of()));
        host.send(
                rows.draft().key("mine").to("ann", stage.lane()).counter(rows.counter("a", DeliveryState.PENDING, 1)));

        // Beside and bounded: a store that waits for this transaction would wait for ever.
        endOf(host.beside(() -> {
            othersGoOn(crowd);
            return crowd;
        }));
        host.connection().commit();
        equal("counted", 3L, stage.counted());
        equal(
                "state of the cancelled",
                DeliveryState.CANCELLED,
                host.delivery(cancelled).state());
    }

    private void othersGoOn(List<UUID> crowd) {
        Answer answer = stage.accept(rows.draft()
                        .key("theirs")
                        .to("bob", rows.lane(1))
                        .counter(rows.counter("a", DeliveryState.PENDING, 1)))
                .get(0);
        isTrue("another is stored", answer.first().isEmpty());
        sameSet(
                "renewed",
                List.of(crowd.get(1)),
                host.store().queue().renew(List.of(new Held(crowd.get(1), 1)), OWNER, NOW + 20_000));
        sameSet(
                "settled",
                List.of(crowd.get(0)),
                stage.settle(
                        stage.sent(crowd.get(0), 1, List.of(), List.of(rows.counter("a", DeliveryState.PENDING, 1)))));
        equal(
                "claimed past what is being cancelled",
                List.of(crowd.get(2), crowd.get(4), crowd.get(5)),
                host.claimable(NOW));
        equal("read", DeliveryState.PENDING, stage.delivery(crowd.get(3)).state());
    }

    void at_every_isolation_level_it_is_both_or_neither() throws SQLException {
        for (int level : levels()) {
            Connection connection = at(level);
            String name = "level " + level;
            SampleRows.Draft committed = rows.draft().to("ann", stage.lane());
            host.worksOn(connection, name);
            host.sendOn(connection, committed);
            equal("stored before the commit at " + name, false, host.isStored(committed.id()));
            connection.commit();
            isTrue("work at " + name, host.isDone(name));
            isTrue("stored at " + name, host.isStored(committed.id()));

            SampleRows.Draft rolledBack = rows.draft().to("ann", stage.lane());
            host.sendOn(connection, rolledBack);
            connection.rollback();
            equal("stored after a rollback at " + name, false, host.isStored(rolledBack.id()));
            equal("level afterwards", level, connection.getTransactionIsolation());
            equal("claimable at " + name, List.of(committed.last().id()), host.claimable(NOW));
            connection.close();
        }
    }

    void at_every_isolation_level_a_key_taken_meanwhile_hurts_nothing() throws SQLException {
        for (int level : levels()) {
            Connection connection = at(level);
            String name = "level " + level;
            host.worksOn(connection, "before, " + name);
            equal("nobody did that", false, host.isDoneOn(connection, "another"));
            SampleRows.Draft first = rows.draft().key(name).to("ann", stage.lane());
            stage.accept(first);
            SampleRows.Draft second = rows.draft().key(name).to("ann", stage.lane());
            try {
                equal(
                        "id answered at " + name,
                        first.id(),
                        host.sendOn(connection, second).id());
            } catch (StoreBusyException e) {
                // A transaction that sees the past may be told to come again.
            }
            host.worksOn(connection, "after, " + name);
            connection.commit();
            isTrue("work before, at " + name, host.isDone("before, " + name));
            isTrue("work after, at " + name, host.isDone("after, " + name));
            equal("the second is stored", false, host.isStored(second.id()));
            equal("claimable at " + name, List.of(first.last().id()), host.claimable(NOW));
            connection.close();
        }
    }

    private List<Integer> levels() throws SQLException {
        DatabaseMetaData about = host.connection().getMetaData();
        List<Integer> levels = new ArrayList<>();
        for (int level : List.of(
                Connection.TRANSACTION_READ_COMMITTED,
                Connection.TRANSACTION_REPEATABLE_READ,
                Connection.TRANSACTION_SERIALIZABLE)) {
            if (about.supportsTransactionIsolationLevel(level)) {
                levels.add(level);
            }
        }
        isTrue("there are levels", !levels.isEmpty());
        return levels;
    }

    private Connection at(int level) throws SQLException {
        Connection connection = host.another();
        connection.setTransactionIsolation(level);
        return connection;
    }

    void many_transactions_at_once_keep_to_themselves() throws Exception {
        Set<UUID> committed = ConcurrentHashMap.newKeySet();
        Set<UUID> all = ConcurrentHashMap.newKeySet();
        together(4, who -> () -> {
            try (Connection connection = host.hosting().database().getConnection()) {
                connection.setAutoCommit(false);
                for (int i = 0; i < 6; i++) {
                    SampleRows.Draft draft = rows.draft()
                            .key(who + "-" + i)
                            .to("ann", stage.lane())
                            .counter(rows.counter("a", DeliveryState.PENDING, 1));
                    all.add(draft.last().id());
                    again(() -> host.sendOn(connection, draft));
                    if (i % 2 == 0) {
                        connection.commit();
                        committed.add(draft.last().id());
                    } else {
                        connection.rollback();
                    }
                }
            }
            return who;
        });
        equal("sent", 24, all.size());
        sameSet("claimable", committed, host.claimable(NOW));
        equal("counted", 12L, stage.counted());
    }
}
