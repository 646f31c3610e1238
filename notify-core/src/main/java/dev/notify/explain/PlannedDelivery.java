package dev.notify.explain;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.base.LocalTimes;
import dev.notify.model.ChannelName;
import dev.notify.template.Layer;
import dev.notify.template.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What would become of one recipient on one channel, if nothing changes until then. {@code toString} does not show the words,
 * {@link #asText()} does.
 *
 * @param recipient the recipient's id; a bare address is masked
 * @param state SENT for what is handed to its channel, PENDING for what nobody can tell by now, else what it ends in
 * @param at when that is
 * @param zone where the recipient lives, as far as that is known
 * @param steps every decision on the way, in order
 * @param address where it would go, masked; null where it would not go out
 * @param shown what it would say; null where it would not go out
 */
public record PlannedDelivery(
        String recipient,
        ChannelName channel,
        Fate fate,
        DeliveryState state,
        Instant at,
        ZoneId zone,
        List<Step> steps,
        @Nullable String address,
        @Nullable Shown shown) {

    /** The plan in a word. */
    public enum Fate {
        /** It goes out at once. */
        SEND_NOW,
        /** It goes out at the time the request gives. */
        SEND_AT,
        /** It goes out, but at another time than the request gives. */
        HELD_UNTIL,
        /** It does not go out; the state says how it ends. */
        NOT_SENT,
        /** The host could not say who it is for: it would wait until the host can. */
        UNKNOWN
    }

    /**
     * The words a recipient would see.
     *
     * @param layer full, or those a stranger may read
     * @param language the language they are in; null for words that came with the request
     */
    public record Shown(Layer layer, @Nullable Locale language, Words words) {
        public Shown {
            Objects.requireNonNull(layer, "layer");
            Objects.requireNonNull(words, "words");
        }
    }

    public PlannedDelivery {
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(fate, "fate");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(zone, "zone");
        steps = List.copyOf(steps);
    }

    /** Where it would go, masked. */
    public Optional<String> to() {
        return Optional.ofNullable(address);
    }

    /** What it would say. */
    public Optional<Words> words() {
        return Optional.ofNullable(shown).map(Shown::words);
    }

    /** The plan in a line, with the recipient's local time. */
    public String verdict() {
        return switch (fate) {
            case SEND_NOW -> "sent now";
            case SEND_AT -> "sent at " + LocalTimes.dated(at, zone);
            case HELD_UNTIL -> "held until " + LocalTimes.dated(at, zone);
            case NOT_SENT -> "not sent, " + state + " at " + LocalTimes.dated(at, zone);
            case UNKNOWN -> "waits: nobody can say by now whom it would reach";
        };
    }

    /** For people: the verdict, every step, and the words. */
    public String asText() {
        StringBuilder text = new StringBuilder(recipient + " by " + channel + ": " + verdict());
        steps.forEach(step -> text.append(step.asText(zone)));
        if (address != null) {
            text.append("\n    to ").append(address);
        }
        if (shown != null) {
            Locale language = shown.language();
            text.append("\n    ")
                    .append(shown.layer() == Layer.FULL ? "full" : "discreet")
                    .append(" words")
                    .append(
                            language == null
                                    ? " of the request's own"
                                    : " in " + language.getDisplayLanguage(Locale.ENGLISH))
                    .append(shown.words().asHtml().map(html -> ", with HTML").orElse(""))
                    .append("\n        ")
                    .append(shown.words().title())
                    .append("\n        ")
                    .append(shown.words().body().replace("\n", "\n        "));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "PlannedDelivery[" + recipient + " by " + channel + ": " + verdict() + "]";
    }
}
