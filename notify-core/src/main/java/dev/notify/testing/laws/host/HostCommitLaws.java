package dev.notify.testing.laws.host;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.refuses;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The host's work and what was sent with it: both or neither. */
final class HostCommitLaws {

    private final HostStage host;
    private final Stage stage;
    private final SampleRows rows;

    HostCommitLaws(HostStage host) {
        this.host = host;
        this.stage = host.stage();
        this.rows = host.rows();
    }

    /** A notification that writes a row of every kind. */
    private SampleRows.Draft full(UUID trail) {
        return rows.draft()
                .key("k")
                .about("appointment-77")
                .content("", "for all")
                .to("ann", stage.lane())
                .trail(trail)
                .counter(rows.counter("a", DeliveryState.PENDING, 1));
    }

    private void nothingIsThereOf(SampleRows.Draft draft) {
        ReadPart reads = host.store().reads();
        equal("stored", false, host.isStored(draft.id()));
        equal("notification", Optional.empty(), reads.notification(rows.tenant(), draft.id()));
        equal("deliveries", List.of(), reads.load(List.of(draft.last().id())));
        equal("by subject", List.of(), reads.bySubject(rows.tenant(), "appointment-77", 10));
        equal("by key", Optional.empty(), reads.byKey(rows.tenant(), "sample", "k"));
        equal("counted", 0L, stage.counted());
        equal("head of the lane", null, stage.head());
    }

    void what_is_sent_becomes_true_with_the_commit() throws SQLException {
        UUID trail = rows.id();
        SampleRows.Draft draft = full(trail);
        host.works("before");
        host.send(draft);
        host.works("after");
        nothingIsThereOf(draft);
        equal("work before the commit", false, host.isDone("before"));

        host.connection().commit();

        isTrue("work done before sending", host.isDone("before"));
        isTrue("work done after sending", host.isDone("after"));
        ReadPart.Loaded there =
                host.store().reads().load(List.of(draft.last().id())).get(0);
        equal("all of it", new ReadPart.Loaded(draft.last(), draft.row(), "for all", null), there);
        equal("by key", Optional.of(draft.id()), host.store().reads().byKey(rows.tenant(), "sample", "k"));
        equal("counted", 1L, stage.counted());
        isTrue("trail is written", stage.trailHas(trail));
        equal("claimable", List.of(draft.last().id()), host.claimable(NOW));
    }

    void what_is_sent_is_gone_with_the_rollback() throws SQLException {
        SampleRows.Draft draft = full(rows.id());
        host.works("work");
        host.send(draft);
        host.connection().rollback();
        equal("work", false, host.isDone("work"));
        nothingIsThereOf(draft);
        // Its ids are unique: this would be refused if a row of it, down to the trail, were there.
        isTrue("the same again is stored", stage.accept(draft).get(0).first().isEmpty());
    }

    void the_transaction_sees_what_it_sent() throws SQLException {
        SampleRows.Draft draft = full(rows.id());
        host.send(draft);
        ReadPart reads = host.joined().reads();
        equal("notification", Optional.of(draft.row()), reads.notification(rows.tenant(), draft.id()));
        equal("deliveries", List.of(draft.last()), reads.deliveriesOf(rows.tenant(), List.of(draft.id())));
        equal("by key", Optional.of(draft.id()), reads.byKey(rows.tenant(), "sample", "k"));
        equal("by subject", List.of(draft.id()), reads.bySubject(rows.tenant(), "appointment-77", 10));
        host.connection().rollback();
    }

    void the_hosts_savepoint_takes_back_what_was_sent_since() throws SQLException {
        SampleRows.Draft kept = rows.draft().to("ann", stage.lane());
        SampleRows.Draft takenBack = rows.draft().key("k").to("bob", stage.lane());
        SampleRows.Draft after = rows.draft().key("k").to("cid", stage.lane());
        host.works("kept");
        host.send(kept);
        Savepoint savepoint = host.connection().setSavepoint();
        host.works("taken back");
        host.send(takenBack);
        host.connection().rollback(savepoint);
        isTrue("the key is free again", host.send(after).first().isEmpty());
        host.connection().commit();

        isTrue("work before the savepoint", host.isDone("kept"));
        equal("work after the savepoint", false, host.isDone("taken back"));
        sameSet(
                "stored",
                List.of(kept.id(), after.id()),
                host.store().accepts().stored(List.of(kept.id(), takenBack.id(), after.id())));
        sameSet("claimable", List.of(kept.last().id(), after.last().id()), host.claimable(NOW));
    }

    void the_hosts_savepoint_can_be_released_after_a_send() throws SQLException {
        SampleRows.Draft gone = workAndSendOverASavepoint("gone");
        host.connection().rollback();
        equal("work rolled back", false, host.isDone("gone"));
        equal("stored after the rollback", false, host.isStored(gone.id()));

        SampleRows.Draft kept = workAndSendOverASavepoint("kept");
        host.connection().commit();
        isTrue("work committed", host.isDone("kept"));
        isTrue("stored after the commit", host.isStored(kept.id()));
    }

    private SampleRows.Draft workAndSendOverASavepoint(String what) throws SQLException {
        host.works(what);
        Savepoint savepoint = host.connection().setSavepoint();
        SampleRows.Draft draft = rows.draft();
        host.send(draft);
        host.connection().releaseSavepoint(savepoint);
        return draft;
    }

    void a_refused_row_leaves_nothing_of_its_group_and_the_work_can_be_committed() throws SQLException {
        Rows.Delivery taken = stage.waiting(NOW + 50_000);
        SampleRows.Draft good = rows.draft().key("k").to("ann", rows.lane(1));
        SampleRows.Draft bad = rows.draft().delivery(taken);
        host.works("before");
        refuses(
                "a delivery that is stored already",
                StoreException.class,
                () -> host.joined().accepts().accept(List.of(good.rows(), bad.rows())));
        host.works("after");
        SampleRows.Draft next = rows.draft().key("k").to("ann", stage.lane());
        isTrue("the next is stored", host.send(next).first().isEmpty());
        host.connection().commit();

        isTrue("work before the refusal", host.isDone("before"));
        isTrue("work after the refusal", host.isDone("after"));
        sameSet("stored", List.of(next.id()), host.store().accepts().stored(List.of(good.id(), bad.id(), next.id())));
        equal("claimable of the refused group", List.of(), stage.claim(rows.lane(1), NOW, 0, 10));
    }

    void in_a_transaction_that_failed_nothing_is_stored() throws SQLException {
        SampleRows.Draft draft = rows.draft();
        host.works("twice");
        refuses("the same work again", SQLException.class, () -> host.works("twice"));
        try {
            host.send(draft);
        } catch (StoreException e) {
            // A database may end a transaction with its first error: then there is nothing to join.
        }
        host.connection().rollback();
        equal("stored", false, host.isStored(draft.id()));
        host.works("twice");
        isTrue(
                "the next transaction can be joined",
                host.send(rows.draft()).first().isEmpty());
        host.connection().commit();
        isTrue("its work is done", host.isDone("twice"));
    }

    void hundreds_are_sent_in_one_transaction() throws SQLException {
        List<SampleRows.Draft> drafts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            drafts.add(rows.draft().key("k" + i).to("ann", stage.lane()));
        }
        for (int from = 0; from < 300; from += 100) {
            host.joined()
                    .accepts()
                    .accept(drafts.subList(from, from + 100).stream()
                            .map(SampleRows.Draft::rows)
                            .toList());
        }
        host.connection().commit();
        equal("claimable", 300, stage.claim(NOW, 1_000).size());
    }

    void each_transaction_of_a_connection_stands_alone() throws SQLException {
        SampleRows.Draft first = rows.draft();
        SampleRows.Draft second = rows.draft();
        SampleRows.Draft third = rows.draft();
        host.send(first);
        host.connection().commit();
        host.send(second);
        host.connection().rollback();
        host.send(third);
        host.connection().commit();
        sameSet(
                "stored",
                List.of(first.id(), third.id()),
                host.store().accepts().stored(List.of(first.id(), second.id(), third.id())));
    }
}
