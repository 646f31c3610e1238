package dev.notify.behaviour;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.model.ChannelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A provider's channel that is in some mood, and remembers what it was called for and when. */
final class Moody implements Channel {

    /** One call. */
    record Called(Instant at, Message message, Outcome outcome) {
        boolean sent() {
            return outcome instanceof Outcome.Sent;
        }
    }

    private final ChannelName name;
    private final Supplier<Instant> clock;
    private final List<Called> calls = new ArrayList<>();
    private int asked;
    private Function<Message, Outcome> mood = m -> Outcome.sent();

    Moody(ChannelName name, Supplier<Instant> clock) {
        this.name = name;
        this.clock = clock;
    }

    void is(Function<Message, Outcome> now) {
        mood = now;
    }

    void isWell() {
        mood = m -> Outcome.sent();
    }

    void is(Outcome outcome) {
        mood = m -> outcome;
    }

    @Override
    public ChannelName name() {
        return name;
    }

    @Override
    public Outcome deliver(Message message) {
        asked++;
        Outcome outcome = mood.apply(message);
        calls.add(new Called(clock.get(), message, outcome));
        return outcome;
    }

    /** How often it was called, whether it answered or threw. */
    int asked() {
        return asked;
    }

    /** The calls it answered. */
    List<Called> calls() {
        return calls;
    }

    List<Called> sent() {
        return calls.stream().filter(Called::sent).toList();
    }

    List<String> recipients() {
        return sent().stream().map(c -> c.message().recipient()).toList();
    }
}
