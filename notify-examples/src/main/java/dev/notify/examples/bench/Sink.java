package dev.notify.examples.bench;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A channel that takes everything at once, and remembers what it took: what is measured is the way there. */
final class Sink implements Channel {

    static final ChannelName NAME = ChannelName.of("sink");

    private final Set<DeliveryId> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong taken = new AtomicLong();
    private final Queue<DeliveryId> again = new ConcurrentLinkedQueue<>();
    private final Queue<Double> waits = new ConcurrentLinkedQueue<>();

    @Override
    public ChannelName name() {
        return NAME;
    }

    /** A correlation is the moment, by this process's clock, from which its way here is measured. */
    @Override
    public Outcome deliver(Message message) {
        message.correlationId().ifPresent(since -> waits.add((System.nanoTime() - Long.parseLong(since)) / 1e6));
        if (seen.add(message.id())) {
            taken.incrementAndGet();
        } else {
            again.add(message.id());
        }
        return Outcome.sent();
    }

    /** How many different ones have come. */
    long taken() {
        return taken.get();
    }

    /** Which have come. */
    Set<DeliveryId> seen() {
        return Set.copyOf(seen);
    }

    /** Those that came once more, each as often as it did. */
    Queue<DeliveryId> again() {
        return again;
    }

    /** The ways measured since this was last asked, in milliseconds. */
    double[] waits() {
        double[] all = waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        waits.clear();
        return all;
    }
}
