package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.behaviour.People.visit;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static dev.notify.model.ChannelName.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.NotificationServiceBuilder;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.preference.OwnPreferences;
import dev.notify.preference.PreferenceChange;
import dev.notify.preference.PreferenceHistory;
import dev.notify.preference.Preferences;
import dev.notify.preference.PreferredTime;
import dev.notify.preference.QuietHours;
import dev.notify.request.Notification;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What people want, as Notify keeps it: said, changed and heeded up to the last seconds, on every node. */
class StoredWantsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final QuietHours NIGHT = QuietHours.daily("22:00", "08:00");

    private final Map<String, Contact> contacts = new ConcurrentHashMap<>();

    /** How often a node looks for the work of others: seldom, so that nights pass in an instant. */
    private Duration poll = Duration.ofMinutes(5);

    private void build(NotificationServiceBuilder b) {
        b.define(People.LAB, People.VISIT)
                .poll(poll)
                .contactsFrom(id -> Optional.of(contacts.getOrDefault(
                        id, Contact.of(id).email(id + "@example.org").sms("+15550100"))));
    }

    private TestNotifications start() {
        return TestNotifications.start(this::build, EMAIL, SMS);
    }

    private static OwnPreferences of(TestNotifications test, String id) {
        return test.notifications().preferences().of(id);
    }

    private static Instant at(String moment) {
        return Instant.parse(moment);
    }

    @Test
    void what_is_turned_off_seconds_before_is_not_sent() {
        try (TestNotifications test = start()) {
            of(test, "b").turnOff(SMS);
            Receipt receipt = test.notifications().send(visit("a").after(HOUR));
            test.advance(HOUR.minusSeconds(4));
            of(test, "a").turnOff("general", SMS);
            test.advance(Duration.ofSeconds(10));
            test.sent().on(SMS).none();
            test.sent().on(EMAIL).to("a").one();
            Delivery suppressed = test.status(receipt.id()).deliveries().stream()
                    .filter(d -> d.channel().equals(SMS))
                    .findFirst()
                    .orElseThrow();
            assertThat(suppressed.state()).isEqualTo(DeliveryState.SUPPRESSED);
            assertThat(suppressed.reason()).contains("turned off by the recipient: category general on sms");
        }
    }

    @Test
    void the_first_preference_ever_is_heeded_within_the_seconds_that_are_promised() {
        try (TestNotifications test = start()) {
            test.notifications().send(visit("b"));
            test.run();
            test.sent().count(2);
            of(test, "a").turnOffEverything();
            test.advance(Duration.ofSeconds(5));
            test.notifications().send(visit("a"));
            test.run();
            test.sent().count(2);
        }
    }

    @Test
    void every_word_is_kept_as_it_was_said() {
        try (TestNotifications test = start()) {
            OwnPreferences own = of(test, "a");
            assertThat(own.current()).isEqualTo(Preferences.none());
            own.turnOffEverything();
            own.turnOnEverything();
            own.turnOff(SMS);
            own.turnOn(SMS);
            own.turnOff(EMAIL);
            own.turnOff("general");
            own.turnOn("general", SMS);
            own.turnOffType("visit");
            own.turnOnType("lab-result-ready", EMAIL);
            own.turnOffType("lab-result-ready");
            own.turnOnType("visit", SMS);
            QuietHours hours = QuietHours.NONE
                    .on(QuietHours.WEEKDAYS, "22:00", "07:30")
                    .allDay(java.time.DayOfWeek.SUNDAY)
                    .holidays(java.time.LocalDate.of(2026, 12, 25))
                    .inZone("Europe/Lisbon");
            own.quietHours(hours);
            own.preferredTime(EMAIL, PreferredTime.MORNING, PreferredTime.at("18:30"));
            own.preferredTime(SMS, PreferredTime.EVENING);
            own.preferredTime(SMS);
            own.pauseAllUntil(at("2026-03-09T09:00:00Z"), "on holiday");
            Preferences expected = Preferences.none()
                    .turnOff(EMAIL)
                    .turnOff("general")
                    .turnOn("general", SMS)
                    .turnOffType("visit")
                    .turnOnType("lab-result-ready", EMAIL)
                    .turnOffType("lab-result-ready")
                    .turnOnType("visit", SMS)
                    .quiet(hours)
                    .prefer(EMAIL, PreferredTime.MORNING, PreferredTime.at("18:30"))
                    .pauseUntil(at("2026-03-09T09:00:00Z"));
            assertThat(own.current()).isEqualTo(expected);
            assertThat(own.resume().paused()).isEmpty();
            of(test, "b").copyFrom("a");
            assertThat(of(test, "b").current()).isEqualTo(expected.resume());
            of(test, "a").replace(Preferences.none());
            assertThat(own.current()).isEqualTo(Preferences.none());
        }
    }

    @Test
    void the_history_says_who_changed_what_and_from_what_to_what() {
        try (TestNotifications test = start()) {
            test.notifications().as("clerk-7").preferences().of("a").turnOff("general", SMS);
            test.advance(HOUR);
            of(test, "a").turnOff("general", SMS);
            test.notifications()
                    .as("a")
                    .preferences()
                    .of("a")
                    .change("settings page", p -> p.turnOn("general", SMS).quiet(NIGHT));
            PreferenceHistory history = of(test, "a").history();
            assertThat(history.next()).isEmpty();
            assertThat(history.changes())
                    .as("what changes nothing is no change")
                    .hasSize(2);
            PreferenceChange last = history.changes().get(0);
            assertThat(last.number()).isEqualTo(2);
            assertThat(last.by().value()).isEqualTo("a");
            assertThat(last.why()).hasValue("settings page");
            assertThat(last.at()).isEqualTo(TestNotifications.BEGINNING.plus(HOUR));
            assertThat(last.differences())
                    .containsExactly("category general on sms: off -> on", "quiet hours: none -> 22:00-08:00");
            assertThat(history.changes().get(1).asText())
                    .isEqualTo("2026-03-02T12:00:00Z clerk-7: category general on sms: not said -> off");
            assertThat(last.before()).isEqualTo(history.changes().get(1).after());
            assertThat(test.notifications()
                            .forTenant("north")
                            .preferences()
                            .of("a")
                            .history()
                            .changes())
                    .isEmpty();
        }
    }

    @Test
    void a_long_history_comes_in_pages() {
        try (TestNotifications test = start()) {
            OwnPreferences own = of(test, "a");
            for (int i = 0; i < 12; i++) {
                own.pauseAllUntil(at("2026-03-09T09:00:00Z").plusSeconds(i), "once more");
            }
            List<Long> numbers = new ArrayList<>();
            Optional<String> next = Optional.empty();
            do {
                PreferenceHistory page = own.history(next, 5);
                page.changes().forEach(c -> numbers.add(c.number()));
                next = page.next();
            } while (next.isPresent());
            assertThat(numbers).containsExactly(12L, 11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
        }
    }

    @Test
    void turning_quiet_hours_off_lets_out_what_they_held() {
        try (TestNotifications test = start()) {
            of(test, "a").quietHours(NIGHT);
            of(test, "b").quietHours(NIGHT);
            test.advanceTo(at("2026-03-02T22:30:00Z"));
            Receipt held = test.notifications().send(lab("a"));
            Receipt other = test.notifications().send(lab("b"));
            Receipt later = test.notifications().send(lab("a").after(HOUR));
            test.run();
            assertThat(only(test, held).dueAt()).isEqualTo(at("2026-03-03T08:00:00Z"));
            of(test, "a").quietHours(QuietHours.NONE);
            test.run();
            test.sent().to("a").one();
            assertThat(state(test, held)).isEqualTo(DeliveryState.SENT);
            assertThat(only(test, held).tries()).isEqualTo(1);
            assertThat(state(test, other)).isEqualTo(DeliveryState.PENDING);
            assertThat(state(test, later)).as("its own time has not come").isEqualTo(DeliveryState.PENDING);
            test.advance(HOUR);
            assertThat(state(test, later)).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void a_pause_holds_and_its_end_releases_also_on_another_node() {
        poll = Duration.ofSeconds(1);
        try (TestNotifications test = start()) {
            TestNode second = test.addNode(this::build);
            second.notifications().preferences().of("a").pauseAllUntil(at("2026-03-09T09:00:00Z"), "in hospital");
            test.advance(Duration.ofSeconds(4));
            Receipt receipt = test.notifications().send(lab("a"));
            test.run();
            assertThat(only(test, receipt).reason())
                    .contains("held until 2026-03-09 09:00 UTC: paused by the recipient");
            second.notifications().preferences().of("a").resume();
            test.advance(Duration.ofSeconds(5));
            test.sent().one();
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void a_node_that_still_remembers_the_night_does_not_keep_what_it_held() {
        poll = Duration.ofSeconds(1);
        try (TestNotifications test = start()) {
            TestNode second = test.addNode(this::build);
            of(test, "a").quietHours(NIGHT);
            test.clock().set(at("2026-03-02T22:30:00Z"));
            List<Receipt> held = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                held.add((i % 2 == 0 ? test.notifications() : second.notifications()).send(lab("a")));
                test.run();
            }
            of(test, "a").quietHours(QuietHours.NONE);
            test.advance(Duration.ofSeconds(7));
            assertThat(held).allSatisfy(r -> assertThat(state(test, r)).isEqualTo(DeliveryState.SENT));
        }
    }

    @Test
    void new_quiet_hours_have_a_reminder_sent_before_them() {
        try (TestNotifications test = start()) {
            Receipt reminder = test.notifications()
                    .send(lab("a").at(at("2026-03-03T02:00:00Z")).usefulUntil(at("2026-03-03T05:00:00Z")));
            test.advance(HOUR);
            of(test, "a").quietHours(NIGHT);
            test.advanceTo(at("2026-03-02T21:58:59Z"));
            test.sent().none();
            test.advanceTo(at("2026-03-02T21:59:00Z"));
            test.sent().one();
            assertThat(only(test, reminder).reason().orElse("")).contains("sent before quiet hours 22:00-08:00");
        }
    }

    @Test
    void a_change_leaves_alone_what_waits_for_a_retry() {
        try (TestNotifications test = start()) {
            test.channel(EMAIL).failNext(Duration.ofMinutes(10), "away");
            Receipt receipt = test.notifications().send(lab("a"));
            test.run();
            of(test, "a").turnOff(SMS);
            test.advance(Duration.ofMinutes(9));
            assertThat(only(test, receipt).tries()).isEqualTo(1);
            test.sent().none();
            test.advance(Duration.ofMinutes(2));
            test.sent().one();
        }
    }

    @Test
    void the_host_asks_for_it_when_its_own_source_has_changed() {
        Map<String, Preferences> said = new HashMap<>();
        said.put("a", Preferences.none().quiet(NIGHT));
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    build(b);
                    b.preferencesFrom((id, tenant) -> Optional.ofNullable(said.get(id)));
                },
                EMAIL,
                SMS)) {
            test.advanceTo(at("2026-03-02T23:00:00Z"));
            Receipt receipt = test.notifications().send(lab("a"));
            test.run();
            said.put("a", Preferences.none());
            test.advance(Duration.ofSeconds(10));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.PENDING);
            test.notifications().replan("a");
            test.run();
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void the_answer_of_the_host_counts_as_a_whole_and_what_is_stored_where_it_says_nothing() {
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    build(b);
                    b.preferencesFrom(
                            (id, tenant) -> id.equals("known") ? Optional.of(Preferences.none()) : Optional.empty());
                },
                EMAIL,
                SMS)) {
            of(test, "known").turnOffEverything();
            of(test, "unknown").turnOffEverything();
            test.notifications().send(lab("known"));
            test.notifications().send(lab("unknown"));
            test.run();
            test.sent().to("known").one();
            test.sent().to("unknown").none();
        }
    }

    @Test
    void somebody_who_died_is_reached_by_nothing_that_waits() {
        try (TestNotifications test = start()) {
            of(test, "a").quietHours(NIGHT);
            test.advanceTo(at("2026-03-02T23:00:00Z"));
            Receipt receipt = test.notifications().send(visit("a"));
            test.run();
            contacts.put(
                    "a", Contact.of("a").email("a@example.org").sms("+15550100").status(Contact.Status.DECEASED));
            test.notifications().replan("a");
            test.run();
            assertThat(test.status(receipt.id()).deliveries())
                    .allSatisfy(d -> assertThat(d.state()).isEqualTo(DeliveryState.SUPPRESSED));
            test.sent().none();
        }
    }

    @Test
    void the_directory_has_what_waits_decided_again_when_a_contact_is_saved() {
        try (TestNotifications test =
                TestNotifications.start(b -> b.define(People.LAB).poll(poll), EMAIL)) {
            Contact ann = Contact.of("ann").email("ann@example.org").inZone("UTC");
            test.notifications().contacts().save(ann);
            of(test, "ann").quietHours(NIGHT);
            test.advanceTo(at("2026-03-02T23:00:00Z"));
            Receipt receipt = test.notifications().send(lab("ann"));
            test.run();
            assertThat(only(test, receipt).dueAt()).isEqualTo(at("2026-03-03T08:00:00Z"));
            test.notifications().contacts().save(ann.inZone("America/New_York"));
            test.advance(poll.multipliedBy(2));
            assertThat(state(test, receipt))
                    .as("it is afternoon where she is now")
                    .isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void two_clerks_at_once_lose_no_change() {
        try (TestNotifications test = start()) {
            TestNode second = test.addNode(this::build);
            boolean[] once = {true};
            of(test, "a").change(p -> {
                if (once[0]) {
                    once[0] = false;
                    second.notifications().preferences().of("a").turnOff(EMAIL);
                }
                return p.turnOff(SMS);
            });
            assertThat(of(test, "a").current())
                    .isEqualTo(Preferences.none().turnOff(SMS).turnOff(EMAIL));
            assertThat(of(test, "a").history().changes()).hasSize(2);
        }
    }

    @Test
    void what_is_wrong_is_refused_by_the_name_of_its_field_and_nothing_is_stored() {
        try (TestNotifications test = start()) {
            OwnPreferences own = of(test, "a");
            refused("type", () -> own.turnOffType("lab-result-redy"));
            refused("type", () -> own.turnOffType("two words"));
            refused("category", () -> own.turnOff("generall"));
            refused("channel", () -> own.turnOff(WEBHOOK));
            refused("channel", () -> own.turnOff("general", WEBHOOK));
            refused("channel", () -> own.preferredTime(WEBHOOK, PreferredTime.MORNING));
            refused("quietHours", () -> own.quietHours(NIGHT.on(QuietHours.WEEKDAYS, "23:00", "23:30")));
            refused("pauseAllUntil", () -> own.pauseAllUntil(TestNotifications.BEGINNING, "x"));
            refused("pauseAllUntil", () -> own.pauseAllUntil(at("2099-01-01T00:00:00Z"), "x"));
            refused("why", () -> own.pauseAllUntil(at("2026-03-09T09:00:00Z"), " "));
            refused("recipientId", () -> of(test, " "));
            refused("recipientId", () -> of(test, "address:email:a@example.org"));
            refused("recipientId", () -> test.notifications().replan(""));
            refused("limit", () -> own.history(Optional.empty(), 0));
            refused("after", () -> own.history(Optional.of("elsewhere"), 5));
            assertThat(own.current()).isEqualTo(Preferences.none());
            assertThat(own.history().changes()).isEmpty();
        }
    }

    static void refused(String field, Runnable call) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void five_hundred_reminders_on_two_nodes_reach_nobody_where_they_no_longer_are() {
        int many = 500;
        poll = Duration.ofSeconds(1);
        try (TestNotifications test = start()) {
            TestNode second = test.addNode(this::build);
            of(test, "somebody").turnOff(SMS);
            for (int i = 0; i < many; i++) {
                Notification reminder = visit("p" + i).after(Duration.ofMinutes(1));
                (i % 2 == 0 ? test.notifications() : second.notifications()).send(reminder);
            }
            test.advance(Duration.ofSeconds(54));
            for (int i = 0; i < many; i++) {
                String id = "p" + i;
                contacts.put(id, Contact.of(id).email(id + "@example.com").sms("+15550199"));
                (i % 3 == 0 ? test.notifications() : second.notifications())
                        .preferences()
                        .of(id)
                        .turnOff("general", SMS);
            }
            test.advance(Duration.ofSeconds(30));
            test.sent().on(SMS).none();
            test.sent().on(EMAIL).count(many);
            assertThat(test.channel(EMAIL).received())
                    .allSatisfy(m -> assertThat(m.address().value()).endsWith("@example.com"));
        }
    }
}
