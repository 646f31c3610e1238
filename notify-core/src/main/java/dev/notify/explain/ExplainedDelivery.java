package dev.notify.explain;

import dev.notify.delivery.DeliveryState;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one recipient on one channel.
 *
 * @param recipient the recipient's id; a bare address is masked
 * @param zone where the recipient lives, if that could be found out; else the service's
 * @param steps all that happened, in order
 * @param next what happens next, in plain words
 * @param nextAt when, if a time is set
 */
public record ExplainedDelivery(
        DeliveryId id,
        String recipient,
        ChannelName channel,
        DeliveryState state,
        ZoneId zone,
        List<Step> steps,
        String next,
        @Nullable Instant nextAt) {

    public ExplainedDelivery {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(next, "next");
        steps = List.copyOf(steps);
    }

    /** When something happens next, if a time is set. */
    public Optional<Instant> nextTime() {
        return Optional.ofNullable(nextAt);
    }

    /** For people: the state, every step with the recipient's local time, and what happens next. */
    public String asText() {
        StringBuilder text = new StringBuilder(recipient + " by " + channel + ": " + state);
        steps.forEach(step -> text.append(step.asText(zone)));
        return text.append("\n    next: ").append(next).toString();
    }
}
