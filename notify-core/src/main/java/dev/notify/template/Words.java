package dev.notify.template;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rendered words; {@code toString} does not show them.
 *
 * @param title one line
 * @param body plain text
 * @param html the same as HTML, for channels that can show it; null where there is none
 */
public record Words(String title, String body, @Nullable String html) {

    /**
     * The variable that holds the link to unsubscribe, in services that have {@code links(..)} and for types that are not mandatory. Data of
     * this name that the host gives stands in its place.
     */
    public static final String UNSUBSCRIBE_LINK = "unsubscribeLink";

    /** The variable that holds the link to acknowledge, in services that have {@code links(..)}. The host's own data goes before. */
    public static final String ACKNOWLEDGE_LINK = "acknowledgeLink";

    /** The variables that hold links. */
    public static final Set<String> LINKS = Set.of(UNSUBSCRIBE_LINK, ACKNOWLEDGE_LINK);

    public Words {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(body, "body");
    }

    /** Words without HTML. */
    public Words(String title, String body) {
        this(title, body, null);
    }

    /** The body as HTML, if there is one. */
    public Optional<String> asHtml() {
        return Optional.ofNullable(html);
    }

    @Override
    public String toString() {
        return "Words[***]";
    }
}
