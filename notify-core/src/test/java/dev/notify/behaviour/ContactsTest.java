package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.OverloadedException;
import dev.notify.model.Priority;
import dev.notify.policy.Concurrency;
import dev.notify.policy.RateLimit;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.RecordingChannel;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContactsTest {

    private final Map<String, Contact> book = new HashMap<>();

    private TestNotifications start() {
        return TestNotifications.start(
                b -> b.define(People.LAB, People.VISIT).contactsFrom(id -> Optional.ofNullable(book.get(id))),
                EMAIL,
                SMS);
    }

    @Test
    void the_address_is_the_one_of_the_moment_of_sending() {
        try (TestNotifications test = start()) {
            book.put("a", Contact.of("a").email("old@example.org"));
            test.notifications().send(lab("a").after(Duration.ofHours(1)));
            book.put("a", Contact.of("a").email("new@example.org"));
            test.advance(Duration.ofHours(2));
            assertThat(test.sent().one().address()).isEqualTo(Address.email("new@example.org"));
        }
    }

    @Test
    void people_who_are_not_to_be_reached_are_not() {
        try (TestNotifications test = start()) {
            book.put("p", Contact.of("p").email("p@example.org").status(Contact.Status.PAUSED));
            book.put("d", Contact.of("d").email("d@example.org").status(Contact.Status.DECEASED));
            book.put("n", Contact.of("n").sms("+15550100"));
            for (String id : new String[] {"p", "d", "n", "unknown"}) {
                Receipt receipt = test.notifications().send(lab(id));
                test.run();
                assertThat(state(test, receipt)).isEqualTo(DeliveryState.SUPPRESSED);
                assertThat(only(test, receipt).reason()).isPresent();
                assertThat(only(test, receipt).tries()).isZero();
            }
            test.sent().none();
        }
    }

    @Test
    void a_contact_and_a_bare_address_come_with_the_request_and_survive_a_crash() {
        try (TestNotifications test = start()) {
            Notification n = Notification.of(People.LAB)
                    .with("test", "x")
                    .to(Contact.of("walk-in").email("walk@example.org").speaking("af-ZA"))
                    .toAddress(Address.email("gp@example.org"))
                    .after(Duration.ofMinutes(1));
            Receipt receipt = test.notifications().send(n);
            assertThat(receipt.planned().toString()).doesNotContain("gp@example");
            test.crash().advance(Duration.ofMinutes(2));
            test.sent().count(2);
            assertThat(test.sent().to("walk-in").one().locale().toLanguageTag()).isEqualTo("af-ZA");
        }
    }

    @Test
    void ad_hoc_words_go_by_the_channels_named() {
        try (TestNotifications test = start()) {
            book.put("a", Contact.of("a").email("a@example.org").sms("+15550100"));
            test.notifications()
                    .send(Notification.text("Hello", "{{not a template}}")
                            .to("a")
                            .onlyBy(EMAIL, SMS));
            test.run();
            test.sent().count(2);
            assertThat(test.sent().on(EMAIL).one().words().body()).isEqualTo("{{not a template}}");
        }
    }

    @Test
    void too_much_is_refused_with_when_to_come_again_for_each_tenant() {
        book.put("a", Contact.of("a").email("a@example.org"));
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(People.LAB)
                        .contactsFrom(id -> Optional.ofNullable(book.get(id)))
                        .acceptAtMost(RateLimit.perMinute(3)),
                EMAIL)) {
            for (int i = 0; i < 3; i++) {
                test.notifications().send(lab("a"));
            }
            assertThatThrownBy(() -> test.notifications().send(lab("a")))
                    .isInstanceOfSatisfying(
                            OverloadedException.class,
                            e -> assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20)));
            test.notifications().forTenant("b").send(lab("a"));
            test.advance(Duration.ofSeconds(20));
            test.notifications().send(lab("a"));
            test.run();
            test.sent().count(5);
        }
    }

    @Test
    void urgent_work_overtakes_a_backlog_and_low_keeps_its_fifth() {
        NotificationType type =
                NotificationType.named("plain").anyTime().sendBy(SMS).discreet("x", "y");
        RecordingChannel slow = RecordingChannel.of(SMS);
        try (TestNotifications test = TestNotifications.start(b ->
                b.define(type).allowCritical().contactsFrom(People::contact).channel(slow, Concurrency.of(1)))) {
            test.node().pause();
            for (int i = 0; i < 600; i++) {
                Priority p = i % 2 == 0 ? Priority.NORMAL : Priority.LOW;
                test.notifications()
                        .send(Notification.of(type).to("p" + i).priority(p).after(Duration.ofMillis(1)));
            }
            test.notifications()
                    .send(Notification.of(type)
                            .to("urgent")
                            .priority(Priority.CRITICAL)
                            .after(Duration.ofMillis(2)));
            test.advance(Duration.ofSeconds(1));
            test.node().resume();
            test.advance(Duration.ofMinutes(5));
            assertThat(slow.received()).hasSize(601);
            assertThat(slow.received().subList(0, 5)).anyMatch(m -> m.priority() == Priority.CRITICAL);
            long low = slow.received().subList(0, 200).stream()
                    .filter(m -> m.priority() == Priority.LOW)
                    .count();
            assertThat(low).isBetween(25L, 60L);
        }
    }
}
