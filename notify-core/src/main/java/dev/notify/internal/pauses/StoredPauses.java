package dev.notify.internal.pauses;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.operation.Pause;
import dev.notify.operation.Pauses;
import dev.notify.provider.ProviderPool;
import dev.notify.request.Scope;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pauses and resumes where that lies. */
final class StoredPauses implements Pauses {

    private static final Duration FARTHEST = Duration.ofDays(366);
    private static final int TIMES = 10;
    private static final int LONGEST_REASON = 300;

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Halts halts;
    private final Scope scope;

    StoredPauses(Setup setup, Surroundings surroundings, Store store, Halts halts, Scope scope) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.halts = halts;
        this.scope = scope;
    }

    @Override
    public Pause pause(Pause.Target what, Instant until, String reason) {
        Instant now = surroundings.time().now();
        if (!until.isAfter(now) || until.isAfter(now.plus(FARTHEST))) {
            throw new InvalidInputException("until", "must be after now, and within a year");
        }
        return put(what, until, reason);
    }

    @Override
    public Pause pause(Pause.Target what, String reason) {
        return put(what, surroundings.time().now().plus(USUAL), reason);
    }

    @Override
    public Pause pauseUntilResumed(Pause.Target what, String reason) {
        return put(what, null, reason);
    }

    private Pause put(Pause.Target what, @Nullable Instant until, String reason) {
        Names.checkText("reason", reason, LONGEST_REASON);
        checkKnown(what);
        Pause pause = new Pause(what, reason, scope.actor(), surroundings.time().now(), until);
        change(what, pause);
        return pause;
    }

    @Override
    public boolean resume(Pause.Target what) {
        return change(what, null);
    }

    @Override
    public List<Pause> list() {
        Instant now = surroundings.time().now();
        return pauses(read()).stream().filter(p -> p.holdsAt(now)).toList();
    }

    private void checkKnown(Pause.Target what) {
        ChannelName channel = what.channel();
        String name = what.name();
        if (channel != null && !setup.lines().channels().containsKey(channel)) {
            throw new InvalidInputException("channel", channel + " is not known: no channel of that name was given");
        }
        boolean provider = what.kind() == Pause.Kind.PROVIDER
                && setup.lines().channels().get(channel) instanceof ProviderPool pool
                && pool.providers().stream().anyMatch(p -> p.name().equals(name));
        if (what.kind() == Pause.Kind.PROVIDER && !provider) {
            throw new InvalidInputException(
                    "provider", name + " is not known: the channel has no provider of that name");
        }
        if (what.kind() == Pause.Kind.CATEGORY && name != null && !setup.knowsCategory(name)) {
            throw new InvalidInputException("category", name + " is not known: define(..) a type of that category");
        }
    }

    private Rows.@Nullable Card read() {
        return store.cards().read(List.of(Halts.PLACE)).stream().findFirst().orElse(null);
    }

    private List<Pause> pauses(Rows.@Nullable Card card) {
        return card == null ? List.of() : PauseJson.read(halts.open(card));
    }

    /** Puts a pause, or none, in the place of what holds; false if there was none, and there is to be none. */
    private boolean change(Pause.Target what, @Nullable Pause pause) {
        for (int i = 0; i < TIMES; i++) {
            Rows.Card card = read();
            long now = surroundings.time().millis();
            List<Pause> all = new ArrayList<>(pauses(card));
            all.removeIf(p -> !p.holdsAt(Instant.ofEpochMilli(now)));
            boolean held = all.removeIf(p -> p.target().equals(what));
            if (pause == null && !held) {
                return false;
            }
            if (pause != null) {
                all.add(pause);
            }
            if (store.cards().write(step(card, all, what, pause, now))) {
                halts.heard(all, now, card == null ? 1 : card.version() + 1);
                return true;
            }
        }
        throw new StoreBusyException("Not changed: others change pauses again and again. Try again", null);
    }

    private CardPart.Step step(
            Rows.@Nullable Card card, List<Pause> all, Pause.Target what, @Nullable Pause pause, long now) {
        UUID id = card == null ? surroundings.ids().next(now) : card.id();
        CardPart.Put put = new CardPart.Put(
                Halts.PLACE,
                id,
                card == null ? 0L : card.version(),
                now,
                null,
                setup.seams().seal().seal(id, Halts.FIELD, PauseJson.write(all)));
        UUID line = surroundings.ids().next(now);
        String detail = pause == null ? what.words() + " is resumed" : pause.words();
        Rows.Trail trail = new Rows.Trail(
                line,
                scope.tenant().value(),
                now,
                scope.actor().value(),
                pause == null ? "pause.ended" : "pause.begun",
                id,
                setup.seams().seal().seal(line, "trail.detail", detail));
        return CardPart.Step.EMPTY.puts(List.of(put)).trail(List.of(trail));
    }
}
