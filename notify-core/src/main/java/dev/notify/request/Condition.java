package dev.notify.request;

import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Tenant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether something is still worth sending: registered by name, asked right before every try, after any waiting.
 *
 * <p>Called by worker threads, several at once, and more than once for a delivery that is tried again; it should answer at once and
 * change nothing. "No" ends the delivery SUPPRESSED. What it throws, or an answer that takes longer than 30 seconds, puts it into the
 * service's health as DEGRADED; the delivery waits 30 seconds, asks again, and no try is counted.
 */
@FunctionalInterface
public interface Condition {

    /** Whether it is to go out. */
    boolean holds(About about) throws Exception;

    /**
     * What it is asked about; {@code toString} shows ids only.
     *
     * @param delivery one recipient on one channel; in a preview, ids that nothing is stored under
     * @param recipient the recipient's key: an id, or {@code address:CHANNEL:VALUE} for a bare address
     * @param subject what the notification is about; null where it does not say
     * @param data the notification's, as it was stored; nothing in it can be changed
     */
    record About(
            NotificationId notification,
            DeliveryId delivery,
            Tenant tenant,
            String type,
            String recipient,
            ChannelName channel,
            @Nullable String subject,
            Map<String, Object> data) {

        public About {
            Objects.requireNonNull(notification, "notification");
            Objects.requireNonNull(delivery, "delivery");
            Objects.requireNonNull(tenant, "tenant");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(recipient, "recipient");
            Objects.requireNonNull(channel, "channel");
            data = DataValues.copy("data", data);
        }

        /** What the notification is about. */
        public Optional<String> about() {
            return Optional.ofNullable(subject);
        }

        @Override
        public String toString() {
            return "About[" + delivery + " of " + notification + "]";
        }
    }
}
