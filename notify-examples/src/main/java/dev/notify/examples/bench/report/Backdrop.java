package dev.notify.examples.bench.report;

/** What lies in the database already while something is measured. */
public enum Backdrop {
    /** Nothing but what the measuring itself leaves behind. */
    EMPTY,
    /** Notifications that wait for a day to come. */
    FUTURE,
    /** Notifications that were delivered. */
    FINISHED;

    /** As a column is headed; {@code rows} is how many there are. */
    public String words(long rows) {
        return this == EMPTY ? "empty" : shortly(rows) + (this == FUTURE ? " future" : " finished");
    }

    private static String shortly(long rows) {
        if (rows >= 1_000_000 && rows % 1_000_000 == 0) {
            return rows / 1_000_000 + " M";
        }
        return rows >= 1_000 && rows % 1_000 == 0 ? rows / 1_000 + ",000" : Long.toString(rows);
    }
}
