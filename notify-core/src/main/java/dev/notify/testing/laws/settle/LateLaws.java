package dev.notify.testing.laws.settle;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Stage.OWNER;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.ChangePart;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A success that comes too late may finish what waits, and overwrites nothing. */
final class LateLaws {

    private final Stage stage;
    private final SampleRows rows;
    private final UUID trail;
    private final UUID ref;

    /** A delivery whose first holder lost it to a second. */
    LateLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
        this.trail = rows.id();
        this.ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        stage.claimOne(NOW + 12_000);
    }

    private SettlePart.Settlement late() {
        return stage.sent(ref, 1, List.of(rows.trail(trail, ref)), List.of(rows.counter("a", DeliveryState.SENT, 1)));
    }

    private void finishes() {
        isTrue("it finished the delivery", stage.store().settles().settleLate(late()));
        equal("state", DeliveryState.SENT, stage.delivery(ref).state());
        equal("provider's id", "provider-1", stage.delivery(ref).providerId());
        equal("counted", 1L, stage.counted());
        equal("claimable ever after", List.of(), stage.claim(NOW + 1_000_000, 10));
        isTrue("attempt is recorded", stage.attemptsAt(ref).contains(rows.attempt(ref, 1)));
        isTrue("trail is written", stage.trailHas(trail));
    }

    private void recordsTheAttemptOnly() {
        Rows.Delivery before = stage.delivery(ref);
        long counted = stage.counted();
        Long head = stage.head();
        isTrue("it did not finish the delivery", !stage.store().settles().settleLate(late()));
        equal("delivery", before, stage.delivery(ref));
        equal("counted", counted, stage.counted());
        equal("head of the lane", head, stage.head());
        isTrue("attempt is recorded", stage.attemptsAt(ref).contains(rows.attempt(ref, 1)));
        isTrue("no line in the trail", !stage.trailHas(trail));
    }

    void finishes_a_retry_nobody_has_started() {
        stage.settle(stage.back(ref, 2, SettlePart.Move.again(NOW + 20_000)));
        finishes();
        equal("attempts by fence", List.of(rows.attempt(ref, 1), rows.attempt(ref, 2)), stage.attemptsAt(ref));
    }

    void finishes_what_was_given_back() {
        stage.store().queue().release(List.of(new QueuePart.Release(ref, 2, NOW + 20_000, true)));
        finishes();
    }

    void leaves_alone_what_another_holds() {
        recordsTheAttemptOnly();
        sameSet("the holder settles", List.of(ref), stage.settle(stage.sent(ref, 2)));
        equal("attempts", 2, stage.attemptsAt(ref).size());
    }

    void leaves_alone_what_another_held_last() {
        equal("the lease ends", NOW + 24_000, stage.head());
        recordsTheAttemptOnly();
        equal("taken over", 3L, stage.claimOne(NOW + 24_000).fence());
    }

    void leaves_alone_what_is_finished() {
        stage.settle(new SettlePart.Settlement(
                ref,
                2,
                SettlePart.Move.REMOVE,
                new SettlePart.DeliveryChange(DeliveryState.FAILED, NOW, NOW + 9, 2, null, "refused"),
                null,
                null,
                SettlePart.Next.NOTHING,
                List.of(),
                List.of(rows.counter("a", DeliveryState.FAILED, 1))));
        recordsTheAttemptOnly();
    }

    void leaves_alone_what_is_cancelled() {
        UUID notification = stage.delivery(ref).notificationId();
        stage.store()
                .changes()
                .cancel(new ChangePart.Cancel(rows.tenant(), List.of(notification), NOW + 99_000, Map.of(), List.of()));
        recordsTheAttemptOnly();
    }

    void records_its_attempt_once() {
        stage.store().settles().settleLate(late());
        Rows.Attempt first = rows.attempt(ref, 1);
        Rows.Attempt other = new Rows.Attempt(ref, 1, 1, "node-2", NOW + 7, NOW + 8, "rejected", "why");
        stage.store()
                .settles()
                .settleLate(new SettlePart.Settlement(
                        ref,
                        1,
                        SettlePart.Move.REMOVE,
                        null,
                        other,
                        null,
                        SettlePart.Next.NOTHING,
                        List.of(),
                        List.of()));
        equal("attempts", List.of(first), stage.attemptsAt(ref));
    }

    void finishes_once() {
        stage.store().queue().release(List.of(new QueuePart.Release(ref, 2, NOW + 20_000, true)));
        isTrue("the first time", stage.store().settles().settleLate(late()));
        isTrue("not again", !stage.store().settles().settleLate(late()));
        equal("counted", 1L, stage.counted());
        sameSet(
                "nobody holds it",
                List.of(),
                stage.store().queue().renew(List.of(new QueuePart.Held(ref, 2)), OWNER, NOW));
    }
}
