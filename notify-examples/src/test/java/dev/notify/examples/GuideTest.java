package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.NotificationService;
import dev.notify.Notifications;
import dev.notify.Settings;
import dev.notify.WhenStoreIsDown;
import dev.notify.channel.DeliveryInterceptor;
import dev.notify.delivery.Attempt;
import dev.notify.delivery.Bulk;
import dev.notify.delivery.Change;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.KeyConflictException;
import dev.notify.delivery.NotificationStatus;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Page;
import dev.notify.delivery.Receipt;
import dev.notify.delivery.Statistics;
import dev.notify.event.Alert;
import dev.notify.event.Health;
import dev.notify.event.NotificationEvent.Finished;
import dev.notify.event.NotificationListener;
import dev.notify.jdbc.JdbcSchema;
import dev.notify.jdbc.JdbcStore;
import dev.notify.jdbc.SchemaMode;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.ContactSource;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import dev.notify.policy.MaybeSentRule;
import dev.notify.policy.RateLimit;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.testing.RecordingChannel;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The code of the guide's pages, run. */
class GuideTest {

    // region type
    private static final NotificationType LAB_READY = NotificationType.named("lab-result-ready")
            .category("results")
            .priority(Priority.HIGH)
            .anyTime()
            .sendBy(EMAIL, SMS)
            .showDetailsOn(EMAIL)
            .requires("test")
            .text("Your {{test}} results", "The results of your {{test}} are ready to read.")
            .discreet("Example Hospital", "There is news for you. Please sign in to read it.");
    // endregion

    // region policies
    private static final NotificationType RECALL = NotificationType.named("vaccine-recall")
            .daytime()
            .sendBy(SMS)
            .discreet("Example Hospital", "Please call us about your last visit.")
            .retry(RetryPolicy.upTo(Duration.ofHours(6)).waiting(Duration.ofSeconds(30), Duration.ofMinutes(30)))
            .whenMaybeSent(MaybeSentRule.PREFER_MISS)
            .acceptAtMost(RateLimit.perMinute(600))
            .ifFailed("call-by-phone");
    // endregion

    // region collapse
    private static final NotificationType PULSE = NotificationType.named("pulse-out-of-range")
            .anyTime()
            .sendBy(EMAIL)
            .collapseWithin(Duration.ofMinutes(10))
            .discreet("Ward 12B", "A monitor calls{{#more}}, and {{more}} times more{{/more}}.");
    // endregion

    private static final NotificationType REMINDER = NotificationType.named("appointment-reminder")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("Example Hospital", "You have an appointment tomorrow.");

    /** Stands for the host's own table of patients. */
    private static final class Patients {
        Optional<Contact> byId(String id) {
            // region contacts
            return Optional.of(Contact.of(id)
                    .email("someone@example.org")
                    .sms("+15550100042")
                    .inZone("Africa/Johannesburg")
                    .speaking("af-ZA"));
            // endregion
        }
    }

    private final List<Alert> alerts = new ArrayList<>();
    private final ContactSource contacts = new Patients()::byId;

    private TestNotifications start() {
        return TestNotifications.start(
                b -> b.define(LAB_READY, RECALL, PULSE, REMINDER)
                        .contactsFrom(contacts)
                        .handler("call-by-phone", alerts::add),
                EMAIL,
                SMS);
    }

    private static Notification reminder() {
        return Notification.of(REMINDER).to("patient-42");
    }

    @Test
    void shows_details_only_where_the_type_says_so() {
        try (TestNotifications test = start()) {
            test.notifications()
                    .send(Notification.of(LAB_READY).to("patient-42").with("test", "blood count"));
            test.run();

            assertThat(test.sent().on(EMAIL).one().words().title()).isEqualTo("Your blood count results");
            assertThat(test.sent().on(SMS).one().words().title()).isEqualTo("Example Hospital");
            assertThatThrownBy(() ->
                            test.notifications().send(Notification.of(LAB_READY).to("patient-42")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("data.test");
        }
    }

    @Test
    void takes_in_very_many_at_once() {
        List<String> patients = List.of("patient-1", "patient-2", "patient-3");
        try (TestNotifications test = start()) {
            Notifications notifications = test.notifications();
            // region send-all
            Bulk bulk = notifications.sendAll(patients.stream()
                    .map(patient -> Notification.of(REMINDER).to(patient).key("flu-2026-" + patient)));
            // endregion
            test.run();
            test.sent().count(3);
            assertThat(bulk.stored()).isEqualTo(3);
        }
    }

    @Test
    void makes_one_message_of_a_storm() {
        try (TestNotifications test = start()) {
            for (int i = 0; i < 16; i++) {
                test.notifications().send(Notification.of(PULSE).to("nurse-7").about("bed-4"));
                test.advance(Duration.ofSeconds(1));
            }
            assertThat(test.sent().one().words().body()).isEqualTo("A monitor calls.");
            test.advance(Duration.ofMinutes(30));
            assertThat(test.channel(EMAIL).received())
                    .extracting(m -> m.words().body())
                    .containsExactly("A monitor calls.", "A monitor calls, and 14 times more.");
        }
    }

    @Test
    void reaches_ids_contacts_and_bare_addresses() {
        try (TestNotifications test = start()) {
            Notifications notifications = test.notifications();
            // region recipients
            notifications.send(Notification.of(REMINDER)
                    .to("patient-42", "patient-43")
                    .to(Contact.of("new-patient").email("new@example.org"))
                    .toAddress(Address.email("gp@example.org")));

            notifications.send(Notification.text("Visiting hours", "Ward 12B is open until 20:00 today.")
                    .to("patient-42")
                    .onlyBy(EMAIL));
            // endregion
            test.run();

            test.sent().on(EMAIL).count(5);
            test.sent().saying("Ward 12B").one();
        }
    }

    @Test
    void sends_once_under_a_key() {
        try (TestNotifications test = start()) {
            Notifications notifications = test.notifications();
            // region keys
            Receipt first =
                    notifications.send(reminder().about("appointment-77").key("appointment-77"));
            Receipt again =
                    notifications.send(reminder().about("appointment-77").key("appointment-77"));

            assertThat(again.replayed()).isTrue();
            assertThat(again.id()).isEqualTo(first.id());
            assertThatThrownBy(() -> notifications.send(
                            reminder().about("appointment-78").key("appointment-77")))
                    .isInstanceOf(KeyConflictException.class);
            // endregion
            test.run();

            test.sent().one();
        }
    }

    @Test
    void waits_for_times() {
        try (TestNotifications test = start()) {
            Notifications notifications = test.notifications();
            Instant visit = test.clock().instant().plus(Duration.ofDays(2));
            // region times
            notifications.send(reminder().at(visit.minus(Duration.ofDays(1))));
            notifications.send(reminder().at(LocalDateTime.of(2026, 3, 3, 9, 30), ZoneId.of("Africa/Johannesburg")));
            notifications.send(reminder().after(Duration.ofMinutes(20)).expiresAfter(Duration.ofHours(2)));
            // endregion
            test.run();

            test.sent().none();
            test.advance(Duration.ofDays(1));
            test.sent().count(3);
        }
    }

    @Test
    void sends_only_what_still_holds() {
        List<String> booked = new ArrayList<>(List.of("appointment-77"));
        try (TestNotifications test = TestNotifications.start(
                service -> {
                    service.define(REMINDER).contactsFrom(contacts);
                    // region condition
                    service.condition("still-booked", asked -> booked.contains(asked.subject()));
                    // endregion
                },
                EMAIL)) {
            Notifications notifications = test.notifications();
            // region send-if
            notifications.send(
                    reminder().about("appointment-77").after(Duration.ofDays(1)).sendIf("still-booked"));
            // endregion
            booked.clear();
            test.advance(Duration.ofDays(1));
            test.sent().none();
        }
    }

    @Test
    void changes_what_waits() {
        try (TestNotifications test = start()) {
            Notifications notifications = test.notifications();
            Receipt receipt = notifications.send(
                    reminder().about("appointment-77").key("a-77").after(Duration.ofHours(5)));
            // region changes
            Notifications clerk = notifications.as("clerk-7");

            clerk.reschedule(
                    receipt.id(), test.clock().instant().plus(Duration.ofHours(1)), "the clinic opens earlier");
            clerk.sendNow(Which.key("appointment-reminder", "a-77"), "the patient asked for it");
            Change change = clerk.cancel(Which.about("appointment-77"), "called off");
            // endregion
            assertThat(change.changed() + change.inFlight() + change.finished()).isEqualTo(1);
        }
    }

    @Test
    void tells_how_things_stand() {
        try (TestNotifications test = start()) {
            Notifications notifications = test.notifications();
            test.channel(EMAIL).failNext("busy");
            Receipt receipt = notifications.send(reminder().correlation("visit-9"));
            test.advance(Duration.ofMinutes(1));
            List<String> lines = new ArrayList<>();
            // region status
            NotificationStatus status = notifications.status(receipt.id()).orElseThrow();
            for (Delivery delivery : status.deliveries()) {
                for (Attempt attempt : delivery.attempts()) {
                    lines.add(delivery.channel() + " " + attempt.number() + ": " + attempt.outcome());
                }
            }

            Page failed = notifications.find(DeliveryQuery.all()
                    .in(DeliveryState.FAILED, DeliveryState.MAYBE_SENT)
                    .type("appointment-reminder")
                    .limit(100));
            long about = notifications.count(DeliveryQuery.all().correlation("visit-9"));
            Statistics hour = notifications.statistics(Duration.ofHours(1));
            // endregion
            assertThat(status.finished()).isTrue();
            assertThat(lines).containsExactly("email 1: try-again", "email 2: sent");
            assertThat(status.deliveries().get(0).attempts()).hasSize(2);
            assertThat(failed.deliveries()).isEmpty();
            assertThat(about).isEqualTo(1);
            assertThat(hour.count(DeliveryState.SENT)).isEqualTo(1);
        }
    }

    @Test
    void calls_a_handler_when_nobody_could_be_reached() {
        try (TestNotifications test = start()) {
            test.channel(SMS).rejectNext("the number is blocked");
            test.notifications().send(Notification.of(RECALL).to("patient-42"));
            test.advance(Duration.ofMinutes(1));

            assertThat(alerts).singleElement().extracting(Alert::recipient).isEqualTo("patient-42");
        }
    }

    @Test
    void goes_around_and_listens() {
        AtomicInteger slow = new AtomicInteger();
        List<Finished> finished = new ArrayList<>();
        // region interceptor
        DeliveryInterceptor measure = (message, next) -> {
            long before = System.nanoTime();
            Outcome outcome = next.deliver(message);
            if (System.nanoTime() - before > Duration.ofSeconds(5).toNanos()) {
                slow.incrementAndGet();
            }
            return outcome;
        };
        NotificationListener listener = event -> {
            if (event instanceof Finished done) {
                finished.add(done);
            }
        };
        // endregion
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(REMINDER)
                        .contactsFrom(contacts)
                        .interceptor(measure)
                        .onEvent(listener),
                EMAIL)) {
            test.notifications().send(reminder());
            test.run();
        }

        assertThat(slow).hasValue(0);
        assertThat(finished).hasSize(1);
    }

    @Test
    void starts_as_the_guide_says() throws Exception {
        RecordingChannel email = RecordingChannel.of(EMAIL);
        // region operate
        NotificationService notifications = NotificationService.builder()
                .store(JdbcStore.h2(Show.freshFolder("guide").resolve("notify")))
                .channel(email)
                .contactsFrom(contacts)
                .define(REMINDER)
                .environment("staging")
                .onlyTo("@example.org")
                .whenStoreIsDown(WhenStoreIsDown.WAIT)
                .settings(Settings.fromEnvironment())
                .start();
        // endregion
        // region health
        Health health = notifications.health();
        if (health.status() != Health.Status.UP) {
            tellTheOperator(health.asText());
        }
        // endregion
        // region doctor
        String report = notifications.doctor().asText();
        // endregion
        assertThat(report).contains("UP store: ", "UP settings: the environment is staging");
        // region close
        boolean everythingRecorded = notifications.close(Duration.ofSeconds(20));
        // endregion
        assertThat(health.status()).isEqualTo(Health.Status.UP);
        assertThat(everythingRecorded).isTrue();
    }

    private static void tellTheOperator(String findings) {
        throw new AssertionError(findings);
    }

    @Test
    void makes_the_tables_elsewhere() {
        // region schema
        List<String> statements = JdbcSchema.postgresql().tables("app.notify_").statements();

        JdbcStore store = JdbcStore.url("jdbc:postgresql://db.example.org/hospital", "notify_app", "secret")
                .tables("app.notify_")
                .schema(SchemaMode.VALIDATE);
        // endregion
        assertThat(statements).isNotEmpty().allMatch(s -> s.contains("notify_"));
        assertThat(store).isNotNull();
    }

    @Test
    void forgets_no_scope() {
        try (TestNotifications test = start()) {
            // region scopes
            Notifications clinic =
                    test.notifications().forTenant("clinic-north").as("dr-silva");
            Receipt receipt = clinic.send(reminder());
            // endregion
            assertThat(clinic.status(receipt.id())).isPresent();
            assertThat(test.notifications().status(receipt.id())).isEmpty();
            clinic.reschedule(Which.id(receipt.id()), When.after(Duration.ofHours(1)), "later");
        }
    }
}
