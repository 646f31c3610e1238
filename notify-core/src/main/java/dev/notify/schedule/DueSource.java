package dev.notify.schedule;

import dev.notify.request.Notification;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Answers what is due now: medicines that run low, prescriptions about to end. Registered on the builder by name, with a schedule; of all
 * nodes that share a store one asks at a time.
 *
 * <p>It may be asked twice for the same time, after a crash or after it threw. Therefore each notification needs a key that says what it is
 * about and for when ({@code low-stock-paracetamol-2026-03-02}): asked twice, it is sent once. What it throws is tried again, and health is
 * DOWN until it answers. It runs on a thread of Notify's, which must not be held for ever; the stream is read and closed there.
 */
@FunctionalInterface
public interface DueSource {

    /** All that is due. */
    Stream<Notification> due(Asked asked);

    /**
     * What it is asked for.
     *
     * @param time the time it is asked for, in {@code zone}; where it was missed, the last of those
     * @param zone the service's
     * @param before when it last answered; empty for the first time
     */
    record Asked(String source, LocalDateTime time, ZoneId zone, Instant now, Optional<Instant> before) {}
}
