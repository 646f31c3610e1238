package dev.notify.internal.quota;

/** This node's part of a quota that many share, in one window. Not thread-safe: its store's. */
final class Block {

    private final long window;
    private int left;
    private int under;
    private long spentUntil = Long.MIN_VALUE;

    Block(long window) {
        this.window = window;
    }

    boolean of(long asked) {
        return window == asked;
    }

    boolean take() {
        if (left == 0) {
            return false;
        }
        left--;
        under++;
        return true;
    }

    /** What was taken was not used. */
    void giveBack() {
        if (under > 0) {
            under--;
            left++;
        }
    }

    void add(int more) {
        left += more;
    }

    int left() {
        return left;
    }

    void spent(long until) {
        spentUntil = until;
    }

    boolean isSpent(long now) {
        return now < spentUntil;
    }

    long window() {
        return window;
    }
}
