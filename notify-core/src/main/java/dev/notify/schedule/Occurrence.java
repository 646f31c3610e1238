package dev.notify.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;

/**
 * One time something comes.
 *
 * @param time by which it is known: on the wall, or in UTC where elapsed time counts
 * @param zone whose wall
 * @param at the moment it is due, by what is known now
 */
public record Occurrence(LocalDateTime time, ZoneId zone, Instant at) {
    public Occurrence {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(at, "at");
    }
}
