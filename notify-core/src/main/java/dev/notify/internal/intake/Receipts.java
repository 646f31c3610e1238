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
import dev.notify.policy.Route;
import dev.notify.security.FieldSeal;
import dev.notify.store.AcceptPart;
import dev.notify.store.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
                planned(acceptance.deliveries(), composed.routes()),
                false,
                false,
                composed.fanOut().map(FanOutCard::shown));
    }

    Receipt replayed(AcceptPart.First first, UUID id, Composer.Composed again, Optional<FanOutCard> fanOut) {
        Rows.Notification before = first.notification();
        boolean differs = before != null
                && before.content() != again.acceptance().notification().content();
        return replayed(
                id,
                planned(first.deliveries(), again.routes()),
                first.deliveries().size(),
                differs,
                fanOut);
    }

    /** The receipt of a notification that is stored. */
    Receipt first(Rows.Notification before, List<Rows.Delivery> deliveries, Rows.Notification again) {
        boolean differs = before.content() != again.content();
        return replayed(before.id(), planned(deliveries, Map.of()), deliveries.size(), differs, Optional.empty());
    }

    static KeyConflictException conflict(Receipt first) {
        return new KeyConflictException(first, "other recipients or another subject");
    }

    private static Receipt replayed(
            UUID id, List<Receipt.Planned> planned, int deliveries, boolean differs, Optional<FanOutCard> fanOut) {
        return new Receipt(new NotificationId(id), deliveries, planned, true, differs, fanOut.map(FanOutCard::shown));
    }

    private List<Receipt.Planned> planned(List<Rows.Delivery> deliveries, Map<String, Route> routes) {
        return deliveries.stream()
                .limit(Receipt.MAX_PLANNED)
                .map(row -> planned(row, routes.get(row.recipientLookup())))
                .toList();
    }

    private String said(Rows.Delivery row) {
        String why = row.why();
        return why == null
                ? ""
                : History.read(seal.open(row.id(), "delivery.why", why)).last();
    }

    private Receipt.Planned planned(Rows.Delivery row, @Nullable Route route) {
        ChannelName channel = ChannelName.of(row.channel());
        return new Receipt.Planned(
                new DeliveryId(row.id()),
                Content.shown(seal.open(row.id(), "delivery.recipient", row.recipient())),
                channel,
                row.state(),
                Instant.ofEpochMilli(row.dueAt()),
                said(row),
                route == null ? List.of() : route.allAfter(channel));
    }
}
