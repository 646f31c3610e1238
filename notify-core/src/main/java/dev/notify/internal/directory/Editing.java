package dev.notify.internal.directory;

import dev.notify.directory.Contacts;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.cards.Cards;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.request.Scope;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Cards read and written in one scope: what was read is what is changed, or it is all done over. */
final class Editing {

    private static final int TRIES = 10;

    private final Setup setup;
    private final Surroundings surroundings;
    private final StoreSession session;
    private final Scope scope;
    private final Consumer<CardPart.Place> changed;

    Editing(
            Setup setup,
            Surroundings surroundings,
            StoreSession session,
            Scope scope,
            Consumer<CardPart.Place> changed) {
        this.changed = changed;
        this.setup = setup;
        this.surroundings = surroundings;
        this.session = session;
        this.scope = scope;
    }

    Setup setup() {
        return setup;
    }

    StoreSession session() {
        return session;
    }

    CardPart cards() {
        return session.cards();
    }

    FieldSeal seal() {
        return setup.seams().seal();
    }

    Actor actor() {
        return scope.actor();
    }

    Tenant tenant() {
        return scope.tenant();
    }

    long now() {
        return surroundings.time().millis();
    }

    UUID newId() {
        return surroundings.ids().next(now());
    }

    /** Writes contacts; from then on whoever looks for one knows that there are some, and what waits for them is decided again. */
    boolean writeContacts(List<CardPart.Put> puts, Rows.Trail line) {
        List<String> known = puts.stream()
                .filter(put -> !Long.valueOf(0)
                        .equals(put.expected())) // nothing that waits can wait for somebody who was unknown
                .map(put -> put.place().owner())
                .toList();
        return writeContacts(puts, new MergedWants.Written(List.of(), List.of()), known, line);
    }

    /**
     * Writes contacts with what else their people said.
     *
     * @param owners whose waiting deliveries are decided again
     */
    boolean writeContacts(
            List<CardPart.Put> puts, MergedWants.Written wants, Collection<String> owners, Rows.Trail line) {
        List<CardPart.Put> all = new ArrayList<>(puts);
        all.addAll(wants.puts());
        if (card(Cards.usedAt(Cards.Part.CONTACTS)) == null) {
            all.add(Cards.used(Cards.Part.CONTACTS, newId(), now()));
        }
        List<Rows.Work> work = new ArrayList<>();
        for (String owner : owners) {
            Cards.Replan replan = Cards.replanOf(tenant(), owner, newId(), now());
            all.add(replan.card());
            work.add(replan.work());
        }
        List<Rows.Trail> lines = new ArrayList<>(wants.trail());
        lines.add(line);
        boolean written = cards().write(CardPart.Step.EMPTY.puts(all).work(work).trail(lines));
        puts.forEach(put -> changed.accept(put.place()));
        wants.puts().forEach(put -> changed.accept(put.place()));
        return written;
    }

    /** Writes cards of a part that nobody's waiting deliveries depend on; from then on whoever looks knows that it is used. */
    boolean writePart(Cards.Part part, List<CardPart.Put> puts, Rows.Trail line) {
        List<CardPart.Put> all = new ArrayList<>(puts);
        if (card(Cards.usedAt(part)) == null) {
            all.add(Cards.used(part, newId(), now()));
        }
        boolean written = cards().write(CardPart.Step.EMPTY.puts(all).trail(List.of(line)));
        puts.forEach(put -> changed.accept(put.place()));
        return written;
    }

    Rows.@Nullable Card card(CardPart.Place place) {
        return cards().read(List.of(place)).stream().findFirst().orElse(null);
    }

    Map<CardPart.Place, Rows.Card> cards(Collection<CardPart.Place> places) {
        Map<CardPart.Place, Rows.Card> found = new HashMap<>();
        cards().read(places).forEach(card -> found.put(card.place(), card));
        return found;
    }

    /** What shall be at a place, in place of exactly what was read there; {@code body} is written for the card's id. */
    CardPart.Put put(CardPart.Place place, Rows.@Nullable Card before, Function<UUID, String> body) {
        UUID id = before == null ? newId() : before.id();
        return new CardPart.Put(place, id, version(before), now(), null, body.apply(id));
    }

    /** Nothing shall be there any more. */
    CardPart.Put gone(Rows.Card before) {
        return new CardPart.Put(before.place(), before.id(), before.version(), now(), null, null);
    }

    static long version(Rows.@Nullable Card card) {
        return card == null ? 0 : card.version();
    }

    Rows.Trail trail(String action, UUID about, String detail) {
        UUID row = newId();
        return new Rows.Trail(
                row,
                scope.tenant().value(),
                now(),
                scope.actor().value(),
                action,
                about,
                seal().seal(row, "trail.detail", detail));
    }

    /**
     * Does it until nobody else was faster.
     *
     * @param once reads, decides and writes; empty if what it read has changed meanwhile
     */
    <T> T until(String what, Supplier<Optional<T>> once) {
        for (int i = 0; i < TRIES; i++) {
            Optional<T> done = once.get();
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw new StoreBusyException(what + " is being changed by others all the time: not changed, try again", null);
    }

    static String checkId(String id) {
        return Recipient.id(id).key();
    }

    static int checkLimit(int limit) {
        if (limit < 1 || limit > Contacts.MAX_PAGE) {
            throw new InvalidInputException("limit", "must be 1 to " + Contacts.MAX_PAGE);
        }
        return limit;
    }
}
