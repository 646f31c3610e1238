package dev.notify.channel;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry for the recipient's calendar, as it may be shown on this channel.
 *
 * @param uid the same for all entries about one thing, and no other; 32 hexadecimal digits
 * @param revision a higher one takes the place of a lower
 * @param stamp when it was asked for
 * @param location where it is, if that may be shown
 */
public record CalendarEntry(
        String uid,
        int revision,
        Instant stamp,
        Instant start,
        Instant end,
        boolean cancelled,
        String summary,
        @Nullable String location) {

    public CalendarEntry {
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(stamp, "stamp");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(summary, "summary");
    }

    /** Where it is. */
    public Optional<String> place() {
        return Optional.ofNullable(location);
    }

    @Override
    public String toString() {
        return "CalendarEntry[***]";
    }
}
