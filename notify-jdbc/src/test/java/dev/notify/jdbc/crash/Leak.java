package dev.notify.jdbc.crash;

import java.util.ArrayDeque;
import java.util.Deque;

/** Takes all memory of its process, so that whoever needs some meanwhile meets an OutOfMemoryError, whatever it is doing. */
final class Leak {

    private static final int PIECE = 64 * 1024;
    private static final int CRUMB = 256;

    private Leak() {}

    /** Takes all, keeps it for so long, taking what others give back meanwhile, and lets it go. */
    static void takeAll(int millis, Runnable afterwards) {
        Deque<byte[]> taken = new ArrayDeque<>();
        long end = System.nanoTime() + millis * 1_000_000L;
        do {
            take(taken, PIECE);
            take(taken, CRUMB);
        } while (System.nanoTime() < end);
        taken.clear();
        afterwards.run();
    }

    private static void take(Deque<byte[]> taken, int bytes) {
        try {
            while (true) {
                taken.push(new byte[bytes]);
            }
        } catch (OutOfMemoryError e) {
            Thread.onSpinWait();
        }
    }
}
