package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.event.NotificationEvent;
import dev.notify.log.Logged;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.Which;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** What the log says, and what it never says. All of it happens on this one thread, so whatever is left behind is seen. */
class LogTest {

    private static final String DELIVERY = "notify.delivery";
    private static final String CORRELATION = "notify.correlation";

    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void nothing_is_left_on_the_thread() {
        assertThat(MDC.getCopyOfContextMap()).isEmpty();
        MDC.clear();
    }

    private void see(String where) {
        seen.add(where + " " + MDC.get(DELIVERY) + " " + MDC.get(CORRELATION));
    }

    private TestNotifications start() {
        return TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.onEvent(e -> see(e.getClass().getSimpleName()));
                    b.interceptor((m, next) -> {
                        see("interceptor");
                        return next.deliver(m);
                    });
                },
                EMAIL,
                SMS);
    }

    private static String delivery(Receipt receipt) {
        return receipt.planned().get(0).id().toString();
    }

    @Test
    void channels_interceptors_and_listeners_see_delivery_and_correlation_and_the_next_one_does_not() {
        try (TestNotifications test = start()) {
            test.channel(EMAIL).answerNext(m -> {
                see("channel");
                return Outcome.tryAgain("busy");
            });
            test.channel(EMAIL).answerNext(m -> {
                see("channel");
                return Outcome.sent();
            });
            Receipt first = test.notifications().send(lab("a").correlation("visit-77"));
            Receipt second = test.notifications().send(lab("b"));
            test.run();
            test.advance(Duration.ofMinutes(1));
            String a = delivery(first);
            String b = delivery(second);
            assertThat(seen)
                    .containsExactlyInAnyOrder(
                            "Accepted null visit-77",
                            "Accepted null null",
                            "interceptor " + a + " visit-77",
                            "channel " + a + " visit-77",
                            "Retrying " + a + " visit-77",
                            "interceptor " + b + " null",
                            "channel " + b + " null",
                            "Finished " + b + " null",
                            "interceptor " + a + " visit-77",
                            "Finished " + a + " visit-77");
        }
    }

    @Test
    void every_line_about_an_attempt_carries_them() {
        try (TestNotifications test = start();
                Logged log = Logged.everything()) {
            test.channel(EMAIL).throwNext(new IllegalStateException("bug"));
            test.channel(EMAIL).hangs();
            test.channel(EMAIL).rejectNext("unknown");
            Receipt receipt = test.notifications().send(lab("a").correlation("visit-77"));
            test.advance(Duration.ofHours(1));
            assertThat(log.lines())
                    .filteredOn(l -> l.text().contains(delivery(receipt)))
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allSatisfy(l -> assertThat(l.mdc())
                            .isEqualTo(Map.of(DELIVERY, delivery(receipt), CORRELATION, "visit-77")));
            assertThat(log.lines())
                    .filteredOn(l -> !l.text().contains(delivery(receipt)))
                    .filteredOn(l -> !l.logger().equals("dev.notify.health")) // found during a try, or not
                    .allSatisfy(l -> assertThat(l.mdc()).doesNotContainKey(DELIVERY));
            for (String said : List.of("channel email failed", "no answer in time", "retrying", "dead letter")) {
                assertThat(log.saying(said)).as(said).isNotEmpty();
            }
        }
    }

    @Test
    void what_the_host_put_there_itself_is_still_there_afterwards() {
        try (TestNotifications test = start()) {
            MDC.put("request", "r-1");
            MDC.put(CORRELATION, "the host's");
            Logged log = Logged.everything();
            test.notifications().send(lab("a").correlation("visit-77"));
            LoggerFactory.getLogger("host").info("after");
            log.close();
            assertThat(log.saying("accepted").get(0).mdc())
                    .isEqualTo(Map.of("request", "r-1", CORRELATION, "visit-77"));
            assertThat(log.saying("after").get(0).mdc()).isEqualTo(Map.of("request", "r-1", CORRELATION, "the host's"));
            MDC.clear();
            test.run();
        }
    }

    @Test
    void handlers_see_them_too() {
        NotificationType alarm = NotificationType.named("alarm")
                .anyTime()
                .sendBy(EMAIL)
                .ifFailed("ring")
                .discreet("x", "y");
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(alarm).contactsFrom(People::contact).handler("ring", alert -> see("handler")), EMAIL)) {
            test.channel(EMAIL).rejectNext("unknown");
            Receipt receipt =
                    test.notifications().send(Notification.of(alarm).to("a").correlation("visit-77"));
            test.run();
            assertThat(seen).containsExactly("handler " + delivery(receipt) + " visit-77");
        }
    }

    /** Everything a person could be known by, or a stranger could use, is spelled CANARY. */
    @Test
    void no_line_holds_an_address_words_data_or_what_hosts_and_providers_say() {
        NotificationType private_ = NotificationType.named("private")
                .anyTime()
                .sendBy(EMAIL, SMS)
                .showDetailsOn(EMAIL)
                .ifFailed("ring")
                .requires("result")
                .text("CANARY title {{result}}", "CANARY body {{result}}")
                .discreet("CANARY discreet", "CANARY discreet body");
        List<RuntimeException> thrownByContacts = new ArrayList<>();
        try (Logged log = Logged.everything();
                TestNotifications test = TestNotifications.start(
                        b -> b.define(private_)
                                .contactsFrom(id -> {
                                    if (!thrownByContacts.isEmpty()) {
                                        throw thrownByContacts.remove(0);
                                    }
                                    return Optional.of(Contact.of(id)
                                            .email("CANARY@example.org")
                                            .sms("+15550199"));
                                })
                                .handler("ring", alert -> {
                                    throw new IllegalStateException("CANARY handler", new RuntimeException("CANARY"));
                                })
                                .onEvent(e -> {
                                    if (!(e instanceof NotificationEvent.Accepted)) {
                                        throw new IllegalStateException(
                                                "CANARY listener", new RuntimeException("CANARY"));
                                    }
                                }),
                        EMAIL,
                        SMS)) {
            Notification of = Notification.of(private_).with("result", "CANARY data");
            test.notifications().send(of.to("p1").key("CANARY key").about("CANARY subject"));
            test.run();
            test.channel(EMAIL).failNext("CANARY busy");
            test.channel(SMS).throwNext(new IllegalStateException("CANARY thrown", new RuntimeException("CANARY")));
            test.notifications().send(of.to("p2"));
            test.advance(Duration.ofMinutes(5));
            test.channel(EMAIL).rejectNext("CANARY unknown here");
            test.channel(SMS).hangs();
            test.notifications().send(of.toAddress(Address.email("CANARY@example.org")));
            test.notifications().send(of.to(Contact.of("p3").sms("+15550199").email("CANARY@example.org")));
            test.advance(Duration.ofMinutes(5));
            thrownByContacts.add(new IllegalStateException("CANARY contacts"));
            test.channel(EMAIL).losesNextReply();
            test.notifications().send(of.to("p4"));
            test.notifications().send(of.to("p5").about("CANARY later").after(Duration.ofHours(1)));
            test.notifications().as("CANARY actor").cancel(Which.about("CANARY later"), "CANARY why");
            test.crash();
            test.advance(Duration.ofHours(2));

            assertThat(log.lines()).hasSizeGreaterThan(40);
            assertThat(log.lines()).extracting(Logged.Line::level).contains(Level.DEBUG, Level.INFO, Level.WARN);
            assertThat(log.lines()).filteredOn(l -> !l.trace().isEmpty()).isNotEmpty();
            assertThat(log.lines()).allSatisfy(l -> {
                assertThat(l.text() + l.trace() + l.mdc()).doesNotContainIgnoringCase("canary");
                assertThat(l.text() + l.trace() + l.mdc()).doesNotContain("5550199");
            });
        }
    }
}
