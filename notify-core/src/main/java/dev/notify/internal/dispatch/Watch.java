package dev.notify.internal.dispatch;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Ticker;
import java.util.function.Consumer;

/** Looks four times a second, while anything is held, for calls that take longer than their channel allows. */
final class Watch {

    private static final long EVERY = 250;

    private final Surroundings surroundings;
    private final Leases leases;
    private final Consumer<Job> overdue;
    private final Ticker ticker;

    Watch(Surroundings surroundings, Leases leases, Consumer<Job> overdue) {
        this.surroundings = surroundings;
        this.leases = leases;
        this.overdue = overdue;
        this.ticker = new Ticker(surroundings.tasks(), EVERY, () -> !leases.none(), this::look);
    }

    void start() {
        ticker.start();
    }

    void stop() {
        ticker.stop();
    }

    /** Something is held. */
    void arm() {
        ticker.arm();
    }

    private void look() {
        long now = surroundings.time().steady();
        for (Job job : leases.all()) {
            if (job.overdue(now) && job.abandon()) {
                overdue.accept(job);
            }
        }
    }
}
