package dev.notify.internal.dispatch;

import dev.notify.channel.AttachmentException;
import dev.notify.channel.Channel;
import dev.notify.channel.DeliveryInterceptor;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.providers.Providers;
import dev.notify.internal.setup.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a message to one provider after the other until one has it, may have it or refuses it, or none is left to ask. */
final class Handover {

    /** Work whose lease ends within this long is not handed over any more. */
    static final long MARGIN = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    private final List<DeliveryInterceptor> interceptors;
    private final Surroundings surroundings;
    private final Announcer announcer;

    Handover(Setup setup, Surroundings surroundings, Announcer announcer) {
        this.interceptors = setup.seams().interceptors();
        this.surroundings = surroundings;
        this.announcer = announcer;
    }

    /**
     * What became of it.
     *
     * @param by which provider has it, and which had not; empty where the channel is no pool
     */
    record End(Outcome outcome, String by, long startedAt) {}

    /** Hands it over; empty if the job was given up on before a provider was called. */
    Optional<End> deliver(Job job, Message message, Providers.Turn turn) {
        long startedAt = surroundings.time().millis();
        List<String> passedOver = new ArrayList<>();
        Outcome best = null;
        for (Optional<Providers.Pass> next = turn.next(message); next.isPresent(); next = turn.next(message)) {
            Providers.Pass pass = next.get();
            if (!begins(job, pass.channel(), best != null)) {
                turn.end();
                return Optional.ofNullable(best).map(last -> new End(told(last, passedOver), "", startedAt));
            }
            Outcome outcome = ask(pass, message);
            if (!outcome.notHandedOver()) {
                return Optional.of(end(outcome, pass, passedOver, startedAt));
            }
            best = best instanceof Outcome.TryAgain ? best : outcome;
            passedOver.add(pass.name().map(name -> name + ": ").orElse("") + reasonOf(outcome));
        }
        Outcome last = best instanceof Outcome.TryAgain ? best : turn.nobody();
        return Optional.of(new End(told(last, passedOver), "", startedAt));
    }

    /** Whether the channel may be called: nobody gave up on the job, and nobody else may have it by now. */
    private boolean begins(Job job, Channel channel, boolean again) {
        long now = surroundings.time().millis();
        if (again && job.outOfLease(now, MARGIN)) {
            return false;
        }
        return job.calling(now, surroundings.time().steady() + channel.timeout().toMillis());
    }

    private static End end(Outcome outcome, Providers.Pass pass, List<String> passedOver, long startedAt) {
        if (pass.name().isEmpty()) {
            return new End(outcome, "", startedAt);
        }
        String before = passedOver.isEmpty() ? "" : ", after " + String.join(", ", passedOver);
        if (outcome instanceof Outcome.Rejected rejected) {
            String reason = pass.name().get() + ": " + rejected.reason() + before;
            return new End(new Outcome.Rejected(reason, rejected.addressIsDead()), "", startedAt);
        }
        if (outcome instanceof Outcome.MaybeSent maybe) {
            return new End(Outcome.maybeSent(pass.name().get() + ": " + maybe.reason() + before), "", startedAt);
        }
        return new End(outcome, "by " + pass.name().get() + before, startedAt);
    }

    /** What is said in the end where nobody has it: what each provider said. */
    private static Outcome told(Outcome last, List<String> passedOver) {
        String all = String.join(", ", passedOver);
        if (last instanceof Outcome.TryAgain again) {
            return new Outcome.TryAgain(again.after(), all);
        }
        if (last instanceof Outcome.Unavailable away && !passedOver.isEmpty()) {
            return new Outcome.Unavailable(away.after(), away.misconfigured(), all);
        }
        return last;
    }

    private static String reasonOf(Outcome outcome) {
        return outcome instanceof Outcome.TryAgain again
                ? again.reason()
                : outcome instanceof Outcome.Unavailable away ? away.reason() : outcome.word();
    }

    private Outcome ask(Providers.Pass pass, Message message) {
        Answer answer = answer(pass.channel(), message);
        if (answer.broke()) {
            pass.broke(answer.outcome());
        } else {
            pass.answered(answer.outcome());
        }
        return answer.outcome();
    }

    /** What a channel answered; {@code broke} if it threw or answered nothing, which is no answer about the message. */
    private record Answer(Outcome outcome, boolean broke) {
        static Answer of(@Nullable Outcome outcome) {
            return outcome == null ? broke("the channel answered nothing") : new Answer(outcome, false);
        }

        static Answer broke(String why) {
            return new Answer(Outcome.tryAgain(why), true);
        }
    }

    /** Never throws: what a channel or an interceptor throws is an answer too, known by its class alone. */
    private Answer answer(Channel channel, Message message) {
        String where = "channel." + message.channel();
        try {
            Answer answer = Answer.of(around(channel, message, 0));
            announcer.clear(where);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.of(Outcome.maybeSent("interrupted"));
        } catch (Tasks.NeverReturns e) {
            throw e;
        } catch (AttachmentException e) {
            String why = String.valueOf(e.getMessage());
            return Answer.of(e.lasting() ? Outcome.rejected(why) : Outcome.tryAgain(why));
        } catch (Throwable e) {
            LOG.warn(
                    "channel {} failed delivery={} failure={}",
                    channel.name(),
                    message.id(),
                    e.getClass().getName());
            announcer.threw(where, e);
            return Answer.broke("the channel failed: " + e.getClass().getName());
        }
    }

    private Outcome around(Channel channel, Message message, int from) throws Exception {
        return from == interceptors.size()
                ? channel.deliver(message)
                : interceptors.get(from).around(message, m -> around(channel, m, from + 1));
    }
}
