package dev.notify.preference;

import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one recipient said of notifications: on and off, preferred times, quiet hours, a pause.
 *
 * <p>On and off are decided by the first of these that says anything: everything off; the channel off; the type on the channel; the
 * type; the category on the channel; the category; and last what the host declared for the {@link Category}. So what is turned off as
 * a whole stays off, and else the narrower word counts.
 *
 * <p>Immutable; each call returns new preferences.
 *
 * @param everythingOff whether nothing is wanted
 * @param channelsOff channels by which nothing is wanted
 * @param choices what was turned on or off
 * @param preferredTimes when somebody likes to be reached on a channel
 * @param quietHours when somebody is not to be disturbed
 * @param pausedUntil before when nothing is to come; null for no pause
 */
public record Preferences(
        boolean everythingOff,
        Set<ChannelName> channelsOff,
        Map<Topic, Boolean> choices,
        Map<ChannelName, List<PreferredTime>> preferredTimes,
        QuietHours quietHours,
        @Nullable Instant pausedUntil) {

    private static final Preferences NONE = new Preferences(false, Set.of(), Map.of(), Map.of(), QuietHours.NONE, null);

    /** How widely somebody chose; the widest "off" first, then the narrower choice before the wider. */
    public enum Level {
        EVERYTHING("everything"),
        CHANNEL("the channel"),
        TYPE_ON_CHANNEL("the type on this channel"),
        TYPE("the type"),
        CATEGORY_ON_CHANNEL("the category on this channel"),
        CATEGORY("the category");

        private final String words;

        Level(String words) {
            this.words = words;
        }

        /** What was turned on or off, in plain words. */
        public String words() {
            return words;
        }
    }

    /** What can be turned on and off: a category or a type, on one channel or, where that is null, on all. */
    public record Topic(boolean type, String name, @Nullable ChannelName channel) {

        /** @throws InvalidInputException if it is no name */
        public Topic {
            Names.check(type ? "type" : "category", name, 80);
        }

        /** What is chosen, in plain words. */
        public String words() {
            return (type ? "type " : "category ") + name + (channel == null ? "" : " on " + channel);
        }
    }

    /** A choice that counts, and how widely it was made. */
    public record Choice(boolean on, Level level) {
        public Choice {
            Objects.requireNonNull(level, "level");
        }
    }

    public Preferences {
        channelsOff = Set.copyOf(channelsOff);
        choices = Map.copyOf(choices);
        preferredTimes = Map.copyOf(preferredTimes);
        Objects.requireNonNull(quietHours, "quietHours");
    }

    /** Of somebody who has said nothing. */
    public static Preferences none() {
        return NONE;
    }

    /** Wants nothing; only what is mandatory comes. */
    public Preferences turnOffEverything() {
        return new Preferences(true, channelsOff, choices, preferredTimes, quietHours, pausedUntil);
    }

    /** Wants something again: what was said of channels, types and categories counts once more. */
    public Preferences turnOnEverything() {
        return new Preferences(false, channelsOff, choices, preferredTimes, quietHours, pausedUntil);
    }

    /** Wants nothing by this channel; only what is mandatory comes. */
    public Preferences turnOff(ChannelName channel) {
        Set<ChannelName> more = new HashSet<>(channelsOff);
        more.add(channel);
        return new Preferences(everythingOff, more, choices, preferredTimes, quietHours, pausedUntil);
    }

    /** Wants something by this channel again: what was said of types and categories counts once more. */
    public Preferences turnOn(ChannelName channel) {
        Set<ChannelName> fewer = new HashSet<>(channelsOff);
        fewer.remove(channel);
        return new Preferences(everythingOff, fewer, choices, preferredTimes, quietHours, pausedUntil);
    }

    /** Does not want a category. */
    public Preferences turnOff(String category) {
        return choose(new Topic(false, category, null), false);
    }

    /** Does not want a category by this channel. */
    public Preferences turnOff(String category, ChannelName channel) {
        return choose(new Topic(false, category, channel), false);
    }

    /** Wants a category. */
    public Preferences turnOn(String category) {
        return choose(new Topic(false, category, null), true);
    }

    /** Wants a category by this channel. */
    public Preferences turnOn(String category, ChannelName channel) {
        return choose(new Topic(false, category, channel), true);
    }

    /** Does not want a type. */
    public Preferences turnOffType(String type) {
        return choose(new Topic(true, type, null), false);
    }

    /** Does not want a type by this channel. */
    public Preferences turnOffType(String type, ChannelName channel) {
        return choose(new Topic(true, type, channel), false);
    }

    /** Wants a type. */
    public Preferences turnOnType(String type) {
        return choose(new Topic(true, type, null), true);
    }

    /** Wants a type by this channel. */
    public Preferences turnOnType(String type, ChannelName channel) {
        return choose(new Topic(true, type, channel), true);
    }

    private Preferences choose(Topic topic, boolean on) {
        Map<Topic, Boolean> more = new HashMap<>(choices);
        more.put(topic, on);
        return new Preferences(everythingOff, channelsOff, more, preferredTimes, quietHours, pausedUntil);
    }

    /** Likes to be reached on this channel at these times, where it is not urgent. */
    public Preferences prefer(ChannelName channel, PreferredTime... times) {
        if (times.length == 0) {
            throw new InvalidInputException("preferredTime", "names no time of day");
        }
        Map<ChannelName, List<PreferredTime>> more = new HashMap<>(preferredTimes);
        more.put(channel, List.of(times));
        return new Preferences(everythingOff, channelsOff, choices, more, quietHours, pausedUntil);
    }

    /** Is reached on this channel at any time. */
    public Preferences anyTime(ChannelName channel) {
        Map<ChannelName, List<PreferredTime>> fewer = new HashMap<>(preferredTimes);
        fewer.remove(channel);
        return new Preferences(everythingOff, channelsOff, choices, fewer, quietHours, pausedUntil);
    }

    /** Is not to be disturbed then. */
    public Preferences quiet(QuietHours hours) {
        return new Preferences(everythingOff, channelsOff, choices, preferredTimes, hours, pausedUntil);
    }

    /** Wants nothing before this moment; what comes up meanwhile is held. */
    public Preferences pauseUntil(Instant moment) {
        Objects.requireNonNull(moment, "moment");
        return new Preferences(everythingOff, channelsOff, choices, preferredTimes, quietHours, moment);
    }

    /** Waits no longer. */
    public Preferences resume() {
        return new Preferences(everythingOff, channelsOff, choices, preferredTimes, quietHours, null);
    }

    /** What was chosen for a type of a category on a channel; empty if the category's default counts. */
    public Optional<Choice> choiceOf(String type, String category, ChannelName channel) {
        if (everythingOff) {
            return Optional.of(new Choice(false, Level.EVERYTHING));
        }
        if (channelsOff.contains(channel)) {
            return Optional.of(new Choice(false, Level.CHANNEL));
        }
        if (choices.isEmpty()) {
            return Optional.empty();
        }
        return said(new Topic(true, type, channel), Level.TYPE_ON_CHANNEL)
                .or(() -> said(new Topic(true, type, null), Level.TYPE))
                .or(() -> said(new Topic(false, category, channel), Level.CATEGORY_ON_CHANNEL))
                .or(() -> said(new Topic(false, category, null), Level.CATEGORY));
    }

    private Optional<Choice> said(Topic topic, Level level) {
        return Optional.ofNullable(choices.get(topic)).map(on -> new Choice(on, level));
    }

    /** When somebody likes to be reached on this channel; empty for any time. */
    public List<PreferredTime> preferredOn(ChannelName channel) {
        return preferredTimes.getOrDefault(channel, List.of());
    }

    /** Before when nothing is to come. */
    public Optional<Instant> paused() {
        return Optional.ofNullable(pausedUntil);
    }
}
