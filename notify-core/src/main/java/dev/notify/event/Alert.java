package dev.notify.event;

import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Tenant;
import java.util.Objects;

/** What a named handler is told: a delivery that ended as a dead letter, and why. */
public record Alert(
        NotificationId notification,
        DeliveryId delivery,
        Tenant tenant,
        String type,
        String recipient,
        ChannelName channel,
        String why) {

    public Alert {
        Objects.requireNonNull(notification, "notification");
        Objects.requireNonNull(delivery, "delivery");
    }
}
