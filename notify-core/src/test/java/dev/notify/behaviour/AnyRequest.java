package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.IN_APP;
import static dev.notify.model.ChannelName.SMS;

import dev.notify.NotificationServiceBuilder;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.Priority;
import dev.notify.preference.Category;
import dev.notify.preference.Preferences;
import dev.notify.preference.PreferredTime;
import dev.notify.preference.QuietHours;
import dev.notify.request.IfQuiet;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.template.Templates;
import dev.notify.testing.TestNotifications;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Requests of every kind to people of every kind, all from one seed. */
final class AnyRequest {

    private static final ChannelName PAGER = ChannelName.of("pager");
    private static final List<ChannelName> CHANNELS = List.of(EMAIL, SMS, IN_APP, PAGER);
    private static final List<String> ZONES = List.of(
            "Europe/Lisbon",
            "Africa/Johannesburg",
            "America/New_York",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "America/St_Johns",
            "UTC");
    private static final List<String> CATEGORIES = List.of("results", "news", "alarm", "general");
    private static final Map<String, String> WORDS = Map.of(
            "any-0/any.txt", "Hello {{name}}\n\nIt is {{name}} and {{when}}",
            "any-0/any.af.txt", "Hallo {{name}}\n\nDit is {{name}} en {{when}}",
            "any-0/any.discreet.txt", "News\n\nPlease sign in",
            "any-0/any.discreet.af.txt", "Nuus\n\nTeken asseblief aan",
            "any-0/sms.discreet.txt", "News\n\nSign in");

    private final SplittableRandom random;
    private final List<NotificationType> types = new ArrayList<>();
    private final Map<String, Contact> contacts = new HashMap<>();
    private final Map<String, Preferences> preferences = new HashMap<>();
    private final boolean guarded;
    private int made;

    AnyRequest(long seed) {
        this.random = new SplittableRandom(seed);
        this.guarded = chance(0.2);
        for (int i = 0; i < 10; i++) {
            types.add(type(i));
        }
    }

    private boolean chance(double of) {
        return random.nextDouble() < of;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Duration upTo(Duration most) {
        Duration any = Duration.ofMillis(random.nextLong(most.toMillis()) + 1);
        return chance(0.5) ? any : Duration.ofMinutes(any.toMinutes() + 1);
    }

    Instant beginning() {
        return TestNotifications.BEGINNING.plus(upTo(Duration.ofDays(400)));
    }

    void build(NotificationServiceBuilder b) {
        b.define(types)
                .templates(Templates.of(WORDS))
                .languages("af")
                .allowCritical()
                .zone(ZoneId.of("Europe/Berlin"))
                .contactsFrom(id -> Optional.ofNullable(contacts.get(id)))
                .preferencesFrom((id, tenant) -> Optional.ofNullable(preferences.get(id)))
                .categories(
                        Category.named("news").onlyOptedIn(),
                        Category.named("alarm").neverDelayed())
                .condition("yes", about -> true)
                .condition("no", about -> false)
                .poll(Duration.ofDays(30));
        if (guarded) {
            b.onlyTo("@example.org", "+15550101");
        }
        if (chance(0.1)) {
            b.redirectAllTo(Address.email("test@example.org"));
        }
    }

    private NotificationType type(int i) {
        NotificationType type = NotificationType.named("any-" + i)
                .category(one(CATEGORIES))
                .priority(one(List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.NORMAL)))
                .sendBy(chance(0.5) ? EMAIL : SMS, one(CHANNELS))
                .text("Hello {{name}}", "It is {{name}} and {{when}}")
                .discreet("News", "Please sign in");
        type = chance(0.5) ? type.daytime() : type.anyTime();
        type = chance(0.3) ? type.showDetailsOn(EMAIL) : type;
        return chance(0.1) ? type.mandatory("the law") : type;
    }

    /** The next request, to somebody nobody has met yet. */
    Notification next(Instant now) {
        int number = made++;
        Notification n = Notification.of(one(types))
                .with("name", "Ann & Co")
                .with("when", now)
                .key("key-" + number);
        n = chance(0.1)
                ? n.toAddress(chance(0.5) ? Address.email("x" + number + "@example.org") : Address.sms("+15550101"))
                : person(n, "p" + number, now);
        n = chance(0.1) ? n.priority(Priority.CRITICAL) : n;
        n = chance(0.1) ? n.onlyBy(one(CHANNELS)) : n;
        n = chance(0.1) ? n.saying("Own words", "Said by the host") : n;
        n = chance(0.2) ? n.sendIf(chance(0.7) ? "yes" : "no") : n;
        n = chance(0.5) ? n.ifQuiet(one(List.of(IfQuiet.values()))) : n;
        Duration wait = chance(0.5) ? Duration.ZERO : upTo(Duration.ofDays(chance(0.5) ? 1 : 10));
        n = wait.isZero() ? n : n.at(now.plus(wait));
        n = chance(0.3) ? n.expiresAfter(upTo(Duration.ofHours(20))) : n;
        return chance(0.2) ? n.usefulUntil(now.plus(wait).plus(upTo(Duration.ofHours(20)))) : n;
    }

    private Notification person(Notification n, String id, Instant now) {
        Contact contact = contact(id);
        if (chance(0.8)) {
            preferences.put(id, wants(now));
        }
        if (chance(0.2)) {
            return n.to(contact);
        }
        if (!chance(0.03)) {
            contacts.put(id, contact);
        }
        return n.to(id);
    }

    private Contact contact(String id) {
        Contact contact = Contact.of(id);
        contact = chance(0.9) ? contact.email(id + (chance(0.8) ? "@example.org" : "@example.com")) : contact;
        contact = chance(0.9) ? contact.sms(chance(0.7) ? "+15550101" : "+15550102") : contact;
        contact = chance(0.9) ? contact.at(Address.of(IN_APP, id)) : contact;
        contact = chance(0.8) ? contact.inZone(one(ZONES)) : contact;
        contact =
                chance(0.7) ? contact.speaking(one(List.of(Locale.ENGLISH, Locale.forLanguageTag("af-ZA")))) : contact;
        return chance(0.05) ? contact.status(chance(0.5) ? Contact.Status.PAUSED : Contact.Status.DECEASED) : contact;
    }

    private Preferences wants(Instant now) {
        Preferences wants = Preferences.none();
        wants = chance(0.02) ? wants.turnOffEverything() : wants;
        wants = chance(0.05) ? wants.turnOff(one(CHANNELS)) : wants;
        wants = chance(0.1) ? wants.turnOff(one(CATEGORIES)) : wants;
        wants = chance(0.3) ? wants.turnOn("news") : wants;
        wants = chance(0.05) ? wants.turnOffType(one(types).name(), one(CHANNELS)) : wants;
        wants = chance(0.1) ? wants.pauseUntil(now.plus(upTo(Duration.ofDays(6)))) : wants;
        wants = chance(0.3) ? wants.prefer(one(CHANNELS), PreferredTime.MORNING, PreferredTime.at("18:30")) : wants;
        return chance(0.7) ? wants.quiet(quiet()) : wants;
    }

    private QuietHours quiet() {
        QuietHours quiet = QuietHours.daily("22:00", chance(0.5) ? "08:00" : "06:30");
        quiet = chance(0.3) ? quiet.on(QuietHours.WEEKDAYS, "13:00", "14:00") : quiet;
        quiet = chance(0.2) ? QuietHours.NONE.allDay(DayOfWeek.SUNDAY, DayOfWeek.SATURDAY) : quiet;
        quiet = chance(0.05) ? QuietHours.NONE.allDay(DayOfWeek.values()) : quiet;
        return chance(0.2) ? quiet.inZone(one(ZONES)) : quiet;
    }
}
