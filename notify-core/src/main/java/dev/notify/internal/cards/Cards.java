package dev.notify.internal.cards;

import dev.notify.internal.json.Digest;
import dev.notify.internal.json.Json;
import dev.notify.model.Actor;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.preference.AddressConsent;
import dev.notify.preference.ConsentEntry;
import dev.notify.preference.PreferenceChange;
import dev.notify.preference.Preferences;
import dev.notify.report.Report;
import dev.notify.report.TrackedReport;
import dev.notify.security.FieldSeal;
import dev.notify.sign.Signature;
import dev.notify.store.CardPart.Place;
import dev.notify.store.CardPart.Put;
import dev.notify.store.Lane;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the cards about people lie, and what they say. Safe for all threads. */
public final class Cards {

    private static final String PREFERENCES = "preferences";
    private static final String CONSENT = "consent";
    private static final String HISTORY = "history";
    private static final String REPLAN = "replan";
    private static final String SIGN = "sign";
    private static final String TRACKED = "tracked";
    private static final String KEPT = "report.kept";
    private static final String USED = "used";
    private static final long TRACKED_FOR = Duration.ofDays(30).toMillis();
    private static final long KEPT_FOR = Duration.ofDays(1).toMillis();
    private static final long TRACKED_KEPT_FOR = Duration.ofMinutes(15).toMillis();
    private static final int LONGEST_LOOKUP = 200;

    private final FieldSeal seal;

    /** Seals with this. */
    public Cards(FieldSeal seal) {
        this.seal = seal;
    }

    /** What is kept on cards, and may never have been used by anybody. */
    public enum Part {
        PREFERENCES,
        CONSENT,
        CONTACTS,
        DEVICES,
        SIGNS
    }

    /** Whose waiting deliveries are to be decided again: the card that names them, and the work that refers to it. */
    public record Replan(Put card, Rows.Work work) {}

    /** Where lies that a part is used at all. */
    public static Place usedAt(Part part) {
        return new Place(Tenant.DEFAULT.value(), USED, part.name().toLowerCase(java.util.Locale.ROOT), "");
    }

    /** The card that says that a part is used. */
    public static Put used(Part part, UUID id, long now) {
        return new Put(usedAt(part), id, null, now, null, "{}");
    }

    /** Where the preferences of a recipient lie, whose key it is. */
    public Place preferencesAt(Tenant tenant, String recipient) {
        return preferencesOf(tenant.value(), seal.lookup("recipient", recipient));
    }

    /** The same, by the lookup of the key. */
    public static Place preferencesOf(String tenant, String recipientLookup) {
        return new Place(tenant, PREFERENCES, recipientLookup, "");
    }

    /** The preferences on a card. */
    public Preferences preferences(Rows.Card card) {
        return PreferenceJson.read(body(card, PREFERENCES));
    }

    /** A card with these preferences, in the place of what was read there. */
    public Put preferences(Place place, Rows.@Nullable Card before, UUID freshId, Preferences said, long now) {
        return put(place, before, freshId, PREFERENCES, PreferenceJson.write(said), now);
    }

    /**
     * What two records of one person want together: off is what either turned off, and the longer pause counts.
     *
     * @param stays whose preferred times and quiet hours count, where there are any
     * @param categoryOf the category of a type by its name; empty for one that is unknown
     */
    public static Preferences stricter(
            Preferences stays, Preferences goes, Function<String, Optional<String>> categoryOf) {
        return new Stricter(categoryOf).of(stays, goes);
    }

    /** Where the consent for an address lies. */
    public Place consentAt(Tenant tenant, Address address) {
        Address one = address.normalised();
        String key = one.channel() + ":" + one.value();
        String shortKey = key.length() <= LONGEST_LOOKUP ? key : one.channel() + ":#" + Digest.name(key, "");
        return new Place(tenant.value(), CONSENT, seal.lookup("address", shortKey), "");
    }

    /** The consent on a card. */
    public AddressConsent consent(Rows.Card card) {
        return ConsentJson.read(body(card, CONSENT));
    }

    /** A card with this consent, in the place of what was read there. */
    public Put consent(Place place, Rows.@Nullable Card before, UUID freshId, AddressConsent said, long now) {
        return put(place, before, freshId, CONSENT, ConsentJson.write(said), now);
    }

    /** Where the history of a card begins: its newest line is the first of its owner after this name. */
    public static Place historyOf(Place of) {
        return new Place(of.tenant(), HISTORY, of.owner(), of.kind() + ":");
    }

    /** Whether this line belongs to that history, and not to another of the same owner. */
    public static boolean isOf(Rows.Card line, Place history) {
        return line.place().name().startsWith(history.name());
    }

    /** A line of preferences' history. */
    public Put change(Place of, PreferenceChange change, UUID id) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("number", change.number());
        map.put("at", change.at().toEpochMilli());
        map.put("by", change.by().value());
        change.why().ifPresent(why -> map.put("why", why));
        map.put("before", PreferenceJson.write(change.before()));
        map.put("after", PreferenceJson.write(change.after()));
        return line(of, change.number(), id, map, change.at().toEpochMilli());
    }

    /** A line of preferences' history. */
    public PreferenceChange change(Rows.Card line) {
        Map<String, Object> map = body(line, HISTORY);
        return new PreferenceChange(
                Fields.number(map, "number"),
                Instant.ofEpochMilli(Fields.number(map, "at")),
                Actor.of(Fields.text(map, "by")),
                Optional.ofNullable(Fields.textOrNull(map, "why")),
                PreferenceJson.read(Fields.map(map.get("before"))),
                PreferenceJson.read(Fields.map(map.get("after"))));
    }

    /** A line of an address's history. */
    public Put entry(Place of, long number, ConsentEntry entry, UUID id, long now) {
        return line(of, number, id, ConsentJson.write(entry), now);
    }

    /** A line of an address's history. */
    public ConsentEntry entry(Rows.Card line) {
        return ConsentJson.readEntry(body(line, HISTORY));
    }

    /** Where lies who has taken a notification on. */
    public static Place acknowledgedAt(Tenant tenant, NotificationId notification) {
        return new Place(tenant.value(), SIGN, notification.toString(), "acknowledged");
    }

    /** Where lies that a recipient, by the lookup of their key, has read a notification. */
    public static Place readAt(Tenant tenant, NotificationId notification, String recipientLookup) {
        return new Place(tenant.value(), SIGN, notification.toString(), "read:" + recipientLookup);
    }

    /** The sign on a card. */
    public Signature signature(Rows.Card card) {
        return SignJson.read(body(card, SIGN));
    }

    /** A sign as a plain map. */
    public static Map<String, Object> signed(Signature signature) {
        return SignJson.write(signature);
    }

    /** A sign from its plain map. */
    public static Signature signature(Map<String, Object> map) {
        return SignJson.read(map);
    }

    /** A card with this sign, where there was none. */
    public Put signature(Place place, Signature given, UUID id, long now) {
        return put(place, null, id, SIGN, SignJson.write(given), now);
    }

    /** Where lies which delivery a provider's id stands for. */
    public Place trackedAt(Tenant tenant, ChannelName channel, String providerId) {
        return new Place(tenant.value(), TRACKED, channel.value(), seal.lookup("card.owner", providerId));
    }

    /** The delivery on such a card. */
    public DeliveryId tracked(Rows.Card card) {
        return DeliveryId.parse(String.valueOf(body(card, TRACKED).get("delivery")));
    }

    /** A new card that says it. */
    public Rows.Card tracked(Place place, UUID delivery, UUID id, long now) {
        String body = seal.seal(id, "card." + TRACKED, Json.write(Map.of("delivery", delivery.toString())));
        return new Rows.Card(id, place, 1, now, now + TRACKED_FOR, body);
    }

    /** A card for a report that is taken in later; it may be about a delivery that is tried again much later. */
    public Rows.Card kept(Tenant tenant, Report report, UUID id, long now) {
        String about = report.delivery().toString();
        return kept(tenant, about, report.kind(), ReportJson.write(report), id, now, KEPT_FOR);
    }

    /** The same for one that names its delivery as the provider does; the provider's id is recorded right after the try, or never. */
    public Rows.Card kept(Tenant tenant, ChannelName channel, TrackedReport report, UUID id, long now) {
        String about =
                channel + " " + trackedAt(tenant, channel, report.providerId()).name();
        return kept(tenant, about, report.kind(), ReportJson.write(channel, report), id, now, TRACKED_KEPT_FOR);
    }

    /** The same, told twice, is kept once. */
    private Rows.Card kept(
            Tenant tenant, String about, Report.Kind kind, Map<String, Object> said, UUID id, long now, long life) {
        Place place = new Place(tenant.value(), KEPT, about, kind.name());
        return new Rows.Card(id, place, 1, now, now + life, seal.seal(id, "card." + KEPT, Json.write(said)));
    }

    /**
     * What a card keeps.
     *
     * @param delivery the delivery that a provider's id on that channel stands for
     * @return empty if that is not known
     */
    public Optional<Report> kept(Rows.Card card, BiFunction<ChannelName, String, Optional<DeliveryId>> delivery) {
        return ReportJson.read(body(card, KEPT), delivery);
    }

    /** The work that takes in what a card keeps. */
    public static Rows.Work takeIn(Rows.Card kept, long at) {
        Lane lane =
                Lane.of(WorkKind.REPORT, Priority.NORMAL, Tenant.of(kept.place().tenant()));
        return Rows.Work.waiting(kept.id(), WorkKind.REPORT, lane, at);
    }

    /** That what waits for a recipient is to be decided again. */
    public Replan replan(Tenant tenant, String recipient, UUID id, long now) {
        return replanOf(tenant, seal.lookup("recipient", recipient), id, now);
    }

    /** The same, by the lookup of the key. */
    public static Replan replanOf(Tenant tenant, String recipientLookup, UUID id, long now) {
        Place place = new Place(tenant.value(), REPLAN, recipientLookup, id.toString());
        Lane lane = Lane.of(WorkKind.REPLAN, Priority.HIGH, tenant);
        return new Replan(new Put(place, id, 0L, now, null, "{}"), Rows.Work.waiting(id, WorkKind.REPLAN, lane, now));
    }

    /** The newest first, in the order stores list names: a higher number sorts before. */
    private Put line(Place of, long number, UUID id, Map<String, Object> body, long now) {
        Place history = historyOf(of);
        String name = history.name() + String.format("%016x", Long.MAX_VALUE - number);
        Place place = new Place(history.tenant(), history.kind(), history.owner(), name);
        return new Put(place, id, 0L, now, null, seal.seal(id, "card." + HISTORY, Json.write(body)));
    }

    private Put put(
            Place place, Rows.@Nullable Card before, UUID freshId, String kind, Map<String, Object> body, long now) {
        UUID id = before == null ? freshId : before.id();
        long version = before == null ? 0 : before.version();
        return new Put(place, id, version, now, null, seal.seal(id, "card." + kind, Json.write(body)));
    }

    private Map<String, Object> body(Rows.Card card, String kind) {
        return Json.read(seal.open(card.id(), "card." + kind, card.body()));
    }
}
