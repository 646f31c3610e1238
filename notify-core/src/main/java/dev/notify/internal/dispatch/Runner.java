package dev.notify.internal.dispatch;

import dev.notify.delivery.Outcome;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.Trace;
import dev.notify.internal.providers.Providers;
import dev.notify.internal.settle.Settler;
import dev.notify.store.QueuePart;
import dev.notify.store.SettlePart;
import dev.notify.store.WorkKind;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job, whatever it does: deliveries through the worker, other kinds by whoever does them, suspects alone. Whatever fails or
 * hangs, its permit comes back and its work is tried again.
 */
final class Runner {

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final int MOST_CRASHES = 4;
    private static final long LOOKING_UP_MAY_TAKE = 30_000;
    private static final long OTHER_WORK_MAY_TAKE = 60_000;
    private static final long OTHER_WORK_AGAIN_AFTER = 30_000;

    private final Surroundings surroundings;
    private final Leases leases;
    private final Settler settler;
    private final Worker worker;
    private final Map<WorkKind, Consumer<QueuePart.Claim>> kinds;
    private final Runnable goOn;
    private final Isolation isolation = new Isolation(this::runSuspect);

    /**
     * @param kinds who does work that is no delivery
     * @param goOn called when a suspect that ran alone is over and others may run again
     */
    Runner(
            Surroundings surroundings,
            Leases leases,
            Settler settler,
            Worker worker,
            Map<WorkKind, Consumer<QueuePart.Claim>> kinds,
            Runnable goOn) {
        this.surroundings = surroundings;
        this.leases = leases;
        this.settler = settler;
        this.worker = worker;
        this.kinds = kinds;
        this.goOn = goOn;
    }

    Isolation isolation() {
        return isolation;
    }

    /** Runs the suspect that waits, if nothing else runs. */
    void runSuspect() {
        Job suspect = isolation.nextAlone();
        if (suspect != null) {
            surroundings.tasks().run(() -> runAlone(suspect));
        }
    }

    private void runAlone(Job suspect) {
        try {
            work(suspect);
        } catch (Tasks.NeverReturns e) {
            return;
        } catch (Throwable e) {
            LOG.error("work failed unexpectedly ref={}", suspect.ref(), Trace.of(e));
        }
        if (!suspect.abandoned()) {
            suspect.turn().ifPresent(Providers.Turn::end);
            leftAlone();
        }
    }

    private void leftAlone() {
        isolation.leftAlone();
        runSuspect();
        goOn.run();
    }

    /** Does a job, to its end or until it is given up on. Throws nothing but what plays a call that never returns. */
    void work(Job job) {
        long now = surroundings.time().millis();
        if (!job.begin(
                surroundings.time().steady() + LOOKING_UP_MAY_TAKE,
                surroundings.tasks().current())) {
            return;
        }
        try {
            if (settler.adopts(job.claim())) {
                job.finish();
            } else if (job.delivery().isEmpty()) {
                other(job);
            } else {
                deliver(job, job.delivery().get());
            }
        } catch (Tasks.NeverReturns e) {
            throw e;
        } catch (Throwable e) {
            failedFor(job, now, e);
        }
    }

    /** Where there is no memory even to say that it failed, its lease ends, and it is done again. */
    private void failedFor(Job job, long startedAt, Throwable e) {
        try {
            failed(job, startedAt, e);
        } catch (OutOfMemoryError none) {
            job.finish();
        }
    }

    private void deliver(Job job, Settler.Work work) {
        int crashes = job.claim().crashes();
        if (crashes < MOST_CRASHES) {
            worker.run(job, work);
        } else if (job.finish()) {
            settler.deadLetter(
                    work, "its process ended " + crashes + " times while it was sent, at last while it was sent alone");
        }
    }

    /** Something of ours failed. A settlement made before that stands: whichever comes first takes effect. */
    private void failed(Job job, long startedAt, Throwable e) {
        if (!job.finish() && job.abandoned()) {
            return;
        }
        LOG.error("work failed unexpectedly and is tried again ref={}", job.ref(), Trace.of(e));
        long now = surroundings.time().millis();
        String why = "failed unexpectedly: " + e.getClass().getName();
        job.delivery()
                .ifPresentOrElse(
                        work -> settler.outcome(work, Outcome.tryAgain(why), startedAt, now),
                        () -> settler.call(
                                job.claim(),
                                new SettlePart.CallChange(null, why),
                                SettlePart.Move.again(now + OTHER_WORK_AGAIN_AFTER)));
    }

    /** Work that is no delivery; one that hangs is given up on, and done again when its lease is over. */
    private void other(Job job) {
        long now = surroundings.time().millis();
        if (job.calling(now, surroundings.time().steady() + OTHER_WORK_MAY_TAKE)) {
            Objects.requireNonNull(kinds.get(job.claim().kind())).accept(job.claim());
            job.finish();
        }
    }

    /** A job's time is up: its thread is given up on. */
    void overdue(Job job) {
        try {
            job.delivery().ifPresentOrElse(work -> worker.overdue(job, work), () -> leases.forget(job.held()));
        } finally {
            job.turn().ifPresent(Providers.Turn::overdue);
            if (job.suspect()) {
                leftAlone();
            } else {
                job.line().abandoned();
            }
        }
    }
}
