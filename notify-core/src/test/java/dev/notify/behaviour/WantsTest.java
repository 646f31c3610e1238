package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.behaviour.People.visit;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.NotificationServiceBuilder;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.event.Health;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Tenant;
import dev.notify.preference.Category;
import dev.notify.preference.Preferences;
import dev.notify.preference.PreferredTime;
import dev.notify.preference.QuietHours;
import dev.notify.request.IfQuiet;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people want, and when; told of the whole service, whose clock begins on a Monday at noon, UTC. */
class WantsTest {

    private static final Preferences NIGHT = Preferences.none().quiet(QuietHours.daily("22:00", "08:00"));

    private final Map<String, Preferences> said = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    private Optional<Preferences> answer(String id, Tenant tenant) {
        asked.add(id + "@" + tenant.value());
        return Optional.ofNullable(said.get(id));
    }

    private void build(NotificationServiceBuilder b) {
        b.define(People.LAB, People.VISIT)
                .contactsFrom(id -> Optional.of(Contact.of(id)
                        .email(id + "@example.org")
                        .sms("+15550100")
                        .inZone("Africa/Johannesburg")))
                .preferencesFrom(this::answer)
                .poll(Duration.ofMinutes(5));
    }

    private TestNotifications start() {
        return TestNotifications.start(this::build, EMAIL, SMS);
    }

    private static Instant at(String moment) {
        return Instant.parse(moment);
    }

    @Test
    void what_is_turned_off_is_not_sent_and_the_reason_says_by_which_word() {
        try (TestNotifications test = start()) {
            said.put("a", Preferences.none().turnOff("general", SMS));
            Receipt receipt = test.notifications().send(visit("a"));
            test.run();
            test.sent().on(SMS).none();
            test.sent().on(EMAIL).to("a").one();
            assertThat(test.status(receipt.id()).deliveries())
                    .filteredOn(d -> d.channel().equals(SMS))
                    .singleElement()
                    .satisfies(d -> {
                        assertThat(d.state()).isEqualTo(DeliveryState.SUPPRESSED);
                        assertThat(d.reason()).contains("turned off by the recipient: category general on sms");
                        assertThat(d.tries()).isZero();
                    });
        }
    }

    @Test
    void the_host_is_asked_by_id_and_tenant_right_before_and_once_for_all_channels() {
        try (TestNotifications test = start()) {
            test.notifications().forTenant("north").send(visit("a").after(Duration.ofHours(1)));
            assertThat(asked).isEmpty();
            said.put("a", Preferences.none().turnOffEverything());
            test.advance(Duration.ofHours(1));
            test.sent().none();
            assertThat(asked).containsExactly("a@north");
            said.put("a", Preferences.none());
            test.notifications().send(visit("a"));
            test.run();
            assertThat(asked).as("another tenant's is another person").containsExactly("a@north", "a@default");
            test.advance(Duration.ofSeconds(5));
            test.notifications().send(visit("a"));
            test.run();
            assertThat(asked).hasSize(3);
        }
    }

    @Test
    void what_comes_up_at_night_waits_for_the_morning_where_the_recipient_lives() {
        try (TestNotifications test = start()) {
            said.put("a", NIGHT);
            test.advanceTo(at("2026-03-02T20:30:00Z"));
            Receipt receipt = test.notifications().send(lab("a"));
            test.run();
            assertThat(only(test, receipt).dueAt()).isEqualTo(at("2026-03-03T06:00:00Z"));
            assertThat(only(test, receipt).reason())
                    .contains("held until 08:00 Africa/Johannesburg: quiet hours 22:00-08:00");
            test.crash().advanceTo(at("2026-03-03T05:59:59.999Z"));
            test.sent().none();
            test.advanceTo(at("2026-03-03T06:00:00Z"));
            test.sent().one();
            assertThat(only(test, receipt).tries()).isEqualTo(1);
            assertThat(only(test, receipt).reason())
                    .as("the hold is remembered")
                    .contains("sent; held until 08:00 Africa/Johannesburg: quiet hours 22:00-08:00");
        }
    }

    @Test
    void quiet_hours_that_change_while_it_waits_count_as_they_are_then() {
        try (TestNotifications test = start()) {
            said.put("a", NIGHT);
            test.advanceTo(at("2026-03-02T20:30:00Z"));
            test.notifications().send(lab("a"));
            test.run();
            said.put("a", Preferences.none().quiet(QuietHours.daily("22:00", "09:30")));
            test.advanceTo(at("2026-03-03T07:29:00Z"));
            test.sent().none();
            test.advanceTo(at("2026-03-03T07:30:00Z"));
            test.sent().one();
        }
    }

    @Test
    void a_reminder_that_would_be_useless_in_the_morning_comes_in_the_evening() {
        try (TestNotifications test = start()) {
            said.put("a", NIGHT);
            Notification reminder = lab("a").at(at("2026-03-05T02:00:00Z")).usefulUntil(at("2026-03-05T05:00:00Z"));
            Receipt receipt = test.notifications().send(reminder);
            assertThat(receipt.planned().get(0).dueAt()).isEqualTo(at("2026-03-05T02:00:00Z"));
            test.advanceTo(at("2026-03-04T19:58:59Z"));
            test.sent().none();
            test.advanceTo(at("2026-03-04T19:59:00Z"));
            test.sent().one();
            assertThat(only(test, receipt).reason().orElse("")).contains("sent before quiet hours 22:00-08:00");
        }
    }

    @Test
    void each_way_out_of_the_night() {
        try (TestNotifications test = start()) {
            said.put("a", NIGHT);
            test.advanceTo(at("2026-03-02T21:00:00Z"));
            Notification tonight = lab("a").usefulUntil(at("2026-03-03T05:00:00Z"));
            Receipt before = test.notifications().send(tonight);
            Receipt after = test.notifications().send(tonight.ifQuiet(IfQuiet.SEND_AFTER));
            Receipt anyway = test.notifications().send(lab("a").ifQuiet(IfQuiet.SEND_ANYWAY));
            Receipt drop = test.notifications().send(lab("a").ifQuiet(IfQuiet.DROP));
            test.run();
            assertThat(state(test, before)).isEqualTo(DeliveryState.SENT);
            assertThat(state(test, after)).isEqualTo(DeliveryState.TOO_LATE);
            assertThat(state(test, anyway)).isEqualTo(DeliveryState.SENT);
            assertThat(state(test, drop)).isEqualTo(DeliveryState.SUPPRESSED);
            assertThat(only(test, anyway).reason()).contains("sent; sent anyway in quiet hours 22:00-08:00");
        }
    }

    @Test
    void send_now_passes_the_night_but_nothing_that_was_turned_off() {
        try (TestNotifications test = start()) {
            said.put("a", NIGHT);
            said.put("b", Preferences.none().turnOffEverything());
            test.advanceTo(at("2026-03-02T21:00:00Z"));
            Receipt held = test.notifications().send(lab("a"));
            Receipt off = test.notifications().send(lab("b").after(Duration.ofHours(1)));
            test.run();
            test.notifications().sendNow(held.id(), "the patient asked");
            test.notifications().sendNow(off.id(), "a clerk's mistake");
            test.run();
            assertThat(state(test, held)).isEqualTo(DeliveryState.SENT);
            assertThat(state(test, off)).isEqualTo(DeliveryState.SUPPRESSED);
        }
    }

    @Test
    void a_host_that_cannot_say_what_people_want_is_asked_again_and_burns_no_try() {
        said.put("a", NIGHT);
        boolean[] down = {true};
        NotificationType once =
                NotificationType.named("once").anyTime().sendBy(EMAIL).discreet("x", "y");
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(once).contactsFrom(People::contact).preferencesFrom((id, tenant) -> {
                    if (down[0]) {
                        throw new IllegalStateException("secret@example.org is away");
                    }
                    return answer(id, tenant);
                }),
                EMAIL)) {
            Receipt receipt = test.notifications().send(Notification.of(once).to("a"));
            test.advance(Duration.ofMinutes(3));
            test.sent().none();
            assertThat(only(test, receipt).tries()).isZero();
            assertThat(only(test, receipt).reason()).contains("held: the preferences could not be looked up");
            Health health = test.notifications().health();
            assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(health.asText()).contains("preferences").doesNotContain("secret");
            down[0] = false;
            test.advance(Duration.ofMinutes(2));
            test.sent().one();
            assertThat(only(test, receipt).tries()).isEqualTo(1);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void a_source_of_contacts_that_fails_shows_in_health_too() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(People.LAB).contactsFrom(id -> {
                    throw new IllegalStateException();
                }),
                EMAIL)) {
            test.notifications().send(lab("a"));
            test.run();
            assertThat(test.notifications().health().asText()).contains("contacts");
        }
    }

    @Test
    void a_bare_address_is_nobody_and_has_no_preferences() {
        try (TestNotifications test = start()) {
            test.notifications()
                    .send(Notification.of(People.LAB).with("test", "x").toAddress(Address.email("gp@example.org")));
            test.run();
            test.sent().one();
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void preferred_times_and_pauses_hold() {
        try (TestNotifications test = start()) {
            said.put("a", Preferences.none().prefer(EMAIL, PreferredTime.EVENING));
            said.put("b", Preferences.none().pauseUntil(at("2026-03-04T09:00:00Z")));
            Receipt evening = test.notifications().send(lab("a"));
            Receipt paused = test.notifications().send(lab("b"));
            test.run();
            assertThat(only(test, evening).dueAt()).isEqualTo(at("2026-03-02T15:00:00Z"));
            assertThat(only(test, paused).dueAt()).isEqualTo(at("2026-03-04T09:00:00Z"));
            test.advance(Duration.ofDays(3));
            test.sent().count(2);
        }
    }

    @Test
    void a_category_for_those_who_opted_in_is_sent_to_them_alone() {
        Category news = Category.named("news").onlyOptedIn();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> TestNotifications.start(b -> b.categories(news, news), EMAIL));
        NotificationType letter = NotificationType.named("letter")
                .category("news")
                .anyTime()
                .sendBy(EMAIL)
                .discreet("x", "y");
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    build(b);
                    b.define(letter).categories(news);
                },
                EMAIL,
                SMS)) {
            said.put("in", Preferences.none().turnOn("news"));
            test.notifications().send(Notification.of(letter).to("in", "not-asked"));
            test.run();
            test.sent().to("in").one();
            test.sent().to("not-asked").none();
        }
    }

    @Test
    void a_deadline_before_the_time_it_is_due_is_refused() {
        try (TestNotifications test = start()) {
            Instant noon = TestNotifications.BEGINNING;
            for (Notification n : List.of(
                    lab("a").usefulUntil(noon),
                    lab("a").after(Duration.ofHours(2)).usefulUntil(noon.plusSeconds(60)),
                    lab("a").usefulUntil(noon.plus(Duration.ofDays(36_500))))) {
                assertThatExceptionOfType(InvalidInputException.class)
                        .isThrownBy(() -> test.notifications().send(n))
                        .satisfies(e -> assertThat(e.field()).isEqualTo("usefulUntil"));
            }
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> People.LAB.mandatory(" "))
                    .satisfies(e -> assertThat(e.field()).isEqualTo("mandatory"));
        }
    }

    @Test
    void the_earlier_of_two_deadlines_counts() {
        try (TestNotifications test = start()) {
            test.channel(EMAIL).failNext(50, "away");
            Receipt receipt = test.notifications()
                    .send(lab("a").expiresAfter(Duration.ofHours(5))
                            .usefulUntil(TestNotifications.BEGINNING.plus(Duration.ofHours(1))));
            test.advance(Duration.ofHours(2));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.EXPIRED);
        }
    }
}
