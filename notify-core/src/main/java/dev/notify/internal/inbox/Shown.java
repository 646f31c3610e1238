package dev.notify.internal.inbox;

import dev.notify.inbox.InboxItem;
import dev.notify.internal.cards.Cards;
import dev.notify.internal.content.Content;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.security.FieldSeal;
import dev.notify.sign.Signature;
import dev.notify.store.CardPart;
import dev.notify.store.InboxPart.Item;
import dev.notify.store.Rows;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Items as they are shown: opened, and with who has taken them on. */
final class Shown {

    private final FieldSeal seal;
    private final Cards cards;

    Shown(FieldSeal seal) {
        this.seal = seal;
        this.cards = new Cards(seal);
    }

    List<InboxItem> of(List<Item> items, CardPart part) {
        Map<CardPart.Place, Signature> taken = new HashMap<>();
        List<CardPart.Place> places =
                items.stream().map(Shown::placeOf).distinct().toList();
        if (!places.isEmpty()) {
            for (Rows.Card card : part.read(places)) {
                taken.put(card.place(), cards.signature(card));
            }
        }
        return items.stream().map(item -> shown(item, taken.get(placeOf(item)))).toList();
    }

    private static CardPart.Place placeOf(Item item) {
        return Cards.acknowledgedAt(Tenant.of(item.owner().tenant()), new NotificationId(item.notificationId()));
    }

    private InboxItem shown(Item item, @Nullable Signature taken) {
        Content.Said said =
                Content.readItem(item.text().isEmpty() ? "" : seal.open(item.id(), "inbox.text", item.text()));
        String subject = item.subject();
        return new InboxItem(
                new DeliveryId(item.id()),
                new NotificationId(item.notificationId()),
                item.type(),
                item.category(),
                Priority.ofCode(item.priority()),
                said.words(),
                said.data(),
                subject == null ? null : seal.open(item.id(), "inbox.subject", subject),
                item.status(),
                Instant.ofEpochMilli(item.at()),
                instant(item.readAt()),
                instant(item.snoozedUntil()),
                taken);
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
