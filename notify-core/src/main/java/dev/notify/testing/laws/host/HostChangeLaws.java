package dev.notify.testing.laws.host;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.ChangePart.Cancel;
import dev.notify.store.ChangePart.Changed;
import dev.notify.store.ChangePart.Each;
import dev.notify.store.ChangePart.Move;
import dev.notify.store.Rows;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is changed inside the host's transaction becomes true with it, or stays as it was. */
final class HostChangeLaws {

    private static final long LATER = NOW + 3_600_000;

    private final HostStage host;
    private final Stage stage;
    private final SampleRows rows;
    private final UUID trail;

    HostChangeLaws(HostStage host) {
        this.host = host;
        this.stage = host.stage();
        this.rows = host.rows();
        this.trail = rows.id();
    }

    private Changed cancel(Rows.Delivery delivery) {
        Each each = new Each("called off", rows.counter("a", DeliveryState.CANCELLED, 1));
        return host.joined()
                .changes()
                .cancel(new Cancel(
                        rows.tenant(),
                        List.of(delivery.notificationId()),
                        NOW,
                        Map.of(delivery.id(), each),
                        List.of(rows.trail(trail, delivery.notificationId()))));
    }

    private Changed move(Rows.Delivery delivery) {
        return host.joined()
                .changes()
                .move(new Move(
                        rows.tenant(),
                        List.of(delivery.notificationId()),
                        NOW,
                        LATER,
                        null,
                        null,
                        false,
                        true,
                        List.of(rows.trail(trail, delivery.notificationId()))));
    }

    private static Changed changed(Rows.Delivery delivery) {
        return new Changed(List.of(delivery.id()), List.of(), 0);
    }

    private void isAsBefore(Rows.Delivery before) {
        equal("delivery", before, host.delivery(before.id()));
        equal("counted", 0L, stage.counted());
    }

    void a_cancel_becomes_true_with_the_commit() throws SQLException {
        Rows.Delivery before = stage.waiting(NOW);
        equal("changed", changed(before), cancel(before));
        host.works("work");
        isAsBefore(before);
        host.connection().commit();

        isTrue("work", host.isDone("work"));
        equal(
                "delivery",
                before.to(DeliveryState.CANCELLED, NOW, NOW, 0, 0, null, "called off"),
                host.delivery(before.id()));
        equal("counted", 1L, stage.counted());
        isTrue("trail is written", stage.trailHas(trail));
        equal("claimable", List.of(), host.claimable(LATER));
    }

    void a_cancel_is_gone_with_the_rollback() throws SQLException {
        Rows.Delivery before = stage.waiting(NOW);
        cancel(before);
        host.connection().rollback();
        isAsBefore(before);
        isTrue("no line in the trail", !stage.trailHas(trail));
        equal("claimable", List.of(before.id()), host.claimable(NOW));
    }

    void a_move_becomes_true_with_the_commit() throws SQLException {
        Rows.Delivery before = stage.waiting(NOW);
        equal("changed", changed(before), move(before));
        isAsBefore(before);
        host.connection().commit();

        Rows.Delivery after = host.delivery(before.id());
        equal("due", LATER, after.dueAt());
        isTrue("forced", after.forced());
        equal(
                "notification is due",
                LATER,
                host.store()
                        .reads()
                        .notification(rows.tenant(), before.notificationId())
                        .orElseThrow()
                        .dueAt());
        isTrue("trail is written", stage.trailHas(trail));
        equal("a millisecond early", List.of(), host.claimable(LATER - 1));
        equal("claimable", List.of(before.id()), host.claimable(LATER));
    }

    void a_move_is_gone_with_the_rollback() throws SQLException {
        Rows.Delivery before = stage.waiting(NOW);
        move(before);
        host.connection().rollback();
        isAsBefore(before);
        isTrue("no line in the trail", !stage.trailHas(trail));
        equal("claimable", List.of(before.id()), host.claimable(NOW));
    }

    void what_was_sent_in_this_transaction_can_be_cancelled_in_it() throws SQLException {
        SampleRows.Draft draft = rows.draft().to("ann", stage.lane());
        host.send(draft);
        equal("changed", changed(draft.last()), cancel(draft.last()));
        host.connection().commit();
        equal("state", DeliveryState.CANCELLED, host.delivery(draft.last().id()).state());
        equal("claimable", List.of(), host.claimable(LATER));
    }

    void the_holder_of_what_is_held_is_asked_with_the_commit() throws SQLException {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        equal("held", new Changed(List.of(), List.of(before.id()), 0), cancel(before));
        isTrue("not asked before the commit", !host.delivery(before.id()).cancelAsked());
        host.connection().commit();
        isTrue("asked", host.delivery(before.id()).cancelAsked());
        sameSet("the holder settles", List.of(before.id()), stage.settle(stage.sent(before.id(), 1)));
    }
}
