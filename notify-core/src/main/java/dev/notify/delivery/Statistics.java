package dev.notify.delivery;

import dev.notify.model.ChannelName;
import java.time.Instant;
import java.util.List;

/**
 * How many deliveries ended how, by hour, node, type and channel. Whole hours: the first is the one {@code from} lies in.
 */
public record Statistics(Instant from, List<Line> lines) {

    /** So many deliveries of a type on a channel ended in a state, on that node in that hour. */
    public record Line(Instant hour, String node, String type, ChannelName channel, DeliveryState state, long count) {}

    public Statistics {
        lines = List.copyOf(lines);
    }

    /** How many ended in this state. */
    public long count(DeliveryState state) {
        return lines.stream()
                .filter(l -> l.state() == state)
                .mapToLong(Line::count)
                .sum();
    }

    /** How many ended in this state on this channel. */
    public long count(DeliveryState state, ChannelName channel) {
        return lines.stream()
                .filter(l -> l.state() == state && l.channel().equals(channel))
                .mapToLong(Line::count)
                .sum();
    }
}
