package dev.notify.behaviour;

import static dev.notify.delivery.DeliveryState.CANCELLED;
import static dev.notify.delivery.DeliveryState.FAILED;
import static dev.notify.delivery.DeliveryState.MAYBE_SENT;
import static dev.notify.delivery.DeliveryState.PENDING;
import static dev.notify.delivery.DeliveryState.SENT;
import static dev.notify.delivery.DeliveryState.SUPPRESSED;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.IN_APP;
import static dev.notify.model.ChannelName.PUSH;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.NotificationStatus;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.internal.base.Tasks;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import dev.notify.operation.DeadLetter;
import dev.notify.policy.MaybeSentRule;
import dev.notify.policy.RetryPolicy;
import dev.notify.preference.Preferences;
import dev.notify.preference.QuietHours;
import dev.notify.report.Report;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.store.StoreException;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another channel stands in where the first does not reach. */
class FallbackTest {

    private static final NotificationType BASE =
            NotificationType.named("news").anyTime().discreet("News", "Please look");
    private static final NotificationType PUSH_THEN_SMS = BASE.sendBy(PUSH).fallBackTo(SMS);
    private static final NotificationType URGENT = PUSH_THEN_SMS.priority(Priority.CRITICAL);

    private static final Contact ANN =
            Contact.of("ann").email("ann@example.org").sms("+15550100").at(Address.of(PUSH, "device-1"));
    private static final Contact NO_PUSH =
            Contact.of("bob").email("bob@example.org").sms("+15550101");

    private static TestNotifications with(NotificationType type) {
        return with(type, b -> {});
    }

    private static TestNotifications with(
            NotificationType type, java.util.function.Consumer<NotificationServiceBuilder> more) {
        return TestNotifications.start(
                b -> {
                    b.define(type).allowCritical().contactsFrom(id -> Optional.of(id.equals("bob") ? NO_PUSH : ANN));
                    more.accept(b);
                },
                PUSH,
                SMS,
                EMAIL);
    }

    private static Receipt send(TestNotifications test, NotificationType type, String to) {
        Receipt receipt = test.notifications().send(Notification.of(type).to(to));
        test.run();
        return receipt;
    }

    private static Map<ChannelName, DeliveryState> states(TestNotifications test, Receipt receipt) {
        Map<ChannelName, DeliveryState> states = new TreeMap<>(java.util.Comparator.comparing(ChannelName::value));
        test.status(receipt.id()).deliveries().forEach(d -> states.put(d.channel(), d.state()));
        return states;
    }

    private static Delivery on(ChannelName channel, TestNotifications test, Receipt receipt) {
        return test.status(receipt.id()).deliveries().stream()
                .filter(d -> d.channel().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_is_rejected_goes_by_the_next_channel() {
        try (TestNotifications test = with(PUSH_THEN_SMS)) {
            test.channel(PUSH).rejectNext("unknown device");
            Receipt receipt = send(test, PUSH_THEN_SMS, "ann");
            assertThat(states(test, receipt)).containsExactlyInAnyOrderEntriesOf(Map.of(PUSH, FAILED, SMS, SENT));
            test.sent().on(SMS).to("ann").one();
            assertThat(on(PUSH, test, receipt).why()).contains("unknown device", "falls back to sms");
            assertThat(on(SMS, test, receipt).why()).isEqualTo("sent; stands in for push, which failed");
        }
    }

    @Test
    void what_reaches_does_not_fall_back() {
        try (TestNotifications test = with(PUSH_THEN_SMS)) {
            Receipt receipt = send(test, PUSH_THEN_SMS, "ann");
            test.advance(Duration.ofDays(2));
            assertThat(states(test, receipt)).isEqualTo(Map.of(PUSH, SENT));
        }
    }

    @Test
    void retries_are_used_up_before_the_next_channel_is_taken() {
        NotificationType type = PUSH_THEN_SMS.retry(RetryPolicy.upTo(Duration.ofMinutes(10)));
        try (TestNotifications test = with(type)) {
            test.channel(PUSH).failNext(1_000, "busy");
            Receipt receipt = send(test, type, "ann");
            test.advance(Duration.ofMinutes(5));
            assertThat(states(test, receipt)).isEqualTo(Map.of(PUSH, PENDING));
            test.advance(Duration.ofMinutes(10));
            assertThat(states(test, receipt)).containsEntry(PUSH, FAILED).containsEntry(SMS, SENT);
        }
    }

    @Test
    void nobody_can_tell_counts_as_not_reached() {
        NotificationType type = PUSH_THEN_SMS.whenMaybeSent(MaybeSentRule.PREFER_MISS);
        try (TestNotifications test = with(type)) {
            test.channel(PUSH).answerNext(m -> Outcome.maybeSent("no answer"));
            Receipt receipt = send(test, type, "ann");
            assertThat(states(test, receipt)).containsEntry(PUSH, MAYBE_SENT).containsEntry(SMS, SENT);
        }
    }

    @Test
    void no_address_found_out_by_the_worker_falls_back() {
        try (TestNotifications test = with(PUSH_THEN_SMS)) {
            Receipt receipt = send(test, PUSH_THEN_SMS, "bob");
            assertThat(states(test, receipt)).containsEntry(PUSH, SUPPRESSED).containsEntry(SMS, SENT);
            assertThat(on(PUSH, test, receipt).why()).contains("no address on push", "falls back to sms");
        }
    }

    @Test
    void no_address_known_at_once_falls_back_in_the_receipt() {
        try (TestNotifications test = with(PUSH_THEN_SMS)) {
            Receipt receipt =
                    test.notifications().send(Notification.of(PUSH_THEN_SMS).to(NO_PUSH));
            assertThat(receipt.planned())
                    .extracting(Receipt.Planned::channel, Receipt.Planned::state)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(PUSH, SUPPRESSED),
                            org.assertj.core.groups.Tuple.tuple(SMS, PENDING));
            test.run();
            test.sent().on(SMS).one();
        }
    }

    @Test
    void a_contact_that_came_along_is_the_fallbacks_too() {
        try (TestNotifications test = TestNotifications.start(b -> b.define(PUSH_THEN_SMS), PUSH, SMS)) {
            test.channel(PUSH).rejectNext("gone");
            test.notifications().send(Notification.of(PUSH_THEN_SMS).to(ANN));
            test.run();
            assertThat(test.sent().on(SMS).one().address().value()).isEqualTo("+15550100");
        }
    }

    @Test
    void an_opt_out_is_not_sent_another_way() {
        try (TestNotifications test = with(
                PUSH_THEN_SMS,
                b -> b.preferencesFrom(
                        (id, tenant) -> Optional.of(Preferences.none().turnOff("general"))))) {
            Receipt receipt = send(test, PUSH_THEN_SMS, "ann");
            assertThat(states(test, receipt)).isEqualTo(Map.of(PUSH, SUPPRESSED));
        }
    }

    @Test
    void a_contact_that_is_not_to_be_reached_is_not_reached_another_way() {
        Contact paused = ANN.status(Contact.Status.PAUSED);
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(PUSH_THEN_SMS).contactsFrom(id -> Optional.of(paused)), PUSH, SMS)) {
            assertThat(states(test, send(test, PUSH_THEN_SMS, "ann"))).isEqualTo(Map.of(PUSH, SUPPRESSED));
        }
    }

    @Test
    void the_fallback_waits_for_the_end_of_quiet_hours() {
        NotificationType type = BASE.sendBy(IN_APP).fallBackTo(SMS);
        Contact contact = ANN.at(Address.of(IN_APP, "ann"));
        Preferences quiet = Preferences.none().quiet(QuietHours.daily("11:00", "14:00"));
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(type)
                        .contactsFrom(id -> Optional.of(contact))
                        .preferencesFrom((id, tenant) -> Optional.of(quiet)),
                IN_APP,
                SMS)) {
            test.channel(IN_APP).rejectNext("gone");
            Receipt receipt = send(test, type, "ann");
            assertThat(states(test, receipt)).containsEntry(IN_APP, FAILED).containsEntry(SMS, PENDING);
            assertThat(on(SMS, test, receipt).why()).contains("stands in for in-app", "held until");
            test.advance(Duration.ofHours(1));
            test.sent().on(SMS).none();
            test.advance(Duration.ofHours(2));
            assertThat(on(SMS, test, receipt).why()).contains("sent", "stands in for in-app", "held until");
        }
    }

    @Test
    void several_that_fail_share_one_fallback() {
        NotificationType type = BASE.sendBy(PUSH, SMS).fallBackTo(EMAIL);
        try (TestNotifications test = with(type)) {
            test.channel(PUSH).rejectNext("gone");
            test.channel(SMS).rejectNext("gone");
            Receipt receipt = send(test, type, "ann");
            assertThat(states(test, receipt)).hasSize(3).containsEntry(EMAIL, SENT);
            test.sent().on(EMAIL).count(1);
        }
    }

    @Test
    void first_of_goes_through_its_channels_in_turn() {
        NotificationType type = BASE.firstOf(PUSH, SMS).fallBackTo(EMAIL);
        try (TestNotifications test = with(type)) {
            test.channel(PUSH).rejectNext("gone");
            test.channel(SMS).rejectNext("gone");
            Receipt receipt = send(test, type, "ann");
            assertThat(states(test, receipt))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(PUSH, FAILED, SMS, FAILED, EMAIL, SENT));
        }
    }

    @Test
    void a_notification_says_its_own_way() {
        NotificationType type = BASE.sendBy(EMAIL);
        try (TestNotifications test = with(type)) {
            test.channel(PUSH).rejectNext("gone");
            Receipt receipt = test.notifications()
                    .send(Notification.of(type).to("ann").onlyBy(PUSH).fallBackTo(SMS));
            Receipt turn =
                    test.notifications().send(Notification.of(type).to("bob").firstOf(PUSH, EMAIL));
            test.run();
            assertThat(states(test, receipt)).containsOnlyKeys(PUSH, SMS);
            assertThat(states(test, turn)).containsEntry(PUSH, SUPPRESSED).containsEntry(EMAIL, SENT);
        }
    }

    @Test
    void only_by_means_only() {
        try (TestNotifications test = with(PUSH_THEN_SMS)) {
            test.channel(PUSH).rejectNext("gone");
            Receipt receipt = test.notifications()
                    .send(Notification.of(PUSH_THEN_SMS).to("ann").onlyBy(PUSH));
            test.run();
            assertThat(states(test, receipt)).isEqualTo(Map.of(PUSH, FAILED));
        }
    }

    @Test
    void a_bare_address_has_no_other_way() {
        try (TestNotifications test = with(PUSH_THEN_SMS)) {
            test.channel(PUSH).rejectNext("gone");
            Receipt receipt =
                    test.notifications().send(Notification.of(PUSH_THEN_SMS).toAddress(Address.of(PUSH, "device-9")));
            test.run();
            assertThat(states(test, receipt)).isEqualTo(Map.of(PUSH, FAILED));
        }
    }

    @Test
    void only_the_last_way_that_fails_rings_the_alarm() {
        List<String> alarms = new ArrayList<>();
        NotificationType type = PUSH_THEN_SMS.ifFailed("ring");
        try (TestNotifications test = with(
                type, b -> b.handler("ring", alert -> alarms.add(alert.channel().value())))) {
            test.channel(PUSH).rejectNext("gone");
            send(test, type, "ann");
            assertThat(alarms).isEmpty();
            test.channel(PUSH).rejectNext("gone");
            test.channel(SMS).rejectNext("gone");
            send(test, type, "ann");
            test.run();
            assertThat(alarms).containsExactly("sms");
        }
    }

    @Test
    void a_fallback_without_an_address_rings_the_alarm_of_what_failed_before() {
        List<String> alarms = new ArrayList<>();
        NotificationType type = BASE.sendBy(SMS).fallBackTo(PUSH).ifFailed("ring");
        try (TestNotifications test = with(
                type, b -> b.handler("ring", alert -> alarms.add(alert.channel().value())))) {
            test.channel(SMS).rejectNext("gone");
            Receipt receipt = send(test, type, "bob");
            test.run();
            assertThat(states(test, receipt)).containsEntry(SMS, FAILED).containsEntry(PUSH, SUPPRESSED);
            assertThat(alarms).containsExactly("push");
        }
    }

    @Test
    void what_is_critical_falls_back_after_its_first_failure_and_goes_on_being_tried() {
        try (TestNotifications test = with(URGENT)) {
            test.channel(PUSH).failNext(1_000, "busy");
            Receipt receipt = send(test, URGENT, "ann");
            assertThat(states(test, receipt)).containsEntry(PUSH, PENDING).containsEntry(SMS, SENT);
            test.advance(Duration.ofMinutes(1));
            assertThat(test.channel(PUSH).tries()).isGreaterThan(3);
            test.sent().on(SMS).count(1);
        }
    }

    @Test
    void what_is_critical_falls_back_after_half_a_minute_without_an_answer() {
        Channel slow = new Channel() {
            @Override
            public ChannelName name() {
                return PUSH;
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(90);
            }

            @Override
            public Outcome deliver(Message message) {
                throw new Tasks.NeverReturns();
            }
        };
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(URGENT).channel(slow).allowCritical().contactsFrom(id -> Optional.of(ANN)), SMS)) {
            Receipt receipt = send(test, URGENT, "ann");
            test.advance(Duration.ofSeconds(29));
            assertThat(states(test, receipt)).isEqualTo(Map.of(PUSH, PENDING));
            test.advance(Duration.ofSeconds(2));
            assertThat(states(test, receipt)).isEqualTo(Map.of(PUSH, PENDING, SMS, SENT));
        }
    }

    @Test
    void a_late_success_cancels_a_fallback_that_has_not_begun() {
        try (TestNotifications test = with(URGENT)) {
            test.channel(PUSH).failNext(1, "busy");
            test.channel(SMS).failNext(1_000, "busy");
            Receipt receipt = send(test, URGENT, "ann");
            assertThat(states(test, receipt)).containsEntry(SMS, PENDING);
            test.advance(Duration.ofSeconds(3));
            assertThat(states(test, receipt)).containsEntry(PUSH, SENT).containsEntry(SMS, CANCELLED);
            assertThat(on(SMS, test, receipt).why()).contains("not needed any more: sent by push");
            int tries = test.channel(SMS).tries();
            test.advance(Duration.ofHours(1));
            assertThat(test.channel(SMS).tries()).isEqualTo(tries);
        }
    }

    @Test
    void not_read_in_time_falls_back() {
        NotificationType type = PUSH_THEN_SMS.ifNotReadWithin(Duration.ofMinutes(10));
        try (TestNotifications test = with(type)) {
            Receipt receipt = send(test, type, "ann");
            test.advance(Duration.ofMinutes(9));
            assertThat(states(test, receipt)).isEqualTo(Map.of(PUSH, SENT));
            test.advance(Duration.ofMinutes(2));
            assertThat(states(test, receipt)).containsEntry(PUSH, SENT).containsEntry(SMS, SENT);
        }
    }

    @Test
    void the_time_for_a_sign_counts_from_when_it_was_sent() {
        NotificationType type = PUSH_THEN_SMS.ifNotAcknowledgedWithin(Duration.ofMinutes(10));
        try (TestNotifications test = with(type)) {
            test.channel(PUSH).failNext(Duration.ofMinutes(8), "later");
            Receipt receipt = send(test, type, "ann");
            test.advance(Duration.ofMinutes(12));
            assertThat(states(test, receipt)).containsEntry(PUSH, SENT).doesNotContainKey(SMS);
            test.advance(Duration.ofMinutes(7));
            assertThat(states(test, receipt)).containsEntry(SMS, SENT);
        }
    }

    @Test
    void what_is_reported_not_to_have_arrived_falls_back_once() {
        try (TestNotifications test = with(PUSH_THEN_SMS)) {
            Receipt receipt = send(test, PUSH_THEN_SMS, "ann");
            assertThat(states(test, receipt)).isEqualTo(Map.of(PUSH, SENT));
            Report gone = Report.failed(receipt.planned().get(0).id(), "the device is gone");
            test.notifications().reports().accept(gone);
            test.notifications().reports().accept(gone);
            test.advance(Duration.ofSeconds(5));
            assertThat(states(test, receipt)).isEqualTo(Map.of(PUSH, FAILED, SMS, SENT));
            assertThat(on(SMS, test, receipt).why()).contains("stands in for push, which failed");
            test.advance(Duration.ofDays(1));
            assertThat(test.channel(SMS).tries()).isEqualTo(1);
        }
    }

    @Test
    void a_report_that_the_last_way_failed_rings() {
        List<String> alarms = new ArrayList<>();
        NotificationType type = BASE.sendBy(SMS).ifFailed("ring");
        try (TestNotifications test =
                with(type, b -> b.handler("ring", alert -> alarms.add(alert.channel() + ": " + alert.why())))) {
            Receipt receipt = send(test, type, "ann");
            test.notifications()
                    .reports()
                    .accept(Report.failed(receipt.planned().get(0).id(), "no such number"));
            test.advance(Duration.ofSeconds(5));
            assertThat(alarms).containsExactly("sms: no such number");
            assertThat(test.notifications()
                            .deadLetters()
                            .list(DeliveryQuery.all())
                            .letters())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.failure()).isEqualTo(DeadLetter.Failure.REPORTED));
        }
    }

    @Test
    void what_is_reported_not_to_have_arrived_and_was_read_falls_back_no_more() {
        try (TestNotifications test = with(PUSH_THEN_SMS)) {
            Receipt receipt = send(test, PUSH_THEN_SMS, "ann");
            test.notifications().signs().read(receipt.id(), "ann");
            test.notifications()
                    .reports()
                    .accept(Report.failed(receipt.planned().get(0).id(), "the device is gone"));
            test.advance(Duration.ofDays(1));
            assertThat(states(test, receipt)).isEqualTo(Map.of(PUSH, FAILED));
        }
    }

    @Test
    void what_was_cancelled_does_not_fall_back_when_its_time_is_up() {
        NotificationType type = PUSH_THEN_SMS.ifNotReadWithin(Duration.ofMinutes(10));
        try (TestNotifications test = with(type)) {
            Receipt receipt =
                    test.notifications().send(Notification.of(type).to("ann").after(Duration.ofHours(1)));
            test.notifications().cancel(receipt.id(), "not any more");
            test.advance(Duration.ofDays(1));
            assertThat(states(test, receipt)).isEqualTo(Map.of(PUSH, CANCELLED));
        }
    }

    @Test
    void a_crash_between_failure_and_fallback_loses_nothing() {
        try (TestNotifications test = with(PUSH_THEN_SMS)) {
            test.channel(PUSH).rejectNext("gone");
            test.channel(SMS).hangs();
            Receipt receipt = send(test, PUSH_THEN_SMS, "ann");
            test.crash();
            test.advance(Duration.ofMinutes(5));
            assertThat(states(test, receipt)).containsEntry(PUSH, FAILED).containsEntry(SMS, SENT);
        }
    }

    /** One life after another, each with the next call to the store failing, until a life ends before its turn comes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void any_one_call_to_the_store_may_fail_and_the_fallback_goes_out_once(boolean afterwards) {
        int n = 0;
        int sent = 0;
        boolean reached = true;
        while (reached) {
            VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
            ShakyStore shaky = new ShakyStore(MemoryStore.at(clock));
            try (TestNotifications test = TestNotifications.startOn(
                    shaky.store(),
                    clock,
                    b -> b.define(URGENT).allowCritical().contactsFrom(id -> Optional.of(ANN)),
                    PUSH,
                    SMS)) {
                for (int i = 0; i < 9; i++) {
                    test.channel(PUSH).rejectNext("gone");
                }
                shaky.failCall(++n, afterwards);
                try {
                    Receipt receipt =
                            test.notifications().send(Notification.of(URGENT).to("ann"));
                    test.advance(Duration.ofSeconds(50));
                    assertThat(states(test, receipt))
                            .as("with call %d failing", n)
                            .isEqualTo(Map.of(PUSH, FAILED, SMS, SENT));
                    test.sent().on(SMS).count(1);
                    sent++;
                } catch (StoreException e) {
                    test.run(); // what nobody knows may be stored all the same
                    assertThat(test.channel(SMS).received()).hasSizeLessThanOrEqualTo(1);
                }
                reached = shaky.calls() >= n;
            }
        }
        assertThat(sent).isGreaterThan(10);
    }

    @Test
    void status_tells_which_stands_in_for_which() {
        try (TestNotifications test = with(PUSH_THEN_SMS)) {
            test.channel(PUSH).rejectNext("gone");
            Receipt receipt = send(test, PUSH_THEN_SMS, "ann");
            NotificationStatus status = test.status(receipt.id());
            assertThat(status.standIns()).hasSize(1).allSatisfy(s -> {
                assertThat(s.of()).isEqualTo(on(PUSH, test, receipt).id());
                assertThat(s.by()).isEqualTo(on(SMS, test, receipt).id());
            });
        }
    }

    @Test
    void the_receipt_tells_what_it_falls_back_to() {
        try (TestNotifications test = with(PUSH_THEN_SMS)) {
            Receipt receipt =
                    test.notifications().send(Notification.of(PUSH_THEN_SMS).to("ann"));
            assertThat(receipt.planned().get(0).fallBackTo()).containsExactly(SMS);
        }
    }

    @Test
    void a_way_that_leads_back_is_refused_where_it_is_said() {
        assertThatThrownBy(() -> BASE.sendBy(PUSH, SMS).fallBackTo(EMAIL, PUSH))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("fallBackTo")
                .hasMessageContaining("push");
        assertThatThrownBy(() -> BASE.firstOf(PUSH, SMS, PUSH)).hasMessageContaining("push");
        assertThatThrownBy(() -> BASE.sendBy(PUSH).fallBackTo(SMS, SMS)).hasMessageContaining("sms");
        assertThatThrownBy(() -> BASE.sendBy(PUSH).fallBackTo()).hasMessageContaining("names no channel");
        assertThatThrownBy(() -> BASE.sendBy(PUSH).ifNotReadWithin(Duration.ofMinutes(1)))
                .hasMessageContaining("ifNotReadWithin");
        assertThatThrownBy(() -> PUSH_THEN_SMS.ifNotReadWithin(Duration.ZERO)).hasMessageContaining("longer");
        try (TestNotifications test = with(PUSH_THEN_SMS)) {
            Notification back = Notification.of(PUSH_THEN_SMS).to("ann").fallBackTo(PUSH);
            assertThatThrownBy(() -> test.notifications().send(back))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("fallBackTo")
                    .hasMessageContaining("push");
        }
    }
}
