package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static dev.notify.testing.TestNotifications.BEGINNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.Change;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.model.Contact;
import dev.notify.model.Priority;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private static final NotificationType DAY =
            NotificationType.named("by-day").daytime().sendBy(EMAIL).discreet("x", "y");

    @Test
    void a_cancelled_notification_is_never_sent() {
        try (TestNotifications test = People.start()) {
            Receipt receipt = test.notifications().send(lab("a").after(Duration.ofHours(1)));
            Change change = test.notifications().as("clerk").cancel(receipt.id(), "patient came in");
            assertThat(change.changed()).isEqualTo(1);
            test.advance(Duration.ofHours(2));
            test.sent().none();
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.CANCELLED);
            assertThat(only(test, receipt).reason())
                    .hasValueSatisfying(why -> assertThat(why).contains("clerk", "patient came in"));
            Change again = test.notifications().cancel(receipt.id(), "twice");
            assertThat(again.changed()).isZero();
            assertThat(again.finished()).isEqualTo(1);
            assertThat(test.notifications().statistics(Duration.ofHours(3)).count(DeliveryState.CANCELLED))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_cancel_during_a_try_keeps_it_from_being_tried_again() {
        try (TestNotifications test = People.start()) {
            Receipt[] receipt = new Receipt[1];
            test.channel(EMAIL).answerNext(m -> {
                Change change = test.notifications().cancel(receipt[0].id(), "stop");
                assertThat(change.inFlight()).isEqualTo(1);
                return Outcome.tryAgain("busy");
            });
            receipt[0] = test.notifications().send(lab("a"));
            test.advance(Duration.ofHours(1));
            assertThat(test.channel(EMAIL).tries()).isEqualTo(1);
            assertThat(state(test, receipt[0])).isEqualTo(DeliveryState.CANCELLED);
        }
    }

    @Test
    void a_cancel_reaches_what_this_node_holds_and_has_not_begun() {
        try (TestNotifications test = People.start()) {
            Receipt[] waiting = new Receipt[1];
            test.channel(EMAIL).answerNext(m -> {
                Change change = test.notifications().cancel(waiting[0].id(), "stop");
                assertThat(change.inFlight()).isEqualTo(1);
                return Outcome.sent();
            });
            Receipt first = test.notifications().send(lab("a"));
            waiting[0] = test.notifications().send(lab("b"));
            test.run();
            assertThat(test.channel(EMAIL).tries()).isEqualTo(1);
            assertThat(state(test, first)).isEqualTo(DeliveryState.SENT);
            assertThat(state(test, waiting[0])).isEqualTo(DeliveryState.CANCELLED);
            assertThat(only(test, waiting[0]).attempts()).isEmpty();
        }
    }

    @Test
    void a_subject_is_changed_as_a_whole_however_much_is_about_it() {
        try (TestNotifications test = People.start()) {
            int many = 1_200;
            for (int i = 0; i < many; i++) {
                test.notifications().send(lab("p" + i).about("ward-3").after(Duration.ofHours(1)));
            }
            Which ward = Which.about("ward-3");
            Change moved = test.notifications().reschedule(ward, When.after(Duration.ofHours(3)), "later");
            assertThat(moved.changed()).isEqualTo(many);
            test.advance(Duration.ofHours(2));
            test.sent().none();
            Change cancelled = test.notifications().cancel(ward, "closed");
            assertThat(cancelled.changed()).isEqualTo(many);
            assertThat(cancelled.notifications()).hasSize(many).doesNotHaveDuplicates();
        }
    }

    @Test
    void what_is_named_by_key_or_subject_is_changed_within_its_tenant() {
        try (TestNotifications test = People.start()) {
            Receipt keyed = test.notifications().send(lab("a").key("k").after(Duration.ofHours(1)));
            Receipt about = test.notifications().send(lab("b").about("visit-7").after(Duration.ofHours(1)));
            Receipt other = test.notifications()
                    .forTenant("b")
                    .send(lab("c").about("visit-7").after(Duration.ofHours(1)));
            assertThat(test.notifications()
                            .cancel(Which.key("lab-result-ready", "k"), "x")
                            .notifications())
                    .containsExactly(keyed.id());
            assertThat(test.notifications().cancel(Which.about("visit-7"), "x").notifications())
                    .containsExactly(about.id());
            test.advance(Duration.ofHours(2));
            test.sent().count(1);
            assertThat(test.notifications().status(other.id())).isEmpty();
        }
    }

    @Test
    void a_rescheduled_notification_keeps_its_wall_time_and_its_expiry_moves_along() {
        try (TestNotifications test = People.start()) {
            Receipt receipt = test.notifications()
                    .send(lab("a").after(Duration.ofHours(1)).expiresAfter(Duration.ofMinutes(30)));
            ZoneId zone = ZoneId.of("Africa/Johannesburg");
            test.notifications()
                    .reschedule(Which.id(receipt.id()), When.at(LocalDateTime.of(2026, 3, 2, 20, 0), zone), "moved");
            test.advance(Duration.ofHours(5));
            test.sent().none();
            test.advanceTo(Instant.parse("2026-03-02T18:00:01Z"));
            test.sent().count(1);
            assertThat(test.sent().one().expiry()).hasValue(Instant.parse("2026-03-02T18:30:00Z"));
        }
    }

    @Test
    void send_now_passes_schedule_and_delivery_hours() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(DAY)
                        .contactsFrom(id -> Optional.of(
                                Contact.of(id).email("a@example.org").inZone("Asia/Tokyo"))),
                EMAIL)) {
            Receipt later =
                    test.notifications().send(Notification.of(DAY).to("a").after(Duration.ofHours(5)));
            Receipt night =
                    test.notifications().send(Notification.of(DAY).to("b").after(Duration.ofHours(2)));
            test.advance(Duration.ofHours(2));
            test.sent().none();
            test.notifications().as("nurse").sendNow(later.id(), "urgent after all");
            test.notifications().as("nurse").sendNow(night.id(), "urgent after all");
            test.run();
            test.sent().count(2);
        }
    }

    @Test
    void send_now_is_forgotten_when_it_is_moved_again() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(DAY)
                        .contactsFrom(id -> Optional.of(
                                Contact.of(id).email("a@example.org").inZone("Asia/Tokyo"))),
                EMAIL)) {
            test.advance(Duration.ofHours(2)); // 23:00 in Tokyo
            Receipt receipt =
                    test.notifications().send(Notification.of(DAY).to("a").after(Duration.ofMinutes(10)));
            test.notifications().sendNow(receipt.id(), "urgent");
            test.notifications().reschedule(Which.id(receipt.id()), When.after(Duration.ofHours(1)), "not so urgent");
            test.advanceTo(Instant.parse("2026-03-02T22:59:59Z"));
            test.sent().none();
            test.advance(Duration.ofSeconds(2));
            test.sent().count(1);
        }
    }

    @Test
    void daytime_waits_for_eight_by_the_recipients_clock_and_burns_no_attempt() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(DAY)
                        .allowCritical()
                        .contactsFrom(id -> Optional.of(
                                Contact.of(id).email("a@example.org").inZone("Asia/Tokyo"))),
                EMAIL)) {
            test.advance(Duration.ofHours(2)); // 23:00 in Tokyo
            Receipt receipt = test.notifications().send(Notification.of(DAY).to("a"));
            Receipt critical =
                    test.notifications().send(Notification.of(DAY).to("b").priority(Priority.CRITICAL));
            test.run();
            assertThat(state(test, critical)).isEqualTo(DeliveryState.SENT);
            assertThat(only(test, receipt).dueAt()).isEqualTo(Instant.parse("2026-03-02T23:00:00Z"));
            test.advanceTo(Instant.parse("2026-03-02T22:59:59Z"));
            test.sent().count(1);
            test.advance(Duration.ofSeconds(2));
            test.sent().to("a").count(1);
            assertThat(test.sent().to("a").one().attempt()).isEqualTo(1);
        }
    }

    @Test
    void times_are_what_was_asked() {
        try (TestNotifications test = People.start()) {
            test.notifications().send(lab("at").at(BEGINNING.plus(Duration.ofHours(1))));
            test.notifications()
                    .send(lab("wall").at(LocalDateTime.of(2026, 3, 2, 16, 0), ZoneId.of("Africa/Johannesburg")));
            test.notifications().send(lab("after").after(Duration.ofHours(3)));
            Receipt expired =
                    test.notifications().send(People.visit("x").onlyBy(SMS).expiresAfter(Duration.ofMinutes(1)));
            test.advance(Duration.ofMinutes(61));
            test.sent().to("at").count(1);
            test.sent().to("wall").none();
            test.advance(Duration.ofHours(1));
            test.sent().to("wall").count(1);
            test.sent().to("after").none();
            test.advance(Duration.ofHours(1));
            test.sent().to("after").count(1);
            assertThat(state(test, expired)).isEqualTo(DeliveryState.SENT);
        }
    }
}
