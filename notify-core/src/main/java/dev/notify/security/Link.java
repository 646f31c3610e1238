package dev.notify.security;

import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import java.time.Instant;
import java.util.Objects;

/**
 * What a link is good for, as its signature vouches.
 *
 * @param delivery whose message carried it
 * @param channel the message's
 * @param category of the message's type, as it was when the message went out
 * @param expiresAt from when on it is good for nothing
 */
public record Link(Purpose purpose, DeliveryId delivery, ChannelName channel, String category, Instant expiresAt) {

    /** What a link does; a link does one thing. */
    public enum Purpose {
        /** Whoever got the message gets no more of that category by that channel. */
        UNSUBSCRIBE,
        /** Whoever got the message takes on what it is about: {@link dev.notify.sign.Signs#acknowledge}. */
        ACKNOWLEDGE
    }

    public Link {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
