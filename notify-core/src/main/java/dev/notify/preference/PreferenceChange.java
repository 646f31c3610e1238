package dev.notify.preference;

import dev.notify.model.Actor;
import dev.notify.model.ChannelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One change of somebody's preferences: who, when, why, and from what to what.
 *
 * @param number 1 for the first change of this recipient's, and one more with each
 */
public record PreferenceChange(
        long number, Instant at, Actor by, Optional<String> why, Preferences before, Preferences after) {

    public PreferenceChange {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
    }

    /** What became different, a line for each, as in {@code category results on sms: not said -> off}. */
    public List<String> differences() {
        List<String> lines = new ArrayList<>();
        tell(lines, "everything", p -> p.everythingOff() ? "off" : "on");
        for (ChannelName c : all(Preferences::channelsOff, ChannelName::value)) {
            tell(lines, "everything on " + c, p -> p.channelsOff().contains(c) ? "off" : "on");
        }
        for (Preferences.Topic topic : all(p -> p.choices().keySet(), Preferences.Topic::words)) {
            tell(lines, topic.words(), p -> said(p.choices().get(topic)));
        }
        for (ChannelName c : all(p -> p.preferredTimes().keySet(), ChannelName::value)) {
            tell(lines, "preferred time on " + c, p -> listed(p.preferredOn(c)));
        }
        tell(lines, "quiet hours", p -> p.quietHours().words());
        tell(lines, "pause", p -> p.paused().map(end -> "until " + end).orElse("none"));
        return lines;
    }

    /** The change in one line of plain words. */
    public String asText() {
        return at + " " + by + ": " + String.join("; ", differences())
                + why.map(w -> " (" + w + ")").orElse("");
    }

    private void tell(List<String> lines, String what, Function<Preferences, String> words) {
        String from = words.apply(before);
        String to = words.apply(after);
        if (!from.equals(to)) {
            lines.add(what + ": " + from + " -> " + to);
        }
    }

    private <T> List<T> all(Function<Preferences, Set<T>> of, Function<T, String> order) {
        Set<T> both = new HashSet<>(of.apply(before));
        both.addAll(of.apply(after));
        return both.stream().sorted(Comparator.comparing(order)).toList();
    }

    private static String said(@Nullable Boolean on) {
        return on == null ? "not said" : on ? "on" : "off";
    }

    private static String listed(List<PreferredTime> times) {
        return times.isEmpty()
                ? "any"
                : times.stream().map(PreferredTime::toString).collect(Collectors.joining(", "));
    }
}
