package dev.notify.examples.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Whether everything was delivered once: a benchmark that loses something measures nothing. Safe for all threads. */
public final class Tally {

    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();
    private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();

    /** So many were accepted; so many of them came, and so many came again. */
    public void count(String where, long accepted, long came, long again) {
        delivered.addAndGet(came);
        lost.addAndGet(Math.max(0, accepted - came));
        doubled.addAndGet(again);
        if (accepted != came || again > 0) {
            troubles.add(where + ": " + accepted + " accepted, " + came + " delivered, " + again + " of them again");
        }
    }

    /** Something else that must not be. */
    public void trouble(String what) {
        troubles.add(what);
    }

    /** What went wrong; empty if all is well. */
    public List<String> troubles() {
        return new ArrayList<>(troubles);
    }

    /** In one sentence. */
    public String words() {
        return String.format(
                java.util.Locale.ROOT,
                "%,d deliveries checked by id: %,d lost, %,d delivered twice.",
                delivered.get(),
                lost.get(),
                doubled.get());
    }
}
