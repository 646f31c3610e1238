package dev.notify.request;

import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry for the recipient's calendar: the first one about a thing makes the entry, later ones about the same thing move it, one that is
 * {@link #cancelled()} takes it away.
 *
 * <p>The notification says which thing that is ({@code about("appointment-77")}), so an invite without it is refused. Where the type shows no
 * details, strangers who see the calendar read the discreet summary and no place.
 *
 * @param summary what the entry is called where details may be shown; null for the title of the message
 * @param discreetSummary what it is called elsewhere; null for the title of the message
 * @param location where it is; shown only with details
 * @param revision which version of the entry this is, from 0; null to count by the time it is accepted
 */
public record Invite(
        Instant start,
        Instant end,
        boolean isCancelled,
        @Nullable String summary,
        @Nullable String discreetSummary,
        @Nullable String location,
        @Nullable Integer revision) {

    private static final int MAX = 200;
    private static final Duration LONGEST = Duration.ofDays(366);

    public Invite {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        if (!end.isAfter(start)) {
            throw new InvalidInputException("invite.end", "must be after its start");
        }
        if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw new InvalidInputException("invite.end", "is more than a year after its start");
        }
        optional("invite.summary", summary);
        optional("invite.discreetSummary", discreetSummary);
        optional("invite.location", location);
        if (revision != null && revision < 0) {
            throw new InvalidInputException("invite.revision", "is negative");
        }
    }

    private static void optional(String field, @Nullable String text) {
        if (text != null) {
            Names.checkText(field, text, MAX);
        }
    }

    /** From one moment to another. */
    public static Invite between(Instant start, Instant end) {
        return new Invite(start, end, false, null, null, null, null);
    }

    /** From when a clock on the wall of that zone shows this time, for so long. */
    public static Invite at(LocalDateTime time, ZoneId zone, Duration length) {
        Instant start = time.atZone(zone).toInstant();
        return between(start, start.plus(length));
    }

    /** Takes the entry away again. */
    public Invite cancelled() {
        return new Invite(start, end, true, summary, discreetSummary, location, revision);
    }

    /** Is called this where the type shows details. Default: the title of the message. */
    public Invite summary(String text) {
        return new Invite(start, end, isCancelled, text, discreetSummary, location, revision);
    }

    /** Is called this where the type shows none. Default: the title of the message, which is discreet then. */
    public Invite discreetSummary(String text) {
        return new Invite(start, end, isCancelled, summary, text, location, revision);
    }

    /** Is there; shown only where the type shows details. */
    public Invite location(String place) {
        return new Invite(start, end, isCancelled, summary, discreetSummary, place, revision);
    }

    /**
     * Is this version of the entry: calendars take a higher one in place of a lower. Default: the time it is accepted counts, to the second;
     * give it where one thing may be moved twice within a second.
     */
    public Invite revision(int number) {
        return new Invite(start, end, isCancelled, summary, discreetSummary, location, number);
    }

    /** What it is called. */
    public Optional<String> title(boolean details) {
        return Optional.ofNullable(details ? summary : discreetSummary);
    }

    @Override
    public String toString() {
        return "Invite[***]";
    }
}
