package dev.notify.internal.dispatch;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps work that has twice taken its process down apart: while such a suspect waits, nothing else but critical work begins; once
 * nothing else runs, it runs alone.
 *
 * <p>One suspect is held at a time. Who is held while a process ends is counted as having been there, and a suspect that only waited
 * must not be taken for the one that did it.
 */
final class Isolation {

    private final ReentrantLock lock = new ReentrantLock();
    private final Runnable mayRunAlone;
    private @Nullable Job suspect;
    private int running;
    private boolean alone;

    /** @param mayRunAlone called when nothing runs any more and a suspect waits */
    Isolation(Runnable mayRunAlone) {
        this.mayRunAlone = mayRunAlone;
    }

    /** A job is about to begin; false if it has to wait for the suspect. */
    boolean enter(boolean critical) {
        lock.lock();
        try {
            if (!critical && (alone || suspect != null)) {
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
            suspectsTurn = running == 0 && suspect != null;
        } finally {
            lock.unlock();
        }
        if (suspectsTurn) {
            mayRunAlone.run();
        }
    }

    /** Keeps a suspect until it can run alone; false if there is one already. */
    boolean suspect(Job job) {
        lock.lock();
        try {
            if (alone || suspect != null) {
                return false;
            }
            suspect = job;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The suspect, if it may run alone now. */
    @Nullable
    Job nextAlone() {
        lock.lock();
        try {
            Job next = suspect;
            if (running > 0 || next == null) {
                return null;
            }
            suspect = null;
            alone = true;
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
            return !alone && suspect == null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the suspect back, if it has not begun. */
    Optional<Job> clear() {
        lock.lock();
        try {
            Optional<Job> waiting = Optional.ofNullable(suspect);
            suspect = null;
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
