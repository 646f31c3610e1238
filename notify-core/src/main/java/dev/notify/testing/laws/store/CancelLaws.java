package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.refuses;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.store.Changing.LATER;
import static dev.notify.testing.laws.store.Changing.reached;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.ChangePart.Cancel;
import dev.notify.store.ChangePart.Changed;
import dev.notify.store.ChangePart.Each;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.StoreException;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import dev.notify.testing.laws.store.Changing.Mixed;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A cancel reaches what nobody holds, asks who holds the rest, and touches nobody else's. */
final class CancelLaws {

    private final Stage stage;
    private final SampleRows rows;
    private final Changing on;

    CancelLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
        this.on = new Changing(stage);
    }

    void cancelling_closes_what_is_free() {
        Rows.Delivery before = stage.waiting(NOW);
        Each each = new Each("no longer", rows.counter("a", DeliveryState.CANCELLED, 1));
        reached(
                on.cancel(NOW + 3, Map.of(before.id(), each), before.notificationId()),
                List.of(before.id()),
                List.of(),
                0);
        equal(
                "delivery",
                before.to(DeliveryState.CANCELLED, NOW, NOW + 3, 0, 0, null, "no longer"),
                stage.delivery(before.id()));
        equal("head of the lane", null, stage.head());
        equal("claimable ever after", List.of(), stage.claim(LATER, 10));
    }

    void cancelling_asks_the_holder_of_what_is_held() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        reached(on.cancel(NOW + 11_999, before.notificationId()), List.of(), List.of(before.id()), 0);
        Rows.Delivery asked = stage.delivery(before.id());
        equal("state", DeliveryState.PENDING, asked.state());
        isTrue("cancel asked", asked.cancelAsked());
        equal("end of the lease", NOW + 12_000, stage.head());
        sameSet("the holder settles", List.of(before.id()), stage.settle(stage.sent(before.id(), 1)));
    }

    void cancelling_closes_what_is_no_longer_held() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        reached(on.cancel(NOW + 12_000, before.notificationId()), List.of(before.id()), List.of(), 0);
        on.isIn(DeliveryState.CANCELLED, before.id());
        sameSet("settled by the last holder", List.of(), stage.settle(stage.sent(before.id(), 1)));
        sameSet("renewed by the last holder", List.of(), on.renewed(before.id()));
        on.isIn(DeliveryState.CANCELLED, before.id());
    }

    void cancelling_sorts_free_held_and_finished() {
        Mixed mixed = new Mixed(stage);
        reached(on.cancel(NOW + 1, mixed.draft.id()), List.of(mixed.free), List.of(mixed.held), 1);
        on.isIn(DeliveryState.SENT, mixed.finished);
        isTrue("the finished is not asked", !stage.delivery(mixed.finished).cancelAsked());
        isTrue("the free is not asked", !stage.delivery(mixed.free).cancelAsked());
    }

    void cancelling_twice_finds_it_finished() {
        UUID id = stage.waiting(NOW).notificationId();
        on.cancel(NOW + 3, id);
        reached(on.cancel(NOW + 4, id), List.of(), List.of(), 1);
    }

    void cancelling_reaches_every_notification_named_and_no_other() {
        Rows.Delivery one = stage.waiting(NOW);
        Rows.Delivery two = stage.waiting(NOW);
        Rows.Delivery other = stage.waiting(NOW);
        Changed changed = on.cancel(NOW, two.notificationId(), rows.id(), one.notificationId());
        sameSet("changed", List.of(one.id(), two.id()), changed.changed());
        equal("finished", 0, changed.finished());
        equal("left", other.id(), stage.claimOne(NOW).ref());
        reached(on.cancel(NOW), List.of(), List.of(), 0);
    }

    void cancelling_writes_reason_and_counter_of_what_was_cancelled_and_of_nothing_else() {
        Mixed mixed = new Mixed(stage);
        UUID named = stage.waiting(NOW).id();
        String why = "seal of " + mixed.held;
        Map<UUID, Each> each = Map.of(
                named,
                new Each("seal of " + named, rows.counter("a", DeliveryState.CANCELLED, 1)),
                mixed.held,
                new Each(why, rows.counter("a", DeliveryState.CANCELLED, 10)),
                mixed.finished,
                new Each(why, rows.counter("a", DeliveryState.CANCELLED, 100)),
                rows.id(),
                new Each(why, rows.counter("a", DeliveryState.CANCELLED, 1_000)));
        on.cancel(NOW, each, mixed.draft.id(), stage.delivery(named).notificationId());
        equal(
                "reason of the cancelled",
                "seal of " + named,
                stage.delivery(named).why());
        on.isIn(DeliveryState.CANCELLED, mixed.free);
        equal("reason of one without a reason", null, stage.delivery(mixed.free).why());
        equal("reason of the held", null, stage.delivery(mixed.held).why());
        equal("reason of the finished", null, stage.delivery(mixed.finished).why());
        equal(
                "counters",
                List.of(rows.counter("a", DeliveryState.CANCELLED, 1)),
                stage.store().reads().counters(rows.tenant(), 0));
    }

    void cancelling_without_a_reason_leaves_the_reason_that_was_there() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        stage.settle(stage.back(ref, 1, SettlePart.Move.again(NOW)));
        on.cancel(NOW, stage.delivery(ref).notificationId());
        equal("reason", "try later", stage.delivery(ref).why());
    }

    void cancelling_writes_the_trail() {
        UUID trail = rows.id();
        UUID id = stage.waiting(NOW).notificationId();
        List<Rows.Trail> lines = List.of(rows.trail(trail, id));
        stage.store().changes().cancel(new Cancel(rows.tenant(), List.of(id), NOW, Map.of(), lines));
        isTrue("trail is written", stage.trailHas(trail));
    }

    void a_cancel_that_fails_changes_nothing() {
        Rows.Delivery before = stage.waiting(NOW);
        UUID trail = rows.id();
        stage.accept(rows.draft().trail(trail));
        List<Rows.Trail> taken = List.of(rows.trail(trail, before.notificationId()));
        refuses(
                "a repeated trail id",
                StoreException.class,
                () -> stage.store()
                        .changes()
                        .cancel(new Cancel(rows.tenant(), List.of(before.notificationId()), NOW, Map.of(), taken)));
        equal("delivery", before, stage.delivery(before.id()));
        equal("claimable", before.id(), stage.claimOne(NOW).ref());
    }

    void nothing_of_another_tenant_is_cancelled() {
        on.leavesOthersAlone(id -> on.cancel(NOW, id));
    }

    void hundreds_are_cancelled_at_once() {
        UUID[] ids = on.hundreds();
        equal("cancelled", 400, on.cancel(NOW, ids).changed().size());
        equal("claimable before", List.of(), stage.claim(LATER - 1, 10));
        equal("claimable then", 0, stage.claim(LATER, 1_000).size());
    }
}
