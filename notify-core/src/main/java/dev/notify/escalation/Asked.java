package dev.notify.escalation;

import dev.notify.model.ChannelName;
import dev.notify.model.NotificationId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * That somebody was asked, or was to be.
 *
 * @param lap how often the ladder was begun anew because what was taken on was not resolved in time; 1 at first
 * @param round how often it was climbed in this lap
 * @param rung which one of the ladder, 1 for the first
 * @param who ids of people, or keys of groups such as {@code group/ward-3-nurses}
 * @param notification what they were sent; empty while it is being sent, and where nothing is
 * @param missed why this reached nobody, which is why it was passed over at once
 */
public record Asked(
        int lap,
        int round,
        int rung,
        Instant at,
        List<String> who,
        List<ChannelName> by,
        Optional<NotificationId> notification,
        Optional<String> missed) {

    public Asked {
        Objects.requireNonNull(at, "at");
        who = List.copyOf(who);
        by = List.copyOf(by);
        Objects.requireNonNull(notification, "notification");
        Objects.requireNonNull(missed, "missed");
    }

    /** The same, sent as this. */
    public Asked sent(NotificationId as) {
        return new Asked(lap, round, rung, at, who, by, Optional.of(as), missed);
    }

    /** The same, which reached nobody. */
    public Asked missed(String why) {
        return new Asked(lap, round, rung, at, who, by, notification, Optional.of(why));
    }

    /** In plain words. */
    public String asText() {
        String people = who.isEmpty() ? "nobody" : String.join(", ", who);
        String ways = by.stream()
                .map(ChannelName::value)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return "rung " + rung + (round > 1 ? " again (round " + round + ")" : "") + ": "
                + (notification.isEmpty() && missed.isPresent() ? "not asked " : "asked ") + people + " by " + ways
                + missed.map(why -> ", which reached nobody: " + why).orElse("");
    }
}
