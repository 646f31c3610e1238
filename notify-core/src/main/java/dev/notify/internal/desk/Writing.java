package dev.notify.internal.desk;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.cards.Cards;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.dispatch.Dispatcher;
import dev.notify.internal.people.People;
import dev.notify.internal.setup.Setup;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.model.Recipient;
import dev.notify.request.HostTransactions;
import dev.notify.request.Scope;
import dev.notify.store.CardPart;
import dev.notify.store.InboxPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreSession;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a card, changes it and writes it with all that follows, in one transaction; again, if somebody else was faster. */
final class Writing {

    private static final int TIMES = 10;
    private static final long PAUSE = 5;

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final People people;
    private final Dispatcher dispatcher;
    private final Cards cards;
    private final Set<Cards.Part> used = ConcurrentHashMap.newKeySet();

    Writing(Setup setup, Surroundings surroundings, Store store, People people, Dispatcher dispatcher) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.people = people;
        this.dispatcher = dispatcher;
        this.cards = new Cards(setup.seams().seal());
    }

    /** What is to be written, the work in it, and what the caller is told; nothing is written without a step. */
    record Change<T>(CardPart.@Nullable Step step, T result) {

        static <T> Change<T> nothing(T result) {
            return new Change<>(null, result);
        }
    }

    static String recipient(String id) {
        Names.checkText("recipientId", id, Recipient.MAX_ID);
        if (id.startsWith(Recipient.ADDRESS_PREFIX)) {
            throw new InvalidInputException(
                    "recipientId", "begins with " + Recipient.ADDRESS_PREFIX + ": an address has no preferences");
        }
        return id;
    }

    Cards cards() {
        return cards;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** Cards as they are seen in this scope. */
    CardPart in(Scope scope) {
        return session(scope).cards();
    }

    /** The store as it is seen in this scope. */
    StoreSession session(Scope scope) {
        return transactionOf(scope).<StoreSession>map(store::join).orElse(store);
    }

    People people() {
        return people;
    }

    /** Who a recipient is by now: an id that was merged leads on. */
    String now(Scope scope, String recipient) {
        return Directory.now(session(scope), setup.seams().seal(), scope.tenant(), recipient);
    }

    Rows.@Nullable Card read(CardPart part, CardPart.Place place) {
        return part.read(List.of(place)).stream().findFirst().orElse(null);
    }

    private Optional<Connection> transactionOf(Scope scope) {
        return scope.connection().or(() -> setup.seams().transactions().flatMap(HostTransactions::current));
    }

    /** Says that a part is used, before it first is; outside a host's transaction, so that nobody waits for that one's end. */
    void use(Cards.Part part) {
        if (used.contains(part)) {
            return;
        }
        if (store.cards().read(List.of(Cards.usedAt(part))).isEmpty()) {
            long now = surroundings.time().millis();
            store.cards()
                    .write(CardPart.Step.EMPTY.puts(
                            List.of(Cards.used(part, surroundings.ids().next(now), now))));
            people.forgetUses();
        }
        used.add(part);
    }

    /**
     * Writes what {@code change} makes of the cards as they are.
     *
     * @param change called again after another's write came between
     * @throws StoreBusyException if others were faster every time
     */
    <T> T write(Scope scope, Function<CardPart, Change<T>> change) {
        Optional<Connection> transaction = transactionOf(scope);
        for (int i = 0; i < TIMES; i++) {
            CardPart part = in(scope);
            Change<T> made = change.apply(part);
            CardPart.Step step = made.step();
            if (step == null) {
                return made.result();
            }
            if (part.write(step)) {
                step.puts().forEach(put -> people.forget(put.place()));
                wake(
                        transaction.isPresent(),
                        Stream.concat(
                                        step.work().stream().map(Rows.Work::ref),
                                        step.dues().stream().map(CardPart.Due::ref))
                                .toList());
                return made.result();
            }
            surroundings.tasks().pause((long)
                    (PAUSE * (i + 1) * surroundings.chance().getAsDouble()));
        }
        throw new StoreBusyException("Not changed: others changed the same again and again. Try again", null);
    }

    /** Does this once what was written in this scope is committed; not at all in a transaction whose end nobody tells us. */
    void committed(Scope scope, Runnable then) {
        if (transactionOf(scope).isEmpty()) {
            then.run();
        } else {
            setup.seams().transactions().filter(t -> t.current().isPresent()).ifPresent(t -> t.afterCommit(then));
        }
    }

    private void wake(boolean inTransaction, List<UUID> work) {
        if (work.isEmpty()) {
            return;
        }
        Optional<HostTransactions> known =
                setup.seams().transactions().filter(t -> t.current().isPresent());
        if (inTransaction && known.isPresent()) {
            known.get().afterCommit(() -> dispatcher.committed(work));
        } else if (inTransaction) {
            dispatcher.mayCommit(work);
        } else {
            dispatcher.committed(work);
        }
    }

    Draft draft(Scope scope) {
        return new Draft(scope);
    }

    /** What grows while a change is made. */
    final class Draft {

        private final Scope scope;
        private final long now = surroundings.time().millis();
        private final List<CardPart.Put> puts = new ArrayList<>();
        private final List<Rows.Work> work = new ArrayList<>();
        private final List<CardPart.Due> dues = new ArrayList<>();
        private final List<Rows.Trail> trail = new ArrayList<>();
        private final List<InboxPart.Change> marks = new ArrayList<>();

        private Draft(Scope scope) {
            this.scope = scope;
        }

        long now() {
            return now;
        }

        UUID id() {
            return surroundings.ids().next(now);
        }

        /** Another card. */
        void put(CardPart.Put put) {
            puts.add(put);
        }

        /** Work that begins with it. */
        void work(Rows.Work begins) {
            work.add(begins);
        }

        /** What waits for a recipient is decided again. */
        void replan(String recipientKey) {
            replan(cards.replan(scope.tenant(), recipientKey, id(), now));
        }

        /** The same, by the lookup of the key. */
        void replanOf(String recipientLookup) {
            replan(Cards.replanOf(scope.tenant(), recipientLookup, id(), now));
        }

        private void replan(Cards.Replan replan) {
            puts.add(replan.card());
            work.add(replan.work());
        }

        /** Something changes in inboxes. */
        void marks(List<InboxPart.Change> changes) {
            marks.addAll(changes);
        }

        /** Work that nobody holds is due now. */
        void due(UUID ref) {
            dues.add(new CardPart.Due(ref, now, now));
        }

        /** A line of the trail. */
        void trail(String action, UUID about, String detail) {
            UUID row = id();
            trail.add(new Rows.Trail(
                    row,
                    scope.tenant().value(),
                    now,
                    scope.actor().value(),
                    action,
                    about,
                    setup.seams().seal().seal(row, "trail.detail", detail)));
        }

        <T> Change<T> change(T result) {
            return new Change<>(
                    CardPart.Step.EMPTY
                            .puts(puts)
                            .work(work)
                            .dues(dues)
                            .trail(trail)
                            .marks(marks),
                    result);
        }
    }
}
