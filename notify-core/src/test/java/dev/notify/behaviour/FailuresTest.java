package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.behaviour.People.visit;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.Attempt;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.policy.MaybeSentRule;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static TestNotifications with(NotificationType type) {
        return TestNotifications.start(b -> b.define(type).contactsFrom(People::contact), EMAIL, SMS);
    }

    private static NotificationType lasting(RetryPolicy retry) {
        return NotificationType.named("tried")
                .anyTime()
                .sendBy(EMAIL)
                .discreet("x", "y")
                .retry(retry);
    }

    @Test
    void a_channel_that_hangs_does_not_touch_the_other() {
        try (TestNotifications test = People.start()) {
            test.channel(EMAIL).hangs();
            test.notifications().send(visit("a"));
            test.run();
            test.sent().on(SMS).count(1);
            test.sent().on(EMAIL).none();
            test.advance(Duration.ofMinutes(1));
            test.sent().on(EMAIL).count(1);
            test.sent().on(SMS).count(1);
        }
    }

    @Test
    void every_permit_of_a_channel_hangs_and_it_recovers() {
        try (TestNotifications test = People.start()) {
            for (int i = 0; i < 40; i++) {
                test.channel(EMAIL).hangs();
            }
            for (int i = 0; i < 40; i++) {
                test.notifications().send(visit("p" + i));
            }
            test.advance(Duration.ofSeconds(5));
            test.sent().on(SMS).count(40);
            test.sent().on(EMAIL).none();
            test.advance(Duration.ofHours(2));
            test.sent().on(EMAIL).count(40);
        }
    }

    @Test
    void retries_end_with_the_horizon_as_a_dead_letter_with_its_history() {
        NotificationType type = lasting(RetryPolicy.upTo(Duration.ofHours(1)));
        try (TestNotifications test = with(type)) {
            test.channel(EMAIL).failNext(1_000, "busy");
            Receipt receipt = test.notifications().send(Notification.of(type).to("a"));
            test.advance(Duration.ofMinutes(59));
            test.advance(Duration.ofMinutes(2));
            Delivery end = only(test, receipt);
            assertThat(end.state()).isEqualTo(DeliveryState.FAILED);
            assertThat(end.reason()).hasValueSatisfying(why -> assertThat(why).contains("given up", "busy"));
            assertThat(end.attempts()).hasSize(end.tries()).hasSizeGreaterThan(5);
            List<Instant> starts =
                    end.attempts().stream().map(Attempt::startedAt).toList();
            assertThat(starts).isSorted();
            assertThat(Duration.between(starts.get(0), starts.get(1))).isLessThanOrEqualTo(Duration.ofMillis(1_100));
            assertThat(starts.get(starts.size() - 1))
                    .isBefore(TestNotifications.BEGINNING.plus(Duration.ofMinutes(61)));
            assertThat(test.notifications().statistics(Duration.ofHours(3)).count(DeliveryState.FAILED, EMAIL))
                    .isEqualTo(1);
        }
    }

    @Test
    void retry_after_is_honoured() {
        try (TestNotifications test = People.start()) {
            test.channel(EMAIL).failNext(Duration.ofMinutes(10), "come back later");
            test.notifications().send(lab("a"));
            test.advance(Duration.ofMinutes(9));
            assertThat(test.channel(EMAIL).tries()).isEqualTo(1);
            test.advance(Duration.ofMinutes(2));
            test.sent().count(1);
        }
    }

    @Test
    void a_retry_after_beyond_all_time_ends_the_delivery_and_nothing_else() {
        try (TestNotifications test = People.start()) {
            test.channel(EMAIL).failNext(Duration.ofSeconds(Long.MAX_VALUE), "never");
            Receipt never = test.notifications().send(lab("a"));
            test.run();
            assertThat(state(test, never)).isEqualTo(DeliveryState.FAILED);
            test.notifications().send(lab("b"));
            test.run();
            test.sent().to("b").count(1);
        }
    }

    @Test
    void attempts_are_capped() {
        NotificationType type = lasting(RetryPolicy.DEFAULT.attempts(3));
        try (TestNotifications test = with(type)) {
            test.channel(EMAIL).failNext(10, "busy");
            Receipt receipt = test.notifications().send(Notification.of(type).to("a"));
            test.advance(Duration.ofHours(1));
            assertThat(test.channel(EMAIL).tries()).isEqualTo(3);
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.FAILED);
        }
    }

    @Test
    void what_cannot_be_tried_before_it_expires_ends_expired() {
        try (TestNotifications test = People.start()) {
            test.channel(EMAIL).failNext(1_000, "busy");
            Receipt receipt = test.notifications().send(lab("a").expiresAfter(Duration.ofMinutes(5)));
            test.advance(Duration.ofMinutes(5));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.EXPIRED);
            test.sent().none();
        }
    }

    @Test
    void maybe_sent_is_sent_again_where_a_duplicate_is_preferred() {
        try (TestNotifications test = People.start()) {
            test.channel(EMAIL).losesNextReply();
            Receipt receipt = test.notifications().send(lab("a"));
            test.advance(Duration.ofMinutes(1));
            test.sent().count(2);
            assertThat(test.sent().all().get(0).id())
                    .isEqualTo(test.sent().all().get(1).id());
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            assertThat(only(test, receipt).attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly("maybe-sent", "sent");
        }
    }

    @Test
    void maybe_sent_is_left_where_a_miss_is_preferred() {
        NotificationType type = lasting(RetryPolicy.DEFAULT).whenMaybeSent(MaybeSentRule.PREFER_MISS);
        try (TestNotifications test = with(type)) {
            test.channel(EMAIL).losesNextReply();
            Receipt receipt = test.notifications().send(Notification.of(type).to("a"));
            test.advance(Duration.ofHours(2));
            test.sent().count(1);
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.MAYBE_SENT);
        }
    }

    @Test
    void a_rejection_is_final_and_says_whether_the_address_is_dead() {
        try (TestNotifications test = People.start()) {
            test.channel(EMAIL).rejectNext("no such mailbox");
            test.channel(EMAIL).answerNext(m -> Outcome.addressIsDead("gone"));
            Receipt rejected = test.notifications().send(lab("a"));
            Receipt dead = test.notifications().send(lab("b"));
            test.advance(Duration.ofHours(2));
            assertThat(test.channel(EMAIL).tries()).isEqualTo(2);
            assertThat(state(test, rejected)).isEqualTo(DeliveryState.FAILED);
            assertThat(only(test, dead).reason())
                    .hasValueSatisfying(why -> assertThat(why).contains("gone", "dead"));
        }
    }

    @Test
    void an_answer_of_nothing_is_tried_again() {
        try (TestNotifications test = People.start()) {
            test.channel(EMAIL).answerNext(m -> null);
            Receipt receipt = test.notifications().send(lab("a"));
            test.advance(Duration.ofMinutes(1));
            assertThat(state(test, receipt)).isEqualTo(DeliveryState.SENT);
            assertThat(only(test, receipt).attempts().get(0).why()).hasValue("the channel answered nothing");
        }
    }

    @Test
    void reasons_from_outside_are_made_fit_to_store_and_show() {
        try (TestNotifications test = People.start()) {
            test.channel(EMAIL).rejectNext("bad\u0000 \r\n\ud83d" + "x".repeat(2_000));
            Receipt receipt = test.notifications().send(lab("a"));
            test.run();
            String why = only(test, receipt).reason().orElseThrow();
            assertThat(why).doesNotContain("\u0000", "\n", "\ud83d").hasSizeLessThanOrEqualTo(500);
        }
    }
}
