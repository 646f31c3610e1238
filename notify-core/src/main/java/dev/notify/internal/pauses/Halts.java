package dev.notify.internal.pauses;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Ticker;
import dev.notify.internal.base.Trace;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.operation.Pause;
import dev.notify.operation.Pauses;
import dev.notify.request.Scope;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses, which lie on one card. While one holds, it is read every two seconds; else no more than once in three, by whoever is about to
 * send. Safe for all threads.
 */
public final class Halts {

    static final CardPart.Place PLACE = new CardPart.Place("", "pause", "", "");
    static final String FIELD = "card.pause";

    private static final Logger LOG = LoggerFactory.getLogger(Halts.class);
    private static final long EVERY = 2_000;
    private static final long FRESH = 3_000;
    private static final long CATEGORY_WAITS = 30_000;
    private static final long WAY_WAITS = 2_000;

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private final Ticker ticker;
    private volatile Known known = new Known(List.of(), -FRESH, 0);
    private final Set<String> told = new HashSet<>();

    private record Known(List<Pause> pauses, long readAt, long version) {}

    /** Pauses of this service. */
    public Halts(Setup setup, Surroundings surroundings, Store store, Announcer announcer) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
        this.ticker =
                new Ticker(surroundings.tasks(), EVERY, () -> !known.pauses().isEmpty(), this::follow);
    }

    /** Reads what holds, and goes on reading while anything does. */
    public void start() {
        follow();
        ticker.start();
    }

    /** Reads no more. */
    public void stop() {
        ticker.stop();
    }

    /** Pauses and resumes, in this scope's name. */
    public Pauses of(Scope scope) {
        return new StoredPauses(setup, surroundings, store, this, scope);
    }

    /** The pause that keeps this channel from sending, as far as is known. */
    public Optional<Pause> over(ChannelName channel) {
        return holding(p -> p.target().kind() == Pause.Kind.CHANNEL
                && channel.equals(p.target().channel()));
    }

    /** The pause that keeps this provider from sending, as far as is known: its own or its channel's. */
    public Optional<Pause> over(ChannelName channel, String provider) {
        return over(channel)
                .or(() -> holding(p -> p.target().kind() == Pause.Kind.PROVIDER
                        && channel.equals(p.target().channel())
                        && provider.equals(p.target().name())));
    }

    /**
     * The pause that keeps a delivery from being sent, if any does; what is known is made fresh before, if it is not.
     *
     * @throws StoreException if the store cannot say
     */
    public Optional<Pause> overDelivery(ChannelName channel, String category) {
        long age = surroundings.time().millis() - known.readAt();
        if (age < 0 || age >= FRESH) {
            read();
        }
        return over(channel).or(() -> overCategory(category));
    }

    /**
     * How long a delivery waits before it is looked at again: for a way that is closed and opens by itself not for long, for a category half
     * a minute, and never beyond the end.
     */
    public long wait(Pause pause) {
        long most = pause.target().kind() == Pause.Kind.CATEGORY ? CATEGORY_WAITS : WAY_WAITS;
        long left = pause.end()
                .map(end -> end.toEpochMilli() - surroundings.time().millis())
                .orElse(most);
        return Math.max(1, Math.min(most, left));
    }

    /** The pause that keeps a category from being sent, as far as is known. */
    public Optional<Pause> overCategory(String category) {
        return holding(p -> p.target().kind() == Pause.Kind.CATEGORY
                && category.equals(p.target().name()));
    }

    private Optional<Pause> holding(java.util.function.Predicate<Pause> which) {
        List<Pause> pauses = known.pauses();
        if (pauses.isEmpty()) {
            return Optional.empty();
        }
        Instant now = surroundings.time().now();
        return pauses.stream().filter(p -> p.holdsAt(now) && which.test(p)).findFirst();
    }

    private void follow() {
        try {
            read();
        } catch (StoreException e) {
            LOG.debug("pauses could not be read", Trace.of(e));
        }
    }

    private void read() {
        long now = surroundings.time().millis();
        Rows.Card card = store.cards().read(List.of(PLACE)).stream().findFirst().orElse(null);
        heard(card == null ? List.of() : PauseJson.read(open(card)), now, card == null ? 0 : card.version());
    }

    String open(Rows.Card card) {
        return setup.seams().seal().open(card.id(), FIELD, card.body());
    }

    /** This holds, as of that moment; what is older than what is known is passed over. */
    synchronized void heard(List<Pause> pauses, long readAt, long version) {
        if (version < known.version()) {
            return;
        }
        Instant now = Instant.ofEpochMilli(readAt);
        List<Pause> holding = pauses.stream().filter(p -> p.holdsAt(now)).toList();
        known = new Known(holding, readAt, version);
        Set<String> gone = new HashSet<>(told);
        for (Pause pause : holding) {
            String where = where(pause.target());
            announcer.raise(Health.Status.DEGRADED, where, pause.words());
            told.add(where);
            gone.remove(where);
        }
        gone.forEach(announcer::clear);
        told.removeAll(gone);
        ticker.arm();
    }

    private static String where(Pause.Target target) {
        String kind = target.kind().name().toLowerCase(Locale.ROOT);
        return "pause." + kind + (target.channel() == null ? "" : "." + target.channel())
                + (target.name() == null ? "" : "." + target.name());
    }
}
