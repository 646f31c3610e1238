package dev.notify.testing.laws.settle;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.refuses;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Stage.OWNER;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.ChangePart;
import dev.notify.store.QueuePart;
import dev.notify.store.QueuePart.Claim;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.CallChange;
import dev.notify.store.SettlePart.DeliveryChange;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.SettlePart.Settlement;
import dev.notify.store.StoreException;
import dev.notify.store.WorkKind;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What was done is recorded once, by whoever holds the row. */
final class SettleLaws {

    private final Stage stage;
    private final SampleRows rows;

    SettleLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
    }

    /** A delivery claimed under fence 1. */
    private UUID held() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        return ref;
    }

    private static Settlement with(Settlement s, Next next) {
        return new Settlement(
                s.ref(), s.fence(), s.move(), s.delivery(), s.attempt(), s.call(), next, s.trail(), s.counters());
    }

    private static Settlement with(Settlement s, DeliveryChange delivery) {
        return new Settlement(
                s.ref(), s.fence(), s.move(), delivery, s.attempt(), s.call(), s.next(), s.trail(), s.counters());
    }

    void a_settlement_removes_the_row_and_moves_the_delivery() {
        UUID ref = held();
        Rows.Delivery before = stage.delivery(ref);
        sameSet("settled", List.of(ref), stage.settle(stage.sent(ref, 1)));
        equal("delivery", before.to(DeliveryState.SENT, NOW, NOW + 5, 1, 1, "provider-1", null), stage.delivery(ref));
        equal("attempts", List.of(rows.attempt(ref, 1)), stage.attemptsAt(ref));
        equal("head of the lane", null, stage.head());
        equal("claimable ever after", List.of(), stage.claim(NOW + 1_000_000, 10));
    }

    void a_settlement_writes_trail_and_counters() {
        UUID ref = held();
        UUID trail = rows.id();
        stage.settle(
                stage.sent(ref, 1, List.of(rows.trail(trail, ref)), List.of(rows.counter("a", DeliveryState.SENT, 1))));
        isTrue("trail is written", stage.trailHas(trail));
        equal("counted", 1L, stage.counted());
    }

    void no_reason_leaves_the_reason_that_was_there() {
        UUID ref = held();
        stage.settle(stage.back(ref, 1, Move.again(NOW)));
        equal("reason", "try later", stage.delivery(ref).why());
        stage.settle(stage.sent(ref, stage.claimOne(NOW).fence()));
        equal("reason after", "try later", stage.delivery(ref).why());
    }

    void requeueing_keeps_the_fence_and_clears_owner_and_crashes() {
        UUID ref = held();
        stage.claimOne(NOW + 12_000);
        sameSet("settled", List.of(ref), stage.settle(stage.back(ref, 2, Move.again(NOW + 13_000))));
        equal("head", NOW + 13_000, stage.head());
        equal("a millisecond early", List.of(), stage.claim(NOW + 12_999, 10));
        equal(
                "next claim",
                new Claim(ref, WorkKind.DELIVER, stage.lane().number(), 3, 3, 0, false, NOW + 13_000),
                stage.claimOne(NOW + 13_000));
        Rows.Delivery delivery = stage.delivery(ref);
        equal("state", DeliveryState.PENDING, delivery.state());
        equal("due", NOW + 13_000, delivery.dueAt());
        equal("last fence", 2L, delivery.lastFence());
    }

    void holding_refunds_the_attempt() {
        UUID ref = held();
        stage.settle(stage.back(ref, 1, Move.hold(NOW + 500)));
        equal(
                "next claim",
                new Claim(ref, WorkKind.DELIVER, stage.lane().number(), 2, 1, 0, false, NOW + 500),
                stage.claimOne(NOW + 500));
    }

    void a_stale_fence_settles_nothing_and_writes_nothing() {
        UUID ref = held();
        stage.claimOne(NOW + 12_000);
        Rows.Delivery before = stage.delivery(ref);
        UUID trail = rows.id();
        Rows.Call call = rows.call(before.notificationId(), ref);
        Settlement stale = with(
                stage.sent(ref, 1, List.of(rows.trail(trail, ref)), List.of(rows.counter("a", DeliveryState.SENT, 1))),
                new Next(List.of(Rows.Work.waiting(call.id(), WorkKind.CALL, rows.lane(1), NOW)), List.of(call)));
        sameSet("settled", List.of(), stage.settle(stale));
        equal("delivery", before, stage.delivery(ref));
        equal("attempts", List.of(), stage.attemptsAt(ref));
        equal("counted", 0L, stage.counted());
        equal("calls", List.of(), stage.store().reads().calls(List.of(call.id())));
        equal("work begun", List.of(), stage.claim(rows.lane(1), NOW, 0, 10));
        isTrue("no line in the trail", !stage.trailHas(trail));
        sameSet("the holder settles", List.of(ref), stage.settle(stage.sent(ref, 2)));
    }

    void a_stale_fence_requeues_nothing() {
        UUID ref = held();
        stage.claimOne(NOW + 12_000);
        sameSet("settled", List.of(), stage.settle(stage.back(ref, 1, Move.again(NOW))));
        equal("claimable within the lease", List.of(), stage.claim(NOW + 12_001, 10));
    }

    void a_fence_of_the_future_settles_nothing() {
        UUID ref = held();
        sameSet("settled", List.of(), stage.settle(stage.sent(ref, 2)));
        equal("state", DeliveryState.PENDING, stage.delivery(ref).state());
    }

    void what_nobody_holds_is_not_settled() {
        UUID ref = held();
        stage.settle(stage.back(ref, 1, Move.again(NOW + 700)));
        sameSet("settled again", List.of(), stage.settle(stage.back(ref, 1, Move.again(NOW + 900))));
        equal("head", NOW + 700, stage.head());
        UUID fresh = stage.waiting(NOW + 800).id();
        sameSet("settled unclaimed", List.of(), stage.settle(stage.sent(fresh, 0)));
        sameSet("settled unknown", List.of(), stage.settle(stage.sent(rows.id(), 1)));
    }

    void a_lease_that_is_over_settles_while_nobody_took_over() {
        UUID ref = held();
        equal("due again", NOW + 12_000, stage.head());
        sameSet("settled", List.of(ref), stage.settle(stage.sent(ref, 1)));
    }

    void of_a_group_only_what_is_held_takes_effect() {
        List<UUID> crowd = stage.crowd(4);
        stage.claim(NOW, 4);
        stage.store().queue().claimThese(List.of(crowd.get(1)), NOW + 12_000, OWNER, NOW + 24_000);
        List<Rows.Counter> one = List.of(rows.counter("a", DeliveryState.SENT, 1));
        sameSet(
                "settled",
                List.of(crowd.get(0), crowd.get(3)),
                stage.settle(
                        stage.sent(crowd.get(3), 1, List.of(), one),
                        stage.sent(crowd.get(1), 1, List.of(), one),
                        stage.sent(rows.id(), 1, List.of(), one),
                        stage.sent(crowd.get(0), 1, List.of(), one)));
        equal("counted", 2L, stage.counted());
        equal(
                "state of the stale",
                DeliveryState.PENDING,
                stage.delivery(crowd.get(1)).state());
    }

    void a_group_of_hundreds_in_any_order_is_settled() {
        List<UUID> crowd = new ArrayList<>(stage.crowd(400));
        stage.claim(NOW, 400);
        Collections.reverse(crowd);
        List<Settlement> group = new ArrayList<>();
        for (int i = 0; i < crowd.size(); i++) {
            UUID ref = crowd.get(i);
            group.add(
                    i % 2 == 0
                            ? stage.sent(ref, 1, List.of(), List.of(rows.counter("a", DeliveryState.SENT, 1)))
                            : stage.back(ref, 1, Move.again(NOW + i)));
        }
        sameSet("settled", crowd, stage.store().settles().settle(group));
        equal("counted", 200L, stage.counted());
        equal("waiting", 200, stage.claim(NOW + 400, 1_000).size());
        equal("settled of none", java.util.Set.of(), stage.store().settles().settle(List.of()));
    }

    void each_delivery_of_a_group_gets_its_own_standing() {
        List<UUID> crowd = stage.crowd(2);
        stage.claim(NOW, 2);
        DeliveryChange failed = new DeliveryChange(DeliveryState.FAILED, NOW + 1, NOW + 2, 9, null, "no such number");
        stage.settle(stage.sent(crowd.get(0), 1), with(stage.sent(crowd.get(1), 1), failed));
        equal(
                "state of the first",
                DeliveryState.SENT,
                stage.delivery(crowd.get(0)).state());
        Rows.Delivery second = stage.delivery(crowd.get(1));
        equal("the second", second.to(DeliveryState.FAILED, NOW + 1, NOW + 2, 9, 1, null, "no such number"), second);
    }

    void counters_of_settlements_add_up_to_what_was_there() {
        List<UUID> crowd = stage.crowd(3);
        stage.claim(NOW, 3);
        Rows.Counter two = rows.counter("a", DeliveryState.SENT, 2);
        stage.settle(
                stage.sent(crowd.get(0), 1, List.of(), List.of(two, two)),
                stage.sent(crowd.get(1), 1, List.of(), List.of(two)));
        stage.settle(stage.sent(crowd.get(2), 1, List.of(), List.of(two)));
        equal(
                "counters",
                List.of(rows.counter("a", DeliveryState.SENT, 8)),
                stage.store().reads().counters(rows.tenant(), 0));
    }

    void what_begins_with_a_settlement_waits_from_then_on() {
        UUID ref = held();
        Rows.Call call = rows.call(stage.delivery(ref).notificationId(), ref);
        Rows.Work work = Rows.Work.waiting(call.id(), WorkKind.CALL, rows.lane(1), NOW + 7);
        stage.settle(with(stage.sent(ref, 1), new Next(List.of(work), List.of(call))));
        equal("calls", List.of(call), stage.store().reads().calls(List.of(call.id())));
        Claim claim = stage.claim(rows.lane(1), NOW + 7, 0, 10).get(0);
        equal("its work", new Claim(call.id(), WorkKind.CALL, rows.lane(1).number(), 1, 1, 0, false, NOW + 7), claim);
    }

    void a_call_is_settled_like_a_delivery() {
        UUID ref = held();
        Rows.Call call = rows.call(stage.delivery(ref).notificationId(), ref);
        Rows.Work work = Rows.Work.waiting(call.id(), WorkKind.CALL, rows.lane(1), NOW);
        stage.settle(with(stage.sent(ref, 1), new Next(List.of(work), List.of(call))));
        stage.claim(rows.lane(1), NOW, 0, 10);
        sameSet("tried", List.of(call.id()), stage.settle(callDone(call.id(), 1, new CallChange(null, "it threw"))));
        equal("error", "it threw", called(call).lastError());
        equal("done", null, called(call).doneAt());
        stage.claim(rows.lane(1), NOW, 0, 10);
        sameSet("done", List.of(call.id()), stage.settle(callDone(call.id(), 2, new CallChange(NOW + 9, null))));
        equal("done", NOW + 9, called(call).doneAt());
        equal("waiting", List.of(), stage.claim(rows.lane(1), NOW + 99_999, 0, 10));
    }

    private Rows.Call called(Rows.Call call) {
        return stage.store().reads().calls(List.of(call.id())).get(0);
    }

    private static Settlement callDone(UUID ref, long fence, CallChange change) {
        Move move = change.doneAt() == null ? Move.again(NOW) : Move.REMOVE;
        return new Settlement(ref, fence, move, null, null, change, Next.NOTHING, List.of(), List.of());
    }

    void what_operators_asked_meanwhile_stays() {
        UUID ref = stage.waiting(NOW).id();
        UUID notification = stage.delivery(ref).notificationId();
        stage.store()
                .changes()
                .move(new ChangePart.Move(
                        rows.tenant(), List.of(notification), NOW, NOW, null, null, false, true, List.of()));
        stage.claimOne(NOW);
        stage.store()
                .changes()
                .cancel(new ChangePart.Cancel(rows.tenant(), List.of(notification), NOW + 1, Map.of(), List.of()));
        stage.settle(stage.back(ref, 1, Move.again(NOW + 2)));
        isTrue("forced", stage.delivery(ref).forced());
        isTrue("cancel asked", stage.delivery(ref).cancelAsked());
    }

    void a_bad_row_leaves_nothing_of_the_group() {
        List<UUID> crowd = stage.crowd(3);
        stage.claim(NOW, 2);
        Rows.Counter one = rows.counter("a", DeliveryState.SENT, 1);
        Next taken = new Next(List.of(Rows.Work.waiting(crowd.get(2), WorkKind.CALL, stage.lane(), NOW)), List.of());
        refuses(
                "a reference that waits already",
                StoreException.class,
                () -> stage.settle(
                        stage.sent(crowd.get(0), 1, List.of(), List.of(one)),
                        with(stage.sent(crowd.get(1), 1), taken)));
        equal("state", DeliveryState.PENDING, stage.delivery(crowd.get(0)).state());
        equal("attempts", List.of(), stage.attemptsAt(crowd.get(0)));
        equal("counted", 0L, stage.counted());
        sameSet(
                "still held",
                crowd.subList(0, 2),
                stage.store()
                        .queue()
                        .renew(crowd.stream().map(r -> new QueuePart.Held(r, 1)).toList(), OWNER, NOW + 13_000));
    }
}
