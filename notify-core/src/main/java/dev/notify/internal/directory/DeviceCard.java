package dev.notify.internal.directory;

import dev.notify.directory.Device;
import dev.notify.directory.RegisteredDevice;
import dev.notify.internal.json.Json;
import dev.notify.model.Tenant;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is kept of devices: a card of all that a recipient has, and for each a card that says whose it is. */
final class DeviceCard {

    private static final String ALL = "devices";
    private static final String OWNER = "device";
    private static final String FIELD = "card.device";

    private DeviceCard() {}

    static CardPart.Place allOf(FieldSeal seal, Tenant tenant, String recipientId) {
        return new CardPart.Place(tenant.value(), ALL, seal.lookup("recipient", recipientId), "");
    }

    static CardPart.Place allOf(String tenant, String recipientLookup) {
        return new CardPart.Place(tenant, ALL, recipientLookup, "");
    }

    static CardPart.Place ownerOf(FieldSeal seal, Tenant tenant, String deviceId) {
        return new CardPart.Place(tenant.value(), OWNER, seal.lookup("device", deviceId), "");
    }

    static String write(FieldSeal seal, UUID card, List<RegisteredDevice> devices) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (RegisteredDevice one : devices) {
            list.add(Map.of(
                    "kind", one.device().kind(),
                    "token", one.device().token(),
                    "detail", one.device().detail(),
                    "since", one.since().toEpochMilli()));
        }
        return seal.seal(card, FIELD, Json.write(Map.of("devices", list)));
    }

    static List<RegisteredDevice> read(FieldSeal seal, Rows.Card card) {
        List<RegisteredDevice> devices = new ArrayList<>();
        if (body(seal, card).get("devices") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> map && map.get("since") instanceof Number since) {
                    devices.add(new RegisteredDevice(
                            new Device(text(map, "kind"), text(map, "token"), text(map, "detail")),
                            Instant.ofEpochMilli(since.longValue())));
                }
            }
        }
        return devices;
    }

    static String writeOwner(FieldSeal seal, UUID card, String recipientId) {
        return seal.seal(card, FIELD, Json.write(Map.of("recipient", recipientId)));
    }

    static String owner(FieldSeal seal, Rows.Card card) {
        return text(body(seal, card), "recipient");
    }

    private static Map<String, Object> body(FieldSeal seal, Rows.Card card) {
        return Json.read(seal.open(card.id(), FIELD, card.body()));
    }

    private static String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }
}
