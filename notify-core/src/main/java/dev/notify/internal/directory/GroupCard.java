package dev.notify.internal.directory;

import dev.notify.directory.Group;
import dev.notify.internal.json.Json;
import dev.notify.model.Tenant;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Groups by kind, and members by group: a member's card lies with its group and bears the member's name. */
final class GroupCard {

    static final String GROUP = "group";
    static final String MEMBER = "member";

    private static final String FIELD = "card.member";

    private GroupCard() {}

    /** Somebody in a group; the id is empty on the card of the group itself. */
    record Member(Group group, String id) {}

    static String ownerOf(Group.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static CardPart.Place groupPlace(FieldSeal seal, Tenant tenant, Group group) {
        return new CardPart.Place(tenant.value(), GROUP, ownerOf(group.kind()), seal.lookup("group", group.key()));
    }

    static CardPart.Place memberPlace(FieldSeal seal, Tenant tenant, Group group, String id) {
        return new CardPart.Place(
                tenant.value(), MEMBER, seal.lookup("group", group.key()), seal.lookup("recipient", id));
    }

    static String write(FieldSeal seal, UUID card, Group group, String id) {
        return seal.seal(card, FIELD, Json.write(Map.of("group", group.key(), "id", id)));
    }

    static Member read(FieldSeal seal, Rows.Card card) {
        Map<String, Object> map = Json.read(seal.open(card.id(), FIELD, card.body()));
        return new Member(Group.ofKey(String.valueOf(map.get("group"))), String.valueOf(map.get("id")));
    }
}
