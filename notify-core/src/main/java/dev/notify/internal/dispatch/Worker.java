package dev.notify.internal.dispatch;

import dev.notify.channel.Message;
import dev.notify.delivery.Decision;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Verdict;
import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.LogContext;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.collapse.Collapse;
import dev.notify.internal.content.Content;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.providers.Providers;
import dev.notify.internal.quota.QuotaStore;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.Priority;
import dev.notify.policy.Route;
import dev.notify.request.IfQuiet;
import dev.notify.sign.Signature;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import dev.notify.template.TemplateException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers: asks who it is for, decides once more, renders, calls the channel, hands the answer to the settler. */
final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long HOST_AWAY = 30_000;
    private static final long ELSEWHERE = 15_000;

    private final Setup setup;
    private final Surroundings surroundings;
    private final Announcer announcer;
    private final Planner planner;
    private final People people;
    private final Providers providers;
    private final Handover handover;
    private final Decider decider;
    private final Renderer renderer;
    private final Settler settler;

    Worker(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            Planner planner,
            People people,
            Providers providers,
            QuotaStore quotas,
            Settler settler) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.announcer = announcer;
        this.planner = planner;
        this.people = people;
        this.providers = providers;
        this.decider = new Decider(
                planner, quotas, new Collapse(surroundings, store, setup.seams().seal()));
        this.handover = new Handover(setup, surroundings, announcer);
        this.renderer = new Renderer(setup, surroundings.time(), store);
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
        People.Person person;
        try {
            person = people.recipientOf(work.loaded());
            announcer.clear(People.CONTACTS);
            announcer.clear(People.PREFERENCES);
            announcer.clear(People.CONSENT);
        } catch (People.Unanswered e) {
            unanswered(job, work, e);
            return;
        }
        Content content;
        try {
            content = renderer.contentOf(work.loaded());
        } catch (RuntimeException e) {
            unreadable(job, work, e);
            return;
        }
        Optional<String> missing = content.missingSource(setup.seams().attachments());
        if (missing.isPresent()) {
            elsewhere(job, work, missing.get());
            return;
        }
        if (needless(job, work, content)) {
            return;
        }
        Planner.Question question = question(job, work, person, content.ifQuiet());
        Optional<Decider.Decided> known;
        try {
            known = decider.decide(
                    question,
                    work.loaded(),
                    decision -> !paused(job, work) && meets(job, work.decided(decision.asText()), content));
        } catch (StoreException e) {
            finish(job, () -> settler.postpone(work, HOST_AWAY, "what its recipient has had could not be counted"));
            return;
        }
        if (known.isEmpty()) {
            return;
        }
        Decider.Decided decided = known.get();
        Decision decision = decided.decision();
        if (!decided.goesOut()) {
            finish(job, () -> settler.verdict(work, decision));
            return;
        }
        if (!job.lookedUp()) {
            return;
        }
        ChannelName channelName = ChannelName.of(work.loaded().delivery().channel());
        Contact contact = person.contact().orElseThrow();
        Address address = planner.addressFor(contact, channelName).orElseThrow();
        Message message;
        try {
            message = renderer.render(work, content, contact, address, decided.others());
        } catch (StoreException e) {
            finish(job, () -> settler.postpone(work, HOST_AWAY, "its words could not be read from the store"));
            return;
        } catch (RuntimeException e) {
            unreadable(job, work, e);
            return;
        }
        if (!dropped(job, work)) {
            call(job, work.decided(decision.asText()), message, turnOf(job, message));
        }
    }

    /** Whether it waits for the end of a pause; no try is counted. */
    private boolean paused(Job job, Settler.Work work) {
        ChannelName channel = ChannelName.of(work.loaded().delivery().channel());
        Optional<Providers.Halt> halt = providers.halted(channel, work.type().category());
        halt.ifPresent(h -> finish(job, () -> settler.postpone(work, h.millis(), h.why())));
        return halt.isPresent();
    }

    /** Whether it stands in for another, and its recipient has given a sign since; if so, it ends. */
    private boolean needless(Job job, Settler.Work work, Content content) {
        Route route = content.route().orElse(work.type().route());
        ChannelName channel = ChannelName.of(work.loaded().delivery().channel());
        if (!route.fallsBack() || route.first().contains(channel)) {
            return false;
        }
        try {
            Optional<Signature> given = people.signed(work.loaded(), route);
            announcer.clear(People.SIGNS);
            given.ifPresent(sign -> finish(job, () -> settler.verdict(work, Planner.signed(sign))));
            return given.isPresent();
        } catch (People.Unanswered e) {
            unanswered(job, work, e);
            return true;
        }
    }

    /** Whether its condition, if it has one, still holds; if not, what follows from that is done. */
    private boolean meets(Job job, Settler.Work work, Content content) {
        if (content.sendIf().isEmpty()) {
            return true;
        }
        String name = content.sendIf().get();
        String where = People.CONDITION + name;
        if (!people.knows(name)) {
            announcer.raiseFor(
                    2 * ELSEWHERE,
                    Health.Status.DEGRADED,
                    where,
                    "is not registered on this node: what depends on it is left to others");
            finish(job, () -> settler.giveBack(work, ELSEWHERE));
            return false;
        }
        try {
            boolean holds = people.holds(name, people.about(work.loaded(), content));
            announcer.clear(where);
            if (!holds) {
                finish(job, () -> settler.verdict(work, Planner.unmet(name)));
            }
            return holds;
        } catch (People.Unanswered e) {
            unanswered(job, work, e);
            return false;
        }
    }

    /** The host cannot say who it is for, or whether it is still wanted: it waits, and no try is counted. */
    private void unanswered(Job job, Settler.Work work, People.Unanswered e) {
        LOG.warn("{} delivery={}", e.getMessage(), job.ref());
        handover.threw(e.asked(), e.thrown());
        finish(job, () -> settler.postpone(work, HOST_AWAY, "the " + e.asked() + " could not be looked up"));
    }

    /** Another node may have the source: it waits, and no try is counted. */
    private void elsewhere(Job job, Settler.Work work, String source) {
        String what = "the attachment source '" + source + "' is not registered on this node";
        announcer.raiseFor(2 * ELSEWHERE, Health.Status.DEGRADED, "work", what + ": it is left to other nodes");
        finish(job, () -> settler.postpone(work, ELSEWHERE, what));
    }

    private void unreadable(Job job, Settler.Work work, RuntimeException e) {
        String why =
                e instanceof TemplateException ? e.getMessage() : e.getClass().getSimpleName();
        finish(job, () -> settler.deadLetter(work, "cannot be rendered: " + why));
    }

    private Planner.Question question(Job job, Settler.Work work, People.Person person, IfQuiet ifQuiet) {
        Rows.Delivery d = work.loaded().delivery();
        Rows.Notification n = work.loaded().notification();
        Long expiry = n.expiresAt();
        return new Planner.Question(
                work.type(),
                Priority.ofCode(n.priority()),
                ChannelName.of(d.channel()),
                person,
                new Planner.Times(
                        surroundings.time().now(),
                        Instant.ofEpochMilli(n.dueAt()),
                        expiry == null ? null : Instant.ofEpochMilli(expiry),
                        ifQuiet,
                        work.claim().attempt() > 1),
                d.forced(),
                d.cancelAsked() || job.cancelled());
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
            settler.outcome(tried, outcome, end.get().startedAt(), endedAt);
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
