package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;

import dev.notify.Notifications;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.model.Contact;
import dev.notify.model.NotificationId;
import dev.notify.policy.MaybeSentRule;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.Which;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the tests of a host look like: the real engine on a virtual clock, without waiting. */
public final class TestingYourApp {

    private static final NotificationType REMINDER = NotificationType.named("appointment-reminder")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("Example Hospital", "You have an appointment tomorrow.");

    private static final NotificationType CODE = NotificationType.named("sign-in-code")
            .anyTime()
            .sendBy(SMS)
            .requires("code")
            .discreet("Example Hospital", "Your code is {{code}}.")
            .whenMaybeSent(MaybeSentRule.PREFER_MISS);

    private TestingYourApp() {}

    public static void main(String[] args) {
        Show.main(TestingYourApp::run);
    }

    // region reception
    /** A part of the host that is to be tested: it knows the interface, not the service. */
    static final class Reception {

        private final Notifications notifications;

        Reception(Notifications notifications) {
            this.notifications = notifications;
        }

        Receipt book(String appointment, String patient, Instant when) {
            return notifications.send(Notification.of(REMINDER)
                    .to(patient)
                    .about(appointment)
                    .key(appointment)
                    .at(when.minus(Duration.ofDays(1))));
        }

        void callOff(String appointment) {
            notifications.as("reception").cancel(Which.about(appointment), "called off");
        }
    }
    // endregion

    // region start
    private static TestNotifications start() {
        return TestNotifications.start(
                service -> service.define(REMINDER, CODE)
                        .contactsFrom(id -> Optional.of(
                                Contact.of(id).email(id + "@example.org").sms("+15550100042"))),
                EMAIL,
                SMS);
    }
    // endregion

    static void run(Show show) {
        show.title("Testing your app: hours in an instant");
        reminds_a_day_before(show);
        reminds_nobody_of_what_was_called_off(show);
        tries_again_when_the_provider_fails(show);
        survives_a_crash(show);
        recognises_a_message_that_comes_twice(show);
        does_not_repeat_a_code_that_may_have_arrived(show);
        gives_up_on_a_provider_that_hangs(show);
    }

    private static void reminds_a_day_before(Show show) {
        show.step("The clock is yours");
        try (TestNotifications test = start()) {
            // region clock
            Reception reception = new Reception(test.notifications());
            reception.book(
                    "appointment-77", "patient-42", test.clock().instant().plus(Duration.ofHours(30)));

            test.advance(Duration.ofHours(6).minusSeconds(1));
            test.sent().none();

            test.advance(Duration.ofSeconds(1));
            Message reminder = test.sent().on(EMAIL).to("patient-42").one();
            // endregion
            show.check(
                    reminder.words().body().contains("tomorrow"),
                    "six hours passed, and the reminder went out on the second");
        }
    }

    private static void reminds_nobody_of_what_was_called_off(Show show) {
        try (TestNotifications test = start()) {
            Reception reception = new Reception(test.notifications());
            Receipt receipt = reception.book(
                    "appointment-77", "patient-42", test.clock().instant().plus(Duration.ofHours(30)));
            reception.callOff("appointment-77");
            test.advance(Duration.ofHours(12));
            test.sent().none();
            show.check(state(test, receipt.id()) == DeliveryState.CANCELLED, "what was called off reminded nobody");
        }
    }

    private static void tries_again_when_the_provider_fails(Show show) {
        show.step("Providers fail when you say so");
        try (TestNotifications test = start()) {
            // region failNext
            test.channel(SMS).failNext(2, "gateway is busy");
            Receipt receipt = test.notifications()
                    .send(Notification.of(CODE).to("patient-42").with("code", "4711"));

            test.advance(Duration.ofMinutes(1));
            test.sent().on(SMS).saying("4711").one();
            // endregion
            int tries = test.status(receipt.id()).deliveries().get(0).tries();
            show.check(tries == 3, "two failures, and the third try reached the patient");
        }
    }

    private static void survives_a_crash(Show show) {
        try (TestNotifications test = start()) {
            // region crash
            test.channel(SMS).failNext("gateway is busy");
            test.notifications().send(Notification.of(CODE).to("patient-42").with("code", "4711"));
            test.run();

            test.crash();
            test.advance(Duration.ofMinutes(1));
            test.sent().on(SMS).one();
            // endregion
            show.check(true, "the process died before the next try, and nothing was lost");
        }
    }

    private static void recognises_a_message_that_comes_twice(Show show) {
        show.step("Replies get lost");
        try (TestNotifications test = start()) {
            // region losesNextReply
            test.channel(EMAIL).losesNextReply();
            test.notifications().send(Notification.of(REMINDER).to("patient-42"));

            test.advance(Duration.ofMinutes(1));
            List<Message> twice = test.sent().on(EMAIL).count(2).all();
            // endregion
            show.check(
                    twice.get(0).id().equals(twice.get(1).id()),
                    "a reminder goes out twice rather than not at all, under one id");
        }
    }

    private static void does_not_repeat_a_code_that_may_have_arrived(Show show) {
        try (TestNotifications test = start()) {
            test.channel(SMS).losesNextReply();
            Receipt receipt = test.notifications()
                    .send(Notification.of(CODE).to("patient-42").with("code", "4711"));
            test.advance(Duration.ofHours(1));
            test.sent().on(SMS).one();
            show.check(
                    state(test, receipt.id()) == DeliveryState.MAYBE_SENT,
                    "a sign-in code, which prefers a miss, goes out once and says that it may have arrived");
        }
    }

    private static void gives_up_on_a_provider_that_hangs(Show show) {
        try (TestNotifications test = start()) {
            // region hangs
            test.channel(EMAIL).hangs();
            Receipt receipt =
                    test.notifications().send(Notification.of(REMINDER).to("patient-42"));

            test.advance(Duration.ofMinutes(5));
            test.sent().on(EMAIL).one();
            // endregion
            show.check(
                    state(test, receipt.id()) == DeliveryState.SENT, "a provider that never answers holds nobody up");
        }
    }

    private static DeliveryState state(TestNotifications test, NotificationId id) {
        return test.status(id).deliveries().get(0).state();
    }
}
