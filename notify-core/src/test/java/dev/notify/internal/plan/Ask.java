package dev.notify.internal.plan;

import dev.notify.delivery.Decision;
import dev.notify.internal.collapse.Collapse;
import dev.notify.internal.people.People;
import dev.notify.internal.setup.Setup;
import dev.notify.internal.words.WordBook;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.Priority;
import dev.notify.policy.Quota;
import dev.notify.preference.AddressConsent;
import dev.notify.preference.Category;
import dev.notify.preference.DeliveryHours;
import dev.notify.preference.Preferences;
import dev.notify.request.IfQuiet;
import dev.notify.request.NotificationType;
import dev.notify.security.FieldSeal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A question to the planner, put together word by word: of a patient in Lisbon who can be reached by e-mail and SMS. */
record Ask(
        NotificationType type,
        ChannelName channel,
        Preferences preferences,
        Contact contact,
        IfQuiet ifQuiet,
        String now,
        String due,
        String expires,
        boolean forced,
        boolean tried) {

    static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");
    static final Category NEWS = Category.named("news").onlyOptedIn();

    static Ask of(NotificationType type) {
        return new Ask(
                type,
                ChannelName.EMAIL,
                Preferences.none(),
                Contact.of("p").email("p@example.org").sms("+15550100").inZone(LISBON),
                IfQuiet.SEND_BEFORE,
                "",
                "",
                "",
                false,
                false);
    }

    /** By this channel. */
    Ask by(ChannelName to) {
        return new Ask(type, to, preferences, contact, ifQuiet, now, due, expires, forced, tried);
    }

    Ask wanting(Preferences said) {
        return new Ask(type, channel, said, contact, ifQuiet, now, due, expires, forced, tried);
    }

    Ask reached(Contact at) {
        return new Ask(type, channel, preferences, at, ifQuiet, now, due, expires, forced, tried);
    }

    Ask ifQuiet(IfQuiet what) {
        return new Ask(type, channel, preferences, contact, what, now, due, expires, forced, tried);
    }

    /** By the clock in Lisbon; the deadline may be empty. */
    Ask times(String nowThere, String dueThere, String expiresThere) {
        return new Ask(type, channel, preferences, contact, ifQuiet, nowThere, dueThere, expiresThere, forced, tried);
    }

    Ask force() {
        return new Ask(type, channel, preferences, contact, ifQuiet, now, due, expires, true, tried);
    }

    Ask again() {
        return new Ask(type, channel, preferences, contact, ifQuiet, now, due, expires, forced, true);
    }

    static Instant lisbon(String there) {
        return LocalDateTime.parse(there).atZone(LISBON).toInstant();
    }

    private @Nullable Instant deadline() {
        return expires.isEmpty() ? null : lisbon(expires);
    }

    private Planner.Question question(People.Person person) {
        return new Planner.Question(
                type,
                type.priority(),
                channel,
                person,
                new Planner.Times(lisbon(now), lisbon(due), deadline(), ifQuiet, tried),
                forced,
                false);
    }

    /** What the planner decides once everything is looked up. */
    Decision decide() {
        return decide(Map.of());
    }

    /** The same, where the ledger says this. */
    Decision decide(Map<Address, AddressConsent> consents) {
        return new Planner(setup()).decide(question(person(consents)));
    }

    /** The same, where this went out last about its subject. */
    Decision decide(Collapse.Spoken last) {
        return new Planner(setup()).decide(question(person(Map.of())).spoken(Optional.of(last)));
    }

    /** The same, where the recipient has had all that the category allows. */
    Decision decideOneTooMany() {
        Planner planner = new Planner(setup());
        Planner.Question question = question(person(Map.of()));
        Decision decision = planner.decide(question);
        return planner.capOf(question, decision)
                .map(cap -> planner.tooMany(question, cap))
                .orElse(decision);
    }

    private People.Person person(Map<Address, AddressConsent> consents) {
        return new People.Person(Optional.of(contact), true, false, Optional.of(preferences), consents);
    }

    /** When a worker looks at it first, if nothing is looked up as it is accepted. */
    Instant firstLook() {
        People.Person nobodyYet = new People.Person(Optional.empty(), false, false, Optional.empty());
        return new Planner(setup()).firstLook(question(nobodyYet), lisbon(due));
    }

    static Setup setup() {
        Duration some = Duration.ofSeconds(10);
        return new Setup(
                new Setup.Identity(
                        "n", Optional.empty(), false, true, ZoneId.of("UTC"), Locale.ENGLISH, DeliveryHours.DEFAULT),
                Map.of(),
                Map.of(
                        NEWS.name(),
                        NEWS,
                        "alarm",
                        Category.named("alarm").neverDelayed(),
                        "few",
                        Category.named("few").atMost(Quota.perDay(3)),
                        "few-or-none",
                        Category.named("few-or-none").atMost(Quota.perDay(3).overflow(Quota.Overflow.DROP))),
                WordBook.of(WordBook.Sources.NONE, List.of()),
                new Setup.Lines(Map.of(), Optional.empty(), true, Map.of()),
                new Setup.Guard(List.of(), Map.of()),
                new Setup.Timings(some, some, some, some, some),
                new Setup.Limits(Optional.empty(), 1_000, 1_000, 256 * 1024, 25),
                new Setup.Seams(
                        Optional.empty(),
                        Optional.of((id, tenant) -> Optional.empty()),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        FieldSeal.plain(),
                        Optional.empty()));
    }

    static NotificationType type(Priority priority, boolean daytime) {
        NotificationType type =
                NotificationType.named("lab").category("results").priority(priority);
        return daytime ? type.daytime() : type.anyTime();
    }
}
