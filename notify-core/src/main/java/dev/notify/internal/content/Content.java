package dev.notify.internal.content;

import dev.notify.channel.AttachmentSource;
import dev.notify.channel.CalendarEntry;
import dev.notify.channel.Enclosures;
import dev.notify.internal.json.Digest;
import dev.notify.internal.json.Json;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.policy.Route;
import dev.notify.request.Enclosed;
import dev.notify.request.IfQuiet;
import dev.notify.request.Invite;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.template.Words;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a notification says: its data and, where the host wrote them itself, its words; what it does where its time is quiet; the
 * condition under which it goes out; and what it takes along.
 *
 * @param route the way it goes, where that is not its type's and there is more than one
 * @param pins of the attachments, in their order
 * @param edition of the plan it belongs to, outside of which it must not go out
 */
public record Content(
        Map<String, Object> data,
        Optional<Notification.Text> text,
        IfQuiet ifQuiet,
        Optional<Route> route,
        Optional<String> sendIf,
        Enclosed enclosed,
        List<Digest.OfBytes> pins,
        Optional<Edition> edition) {

    /**
     * One of several editions of a plan, of which one holds.
     *
     * @param of the plan's name
     * @param number higher ones come later
     * @param mark what tells it from every other
     */
    public record Edition(String of, int number, String mark) {}

    /** The start of 2020: counted in seconds from then, revisions stay whole numbers of calendars until 2088. */
    private static final long REVISIONS_BEGIN = 1_577_836_800;

    private static final String MORE = "more";

    public Content {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        pins = List.copyOf(pins);
    }

    /** Nothing at all. */
    public static Content empty() {
        return new Content(
                Map.of(),
                Optional.empty(),
                IfQuiet.SEND_BEFORE,
                Optional.empty(),
                Optional.empty(),
                Enclosed.NOTHING,
                List.of(),
                Optional.empty());
    }

    /** The same as part of this edition. */
    public Content in(Optional<Edition> plan) {
        return new Content(data, text, ifQuiet, route, sendIf, enclosed, pins, plan);
    }

    /** The number of a calendar entry's revision that is made at that moment. */
    public static int revisionAt(Instant moment) {
        return (int) Math.max(0, moment.getEpochSecond() - REVISIONS_BEGIN);
    }

    /**
     * What this request says, as one of that type. Its attachments are read to pin them.
     *
     * @throws InvalidInputException if one cannot be had
     */
    public static Content of(
            Notification n, NotificationType type, Tenant tenant, Map<String, AttachmentSource> sources) {
        Optional<Route> own = n.hasOwnRoute()
                ? Optional.of(n.route(type))
                        .filter(r -> r.fallsBack() || type.route().fallsBack())
                : Optional.empty();
        return new Content(
                n.data(),
                n.text(),
                n.ifQuiet(),
                own,
                n.sendIf().or(type::sendIf),
                n.enclosed(),
                Files.pin(n.enclosed(), tenant, sources),
                Optional.empty());
    }

    /** The same with the number of those it speaks for besides itself as {@code more}, unless there are none or the data has its own. */
    public Content speakingFor(int others) {
        if (others == 0 || data.containsKey(MORE)) {
            return this;
        }
        Map<String, Object> all = new LinkedHashMap<>(data);
        all.put(MORE, (long) others);
        return new Content(all, text, ifQuiet, route, sendIf, enclosed, pins, edition);
    }

    /** The name of an attachment source that is needed and not among these. */
    public Optional<String> missingSource(Map<String, AttachmentSource> sources) {
        return Optional.ofNullable(Files.missing(enclosed, sources));
    }

    /**
     * What a message takes along.
     *
     * @param details whether they may be shown
     * @param title of the message
     * @param subject what the notification is about
     * @param stamp when it was accepted
     */
    public Enclosures enclosures(
            Tenant tenant,
            Map<String, AttachmentSource> sources,
            boolean details,
            String title,
            String subject,
            Instant stamp) {
        return enclosed.isEmpty()
                ? Enclosures.NOTHING
                : new Enclosures(
                        Files.of(enclosed.attachments(), pins, tenant, sources),
                        enclosed.invite()
                                .map(i -> entry(i, details, title, Digest.name(tenant.value(), subject), stamp)),
                        enclosed.replyTo(),
                        enclosed.headers());
    }

    private static CalendarEntry entry(Invite invite, boolean details, String title, String uid, Instant stamp) {
        Integer revision = invite.revision();
        return new CalendarEntry(
                uid,
                revision == null ? revisionAt(stamp) : revision,
                stamp,
                invite.start(),
                invite.end(),
                invite.isCancelled(),
                invite.title(details).orElse(title),
                details ? invite.location() : null);
    }

    /** The stored form. */
    public String write() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("data", data);
        text.ifPresent(t -> {
            map.put("title", t.title());
            map.put("body", t.body());
        });
        if (ifQuiet != IfQuiet.SEND_BEFORE) {
            map.put("ifQuiet", ifQuiet.name());
        }
        route.ifPresent(r -> map.put("route", writeRoute(r)));
        sendIf.ifPresent(condition -> map.put("sendIf", condition));
        if (!enclosed.isEmpty()) {
            map.put("enclosed", EnclosedJson.write(enclosed, pins));
        }
        edition.ifPresent(e -> map.put("edition", Map.of("of", e.of(), "number", e.number(), "mark", e.mark())));
        return Json.write(map);
    }

    /** From the stored form. */
    public static Content read(String stored) {
        Map<String, Object> map = Json.read(stored);
        Optional<Notification.Text> text = map.get("title") instanceof String title
                ? Optional.of(new Notification.Text(title, String.valueOf(map.getOrDefault("body", ""))))
                : Optional.empty();
        IfQuiet ifQuiet = map.get("ifQuiet") instanceof String name ? IfQuiet.valueOf(name) : IfQuiet.SEND_BEFORE;
        Optional<Route> route =
                map.containsKey("route") ? Optional.of(readRoute(ContactJson.map(map.get("route")))) : Optional.empty();
        Optional<String> sendIf = map.get("sendIf") instanceof String name ? Optional.of(name) : Optional.empty();
        Map<String, Object> enclosed = ContactJson.map(map.get("enclosed"));
        return new Content(
                ContactJson.map(map.get("data")),
                text,
                ifQuiet,
                route,
                sendIf,
                EnclosedJson.read(enclosed),
                EnclosedJson.readPins(enclosed),
                map.containsKey("edition")
                        ? Optional.of(edition(ContactJson.map(map.get("edition"))))
                        : Optional.empty());
    }

    private static Edition edition(Map<String, Object> map) {
        int number = map.get("number") instanceof Number n ? n.intValue() : 0;
        return new Edition(String.valueOf(map.get("of")), number, String.valueOf(map.get("mark")));
    }

    /** The stored form of a route. */
    public static Map<String, Object> writeRoute(Route route) {
        return RouteJson.write(route);
    }

    /** A route from its stored form. */
    public static Route readRoute(Map<String, Object> stored) {
        return RouteJson.read(stored);
    }

    /** The stored form of what an item of an inbox says. */
    public String writeItem(Words words) {
        return ItemJson.write(words, data);
    }

    /** What an item of an inbox says, from its stored form. */
    public static Said readItem(String stored) {
        return ItemJson.read(stored);
    }

    /** What an item of an inbox says, and what its notification was sent with. */
    public record Said(Words words, Map<String, Object> data) {}

    /** The stored form of a contact that came with the request. */
    public static String writeContact(Contact contact) {
        return Json.write(ContactJson.write(contact));
    }

    /** A contact from its stored form. */
    public static Contact readContact(String stored) {
        return ContactJson.read(Json.read(stored));
    }

    /** The stored form of a recipient: the id, or a map. */
    public static Object writeRecipient(Recipient recipient) {
        return RequestJson.recipient(recipient);
    }

    /** A recipient from the stored form. */
    public static Recipient readRecipient(Object stored) {
        return RequestJson.recipient(stored);
    }

    /** The stored form of a request that is to be sent later, without its time and its key; what it attaches is pinned when it is sent. */
    public static Map<String, Object> writeRequest(Notification n) {
        return RequestJson.write(n);
    }

    /** A request from its stored form. */
    public static Notification readRequest(Map<String, Object> stored) {
        return RequestJson.read(stored);
    }

    /** Tells requests apart that may not share a key: by recipients and subject. */
    public static long shapeOf(Notification n) {
        return Shape.of(n);
    }

    /** A recipient's key as it may be shown: the address in a bare one is masked. */
    public static String shown(String recipientKey) {
        if (!recipientKey.startsWith(Recipient.ADDRESS_PREFIX)) {
            return recipientKey;
        }
        String[] parts = recipientKey.split(":", 3);
        return parts.length == 3 && !parts[2].isEmpty()
                ? parts[1] + ":" + Address.masked(parts[1], parts[2])
                : Recipient.ADDRESS_PREFIX + "***";
    }
}
