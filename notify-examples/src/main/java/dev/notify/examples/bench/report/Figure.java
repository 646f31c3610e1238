package dev.notify.examples.bench.report;

/** What is measured, in the order of the tables. */
public enum Figure {
    RAW_1("raw: insert, commit; 1 thread", Unit.A_SECOND, true),
    RAW_64("raw: insert, commit; 64 threads", Unit.A_SECOND, true),
    RAW_GROUP("raw: insert, 256 in a commit", Unit.A_SECOND, true),
    ACCEPT_1("accept, 1 caller", Unit.A_SECOND, false),
    ACCEPT_8("accept, 8 callers", Unit.A_SECOND, false),
    ACCEPT_64("accept, 64 callers", Unit.A_SECOND, false),
    BULK("accept, 1 caller, 200 recipients in a call (deliveries)", Unit.A_SECOND, false),
    SETTLE_1("raw, narrow: update + delete, 1 in a commit", Unit.A_SECOND, true),
    SETTLE_GROUP("raw, narrow: update + delete, 256 in a commit", Unit.A_SECOND, true),
    QUEUE_TABLE("raw, queue table: claim 256, commit, read, mark done + attempt + delete, commit", Unit.A_SECOND, true),
    DRAIN("drain of a backlog", Unit.A_SECOND, false),
    TWO_NODES("drain by two nodes in two processes", Unit.A_SECOND, false),
    RAW_BOTH_64("raw: insert, commit, update, commit; 64 threads", Unit.A_SECOND, true),
    RAW_BOTH_GROUP("raw: insert, commit, update, commit; 256 at once", Unit.A_SECOND, true),
    END_TO_END("immediate end to end, 64 callers", Unit.A_SECOND, false),
    RAW_HAND_OVER("raw: insert a claimed row, commit, hand over", Unit.MILLIS, true),
    WAY("send to channel on an idle node", Unit.MILLIS, false),
    LATENESS("lateness of what is scheduled", Unit.MILLIS, false),
    STATUS("status of a notification", Unit.MILLIS, false),
    FIND("find the 20 newest deliveries of a recipient", Unit.MILLIS, false),
    IDLE("statements a second of an idle node", Unit.COUNT, false);

    /** What a figure counts. */
    public enum Unit {
        /** How many in a second: more is better. */
        A_SECOND,
        /** Milliseconds: less is better. */
        MILLIS,
        /** A plain number: less is better. */
        COUNT
    }

    private final String words;
    private final Unit unit;
    private final boolean floor;

    Figure(String words, Unit unit, boolean floor) {
        this.words = words;
        this.unit = unit;
        this.floor = floor;
    }

    /** Its name in a table. */
    public String words() {
        return words;
    }

    /** What it counts. */
    public Unit unit() {
        return unit;
    }

    /** Whether plain JDBC did it. */
    public boolean isFloor() {
        return floor;
    }
}
