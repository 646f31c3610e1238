package dev.notify.channel;

import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.template.Words;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rendered content, addressed, ready to be handed over.
 *
 * <p>{@code toString} shows ids only.
 *
 * @param id the delivery: the same at every attempt
 * @param attempt which try this is, from 1
 * @param words what to say; discreet unless the type shows details on this channel
 * @param enclosures what goes along, for channels that can carry it
 * @param unsubscribe where its recipient unsubscribes: a page for GET, and one click for POST (RFC 8058); null where the service has no
 *     links, and for what is mandatory. Whoever has it can unsubscribe: it goes to the recipient and nowhere else
 */
public record Message(
        DeliveryId id,
        NotificationId notification,
        Tenant tenant,
        String type,
        Priority priority,
        String recipient,
        Address address,
        Words words,
        ZoneId zone,
        Locale locale,
        int attempt,
        Instant acceptedAt,
        @Nullable Instant expiresAt,
        @Nullable String correlation,
        Enclosures enclosures,
        @Nullable URI unsubscribe) {

    public Message {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(notification, "notification");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(enclosures, "enclosures");
    }

    /** A message without a link to unsubscribe. */
    public Message(
            DeliveryId id,
            NotificationId notification,
            Tenant tenant,
            String type,
            Priority priority,
            String recipient,
            Address address,
            Words words,
            ZoneId zone,
            Locale locale,
            int attempt,
            Instant acceptedAt,
            @Nullable Instant expiresAt,
            @Nullable String correlation,
            Enclosures enclosures) {
        this(
                id,
                notification,
                tenant,
                type,
                priority,
                recipient,
                address,
                words,
                zone,
                locale,
                attempt,
                acceptedAt,
                expiresAt,
                correlation,
                enclosures,
                null);
    }

    /** The same message with this along. */
    public Message with(Enclosures more) {
        return with(more, unsubscribe);
    }

    /** The same message, whose recipient unsubscribes there. */
    public Message unsubscribe(Optional<URI> link) {
        return with(enclosures, link.orElse(null));
    }

    private Message with(Enclosures along, @Nullable URI link) {
        return new Message(
                id,
                notification,
                tenant,
                type,
                priority,
                recipient,
                address,
                words,
                zone,
                locale,
                attempt,
                acceptedAt,
                expiresAt,
                correlation,
                along,
                link);
    }

    /** The channel it goes by. */
    public ChannelName channel() {
        return address.channel();
    }

    /** Where its recipient unsubscribes. */
    public Optional<URI> unsubscribeLink() {
        return Optional.ofNullable(unsubscribe);
    }

    /** When it is of no more use. */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiresAt);
    }

    /** The host's correlation id. */
    public Optional<String> correlationId() {
        return Optional.ofNullable(correlation);
    }

    @Override
    public String toString() {
        return "Message[" + id + " " + type + " by " + channel() + ", attempt " + attempt + "]";
    }
}
