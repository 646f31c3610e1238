package dev.notify.examples.bench;

/**
 * How long each thing on one database may take.
 *
 * @param seconds for all of it
 * @param rounds how many at most
 * @param scheduled how many are scheduled to measure how late they come
 * @param aheadMillis how long before they are due
 * @param reads how often status and find are asked
 */
record Pace(double seconds, int rounds, boolean warmsUp, long idleMillis, int scheduled, long aheadMillis, int reads) {

    /** What a round takes besides its turns: three nodes started and closed, and what is scheduled. */
    private static final double BESIDES = 17;

    private static final int MOST = 20_000;

    static Pace of(Options options) {
        double seconds = options.secondsForEach();
        if (seconds < 20) {
            return new Pace(seconds, 1, false, 300, 20, 300, 5);
        }
        return options.quick()
                ? new Pace(seconds, 1, true, 3_000, 200, 1_000, 50)
                : new Pace(seconds, 3, true, 6_000, 500, 2_000, 200);
    }

    /** How long a turn may take in milliseconds, if so many seconds are left for all rounds. */
    long turn(double left, int turnsInARound) {
        double rest = left - (rounds + 0.3) * (seconds < 20 ? 1 : BESIDES);
        double turns = (rounds + (warmsUp ? 0.6 : 0)) * turnsInARound;
        return (long) Math.max(seconds < 20 ? 20 : 200, Math.min(3_000, 1_000 * rest / turns));
    }

    int backlog(long turn) {
        return (int) Math.min(MOST, Math.max(200, turn * 20));
    }

    /** How many are accepted where what it costs is counted, not timed. */
    int counted() {
        return seconds < 20 ? 300 : MOST / 2;
    }
}
