package dev.notify.internal.base;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Makes ids whose order is the order of their making: version 7 of RFC 9562.
 *
 * <p>An id is the millisecond it was made in followed by 74 bits that begin at random in every millisecond and then
 * grow by a random step, so ids of one generator never repeat, and nobody can guess the next one. Rows with such ids
 * land side by side at the right edge of an index.
 *
 * <p>Laws: each id is greater than the one before in {@link #compare}, whichever thread asked for it, unless the time
 * given goes back by more than a second. Within that second the generator stays at the latest time it has seen,
 * because threads that read the clock one after the other may well ask in the other order. Safe for any number of
 * threads.
 */
public final class UuidV7 {

    private static final int REPORT = 9;
    private static final long GIVEN_BACK_MILLIS = 1_000;
    private static final long MAX_MILLIS = (1L << 48) - 1;
    private static final long LOW_MASK = (1L << 62) - 1;
    private static final int HIGH_MAX = 0xFFF;
    /** Half of the range, which leaves the other half to grow into. */
    private static final int HIGH_START_MASK = 0x7FF;

    private static final long STEP_MASK = (1L << 52) - 1;
    private static final UuidV7 OF_PROCESS = new UuidV7(new SecureRandom());

    private final ReentrantLock lock = new ReentrantLock();
    private final RandomGenerator random;
    private final byte[] pool = new byte[1024];
    private int used = pool.length;

    private long millis = -1;
    private int high;
    private long low;

    private UuidV7(RandomGenerator random) {
        this.random = random;
    }

    /** The generator that everything in this process shares. */
    public static UuidV7 ofProcess() {
        return OF_PROCESS;
    }

    /** A generator that draws from this source alone, for a simulation that must repeat itself exactly. */
    public static UuidV7 from(RandomGenerator random) {
        return new UuidV7(Require.present(random, "random"));
    }

    /**
     * The next id.
     *
     * @param epochMillis the present time, in milliseconds since 1970 UTC
     * @throws IllegalArgumentException if the time is negative or does not fit into 48 bits (the year 10889)
     */
    public UUID next(long epochMillis) {
        if (epochMillis < 0 || epochMillis > MAX_MILLIS) {
            throw new IllegalArgumentException("epochMillis is out of range: give the present time since 1970");
        }
        lock.lock();
        try {
            if (epochMillis > millis || epochMillis < millis - GIVEN_BACK_MILLIS) {
                startOf(epochMillis);
            } else {
                step();
            }
            return new UUID((millis << 16) | 0x7000 | high, 0x8000_0000_0000_0000L | low);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The millisecond an id was made in; at most a second later than the time its maker gave.
     *
     * @throws IllegalArgumentException if the id is not of version 7
     */
    public static long timeOf(UUID id) {
        if (Require.present(id, "id").version() != 7) {
            throw new IllegalArgumentException("id is of UUID version " + id.version() + ": give one of version 7");
        }
        return id.getMostSignificantBits() >>> 16;
    }

    /**
     * The order of making, which is the order of the bytes and of the text, and the one databases sort by. The order
     * of {@link UUID#compareTo} is another: it takes the halves as signed numbers.
     */
    public static int compare(UUID a, UUID b) {
        int most = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return most != 0 ? most : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    /** An id of the same millisecond as that one, the rest of it made of these numbers. */
    public static UUID beside(UUID id, long high, long low) {
        long most = (id.getMostSignificantBits() & ~0xFFFFL) | 0x7000 | (high & HIGH_MAX);
        return new UUID(most, 0x8000_0000_0000_0000L | (low & LOW_MASK));
    }

    /** The reference of the timer of what bears this id: the same bits but for the version, which is 8. */
    public static UUID timerOf(UUID bearer) {
        return version(bearer, 8);
    }

    /** The reference of what follows from a report about what bears this id: the same bits but for the version, which is 9. */
    public static UUID reportOn(UUID bearer) {
        return version(bearer, REPORT);
    }

    /** Whether a timer of this reference was set by a report. */
    public static boolean isReport(UUID timer) {
        return (timer.getMostSignificantBits() >>> 12 & 0xF) == REPORT;
    }

    /** What a timer of this reference is for. */
    public static UUID ofTimer(UUID timer) {
        return version(timer, 7);
    }

    private static UUID version(UUID id, int version) {
        return new UUID((id.getMostSignificantBits() & ~0xF000L) | (long) version << 12, id.getLeastSignificantBits());
    }

    private void startOf(long newMillis) {
        millis = newMillis;
        high = (int) draw() & HIGH_START_MASK;
        low = draw() & LOW_MASK;
    }

    private void step() {
        low += 1 + (draw() & STEP_MASK);
        if (low > LOW_MASK) {
            low &= LOW_MASK;
            high++;
        }
        if (high > HIGH_MAX) {
            startOf(millis + 1);
        }
    }

    /** The source is asked for many bytes at a time: a secure one costs a system call. */
    private long draw() {
        if (used == pool.length) {
            random.nextBytes(pool);
            used = 0;
        }
        long drawn = 0;
        for (int end = used + Long.BYTES; used < end; used++) {
            drawn = (drawn << 8) | (pool[used] & 0xFF);
        }
        return drawn;
    }
}
