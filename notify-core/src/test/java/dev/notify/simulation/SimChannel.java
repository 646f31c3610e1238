package dev.notify.simulation;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.internal.base.Tasks;
import dev.notify.model.ChannelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** A provider that all nodes share: it accepts, refuses, hangs, and forgets to answer; it remembers what it accepted. */
final class SimChannel implements Channel {

    /** A message the provider took. */
    record Accepted(UUID delivery, int attempt, long at) {}

    private final ChannelName name;
    private final SimTime time;
    private final SplittableRandom random;
    private final List<Accepted> accepted = new ArrayList<>();
    private final Map<UUID, Integer> ambiguous = new HashMap<>();
    private double trouble;

    SimChannel(ChannelName name, SimTime time, SplittableRandom random, double trouble) {
        this.name = name;
        this.time = time;
        this.random = random;
        this.trouble = trouble;
    }

    void calm() {
        trouble = 0;
    }

    List<Accepted> accepted() {
        return accepted;
    }

    /** How often a try at this delivery ended without anybody knowing whether it was accepted. */
    int ambiguous(UUID delivery) {
        return ambiguous.getOrDefault(delivery, 0);
    }

    @Override
    public ChannelName name() {
        return name;
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Outcome deliver(Message message) {
        if (random.nextDouble() >= trouble) {
            return accept(message, Outcome.sent("p-" + accepted.size()));
        }
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> Outcome.tryAgain("busy");
            case 3 -> Outcome.tryAgain(Duration.ofSeconds(random.nextInt(60)), "wait");
            case 4 -> random.nextInt(3) == 0 ? Outcome.rejected("no") : Outcome.tryAgain("busy");
            case 5 -> throw new IllegalStateException("broken");
            case 6 -> {
                noteAmbiguous(message);
                accept(message, Outcome.sent());
                throw new IllegalStateException("broken after the message was accepted");
            }
            case 7 -> {
                noteAmbiguous(message);
                yield accept(message, Outcome.maybeSent("the reply was lost"));
            }
            default -> {
                noteAmbiguous(message);
                if (random.nextBoolean()) {
                    accept(message, Outcome.sent());
                }
                throw new Tasks.NeverReturns();
            }
        };
    }

    private void noteAmbiguous(Message message) {
        ambiguous.merge(message.id().value(), 1, Integer::sum);
    }

    private Outcome accept(Message message, Outcome outcome) {
        accepted.add(new Accepted(message.id().value(), message.attempt(), time.now()));
        return outcome;
    }
}
