package dev.notify.testing.laws;

import dev.notify.store.QueuePart.Claim;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.CallChange;
import dev.notify.store.SettlePart.DeliveryChange;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.SettlePart.Settlement;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Rows with one thing changed, as a flaw would have it. */
final class Edits {

    private Edits() {}

    static Rows.Acceptance key(Rows.Acceptance a, UnaryOperator<Rows.Dedup> edit) {
        return dedup(a, a.dedup() == null ? null : edit.apply(a.dedup()));
    }

    static Rows.Acceptance dedup(Rows.Acceptance a, Rows.Dedup dedup) {
        return new Rows.Acceptance(
                a.notification(),
                a.contents(),
                a.deliveries(),
                a.work(),
                dedup,
                a.templates(),
                a.trail(),
                a.counters());
    }

    static Rows.Acceptance contents(Rows.Acceptance a, UnaryOperator<String> edit) {
        List<Rows.Content> contents = a.contents().stream()
                .map(c -> new Rows.Content(c.notificationId(), c.recipient(), edit.apply(c.text())))
                .toList();
        return new Rows.Acceptance(
                a.notification(),
                contents,
                a.deliveries(),
                a.work(),
                a.dedup(),
                a.templates(),
                a.trail(),
                a.counters());
    }

    static Rows.Acceptance work(Rows.Acceptance a, UnaryOperator<Rows.Work> edit) {
        return work(a, a.work().stream().map(edit).toList());
    }

    static Rows.Acceptance work(Rows.Acceptance a, List<Rows.Work> work) {
        return new Rows.Acceptance(
                a.notification(),
                a.contents(),
                a.deliveries(),
                work,
                a.dedup(),
                a.templates(),
                a.trail(),
                a.counters());
    }

    /** Without what operators asked. */
    static Rows.Delivery unasked(Rows.Delivery d) {
        return new Rows.Delivery(
                d.id(),
                d.notificationId(),
                d.tenant(),
                d.recipient(),
                d.recipientLookup(),
                d.channel(),
                d.state(),
                d.dueAt(),
                d.doneAt(),
                d.attempts(),
                d.lastFence(),
                d.providerId(),
                false,
                false,
                d.why());
    }

    static Rows.Acceptance written(Rows.Acceptance a, List<Rows.Trail> trail, List<Rows.Counter> counters) {
        return new Rows.Acceptance(
                a.notification(), a.contents(), a.deliveries(), a.work(), a.dedup(), a.templates(), trail, counters);
    }

    static Rows.Dedup lookup(Rows.Dedup d, String lookup) {
        return new Rows.Dedup(d.tenant(), d.type(), lookup, d.notificationId(), d.expiresAt());
    }

    static Claim claim(Claim c, long fence, int attempt, int crashes, boolean tookOver) {
        return new Claim(c.ref(), c.kind(), c.lane(), fence, attempt, crashes, tookOver, c.dueAt());
    }

    static Settlement move(Settlement s, Move move) {
        return new Settlement(
                s.ref(), s.fence(), move, s.delivery(), s.attempt(), s.call(), s.next(), s.trail(), s.counters());
    }

    static Settlement fence(Settlement s, long fence) {
        return new Settlement(
                s.ref(), fence, s.move(), s.delivery(), s.attempt(), s.call(), s.next(), s.trail(), s.counters());
    }

    static Settlement delivery(Settlement s, DeliveryChange delivery) {
        return new Settlement(
                s.ref(), s.fence(), s.move(), delivery, s.attempt(), s.call(), s.next(), s.trail(), s.counters());
    }

    static Settlement attempt(Settlement s, Rows.Attempt attempt) {
        return new Settlement(
                s.ref(), s.fence(), s.move(), s.delivery(), attempt, s.call(), s.next(), s.trail(), s.counters());
    }

    static Settlement written(Settlement s, List<Rows.Trail> trail, List<Rows.Counter> counters) {
        return new Settlement(
                s.ref(), s.fence(), s.move(), s.delivery(), s.attempt(), s.call(), s.next(), trail, counters);
    }

    static Settlement call(Settlement s, CallChange call) {
        return new Settlement(
                s.ref(), s.fence(), s.move(), s.delivery(), s.attempt(), call, s.next(), s.trail(), s.counters());
    }

    static Settlement next(Settlement s, Next next) {
        return new Settlement(
                s.ref(), s.fence(), s.move(), s.delivery(), s.attempt(), s.call(), next, s.trail(), s.counters());
    }

    static Settlement nothingBut(UUID ref, long fence, Move move) {
        return new Settlement(ref, fence, move, null, null, null, Next.NOTHING, List.of(), List.of());
    }
}
