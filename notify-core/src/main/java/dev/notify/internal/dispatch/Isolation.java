package dev.notify.internal.dispatch;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps work that has twice taken its process down apart: while such a suspect waits, nothing else but critical work begins; once
 * nothing else runs, it runs alone, one after the other.
 */
final class Isolation {

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Job> suspects = new ArrayDeque<>();
    private final Runnable mayRunAlone;
    private int running;
    private boolean alone;

    /** @param mayRunAlone called when nothing runs any more and a suspect waits */
    Isolation(Runnable mayRunAlone) {
        this.mayRunAlone = mayRunAlone;
    }

    /** A job is about to begin; false if it has to wait for the suspects. */
    boolean enter(boolean critical) {
        lock.lock();
        try {
            if (!critical && (alone || !suspects.isEmpty())) {
                return false;
            }
            running++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** A job that entered is over. */
    void leave() {
        boolean suspectsTurn;
        lock.lock();
        try {
            running--;
            suspectsTurn = running == 0 && !alone && !suspects.isEmpty();
        } finally {
            lock.unlock();
        }
        if (suspectsTurn) {
            mayRunAlone.run();
        }
    }

    void suspect(Job job) {
        lock.lock();
        try {
            suspects.addLast(job);
        } finally {
            lock.unlock();
        }
    }

    /** The next suspect, if it may run alone now. */
    @Nullable
    Job nextAlone() {
        lock.lock();
        try {
            if (alone || running > 0) {
                return null;
            }
            Job next = suspects.pollFirst();
            alone = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** The suspect that ran alone is over. */
    void leftAlone() {
        lock.lock();
        try {
            alone = false;
        } finally {
            lock.unlock();
        }
    }

    boolean quiet() {
        lock.lock();
        try {
            return !alone && suspects.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    java.util.List<Job> clear() {
        lock.lock();
        try {
            java.util.List<Job> all = java.util.List.copyOf(suspects);
            suspects.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }
}
