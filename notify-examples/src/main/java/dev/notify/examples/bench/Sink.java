package dev.notify.examples.bench;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.model.ChannelName;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A channel that takes everything at once: what is measured is the way there. */
final class Sink implements Channel {

    static final ChannelName NAME = ChannelName.of("sink");

    private final AtomicLong taken = new AtomicLong();
    private final ConcurrentLinkedQueue<Double> waits = new ConcurrentLinkedQueue<>();

    @Override
    public ChannelName name() {
        return NAME;
    }

    /** A correlation is the moment, by this process's clock, from which its way here is measured. */
    @Override
    public Outcome deliver(Message message) {
        message.correlationId().ifPresent(since -> waits.add((System.nanoTime() - Long.parseLong(since)) / 1e6));
        taken.incrementAndGet();
        return Outcome.sent();
    }

    long taken() {
        return taken.get();
    }

    /** The ways measured since this was last asked, in milliseconds. */
    double[] waits() {
        double[] all = waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        waits.clear();
        return all;
    }
}
