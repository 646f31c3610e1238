package dev.notify.operation;

import dev.notify.model.Actor;
import dev.notify.model.ChannelName;
import dev.notify.model.Names;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not sent for a while.
 *
 * @param by who paused it
 * @param until when it ends by itself; null for one that has to be ended
 */
public record Pause(
        Target target,
        String reason,
        Actor by,
        Instant since,
        @Nullable Instant until) {

    /** What can be paused. */
    public enum Kind {
        CHANNEL,
        PROVIDER,
        CATEGORY
    }

    /**
     * What is paused.
     *
     * @param channel of a channel or a provider; null for a category
     * @param name of a provider or a category; null for a channel
     */
    public record Target(
            Kind kind,
            @Nullable ChannelName channel,
            @Nullable String name) {

        public Target {
            Objects.requireNonNull(kind, "kind");
        }

        /** A channel, with all its providers. */
        public static Target channel(ChannelName channel) {
            return new Target(Kind.CHANNEL, Objects.requireNonNull(channel, "channel"), null);
        }

        /** One provider of a channel: the others stand in for it. */
        public static Target provider(ChannelName channel, String name) {
            Names.check("provider", name, 40);
            return new Target(Kind.PROVIDER, Objects.requireNonNull(channel, "channel"), name);
        }

        /** Every type of a category, on every channel. */
        public static Target category(String name) {
            return new Target(Kind.CATEGORY, null, Names.check("category", name, 60));
        }

        /** What it is, in plain words. */
        public String words() {
            return switch (kind) {
                case CHANNEL -> "channel " + channel;
                case PROVIDER -> "provider " + name + " of " + channel;
                case CATEGORY -> "category " + name;
            };
        }
    }

    public Pause {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(since, "since");
    }

    /** When it ends by itself. */
    public Optional<Instant> end() {
        return Optional.ofNullable(until);
    }

    /** Whether it holds at that moment. */
    public boolean holdsAt(Instant moment) {
        return until == null || moment.isBefore(until);
    }

    /** All of it in plain words. */
    public String words() {
        return target.words() + " is paused by " + by + (until == null ? " until it is resumed" : " until " + until)
                + ": " + reason;
    }
}
