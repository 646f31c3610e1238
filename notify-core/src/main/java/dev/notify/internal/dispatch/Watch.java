package dev.notify.internal.dispatch;

import dev.notify.internal.base.Surroundings;
import java.util.function.Consumer;

/** Looks four times a second for calls that take longer than their channel allows. */
final class Watch {

    private static final long EVERY = 250;

    private final Surroundings surroundings;
    private final Leases leases;
    private final Consumer<Job> overdue;
    private volatile boolean ended;

    Watch(Surroundings surroundings, Leases leases, Consumer<Job> overdue) {
        this.surroundings = surroundings;
        this.leases = leases;
        this.overdue = overdue;
    }

    void start() {
        ended = false;
        surroundings.tasks().after(EVERY, this::tick);
    }

    void stop() {
        ended = true;
    }

    private void tick() {
        if (ended) {
            return;
        }
        try {
            long now = surroundings.time().steady();
            for (Job job : leases.all()) {
                if (job.overdue(now) && job.abandon()) {
                    overdue.accept(job);
                }
            }
        } finally {
            surroundings.tasks().after(EVERY, this::tick);
        }
    }
}
