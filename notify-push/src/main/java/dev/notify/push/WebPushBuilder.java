package dev.notify.push;

import dev.notify.http.EndpointGuard;
import dev.notify.http.HttpSender;
import dev.notify.model.InvalidInputException;
import dev.notify.push.internal.web.VapidTokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link WebPush} is made of. Not safe for several threads; used once.
 *
 * <p>What is wrong, or given twice, is refused where it is given.
 */
public final class WebPushBuilder {

    /** The push services of the browsers there are. */
    private static final String[] SERVICES = {
        "fcm.googleapis.com",
        "jmt17.google.com",
        "*.push.services.mozilla.com",
        "*.notify.windows.com",
        "web.push.apple.com",
        "*.push.apple.com"
    };

    private final Set<String> given = new HashSet<>();
    private final Map<String, VapidTokens> tokens = new HashMap<>();
    private final String present;
    private final String contact;
    private @Nullable HttpSender http;
    private Duration timeToLive = WebPush.longestLife();

    WebPushBuilder(VapidKeys keys, String contact) {
        boolean fine = contact.matches("mailto:[^\\s@]+@[^\\s@]+") || contact.matches("https://[^\\s/]+\\S*");
        if (!fine) {
            throw new InvalidInputException(
                    "contact", "is neither mailto: and an address nor an https URL: push services ask for one");
        }
        this.contact = contact;
        this.present = keys.publicKey();
        tokens.put(present, new VapidTokens(keys.secret(), present, contact));
    }

    private WebPushBuilder once(String field) {
        if (!given.add(field)) {
            throw new InvalidInputException(field, "is given twice");
        }
        return this;
    }

    /** Keeps pushing to what was subscribed with these keys, which are not given to browsers any more. Default: none. */
    public WebPushBuilder alsoKnowing(VapidKeys... older) {
        for (VapidKeys keys : older) {
            tokens.put(keys.publicKey(), new VapidTokens(keys.secret(), keys.publicKey(), contact));
        }
        return once("alsoKnowing");
    }

    /** Posts by this. Default: one that goes to the push services of Chrome, Edge, Firefox and Safari only, within 15 seconds. */
    public WebPushBuilder http(HttpSender sender) {
        this.http = Objects.requireNonNull(sender, "sender");
        return once("http");
    }

    /**
     * Has a push service keep what it cannot deliver for so long, or until the notification expires. Default: 28 days; zero means now or never.
     *
     * @throws InvalidInputException if it is negative or longer than 28 days
     */
    public WebPushBuilder timeToLive(Duration time) {
        if (time.isNegative() || time.compareTo(WebPush.longestLife()) > 0) {
            throw new InvalidInputException("timeToLive", "must be from nothing to 28 days");
        }
        this.timeToLive = time;
        return once("timeToLive");
    }

    /** Makes it. */
    public WebPush build() {
        HttpSender sender = http;
        if (sender == null) {
            sender = HttpSender.builder()
                    .guard(EndpointGuard.publicHttps().only(SERVICES))
                    .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(15))
                    .build();
        }
        return new WebPush(tokens, present, sender, timeToLive);
    }
}
