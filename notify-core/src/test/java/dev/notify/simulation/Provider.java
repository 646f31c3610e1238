package dev.notify.simulation;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.internal.base.Tasks;
import dev.notify.model.ChannelName;
import java.time.Duration;
import java.util.SplittableRandom;

/** A provider that all nodes share: it accepts, refuses, hangs, forgets to answer, and takes its time. */
final class Provider {

    /** What it does with a message. */
    enum Answer {
        SENT,
        /** Takes it, after a while. */
        SLOWLY,
        TRY_AGAIN,
        TRY_AGAIN_LATER,
        /** Takes nothing for now, whoever it is for. */
        UNAVAILABLE,
        /** Takes nothing from us. */
        MISCONFIGURED,
        REJECTED,
        THROWS,
        /** Fails as no code should: memory, stack, or an Error nobody knows. */
        DIES,
        NOTHING,
        TAKES_AND_THROWS,
        TAKES_AND_LOSES_ANSWER,
        HANGS,
        TAKES_AND_HANGS,
        /** Takes it and says so, long after everybody has given up waiting. */
        ANSWERS_LATE,
        /** One call, two messages: a provider's own doing, or an interceptor's. */
        TAKES_TWICE,
        /** Takes its whole process down. */
        KILLS
    }

    /** An Error nobody knows, as {@code Thread.stop} once threw. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("thread death", null, false, false);
        }
    }

    /** Decides over a message. */
    interface Chooser {
        Answer answer(Message message, String provider);
    }

    static final Duration LIMIT = Duration.ofSeconds(5);

    private final SimTime time;
    private final History history;
    private final SplittableRandom random;
    private final Chooser chooser;
    private final int slowest;

    Provider(SimTime time, History history, SplittableRandom random, int slowest, Chooser chooser) {
        this.time = time;
        this.history = history;
        this.random = random;
        this.slowest = slowest;
        this.chooser = chooser;
    }

    /** The way to it that one life of a node has, by the channel's own name. */
    Channel channel(ChannelName name, SimNode.Life life) {
        return channel(name, name.value(), life);
    }

    /** The way to one of several that stand behind a channel. */
    Channel channel(ChannelName name, String provider, SimNode.Life life) {
        return new Channel() {
            @Override
            public ChannelName name() {
                return name;
            }

            @Override
            public Duration timeout() {
                return LIMIT;
            }

            @Override
            public Outcome deliver(Message message) throws InterruptedException {
                return answer(message, provider, life);
            }
        };
    }

    private Outcome answer(Message message, String provider, SimNode.Life life) throws InterruptedException {
        History.Call call = new History.Call(
                message.id().value(),
                message.attempt(),
                life.name(),
                time.now(),
                life.clock(),
                message.type().equals("daily") && !message.priority().equals(dev.notify.model.Priority.CRITICAL));
        call.provider = provider;
        history.calls.add(call);
        life.inCall(call.delivery, true);
        try {
            Answer answer = chooser.answer(message, provider);
            call.counts = answer != Answer.UNAVAILABLE && answer != Answer.MISCONFIGURED;
            time.note(answer.ordinal() + 64);
            Outcome outcome = answer(answer, call, life);
            call.endedAt = time.now();
            call.sent = outcome instanceof Outcome.Sent;
            return outcome;
        } finally {
            life.inCall(call.delivery, false);
        }
    }

    private Outcome answer(Answer answer, History.Call call, SimNode.Life life) throws InterruptedException {
        return switch (answer) {
            case SENT -> take(call);
            case SLOWLY -> {
                dawdle(life, 1 + random.nextInt(slowest));
                yield take(call);
            }
            case TRY_AGAIN -> Outcome.tryAgain("busy");
            case TRY_AGAIN_LATER -> Outcome.tryAgain(Duration.ofSeconds(random.nextInt(60)), "wait");
            case UNAVAILABLE -> Outcome.unavailable("away");
            case MISCONFIGURED -> Outcome.misconfigured("login refused");
            case REJECTED -> Outcome.rejected("no");
            case THROWS -> throw new IllegalStateException("broken");
            case DIES -> throw death();
            case NOTHING -> nothing();
            case TAKES_AND_THROWS -> {
                take(call);
                throw new IllegalStateException("broken after the message was taken");
            }
            case TAKES_AND_LOSES_ANSWER -> {
                take(call);
                yield Outcome.maybeSent("the reply was lost");
            }
            case HANGS -> throw new Tasks.NeverReturns();
            case TAKES_AND_HANGS -> {
                take(call);
                throw new Tasks.NeverReturns();
            }
            case ANSWERS_LATE -> {
                life.tasks().sleep(LIMIT.toMillis() + 1 + random.nextInt(20_000));
                yield take(call);
            }
            case TAKES_TWICE -> {
                take(call);
                yield take(call);
            }
            case KILLS -> {
                life.die();
                throw new Tasks.NeverReturns();
            }
        };
    }

    private Error death() {
        return switch (random.nextInt(3)) {
            case 0 -> new OutOfMemoryError("play");
            case 1 -> new StackOverflowError("play");
            default -> new Death();
        };
    }

    @SuppressWarnings("NullAway") // what a channel that is written badly answers
    private static Outcome nothing() {
        return null;
    }

    private static void dawdle(SimNode.Life life, int millis) throws InterruptedException {
        if (life.tasks().sleep(millis)) {
            throw new InterruptedException();
        }
    }

    private static Outcome take(History.Call call) {
        call.taken++;
        return Outcome.sent("p-" + call.delivery);
    }
}
