package dev.notify.webhook;

import dev.notify.http.HttpSender;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link WebhookChannel} is made of. Not safe for several threads; used once.
 *
 * <p>What is wrong, or given twice, is refused where it is given.
 */
public final class WebhookChannelBuilder {

    private final WebhookSecrets secrets;
    private final Set<String> given = new HashSet<>();
    private final Set<Integer> tryAgainOn = new HashSet<>();
    private ChannelName name = ChannelName.WEBHOOK;
    private @Nullable HttpSender http;
    private Consumer<Address> onGone = address -> {};

    WebhookChannelBuilder(WebhookSecrets secrets) {
        this.secrets = Objects.requireNonNull(secrets, "secrets");
    }

    private WebhookChannelBuilder once(String field) {
        if (!given.add(field)) {
            throw new InvalidInputException(field, "is given twice");
        }
        return this;
    }

    /** Under this name. Default: {@code webhook}. */
    public WebhookChannelBuilder name(ChannelName name) {
        this.name = Objects.requireNonNull(name, "name");
        return once("name");
    }

    /** Posts by this. Default: {@link HttpSender#create()}, which goes to {@code https} on the public internet alone. */
    public WebhookChannelBuilder http(HttpSender sender) {
        this.http = Objects.requireNonNull(sender, "sender");
        return once("http");
    }

    /**
     * Tries again after these answers too, which otherwise are refusals.
     *
     * @throws InvalidInputException if one is no status of 400 to 499, or is 410
     */
    public WebhookChannelBuilder tryAgainOn(int... statuses) {
        for (int status : statuses) {
            if (status < 400 || status > 499 || status == 410) {
                throw new InvalidInputException("tryAgainOn", "has " + status + ": 400 to 499 are meant, but for 410");
            }
            tryAgainOn.add(status);
        }
        return once("tryAgainOn");
    }

    /** Tells this of every endpoint that says it is gone, once; the host takes it off its contacts. Called by a worker's thread. */
    public WebhookChannelBuilder onGone(Consumer<Address> told) {
        this.onGone = Objects.requireNonNull(told, "told");
        return once("onGone");
    }

    /** Makes the channel. */
    public WebhookChannel build() {
        return new WebhookChannel(name, http == null ? HttpSender.create() : http, secrets, tryAgainOn, onGone);
    }
}
