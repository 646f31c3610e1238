package dev.notify.report;

import dev.notify.model.Address;
import dev.notify.model.DeliveryId;
import dev.notify.model.Names;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Report} by a provider that names a message as itself does and knows nothing of ours. Immutable. It is about the delivery that was {@link
 * dev.notify.delivery.Outcome#tracked handed over} under that id, by the channel that read it.
 *
 * @param providerId what the provider calls the message
 * @param deadAddress the address it went to, if that will never work again; null otherwise
 */
public record TrackedReport(
        String providerId,
        Report.Kind kind,
        String reason,
        @Nullable Address deadAddress) implements Heard {

    /** @throws dev.notify.model.InvalidInputException naming {@code providerId} or {@code reason} if it is blank, too long or has control characters */
    public TrackedReport {
        Names.checkText("providerId", providerId, 200);
        Objects.requireNonNull(kind, "kind");
        Names.checkText("reason", reason, 200);
    }

    /** The same of the delivery that it turns out to be about. */
    public Report about(DeliveryId delivery) {
        return new Report(delivery, kind, reason, deadAddress);
    }

    @Override
    public String toString() {
        return "TrackedReport[" + kind + ", " + reason + "]";
    }
}
