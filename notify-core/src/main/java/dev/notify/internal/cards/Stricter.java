package dev.notify.internal.cards;

import dev.notify.model.ChannelName;
import dev.notify.preference.Preferences;
import dev.notify.preference.Preferences.Topic;
import dev.notify.preference.PreferredTime;
import dev.notify.preference.QuietHours;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What two records of one person want together: whatever either turned off is off, and the longer pause counts. Wishes that close nothing,
 * preferred times and quiet hours, are those of the record that stays, where it has any.
 */
final class Stricter {

    private final Function<String, Optional<String>> categoryOf;

    /** @param categoryOf the category of a type; empty where that is unknown, and may be any */
    Stricter(Function<String, Optional<String>> categoryOf) {
        this.categoryOf = categoryOf;
    }

    Preferences of(Preferences stays, Preferences goes) {
        Set<ChannelName> channelsOff = new HashSet<>(stays.channelsOff());
        channelsOff.addAll(goes.channelsOff());
        Map<Topic, Boolean> choices = new HashMap<>();
        add(choices, goes, stays);
        add(choices, stays, goes);
        Map<ChannelName, List<PreferredTime>> times = new HashMap<>(goes.preferredTimes());
        times.putAll(stays.preferredTimes());
        return new Preferences(
                stays.everythingOff() || goes.everythingOff(),
                channelsOff,
                choices,
                times,
                stays.quietHours().equals(QuietHours.NONE) ? goes.quietHours() : stays.quietHours(),
                later(stays.pausedUntil(), goes.pausedUntil()));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    /** All that one turned off, and what it turned on where that overrules nothing the other turned off. */
    private void add(Map<Topic, Boolean> all, Preferences one, Preferences other) {
        one.choices().forEach((topic, on) -> {
            boolean overrules = on
                    && other.choices().entrySet().stream()
                            .anyMatch(said -> !said.getValue() && overrules(topic, said.getKey()));
            if (!overrules) {
                all.put(topic, on);
            }
        });
    }

    /** Whether there is anything both speak of, for which the first counts. */
    private boolean overrules(Topic on, Topic off) {
        if (rank(on) > rank(off)) {
            return false;
        }
        boolean channels =
                on.channel() == null || off.channel() == null || on.channel().equals(off.channel());
        boolean names = on.type() == off.type()
                ? on.name().equals(off.name())
                : categoryOf.apply(on.name()).map(off.name()::equals).orElse(true);
        return channels && names;
    }

    /** The narrower, the lower. */
    private static int rank(Topic topic) {
        return (topic.type() ? 0 : 2) + (topic.channel() == null ? 1 : 0);
    }
}
