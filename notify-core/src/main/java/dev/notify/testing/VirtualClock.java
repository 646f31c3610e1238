package dev.notify.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** A clock that stands still until it is moved. Safe for all threads. */
public final class VirtualClock implements InstantSource {

    private volatile Instant now;

    private VirtualClock(Instant start) {
        this.now = start;
    }

    /** A clock that shows this moment. */
    public static VirtualClock at(Instant start) {
        return new VirtualClock(Objects.requireNonNull(start, "start"));
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves the clock alone, forwards or backwards, and runs nothing: a clock that was set. */
    public synchronized void set(Instant moment) {
        now = Objects.requireNonNull(moment, "moment");
    }

    /** Moves the clock on alone. */
    public synchronized void move(Duration by) {
        now = now.plus(by);
    }
}
