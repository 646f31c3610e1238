package dev.notify.testing.laws.settle;

import static dev.notify.testing.laws.kit.Checks.again;
import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Together.together;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.Lane;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.SettlePart.Settlement;
import dev.notify.store.SettlePart.StandIn;
import dev.notify.store.SettlePart.Withdrawal;
import dev.notify.store.WorkKind;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.List;
import java.util.UUID;

/** Deliveries that stand in for others begin with a settlement, once; those not needed any more end with one. */
final class FallbackLaws {

    private final Stage stage;
    private final SampleRows rows;
    private final Lane other;

    FallbackLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
        this.other = rows.lane(1);
    }

    private static Settlement with(Settlement s, Next next) {
        return new Settlement(
                s.ref(), s.fence(), s.move(), s.delivery(), s.attempt(), s.call(), next, s.trail(), s.counters());
    }

    private Settlement begins(UUID ref, long fence, StandIn standIn) {
        return with(stage.sent(ref, fence), new Next(List.of(), List.of(), List.of(standIn), List.of()));
    }

    private Settlement ends(UUID ref, Withdrawal withdrawal) {
        return with(stage.sent(ref, 1), new Next(List.of(), List.of(), List.of(), List.of(withdrawal)));
    }

    /** A delivery by SMS for the one that failed, waiting in the other lane. */
    private StandIn standIn(Rows.Delivery cause, UUID trail) {
        UUID id = rows.id();
        Rows.Delivery row = new Rows.Delivery(
                id,
                cause.notificationId(),
                cause.tenant(),
                cause.recipient(),
                cause.recipientLookup(),
                "sms",
                DeliveryState.PENDING,
                NOW + 3,
                null,
                0,
                0,
                null,
                false,
                false,
                "stands in");
        return new StandIn(
                cause.id(),
                row,
                "her contact",
                List.of(Rows.Work.waiting(id, WorkKind.DELIVER, other, NOW + 3)),
                List.of(rows.trail(trail, id)),
                List.of(rows.counter("a", DeliveryState.SUPPRESSED, 1)));
    }

    private Rows.Delivery held() {
        Rows.Delivery delivery = stage.waiting(NOW);
        stage.claimOne(NOW);
        return delivery;
    }

    private List<UUID> claimableElsewhere() {
        return stage.claim(other, NOW + 99, 0, 10).stream().map(c -> c.ref()).toList();
    }

    void a_stand_in_begins_with_the_settlement() {
        Rows.Delivery cause = held();
        UUID trail = rows.id();
        StandIn begins = standIn(cause, trail);
        stage.settle(begins(cause.id(), 1, begins));
        ReadPart.Loaded loaded =
                stage.store().reads().load(List.of(begins.delivery().id())).get(0);
        equal("delivery", begins.delivery(), loaded.delivery());
        equal("the contact that came along", "her contact", loaded.own());
        equal("a millisecond early", List.of(), stage.claim(other, NOW + 2, 0, 10));
        sameSet("work", List.of(begins.delivery().id()), claimableElsewhere());
        isTrue("trail is written", stage.trailHas(trail));
        equal("counted", 1L, stage.counted());
    }

    void a_stale_settlement_begins_no_stand_in() {
        Rows.Delivery cause = held();
        stage.claimOne(NOW + 12_000);
        stage.settle(begins(cause.id(), 1, standIn(cause, rows.id())));
        equal("work", List.of(), claimableElsewhere());
        equal("deliveries", 1, deliveriesOf(cause));
    }

    private int deliveriesOf(Rows.Delivery cause) {
        return stage.store()
                .reads()
                .deliveriesOf(rows.tenant(), List.of(cause.notificationId()))
                .size();
    }

    void a_recipient_has_one_stand_in_on_a_channel() {
        SampleRows.Draft draft = rows.draft().to("ann", stage.lane()).to("ann", "push");
        Rows.Delivery second = draft.last();
        stage.accept(draft.work(Rows.Work.waiting(second.id(), WorkKind.DELIVER, stage.lane(), NOW)));
        List<Rows.Delivery> both = stage.store().reads().deliveriesOf(rows.tenant(), List.of(draft.id()));
        stage.claim(NOW, 10);
        StandIn first = standIn(both.get(0), rows.id());
        UUID trail = rows.id();
        stage.settle(begins(both.get(0).id(), 1, first));
        sameSet(
                "settled all the same",
                List.of(both.get(1).id()),
                stage.settle(begins(both.get(1).id(), 1, standIn(both.get(1), trail))));
        equal("deliveries", 3, deliveriesOf(both.get(0)));
        sameSet("work", List.of(first.delivery().id()), claimableElsewhere());
        isTrue("no line in the trail", !stage.trailHas(trail));
        equal("counted", 1L, stage.counted());
    }

    void a_stand_in_that_is_there_is_left() {
        Rows.Delivery cause = held();
        StandIn begins = standIn(cause, rows.id());
        stage.settle(with(
                stage.back(cause.id(), 1, Move.again(NOW + 5)),
                new Next(List.of(), List.of(), List.of(begins), List.of())));
        UUID id = begins.delivery().id();
        equal("work", List.of(id), claimableElsewhere());
        stage.settle(stage.sent(id, 1));
        stage.claimOne(NOW + 5);
        StandIn again =
                new StandIn(cause.id(), begins.delivery(), begins.own(), begins.work(), List.of(), begins.counters());
        stage.settle(begins(cause.id(), 2, again));
        equal("work", List.of(), claimableElsewhere());
        equal("state", DeliveryState.SENT, stage.delivery(id).state());
        equal("counted", 1L, stage.counted());
    }

    void of_two_settlements_at_once_one_begins_the_stand_in() throws Exception {
        for (int round = 0; round < 10; round++) {
            SampleRows.Draft draft = rows.draft().to("ann", stage.lane()).to("ann", "push");
            UUID second = draft.last().id();
            stage.accept(draft.work(Rows.Work.waiting(second, WorkKind.DELIVER, stage.lane(), NOW)));
            List<Rows.Delivery> both = stage.store().reads().deliveriesOf(rows.tenant(), List.of(draft.id()));
            stage.claim(NOW, 10);
            long before = stage.counted();
            List<Settlement> settlements = both.stream()
                    .map(cause -> begins(cause.id(), 1, standIn(cause, rows.id())))
                    .toList();
            together(2, who -> () -> again(() -> stage.settle(settlements.get(who))));
            equal("deliveries", 3, deliveriesOf(both.get(0)));
            equal("rows of its work", 1, claimableElsewhere().size());
            equal("counted", before + 1, stage.counted());
        }
    }

    private Withdrawal withdrawal(UUID delivery, UUID trail) {
        return new Withdrawal(
                delivery,
                NOW + 9,
                "not needed",
                rows.trail(trail, delivery),
                rows.counter("a", DeliveryState.CANCELLED, 1));
    }

    /** A delivery that waits in the other lane. */
    private Rows.Delivery elsewhere() {
        SampleRows.Draft draft = rows.draft().to("bob", other);
        stage.accept(draft);
        return draft.last();
    }

    void a_withdrawn_delivery_that_waits_is_cancelled() {
        Rows.Delivery waits = elsewhere();
        UUID trail = rows.id();
        stage.settle(ends(held().id(), withdrawal(waits.id(), trail)));
        equal(
                "delivery",
                waits.to(DeliveryState.CANCELLED, NOW, NOW + 9, 0, 0, null, "not needed"),
                stage.delivery(waits.id()));
        equal("work", List.of(), claimableElsewhere());
        isTrue("trail is written", stage.trailHas(trail));
        equal("counted", 1L, stage.counted());
    }

    void a_withdrawn_delivery_that_is_held_is_not_to_be_tried_again() {
        Rows.Delivery waits = elsewhere();
        stage.claim(other, NOW, 0, 10);
        UUID trail = rows.id();
        stage.settle(ends(held().id(), withdrawal(waits.id(), trail)));
        equal("state", DeliveryState.PENDING, stage.delivery(waits.id()).state());
        isTrue("cancel asked", stage.delivery(waits.id()).cancelAsked());
        isTrue("no line in the trail", !stage.trailHas(trail));
        equal("counted", 0L, stage.counted());
        sameSet("its holder settles", List.of(waits.id()), stage.settle(stage.sent(waits.id(), 1)));
    }

    void a_withdrawn_delivery_that_has_ended_is_left() {
        Rows.Delivery ended = elsewhere();
        stage.claim(other, NOW, 0, 10);
        stage.settle(stage.sent(ended.id(), 1));
        UUID trail = rows.id();
        stage.settle(ends(held().id(), withdrawal(ended.id(), trail)));
        equal("state", DeliveryState.SENT, stage.delivery(ended.id()).state());
        isTrue("no line in the trail", !stage.trailHas(trail));
        equal("counted", 0L, stage.counted());
    }
}
