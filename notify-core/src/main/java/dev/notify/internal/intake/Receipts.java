package dev.notify.internal.intake;

import dev.notify.delivery.KeyConflictException;
import dev.notify.delivery.Receipt;
import dev.notify.internal.base.History;
import dev.notify.internal.content.Content;
import dev.notify.internal.fanout.FanOutCard;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.store.AcceptPart;
import dev.notify.store.FieldSeal;
import dev.notify.store.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes receipts from the rows that were stored. */
final class Receipts {

    private final FieldSeal seal;

    Receipts(Setup setup) {
        this.seal = setup.seams().seal();
    }

    Receipt of(Composer.Composed composed) {
        Rows.Acceptance acceptance = composed.acceptance();
        return new Receipt(
                new NotificationId(acceptance.notification().id()),
                acceptance.deliveries().size(),
                planned(acceptance.deliveries()),
                false,
                false,
                composed.fanOut().map(FanOutCard::shown));
    }

    Receipt replayed(AcceptPart.First first, UUID id, Rows.Notification again, Optional<FanOutCard> fanOut) {
        Rows.Notification before = first.notification();
        boolean differs = before != null && before.content() != again.content();
        return replayed(id, first.deliveries(), differs, fanOut);
    }

    /** The receipt of a notification that is stored. */
    Receipt first(Rows.Notification before, List<Rows.Delivery> deliveries, Rows.Notification again) {
        return replayed(before.id(), deliveries, before.content() != again.content(), Optional.empty());
    }

    static KeyConflictException conflict(Receipt first) {
        return new KeyConflictException(first, "other recipients or another subject");
    }

    private Receipt replayed(UUID id, List<Rows.Delivery> deliveries, boolean differs, Optional<FanOutCard> fanOut) {
        return new Receipt(
                new NotificationId(id),
                deliveries.size(),
                planned(deliveries),
                true,
                differs,
                fanOut.map(FanOutCard::shown));
    }

    private List<Receipt.Planned> planned(List<Rows.Delivery> deliveries) {
        return deliveries.stream().limit(Receipt.MAX_PLANNED).map(this::planned).toList();
    }

    private String said(Rows.Delivery row) {
        String why = row.why();
        return why == null
                ? ""
                : History.read(seal.open(row.id(), "delivery.why", why)).last();
    }

    private Receipt.Planned planned(Rows.Delivery row) {
        return new Receipt.Planned(
                new DeliveryId(row.id()),
                Content.shown(seal.open(row.id(), "delivery.recipient", row.recipient())),
                ChannelName.of(row.channel()),
                row.state(),
                Instant.ofEpochMilli(row.dueAt()),
                said(row));
    }
}
