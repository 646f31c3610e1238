package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.behaviour.People.visit;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.event.Health;
import dev.notify.event.NotificationEvent;
import dev.notify.memory.MemoryStore;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.operation.DeadLetter;
import dev.notify.operation.DeadLetters;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.store.StoreUnavailableException;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What failed: looked at, tried again, put away. */
class DeadLettersTest {

    private static final NotificationType ONCE = NotificationType.named("once")
            .anyTime()
            .sendBy(EMAIL)
            .retry(RetryPolicy.never())
            .discreet("Once", "Please sign in");

    private static final DeliveryQuery ALL = DeliveryQuery.all();

    private static TestNotifications start() {
        return TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.define(ONCE);
                },
                EMAIL,
                SMS);
    }

    private static Receipt rejected(TestNotifications test, String recipient) {
        test.channel(EMAIL).rejectNext("no such mailbox");
        Receipt receipt = test.notifications().send(lab(recipient));
        test.run();
        assertThat(state(test, receipt)).isEqualTo(DeliveryState.FAILED);
        return receipt;
    }

    private static DeadLetters letters(TestNotifications test) {
        return test.notifications().deadLetters();
    }

    private static DeliveryId idOf(TestNotifications test, Receipt receipt) {
        return only(test, receipt).id();
    }

    @Test
    void are_listed_newest_first_with_every_try_and_by_what_is_asked() {
        try (TestNotifications test = start()) {
            Receipt first = rejected(test, "a");
            test.channel(EMAIL).failNext("greylisted");
            Receipt second = test.notifications().send(Notification.of(ONCE).to("b"));
            test.advance(Duration.ofMinutes(2));
            test.notifications().send(visit("c"));
            test.run();

            List<DeadLetter> all = letters(test).list(ALL).letters();
            assertThat(all).extracting(l -> l.delivery().notification()).containsExactly(second.id(), first.id());
            DeadLetter oldest = all.get(1);
            assertThat(oldest.failure()).isEqualTo(DeadLetter.Failure.REJECTED);
            assertThat(oldest.retried()).isFalse();
            assertThat(oldest.delivery().attempts()).singleElement().satisfies(a -> {
                assertThat(a.outcome()).isEqualTo("rejected");
                assertThat(a.why()).contains("no such mailbox");
            });
            assertThat(all.get(0).failure()).isEqualTo(DeadLetter.Failure.GAVE_UP);
            assertThat(letters(test).find(oldest.delivery().id())).contains(oldest);
            assertThat(letters(test).that(DeadLetter.Failure.REJECTED).list(ALL).letters())
                    .containsExactly(oldest);
            assertThat(letters(test).list(ALL.type("once")).letters()).containsExactly(all.get(0));
            assertThat(letters(test).list(ALL.channel(SMS)).letters()).isEmpty();
            assertThat(letters(test)
                            .list(ALL.from(TestNotifications.BEGINNING.plusSeconds(60)))
                            .letters())
                    .isEmpty();
            DeadLetters.Letters page = letters(test).list(ALL.limit(1));
            assertThat(page.letters()).containsExactly(all.get(0));
            assertThat(letters(test)
                            .list(ALL.limit(1).after(page.next().orElseThrow()))
                            .letters())
                    .containsExactly(oldest);
            assertThat(test.notifications()
                            .forTenant("other")
                            .deadLetters()
                            .list(ALL)
                            .letters())
                    .isEmpty();
            assertThat(test.notifications()
                            .forTenant("other")
                            .deadLetters()
                            .retry(oldest.delivery().id(), "x"))
                    .isFalse();
        }
    }

    @Test
    void one_that_is_tried_again_goes_out_and_says_for_whom() {
        List<NotificationEvent.Changed> told = new ArrayList<>();
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.onEvent(e -> {
                        if (e instanceof NotificationEvent.Changed changed) {
                            told.add(changed);
                        }
                    });
                },
                EMAIL,
                SMS)) {
            Receipt receipt = rejected(test, "a");
            DeliveryId id = idOf(test, receipt);
            assertThat(test.notifications().as("op-7").deadLetters().retry(id, "mailbox is back"))
                    .isTrue();
            assertThat(letters(test).retry(id, "again")).as("it waits already").isFalse();
            test.run();
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            assertThat(only(test, receipt).attempts())
                    .extracting(a -> a.outcome())
                    .containsExactly("rejected", "sent");
            assertThat(test.notifications().explain(receipt.id()).orElseThrow().asText())
                    .contains("tried again for op-7: mailbox is back");
            assertThat(told).singleElement().satisfies(changed -> {
                assertThat(changed.what()).isEqualTo("retry");
                assertThat(changed.actor()).isEqualTo("op-7");
            });
            assertThat(letters(test).retry(id, "again")).as("it is sent").isFalse();
            assertThat(letters(test).list(ALL).letters()).isEmpty();
            test.advance(Duration.ofMinutes(2));
            assertThat(test.channel(EMAIL).received()).hasSize(1);
        }
    }

    @Test
    void one_that_fails_once_more_has_had_all_its_tries_and_is_listed_again() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(NotificationType.named("twice")
                                .anyTime()
                                .sendBy(EMAIL)
                                .retry(RetryPolicy.upTo(Duration.ofHours(1)).attempts(2))
                                .discreet("Twice", "Please sign in"))
                        .contactsFrom(People::contact),
                EMAIL)) {
            test.channel(EMAIL).failNext(4, "mailbox is full");
            Receipt receipt = test.notifications().send(Notification.of("twice").to("a"));
            test.advance(Duration.ofMinutes(20));
            DeliveryId id = idOf(test, receipt);
            assertThat(letters(test).retry(id, "they say they made room")).isTrue();
            test.advance(Duration.ofMinutes(20));
            DeadLetter again = letters(test).find(id).orElseThrow();
            assertThat(again.retried()).isTrue();
            assertThat(again.delivery().attempts()).hasSize(4);
            assertThat(letters(test).retry(id, "this time they did")).isTrue();
            test.run();
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void all_of_a_filter_are_tried_again_page_by_page_and_each_once_though_somebody_began_before() {
        try (TestNotifications test = start()) {
            TestNode other = test.addNode(b -> {
                People.usual(b);
                b.define(ONCE);
            });
            for (int i = 0; i < 25; i++) {
                rejected(test, "p" + i);
            }
            DeadLetters.Changed some = letters(test).retry(ALL.limit(10), "begun, and given up on");
            assertThat(some.count()).isEqualTo(10);
            int changed = 0;
            DeliveryQuery query = ALL.limit(10);
            Optional<DeliveryId> next;
            do {
                DeadLetters.Changed page = other.notifications().deadLetters().retry(query, "begun anew");
                changed += page.count();
                next = page.next();
                query = next.map(query::after).orElse(query);
            } while (next.isPresent());
            assertThat(changed).isEqualTo(15);
            test.advance(Duration.ofSeconds(30));
            assertThat(test.channel(EMAIL).received()).hasSize(25);
            assertThat(test.channel(EMAIL).received().stream()
                            .map(m -> m.recipient())
                            .distinct())
                    .hasSize(25);
        }
    }

    @Test
    void two_who_have_one_tried_again_at_once_have_it_sent_once() {
        VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
        ShakyStore shaky = new ShakyStore(MemoryStore.at(clock));
        try (TestNotifications test = TestNotifications.startOn(shaky.store(), clock, People::usual, EMAIL, SMS)) {
            Receipt receipt = rejected(test, "a");
            DeliveryId id = idOf(test, receipt);
            List<Boolean> second = new ArrayList<>();
            shaky.before("settle", () -> {
                shaky.before("settle", () -> {});
                second.add(letters(test).retry(id, "me, too"));
                assertThat(letters(test).list(ALL).letters()).isEmpty();
            });
            assertThat(letters(test).retry(id, "me")).isTrue();
            assertThat(second).containsExactly(false);
            test.advance(Duration.ofMinutes(1));
            assertThat(test.channel(EMAIL).received()).hasSize(1);
        }
    }

    @Test
    void one_whose_operator_died_half_way_is_sent_all_the_same() {
        VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
        ShakyStore shaky = new ShakyStore(MemoryStore.at(clock));
        try (TestNotifications test = TestNotifications.startOn(shaky.store(), clock, People::usual, EMAIL, SMS)) {
            Receipt receipt = rejected(test, "a");
            DeliveryId id = idOf(test, receipt);
            shaky.failNext("settle");
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> letters(test).retry(id, "mailbox is back"));
            assertThat(letters(test).retry(id, "did it work?")).isFalse();
            test.advance(Duration.ofSeconds(20));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            assertThat(test.channel(EMAIL).received()).hasSize(1);
        }
    }

    @Test
    void what_is_discarded_stays_failed_and_is_listed_no_more() {
        try (TestNotifications test = start()) {
            Receipt one = rejected(test, "a");
            rejected(test, "b");
            rejected(test, "c");
            DeliveryId id = idOf(test, one);
            assertThat(letters(test).discard(id, "left the clinic")).isTrue();
            assertThat(letters(test).discard(id, "left the clinic")).isFalse();
            assertThat(letters(test).retry(id, "after all")).isFalse();
            assertThat(letters(test).find(id)).isEmpty();
            assertThat(state(test, one)).isEqualTo(DeliveryState.FAILED);
            assertThat(letters(test).list(ALL).letters()).hasSize(2);
            DeadLetters.Changed rest = letters(test).discard(ALL, "old");
            assertThat(rest.count()).isEqualTo(2);
            assertThat(rest.next()).isEmpty();
            assertThat(letters(test).list(ALL).letters()).isEmpty();
        }
    }

    @Test
    void one_of_no_use_any_more_expires() {
        try (TestNotifications test = start()) {
            test.channel(EMAIL).rejectNext("no such mailbox");
            Receipt receipt = test.notifications().send(lab("a").expiresAfter(Duration.ofMinutes(10)));
            test.advance(Duration.ofMinutes(11));
            assertThat(letters(test).retry(idOf(test, receipt), "late")).isTrue();
            test.run();
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.EXPIRED);
        }
    }

    @Test
    void many_in_an_hour_make_health_worse_until_an_hour_is_over() {
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.worryingDeadLetters(3);
                },
                EMAIL,
                SMS)) {
            rejected(test, "a");
            test.advance(Duration.ofMinutes(50));
            rejected(test, "b");
            test.advance(Duration.ofMinutes(15));
            rejected(test, "c");
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
            rejected(test, "d");
            Health worse = test.notifications().health();
            assertThat(worse.status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(worse.findings()).singleElement().satisfies(f -> {
                assertThat(f.where()).isEqualTo("dead-letters");
                assertThat(f.what()).contains("3 or more");
            });
            test.advance(Duration.ofMinutes(61));
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void what_is_wrong_is_refused_by_name() {
        try (TestNotifications test = start()) {
            DeliveryId id = idOf(test, rejected(test, "a"));
            refused("why", () -> letters(test).retry(id, " "));
            refused("why", () -> letters(test).discard(id, "x".repeat(301)));
            refused("why", () -> letters(test).retry(ALL, ""));
            refused("offset", () -> letters(test).list(ALL.offset(1)));
            refused("limit", () -> letters(test).list(ALL.limit(0)));
            refused("worryingDeadLetters", () -> TestNotifications.start(b -> b.worryingDeadLetters(-1), EMAIL));
        }
    }

    private static void refused(String field, Runnable what) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(what::run)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }
}
