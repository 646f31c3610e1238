package dev.notify.email;

import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.report.Report;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A report of another mail server about a mail of ours (RFC 3464): which delivery it is about, and what became of it.
 *
 * <p>Anybody can write such a report, so take it from a mailbox that filters what it receives, and let it decide nothing that hurts if it lies.
 *
 * @param deliveryId the delivery, if the report holds the id of its message
 * @param messageId the id of the message as it stands in the report, if it does
 */
public record Bounce(
        @Nullable DeliveryId deliveryId, @Nullable String messageId, List<Fate> fates) {

    /** What a server did with a mail. */
    public enum Action {
        /** Given up. */
        FAILED,
        /** Not yet handed over; it goes on trying. */
        DELAYED,
        /** Put into the mailbox. */
        DELIVERED,
        /** Handed on to a server that reports nothing. */
        RELAYED,
        /** Handed on to several. */
        EXPANDED
    }

    /**
     * What became of the mail for one recipient; {@code toString} shows no address.
     *
     * @param recipient as it was addressed; empty if the report does not say
     * @param status the code of RFC 3463, such as {@code 5.1.1}
     * @param diagnostic what the last server answered; may hold the address
     */
    public record Fate(String recipient, Action action, String status, String diagnostic) {

        /** Whether the address will never work again. */
        public boolean addressIsDead() {
            return action == Action.FAILED && dev.notify.email.internal.smtp.Outcomes.saysDead(status);
        }

        @Override
        public String toString() {
            return "Fate[" + action + " " + status + "]";
        }
    }

    public Bounce {
        fates = List.copyOf(fates);
    }

    /** The delivery it is about. */
    public Optional<DeliveryId> delivery() {
        return Optional.ofNullable(deliveryId);
    }

    /** What it says of the delivery; our mails have one recipient each, so that the first word that settles something counts. */
    List<Report> reports(ChannelName channel) {
        DeliveryId about = deliveryId;
        if (about == null) {
            return List.of();
        }
        return fates.stream()
                .min(Comparator.comparingInt(
                        fate -> fate.action() == Action.FAILED ? 0 : fate.action() == Action.DELIVERED ? 1 : 2))
                .map(fate -> List.of(report(about, fate, channel)))
                .orElse(List.of());
    }

    private static Report report(DeliveryId about, Fate fate, ChannelName channel) {
        String code = fate.status().isEmpty() ? "" : " with " + fate.status();
        return switch (fate.action()) {
            case DELIVERED -> Report.delivered(about, "the receiving server reports it as delivered");
            case FAILED -> {
                Report failed = Report.failed(about, "bounced" + code);
                yield fate.addressIsDead()
                        ? address(fate.recipient(), channel)
                                .map(dead -> Report.addressIsDead(about, failed.reason(), dead))
                                .orElse(failed)
                        : failed;
            }
            case DELAYED -> Report.underWay(about, "delayed" + code);
            case RELAYED, EXPANDED -> Report.underWay(about, "handed on" + code);
        };
    }

    private static Optional<Address> address(String text, ChannelName channel) {
        try {
            return Optional.of(Address.of(channel, text));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a mail as it came in.
     *
     * @param mail all of it; what stands beyond the first MiB is not read
     * @return empty if it is no such report: an answer, a note of absence, anything else
     */
    public static Optional<Bounce> parse(byte[] mail) {
        return BounceReader.read(mail);
    }
}
