package dev.notify.internal.recur;

import dev.notify.schedule.Repeat;
import dev.notify.schedule.Schedule;
import dev.notify.schedule.Standing;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that comes again: a card that bears its id, as does its piece of work. Whoever sends, skips, pauses or ends writes it over the
 * version they have read, so that no occurrence is sent twice and none that was skipped is sent at all.
 *
 * @param start where counting begins, on the same wall as all its times
 * @param actor who asked for it
 */
record RepeatCard(Repeat repeat, LocalDateTime start, String actor, Progress progress) {

    static final String KIND = "repeat";
    private static final String FIELD = "card.repeat";

    /** Whoever signs has this looked at; should that get lost, it is looked at all the same. */
    private static final long SIGN_LOOKED_FOR = 3_600_000;

    /**
     * How far it has come.
     *
     * @param zone whose wall, as last known
     * @param next null where nothing is known to come
     * @param done the last one that was sent, skipped or missed; nothing up to it comes again
     * @param run the last one that was sent
     * @param sending the one that is being sent: decided and not yet known to be stored
     */
    record Progress(
            Standing.State state,
            ZoneId zone,
            @Nullable LocalDateTime next,
            @Nullable LocalDateTime done,
            @Nullable Run run,
            @Nullable Sending sending,
            Standing.Count count,
            @Nullable String why) {

        Progress state(Standing.State now, @Nullable LocalDateTime comes, @Nullable String reason) {
            return new Progress(now, zone, comes, done, run, sending, count, reason);
        }

        Progress in(ZoneId wall) {
            return new Progress(state, wall, next, done, run, sending, count, why);
        }

        Progress next(@Nullable LocalDateTime comes) {
            return new Progress(state, zone, comes, done, run, sending, count, why);
        }

        /** Past all up to that one. */
        Progress past(LocalDateTime gone, @Nullable LocalDateTime comes, Standing.Count counted) {
            return new Progress(state, zone, comes, gone, run, sending, counted, why);
        }

        Progress sends(Run now, Sending what) {
            return new Progress(state, zone, next, done, now, what, count, why);
        }

        /** The one that was being sent is stored, under that id; or never will be. */
        Progress sent(@Nullable UUID notification, Standing.Count counted) {
            Run last = run == null || notification == null ? run : new Run(run.time(), run.at(), notification);
            return new Progress(state, zone, next, done, last, null, counted, why);
        }
    }

    /** One that was sent, and when that was decided. */
    record Run(LocalDateTime time, long at, @Nullable UUID notification) {}

    /** One that is being sent, when it was due, and until when that is of use. */
    record Sending(LocalDateTime time, long due, long until) {}

    RepeatCard with(Progress now) {
        return new RepeatCard(repeat, start, actor, now);
    }

    Schedule schedule() {
        return repeat.schedule().orElseThrow();
    }

    Times times() {
        return new Times(repeat, start, progress.zone());
    }

    /** When it is to be looked at next. */
    long due(long now) {
        if (progress.sending() != null || progress.state() == Standing.State.ENDED) {
            return now;
        }
        LocalDateTime next = progress.next();
        if (progress.state() == Standing.State.PAUSED) {
            return Times.NEVER;
        }
        return next == null ? now + SIGN_LOOKED_FOR : times().due(next, lastAt());
    }

    /** When the last one was sent. */
    @Nullable
    Long lastAt() {
        Run run = progress.run();
        return run == null ? null : Long.valueOf(run.at());
    }

    /** Whether it depends on what may change about its recipients: where they are, or what they acknowledge. */
    boolean followsPeople() {
        return Zones.follows(repeat) || waitsForSigns();
    }

    boolean waitsForSigns() {
        return schedule() instanceof Schedule.AfterAcknowledged;
    }

    static CardPart.Place place(String tenant, UUID id) {
        return new CardPart.Place(tenant, KIND, id.toString(), "");
    }

    static boolean isOne(Rows.Card card) {
        return card.place().kind().equals(KIND);
    }

    static RepeatCard read(FieldSeal seal, Rows.Card card) {
        return RepeatJson.read(seal.open(card.id(), FIELD, card.body()));
    }

    /** This on the card of that id, over that version; 0 for a new one. */
    CardPart.Put put(FieldSeal seal, CardPart.Place place, UUID id, long version, long now, @Nullable Long expiresAt) {
        return new CardPart.Put(place, id, version, now, expiresAt, seal.seal(id, FIELD, RepeatJson.write(this)));
    }
}
