package dev.notify.policy;

import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.sign.Sign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By which channels something goes to a recipient, and by which instead where one of them does not reach.
 *
 * <p>Immutable; each call returns a new route. No channel stands in it twice, so that no route leads back to where it began.
 */
public sealed interface Route {

    /** The longest wait for a sign. */
    Duration LONGEST_PATIENCE = Duration.ofDays(30);

    /**
     * By all of these, each with a delivery of its own.
     *
     * @throws InvalidInputException if none is named, or one twice
     */
    static Route all(ChannelName... channels) {
        return new All(some("all", channels), List.of(), Optional.empty());
    }

    /**
     * By the first of these; by the next one only where the one before does not reach.
     *
     * @throws InvalidInputException if none is named, or one twice
     */
    static Route firstOf(ChannelName... channels) {
        return new FirstOf(some("firstOf", channels), Optional.empty());
    }

    /** The channels it begins with, at once. */
    List<ChannelName> first();

    /** Every channel it may take. */
    List<ChannelName> channels();

    /** The channel that stands in for this one; empty if none is left, or this one is not of the route. */
    Optional<ChannelName> after(ChannelName channel);

    /** How long it waits for a sign that somebody was reached; empty where being sent is enough. */
    Optional<Patience> patience();

    /**
     * The same, and then by these, each where the one before does not reach; in place of those it fell back to before.
     *
     * @throws InvalidInputException if none is named, or one of the route's
     */
    Route fallBackTo(ChannelName... channels);

    /** The same with this patience. */
    Route patience(@Nullable Patience patience);

    /** The channels that stand in for this one, in turn. */
    default List<ChannelName> allAfter(ChannelName channel) {
        return Stream.iterate(after(channel), Optional::isPresent, c -> after(c.orElseThrow()))
                .map(Optional::orElseThrow)
                .toList();
    }

    /** Whether it knows another way for any of its channels. */
    default boolean fallsBack() {
        return channels().size() > first().size();
    }

    /** How long a sign is waited for before the next channel is taken as well. */
    record Patience(Duration within, Sign sign) {
        /** @throws InvalidInputException if it is no time, or longer than {@link Route#LONGEST_PATIENCE} */
        public Patience {
            if (within.isNegative() || within.isZero() || within.compareTo(LONGEST_PATIENCE) > 0) {
                throw new InvalidInputException(
                        field(sign), "must be longer than nothing and at most " + LONGEST_PATIENCE.toDays() + " days");
            }
        }

        /** The setting that says it. */
        public String field() {
            return field(sign);
        }

        private static String field(Sign sign) {
            return sign == Sign.READ ? "ifNotReadWithin" : "ifNotAcknowledgedWithin";
        }
    }

    /**
     * See {@link Route#all}.
     *
     * @param then the channels that stand in, in turn, for each of the first that does not reach; once for each recipient
     */
    record All(List<ChannelName> first, List<ChannelName> then, Optional<Patience> patience) implements Route {
        public All {
            first = List.copyOf(first);
            then = List.copyOf(then);
            unrepeated(first, then);
        }

        @Override
        public List<ChannelName> channels() {
            return Stream.concat(first.stream(), then.stream()).toList();
        }

        @Override
        public Optional<ChannelName> after(ChannelName channel) {
            return first.contains(channel) ? then.stream().findFirst() : next(then, channel);
        }

        @Override
        public Route fallBackTo(ChannelName... channels) {
            return new All(first, some("fallBackTo", channels), patience);
        }

        @Override
        public Route patience(@Nullable Patience sign) {
            return new All(first, then, Optional.ofNullable(sign));
        }
    }

    /** See {@link Route#firstOf}. */
    record FirstOf(List<ChannelName> channels, Optional<Patience> patience) implements Route {
        public FirstOf {
            channels = List.copyOf(channels);
            unrepeated(channels, List.of());
        }

        @Override
        public List<ChannelName> first() {
            return channels.subList(0, 1);
        }

        @Override
        public Optional<ChannelName> after(ChannelName channel) {
            return next(channels, channel);
        }

        @Override
        public Route fallBackTo(ChannelName... more) {
            List<ChannelName> then = some("fallBackTo", more);
            unrepeated(channels, then);
            List<ChannelName> all = new ArrayList<>(channels);
            all.addAll(then);
            return new FirstOf(all, patience);
        }

        @Override
        public Route patience(@Nullable Patience sign) {
            return new FirstOf(channels, Optional.ofNullable(sign));
        }
    }

    private static List<ChannelName> some(String field, ChannelName... channels) {
        if (channels.length == 0) {
            throw new InvalidInputException(field, "names no channel");
        }
        List<ChannelName> all = Arrays.asList(channels.clone());
        unrepeated(List.of(), all, field);
        return all;
    }

    private static void unrepeated(List<ChannelName> first, List<ChannelName> then) {
        unrepeated(List.of(), first, "route");
        unrepeated(first, then, "fallBackTo");
    }

    private static void unrepeated(List<ChannelName> first, List<ChannelName> then, String field) {
        Set<ChannelName> seen = new LinkedHashSet<>(first);
        for (ChannelName channel : then) {
            if (!seen.add(channel)) {
                throw new InvalidInputException(
                        field,
                        first.contains(channel)
                                ? "leads back to " + channel + ", by which it goes first: name a channel once"
                                : "names " + channel + " twice: name a channel once");
            }
        }
    }

    private static Optional<ChannelName> next(List<ChannelName> turn, ChannelName channel) {
        int at = turn.indexOf(channel);
        return at < 0 || at + 1 == turn.size() ? Optional.empty() : Optional.of(turn.get(at + 1));
    }
}
