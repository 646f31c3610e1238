package dev.notify.internal.upkeep;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.settle.Settler;
import dev.notify.store.CardPart;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.CallChange;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has what waits for somebody decided again, because something about them changed: makes it due now, so that a worker asks the planner as
 * ever. At once, and once more when no node remembers any more what was said before: one that did may have held it again meanwhile. More
 * often does no harm, so it is not fenced; the card that asked for it goes last.
 */
final class Replans {

    private static final int PAGE = 500;

    private final Surroundings surroundings;
    private final Store store;
    private final People people;
    private final Settler settler;
    private final Consumer<List<UUID>> due;
    private final BiConsumer<String, String> changed;

    /**
     * @param due told what is due now, once that is stored
     * @param changed told about whom something changed: tenant, and lookup of the recipient
     */
    Replans(
            Surroundings surroundings,
            Store store,
            People people,
            Settler settler,
            Consumer<List<UUID>> due,
            BiConsumer<String, String> changed) {
        this.surroundings = surroundings;
        this.store = store;
        this.people = people;
        this.settler = settler;
        this.due = due;
        this.changed = changed;
    }

    void replan(QueuePart.Claim claim) {
        List<Rows.Card> asked = store.cards().byIds(List.of(claim.ref()));
        for (Rows.Card card : asked) {
            people.forget(card.place().tenant(), card.place().owner());
            again(card.place().tenant(), card.place().owner());
            changed.accept(card.place().tenant(), card.place().owner());
        }
        long now = surroundings.time().millis();
        if (claim.attempt() == 1 && !asked.isEmpty()) {
            settler.call(claim, new CallChange(null, null), Move.again(now + People.FORGOTTEN_AFTER));
            return;
        }
        for (Rows.Card card : asked) {
            store.cards()
                    .write(CardPart.Step.EMPTY.puts(
                            List.of(new CardPart.Put(card.place(), card.id(), null, now, null, null))));
        }
        settler.orphan(claim);
    }

    private void again(String tenant, String recipientLookup) {
        @Nullable UUID before = null;
        do {
            List<ReadPart.Found> page = store.reads().find(waitingOf(tenant, recipientLookup, before));
            Instant now = surroundings.time().now();
            List<CardPart.Due> dues = page.stream()
                    .filter(found -> mayChange(found, now))
                    .map(found -> new CardPart.Due(found.delivery().id(), now.toEpochMilli(), now.toEpochMilli()))
                    .toList();
            if (!dues.isEmpty()) {
                store.cards().write(CardPart.Step.EMPTY.dues(dues));
                due.accept(dues.stream().map(CardPart.Due::ref).toList());
            }
            before = page.size() < PAGE ? null : page.get(PAGE - 1).delivery().id();
        } while (before != null);
    }

    private static boolean mayChange(ReadPart.Found found, Instant now) {
        return Planner.mayChange(
                now,
                Instant.ofEpochMilli(found.notification().dueAt()),
                Instant.ofEpochMilli(found.delivery().dueAt()),
                found.notification().expiresAt() != null);
    }

    private static ReadPart.Find waitingOf(String tenant, String recipientLookup, @Nullable UUID before) {
        return new ReadPart.Find(
                tenant,
                recipientLookup,
                null,
                null,
                null,
                null,
                Set.of(DeliveryState.PENDING),
                null,
                null,
                before,
                0,
                PAGE);
    }
}
