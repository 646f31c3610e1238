package dev.notify.internal.recur;

import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Trace;
import dev.notify.internal.desk.Desk;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.people.People;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.request.Scope;
import dev.notify.schedule.Recurring;
import dev.notify.schedule.Repeat;
import dev.notify.schedule.Schedules;
import dev.notify.store.CardPart;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes again and again. Safe for all threads; blocks for the store. */
public final class Recurrences {

    private static final Logger LOG = LoggerFactory.getLogger(Recurrences.class);
    private static final int PAGE = 500;
    private static final long BEGIN_AGAIN_AFTER = 5_000;

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private final RepeatStore repeats;
    private final Zones zones;
    private final Supplier<Desk> desk;
    private final Supplier<Intake> intake;
    private final LongConsumer dueAt;
    private final DueAsks asks;

    /**
     * In this store.
     *
     * @param desk what changes are written through; asked once there is something to do
     * @param intake what is sent goes through; likewise
     * @param dueAt told when work becomes due
     */
    public Recurrences(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            People people,
            Supplier<Desk> desk,
            Supplier<Intake> intake,
            LongConsumer dueAt) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
        this.repeats = new RepeatStore(setup, surroundings);
        this.zones = new Zones(setup, people);
        this.desk = desk;
        this.intake = intake;
        this.dueAt = dueAt;
        this.asks = new DueAsks(setup, surroundings, store, announcer, intake);
    }

    /** Begins what comes again, or finds what was begun before under its key. */
    public Recurring begin(Repeat repeat, Scope scope) {
        Objects.requireNonNull(repeat, "repeat");
        Beginnings.Begun begun = beginnings().begin(repeat, scope);
        dueAt(begun.due());
        return new Handle(this, scope, begun.id());
    }

    /** Finds what comes again. */
    public Schedules of(Scope scope) {
        return new Book(this, scope);
    }

    /** Does the work of what comes again. */
    public Consumer<QueuePart.Claim> ticks(Settler settler) {
        return new Ticks(setup, surroundings, store, announcer, repeats, zones, this::sends, settler)::tick;
    }

    /** Asks the host's sources what is due. */
    public Consumer<QueuePart.Claim> asks(Settler settler) {
        return claim -> asks.ask(claim, settler);
    }

    /** Sees to it that each source of this node is asked; tried again until the store takes it. */
    public void begin() {
        if (setup.seams().dues().isEmpty()) {
            return;
        }
        try {
            long first = asks.begin();
            if (first < Long.MAX_VALUE) {
                dueAt(first);
            }
        } catch (StoreException e) {
            LOG.warn("sources that are to be asked could not be stored, which is tried again", Trace.of(e));
            surroundings.tasks().after(BEGIN_AGAIN_AFTER, this::begin);
        }
    }

    /** Something about a recipient has changed: has what comes to them again looked at, if that may move it. */
    public void changed(String tenant, String recipientLookup) {
        @Nullable String after = null;
        do {
            List<Rows.Card> page = RepeatStore.of(store.cards(), tenant, recipientLookup, after, PAGE);
            long now = repeats.now();
            List<CardPart.Due> dues = page.stream()
                    .filter(RepeatStore::follows)
                    .map(lead -> new CardPart.Due(RepeatStore.leadsTo(lead), now, now))
                    .toList();
            if (!dues.isEmpty()) {
                store.cards().write(CardPart.Step.EMPTY.dues(dues));
                dueAt(now);
            }
            after = page.size() < PAGE ? null : page.get(PAGE - 1).place().name();
        } while (after != null);
    }

    private Sends sends() {
        return new Sends(setup, store, intake.get());
    }

    Beginnings beginnings() {
        return new Beginnings(repeats, zones, desk.get(), intake.get());
    }

    RepeatStore repeats() {
        return repeats;
    }

    Desk desk() {
        return desk.get();
    }

    void dueAt(long moment) {
        dueAt.accept(moment);
    }
}
