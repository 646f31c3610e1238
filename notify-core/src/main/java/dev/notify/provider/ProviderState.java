package dev.notify.provider;

import dev.notify.model.ChannelName;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is doing, as one node sees it.
 *
 * @param underWay how many deliveries it has at this moment
 * @param until when it is looked at again, where something stands in the way
 * @param why what stands in the way
 */
public record ProviderState(
        ChannelName channel,
        String provider,
        Standing standing,
        int underWay,
        @Nullable Instant until,
        @Nullable String why) {

    /** What may be asked of a provider. */
    public enum Standing {
        /** Everything its limits allow. */
        UP,
        /** It has just come back, and is asked for a little more each second. */
        COMING_BACK,
        /** One delivery is trying whether it is back. */
        PROBED,
        /** Nothing for now: its breaker is open. */
        OPEN,
        /** Nothing until somebody puts it right: credentials, certificate or configuration are refused. It is tried now and then. */
        MISCONFIGURED,
        /** Nothing for now: its limit is used up. */
        SPENT,
        /** Nothing until its pause, or its channel's, ends. */
        PAUSED
    }

    public ProviderState {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(standing, "standing");
    }

    /** Until when. */
    public Optional<Instant> lookedAtAgain() {
        return Optional.ofNullable(until);
    }

    /** What stands in the way. */
    public Optional<String> reason() {
        return Optional.ofNullable(why);
    }
}
