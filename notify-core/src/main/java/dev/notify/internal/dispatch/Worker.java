package dev.notify.internal.dispatch;

import dev.notify.channel.Message;
import dev.notify.delivery.Decision;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Verdict;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.LogContext;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.prepare.Preparation;
import dev.notify.internal.providers.Providers;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Priority;
import dev.notify.store.Rows;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers: has it prepared, calls the channel, hands the answer to the settler. */
final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long HOST_AWAY = 30_000;

    private final Surroundings surroundings;
    private final Providers providers;
    private final Preparation preparation;
    private final Handover handover;
    private final Settler settler;

    Worker(
            Setup setup,
            Surroundings surroundings,
            Announcer announcer,
            Providers providers,
            Preparation preparation,
            Settler settler) {
        this.surroundings = surroundings;
        this.providers = providers;
        this.preparation = preparation;
        this.handover = new Handover(setup, surroundings, announcer);
        this.settler = settler;
    }

    /** Runs one delivery to its end; what is not settled here is settled by the watch, or dropped because the lease was lost. */
    void run(Job job, Settler.Work work) {
        Rows.Notification n = work.loaded().notification();
        LogContext context = LogContext.about(job.ref(), n.correlation());
        try {
            if (!dropped(job, work)) {
                deliver(job, work);
            }
        } finally {
            context.end();
        }
    }

    /** Work whose lease is over, or soon will be, is not sent: somebody else may have it by now. */
    private boolean dropped(Job job, Settler.Work work) {
        boolean over = job.outOfLease(surroundings.time().millis(), Handover.MARGIN);
        if (over) {
            LOG.debug("dropped unsent, its lease is over ref={}", job.ref());
            finish(job, () -> settler.drop(work));
        }
        return over;
    }

    private void deliver(Job job, Settler.Work work) {
        Preparation.Prepared prepared = preparation.prepare(work, holderOf(job));
        if (prepared instanceof Preparation.Prepared.Not not) {
            finish(job, () -> not.settle().accept(settler));
        } else if (prepared instanceof Preparation.Prepared.Ready ready && !dropped(job, work)) {
            call(job, ready.work(), ready.message(), turnOf(job, ready.message()));
        }
    }

    private static Preparation.Holder holderOf(Job job) {
        return new Preparation.Holder() {
            @Override
            public boolean cancelled() {
                return job.cancelled();
            }

            @Override
            public boolean lookedUp() {
                return job.lookedUp();
            }
        };
    }

    /** The turn that was kept for it; what runs alone has none yet. */
    private Providers.Turn turnOf(Job job, Message message) {
        Providers.Way way = providers.way(message.channel());
        if (job.turn().isEmpty()) {
            job.turn(way.unasked(message.priority() == Priority.CRITICAL));
        }
        return job.turn().orElseThrow();
    }

    private void call(Job job, Settler.Work work, Message message, Providers.Turn turn) {
        Optional<Handover.End> end = handover.deliver(job, message, turn);
        if (end.isEmpty()) {
            return; // given up on before anything was called
        }
        Optional<String> dropped = turn.dropped();
        if (dropped.isPresent() && end.get().outcome() instanceof Outcome.Unavailable) {
            finish(job, () -> settler.verdict(work, overQuota(dropped.get())));
            return;
        }
        Outcome outcome = end.get().outcome();
        Settler.Work tried = work.by(end.get().by());
        long endedAt = surroundings.time().millis();
        if (job.finish()) {
            note(job, outcome, surroundings.time().steady());
            if (outcome instanceof Outcome.Rejected rejected && rejected.addressIsDead()) {
                settler.addressIsDead(
                        tried, rejected, message.address(), end.get().startedAt(), endedAt);
            } else {
                settler.outcome(tried, outcome, end.get().startedAt(), endedAt);
            }
        } else if (outcome instanceof Outcome.Sent sent) {
            settler.lateSuccess(tried, sent, endedAt);
        }
    }

    private static Decision overQuota(String why) {
        return new Decision(new Verdict.Close(DeliveryState.SUPPRESSED, why), List.of(new Decision.Step("quota", why)));
    }

    private static void note(Job job, Outcome outcome, long now) {
        if (outcome instanceof Outcome.TryAgain) {
            job.line().pushedBack(now);
        } else if (!(outcome instanceof Outcome.Unavailable)) {
            job.line().succeeded(now);
        }
    }

    /** Time is up: if the channel was called, nobody knows whether it was sent. */
    void overdue(Job job, Settler.Work work) {
        LogContext context =
                LogContext.about(job.ref(), work.loaded().notification().correlation());
        try {
            timeIsUp(job, work);
        } finally {
            context.end();
        }
    }

    private void timeIsUp(Job job, Settler.Work work) {
        if (!job.called()) {
            LOG.warn("contact, preferences or condition could not be looked up in time delivery={}", job.ref());
            settler.postpone(work, HOST_AWAY, "contact, preferences or condition could not be looked up in time");
            return;
        }
        long now = surroundings.time().millis();
        LOG.warn(
                "no answer in time delivery={} channel={}",
                job.ref(),
                work.loaded().delivery().channel());
        job.line().pushedBack(surroundings.time().steady());
        settler.outcome(
                work,
                Outcome.maybeSent("no answer within " + Math.max(0, now - job.startedAt()) / 1000 + " s"),
                job.startedAt(),
                now);
    }

    private static void finish(Job job, Runnable settle) {
        if (job.finish()) {
            settle.run();
        }
    }
}
