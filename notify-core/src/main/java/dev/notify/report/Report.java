package dev.notify.report;

import dev.notify.model.Address;
import dev.notify.model.DeliveryId;
import dev.notify.model.Names;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider, or another server on the way, says of a delivery after it was handed over. Immutable.
 *
 * @param reason for operators, such as {@code bounced with 5.1.1}; no address, no content
 * @param deadAddress the address it went to, if that will never work again; null otherwise
 */
public record Report(
        DeliveryId delivery,
        Kind kind,
        String reason,
        @Nullable Address deadAddress) implements Heard {

    /** What became of it. */
    public enum Kind {
        /** It arrived. */
        DELIVERED,
        /** It will not arrive. */
        FAILED,
        /** It is still on its way: kept in the trail, and nothing else changes. */
        UNDER_WAY
    }

    /** @throws dev.notify.model.InvalidInputException naming {@code reason} if it is blank, too long or has control characters */
    public Report {
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(kind, "kind");
        Names.checkText("reason", reason, 200);
    }

    /** It arrived. */
    public static Report delivered(DeliveryId delivery, String reason) {
        return new Report(delivery, Kind.DELIVERED, reason, null);
    }

    /** It will not arrive; that is not the address's fault, or may change. */
    public static Report failed(DeliveryId delivery, String reason) {
        return new Report(delivery, Kind.FAILED, reason, null);
    }

    /** It will not arrive, and the address it went to will never work again. */
    public static Report addressIsDead(DeliveryId delivery, String reason, Address address) {
        return new Report(delivery, Kind.FAILED, reason, Objects.requireNonNull(address, "address"));
    }

    /** It is still on its way. */
    public static Report underWay(DeliveryId delivery, String reason) {
        return new Report(delivery, Kind.UNDER_WAY, reason, null);
    }

    /** The address that will never work again. */
    public Optional<Address> dead() {
        return Optional.ofNullable(deadAddress);
    }

    @Override
    public String toString() {
        return "Report[" + delivery + " " + kind + ", " + reason + "]";
    }
}
