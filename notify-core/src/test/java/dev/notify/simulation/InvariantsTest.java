package dev.notify.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.FanOut;
import dev.notify.model.Priority;
import dev.notify.simulation.History.Call;
import dev.notify.simulation.Invariants.Promise;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The checker can fail: a sound history is forged in one place, and the promise that breaks is named. */
class InvariantsTest {

    private static History sound() {
        return new SimWorld(3, Trouble.none()).live(90).history();
    }

    private static void finds(Promise promise, Consumer<History> forgery) {
        History history = sound();
        assertThat(Invariants.broken(history)).as("before").isEmpty();
        forgery.accept(history);
        assertThat(Invariants.broken(history)).as("after").anyMatch(b -> b.startsWith(promise.name()));
    }

    private static Call first(History h) {
        return h.calls.stream().filter(c -> c.taken == 1).findFirst().orElseThrow();
    }

    private static Call copy(Call c, int attempt, String life, long at, boolean daytime) {
        Call copy = new Call(c.delivery, attempt, life, at, at, daytime);
        copy.taken = 1;
        copy.sent = true;
        copy.endedAt = at;
        return copy;
    }

    private static Rows.Delivery standing(Rows.Delivery d, DeliveryState state, String why) {
        return d.to(state, d.dueAt(), d.doneAt(), d.attempts(), d.lastFence(), null, why);
    }

    @Test
    void i1_sees_a_notification_that_is_gone() {
        finds(Promise.I1_NOTHING_IS_LOST, h -> h.deliveries.remove(first(h).delivery));
    }

    @Test
    void i1_sees_a_sent_that_nobody_got() {
        finds(Promise.I1_NOTHING_IS_LOST, h -> h.calls.remove(first(h)));
    }

    @Test
    void i1_sees_an_end_without_a_reason() {
        finds(
                Promise.I1_NOTHING_IS_LOST,
                h -> h.deliveries.computeIfPresent(
                        first(h).delivery, (id, d) -> standing(d, DeliveryState.FAILED, null)));
    }

    @Test
    void i2_sees_what_still_waits() {
        finds(Promise.I2_NOTHING_WAITS_FOR_EVER, h -> h.stillWaiting = 1);
        finds(
                Promise.I2_NOTHING_WAITS_FOR_EVER,
                h -> h.deliveries.computeIfPresent(
                        first(h).delivery, (id, d) -> standing(d, DeliveryState.PENDING, "why")));
    }

    @Test
    void i3_sees_a_duplicate_without_a_reason() {
        finds(Promise.I3_DUPLICATES_HAVE_A_REASON, h -> {
            Call c = first(h);
            h.calls.add(copy(c, 1, c.life, c.at + 1, false));
        });
    }

    @Test
    void i3_sees_a_lease_taken_from_a_node_that_was_well() {
        finds(Promise.I3_DUPLICATES_HAVE_A_REASON, h -> h.claimed(taken(h, 2), "n9.1", h.calmAt));
    }

    private static QueuePart.Claim taken(History h, long fence) {
        UUID ref = h.born.keySet().stream().min(Comparator.naturalOrder()).orElseThrow();
        QueuePart.Claim before = h.born.get(ref).claim();
        return new QueuePart.Claim(ref, before.kind(), before.lane(), fence, 2, 1, true, before.dueAt());
    }

    @Test
    void i4_sees_what_was_never_stored() {
        finds(Promise.I4_NOTHING_IS_MADE_UP, h -> {
            Call c = first(h);
            Call other = new Call(UUID.randomUUID(), 1, c.life, c.at, c.clock, false);
            h.calls.add(other);
        });
    }

    @Test
    void i4_sees_what_was_rolled_back() {
        finds(
                Promise.I4_NOTHING_IS_MADE_UP,
                h -> h.rolledBack.add(h.stored.get(0).rows().notification().id()));
    }

    @Test
    void i4_sees_a_key_that_is_stored_twice() {
        finds(Promise.I4_NOTHING_IS_MADE_UP, h -> {
            Rows.Acceptance keyed = h.stored.stream()
                    .map(History.Stored::rows)
                    .filter(r -> r.notification().keyText() != null)
                    .findFirst()
                    .orElseThrow();
            Rows.Notification n = keyed.notification();
            Rows.Notification again = new Rows.Notification(
                    UUID.randomUUID(),
                    n.tenant(),
                    n.type(),
                    n.priority(),
                    n.keyText(),
                    n.subject(),
                    n.subjectLookup(),
                    n.correlation(),
                    n.shape(),
                    n.content(),
                    n.template(),
                    n.createdAt(),
                    n.dueAt(),
                    n.wallTime(),
                    n.zone(),
                    n.expiresAt(),
                    n.ifFailed(),
                    n.actor());
            h.stored(
                    new Rows.Acceptance(again, List.of(), List.of(), List.of(), null, List.of(), List.of(), List.of()),
                    "n0.1",
                    h.calmAt);
        });
    }

    @Test
    void i5_sees_a_stale_holder_that_settles() {
        finds(Promise.I5_STALE_HOLDERS_CHANGE_NOTHING, h -> {
            History.Settled s = h.settled.get(0);
            h.settled.add(new History.Settled(s.settlement(), s.life(), s.holder(), "n9.1", s.at()));
        });
        finds(Promise.I5_STALE_HOLDERS_CHANGE_NOTHING, h -> {
            History.Settled s = h.settled.get(0);
            h.settled.add(new History.Settled(s.settlement(), s.life(), s.holder() + 1, s.holderLife(), s.at()));
        });
    }

    @Test
    void i5_sees_a_delivery_that_ends_twice() {
        finds(Promise.I5_STALE_HOLDERS_CHANGE_NOTHING, h -> h.countedEnds++);
    }

    @Test
    void i6_sees_an_attempt_that_was_never_made() {
        finds(Promise.I6_TRIES_ARE_COUNTED_AND_SPACED, h -> {
            Call c = first(h);
            h.calls.set(h.calls.indexOf(c), copy(c, 2, c.life, c.at, false));
        });
    }

    @Test
    void i6_sees_a_try_that_follows_too_soon() {
        finds(Promise.I6_TRIES_ARE_COUNTED_AND_SPACED, h -> h.settled.add(retry(h, 10)));
        finds(Promise.I6_TRIES_ARE_COUNTED_AND_SPACED, h -> {
            h.settled.add(retry(h, 3_600_000));
            Call c = first(h);
            h.calls.add(copy(c, 2, c.life, c.at + 5_000, false));
        });
    }

    private static History.Settled retry(History h, long wait) {
        Call c = first(h);
        Rows.Attempt attempt = new Rows.Attempt(c.delivery, 1, 1, "n0", c.at, c.at, "try-again", "busy");
        SettlePart.Settlement s = new SettlePart.Settlement(
                c.delivery,
                1,
                SettlePart.Move.again(c.at + wait),
                null,
                attempt,
                null,
                SettlePart.Next.NOTHING,
                List.of(),
                List.of());
        return new History.Settled(s, c.life, 1, c.life, c.at);
    }

    @Test
    void i6_sees_more_tries_than_allowed() {
        finds(Promise.I6_TRIES_ARE_COUNTED_AND_SPACED, h -> {
            UUID miss = h.stored.stream()
                    .filter(s -> s.rows().notification().type().equals("miss"))
                    .flatMap(s -> s.rows().deliveries().stream())
                    .map(Rows.Delivery::id)
                    .filter(id -> h.calls.stream().anyMatch(c -> c.delivery.equals(id)))
                    .findFirst()
                    .orElseThrow();
            Call c = h.calls.stream()
                    .filter(x -> x.delivery.equals(miss))
                    .findFirst()
                    .orElseThrow();
            for (int i = 2; i < 6; i++) {
                h.calls.add(copy(c, i, c.life, c.at + i, false));
            }
        });
    }

    @Test
    void i7_sees_what_is_sent_early_late_or_at_night() {
        finds(Promise.I7_TIMES_ARE_KEPT, h -> {
            Call c = first(h);
            h.calls.set(h.calls.indexOf(c), copy(c, 1, c.life, c.at - 60_000, false));
        });
        finds(Promise.I7_TIMES_ARE_KEPT, h -> {
            Call c = first(h);
            h.calls.set(h.calls.indexOf(c), copy(c, 1, c.life, c.at + 18 * 3_600_000L, true));
        });
        finds(Promise.I7_TIMES_ARE_KEPT, h -> {
            UUID brief = h.stored.stream()
                    .filter(s -> s.rows().notification().expiresAt() != null)
                    .flatMap(s -> s.rows().deliveries().stream())
                    .map(Rows.Delivery::id)
                    .findFirst()
                    .orElseThrow();
            Call late = new Call(brief, 1, "n0.1", h.calmAt, h.calmAt + 3_600_000, false);
            h.calls.add(late);
        });
    }

    @Test
    void i8_sees_what_was_cancelled_and_sent() {
        finds(Promise.I8_CANCELLED_IS_NOT_SENT, h -> h.cancelledAt.put(first(h).delivery, first(h).at - 1));
    }

    @Test
    void i9_sees_critical_work_that_waits() {
        finds(Promise.I9_CRITICAL_DOES_NOT_WAIT, h -> {
            UUID critical = h.stored.stream()
                    .map(History.Stored::rows)
                    .filter(r -> r.notification().priority() == Priority.CRITICAL.code()
                            && r.notification().dueAt() <= r.notification().createdAt())
                    .flatMap(r -> r.deliveries().stream())
                    .map(Rows.Delivery::id)
                    .filter(id -> h.calls.stream().anyMatch(c -> c.delivery.equals(id)))
                    .findFirst()
                    .orElseThrow();
            Call c = h.calls.stream()
                    .filter(x -> x.delivery.equals(critical))
                    .findFirst()
                    .orElseThrow();
            h.calls.set(h.calls.indexOf(c), copy(c, 1, c.life, c.at + 3_600_000, false));
        });
    }

    @Test
    void i10_sees_a_world_that_does_not_recover() {
        finds(Promise.I10_RECOVERS, h -> h.drainedAt = h.calmAt + h.mayDrainFor);
        finds(Promise.I10_RECOVERS, h -> h.probes.add("n0 delivered 0 of 2"));
        finds(Promise.I10_RECOVERS, h -> h.surprises.add("a task threw"));
    }

    @Test
    void i4_sees_a_delivery_that_nobody_stored() {
        finds(Promise.I4_NOTHING_IS_MADE_UP, h -> {
            Rows.Delivery d = h.deliveries.get(first(h).delivery);
            put(h, copy(d, "somebody", d.channel(), DeliveryState.SENT));
        });
    }

    @Test
    void i5_sees_a_stale_holder_that_goes_on_with_a_fan_out() {
        finds(Promise.I5_STALE_HOLDERS_CHANGE_NOTHING, h -> {
            History.Stepped s = h.stepped.get(0);
            h.stepped.add(new History.Stepped(s.ref(), s.fence(), "n9.1", s.holder(), s.holderLife()));
        });
        finds(Promise.I5_STALE_HOLDERS_CHANGE_NOTHING, h -> {
            History.Stepped s = h.stepped.get(0);
            h.stepped.add(new History.Stepped(s.ref(), s.fence(), s.life(), s.holder() + 1, s.holderLife()));
        });
    }

    @Test
    void i6_tells_a_second_provider_from_a_second_try() {
        History history = sound();
        Call c = first(history);
        Call passedOver = copy(c, c.attempt, c.life, c.at, false);
        passedOver.taken = 0;
        passedOver.provider = "another";
        history.calls.add(history.calls.indexOf(c), passedOver);
        assertThat(Invariants.broken(history)).isEmpty();
        Call third = copy(c, c.attempt + 1, c.life, c.at, false);
        third.provider = c.provider;
        history.calls.set(history.calls.indexOf(c), third);
        assertThat(Invariants.broken(history))
                .as("the second provider's counts as the first try")
                .isEmpty();
        passedOver.counts = false;
        assertThat(Invariants.broken(history))
                .anyMatch(b -> b.startsWith(Promise.I6_TRIES_ARE_COUNTED_AND_SPACED.name()));
    }

    private static Rows.Delivery copy(Rows.Delivery d, String to, String channel, DeliveryState state) {
        return new Rows.Delivery(
                UUID.randomUUID(),
                d.notificationId(),
                d.tenant(),
                to,
                to,
                channel,
                state,
                d.dueAt(),
                d.doneAt(),
                d.attempts(),
                d.lastFence(),
                d.providerId(),
                d.forced(),
                d.cancelAsked(),
                "forged");
    }

    private static void put(History h, Rows.Delivery d) {
        h.deliveries.put(d.id(), d);
    }

    /** What a fan-out made that came to its end. */
    private static Rows.Delivery fannedOut(History h) {
        return h.made.stream()
                .filter(m -> m.standsInFor() == null)
                .map(m -> h.deliveries.get(m.delivery().id()))
                .filter(d -> h.fanOuts.get(d.notificationId()) == FanOut.State.DONE)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void i11_sees_a_member_that_is_left_out_or_named_twice() {
        finds(
                Promise.I11_EVERY_MEMBER_ONCE,
                h -> h.deliveries.remove(fannedOut(h).id()));
        finds(Promise.I11_EVERY_MEMBER_ONCE, h -> {
            Rows.Delivery d = fannedOut(h);
            put(h, copy(d, d.recipient(), d.channel(), d.state()));
        });
    }

    @Test
    void i11_sees_a_fan_out_that_stops_half_way() {
        finds(Promise.I11_EVERY_MEMBER_ONCE, h -> h.fanOuts.put(fannedOut(h).notificationId(), FanOut.State.RUNNING));
        finds(Promise.I11_EVERY_MEMBER_ONCE, h -> {
            h.cancelAsked.remove(fannedOut(h).notificationId());
            h.fanOuts.put(fannedOut(h).notificationId(), FanOut.State.CANCELLED);
        });
    }

    @Test
    void i11_sees_what_is_made_after_a_cancel() {
        finds(Promise.I11_EVERY_MEMBER_ONCE, h -> {
            History.Made made = h.made.stream()
                    .filter(m -> m.standsInFor() == null)
                    .findFirst()
                    .orElseThrow();
            h.fanOutsCancelledAt.put(made.delivery().notificationId(), made.at() - 1);
        });
    }

    private static void findsOfStandIns(Consumer<History> forgery) {
        History history = new SimWorld(3, Trouble.refusals()).live(80).history();
        assertThat(Invariants.broken(history)).as("before").isEmpty();
        forgery.accept(history);
        assertThat(Invariants.broken(history))
                .as("after")
                .anyMatch(b -> b.startsWith(Promise.I12_ONE_STANDS_IN.name()));
    }

    /** What stands in for a delivery that ended like this. */
    private static Rows.Delivery standIn(History h, DeliveryState first) {
        return h.made.stream()
                .filter(m -> m.standsInFor() != null
                        && h.deliveries.get(m.standsInFor()).state() == first
                        && h.deliveries.containsKey(m.delivery().id()))
                .map(m -> h.deliveries.get(m.delivery().id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void i12_sees_that_nobody_stands_in_or_two_do() {
        findsOfStandIns(
                h -> h.deliveries.remove(standIn(h, DeliveryState.FAILED).id()));
        findsOfStandIns(h -> {
            Rows.Delivery d = standIn(h, DeliveryState.FAILED);
            put(h, copy(d, d.recipient(), d.channel(), d.state()));
        });
    }

    @Test
    void i12_sees_what_stands_in_for_what_arrived() {
        findsOfStandIns(h -> {
            Rows.Delivery arrived = h.deliveries.values().stream()
                    .filter(d -> d.state() == DeliveryState.SENT && d.channel().equals("email"))
                    .filter(d -> h.stored.stream()
                            .map(s -> s.rows().notification())
                            .anyMatch(n -> n.id().equals(d.notificationId())
                                    && n.type().equals("urge")
                                    && n.priority() < Priority.CRITICAL.code()))
                    .findFirst()
                    .orElseThrow();
            put(h, copy(arrived, arrived.recipient(), "sms", DeliveryState.SENT));
        });
    }

    @Test
    void i12_sees_what_is_withdrawn_and_lost() {
        findsOfStandIns(h -> {
            Rows.Delivery d = standIn(h, DeliveryState.FAILED);
            put(h, standing(d, DeliveryState.CANCELLED, "not needed any more"));
        });
    }
}
