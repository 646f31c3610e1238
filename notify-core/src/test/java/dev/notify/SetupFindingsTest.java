package dev.notify;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notify.channel.LogChannel;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.Priority;
import dev.notify.policy.Concurrency;
import dev.notify.request.NotificationType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is wrong with a setup as a whole, and what is not. */
class SetupFindingsTest {

    private static final NotificationType GOOD =
            NotificationType.named("good").anyTime().sendBy(EMAIL).discreet("x", "y");

    private static NotificationServiceBuilder bare() {
        return NotificationService.builder().store(MemoryStore.create()).node("n");
    }

    private static NotificationServiceBuilder withEmail() {
        return bare().channel(LogChannel.standingFor(EMAIL)).define(GOOD);
    }

    private static void fine(UnaryOperator<NotificationServiceBuilder> more) {
        try (NotificationService service = more.apply(withEmail()).start()) {
            assertThat(service.health().findings()).isNotNull();
        }
    }

    /** These findings and no others, by what they begin with. */
    private static void found(NotificationServiceBuilder builder, String... beginnings) {
        StartException refused =
                catchThrowableOfType(StartException.class, () -> builder.start().close());
        assertThat(refused).as(String.join(", ", beginnings)).isNotNull();
        List<String> findings = refused.findings();
        assertThat(findings).hasSize(beginnings.length);
        for (String beginning : beginnings) {
            assertThat(findings).anyMatch(f -> f.startsWith(beginning));
        }
    }

    @Test
    void what_is_right_starts() {
        fine(b -> b);
        fine(b -> b.environment("production"));
        fine(b -> b.environment("staging").onlyTo("@example.org").development());
        fine(b -> b.lease(Duration.ofSeconds(8), Duration.ofSeconds(4)).poll(Duration.ofMillis(10)));
        fine(b -> b.workOn(EMAIL));
    }

    @Test
    void production_reaches_people() {
        String notReached = "environment is production, and onlyTo or redirectAllTo is set";
        found(withEmail().environment("production").onlyTo("@example.org"), notReached);
        found(withEmail().environment("production").redirectAllTo(Address.email("a@example.org")), notReached);
        found(withEmail().environment("production").development(), "environment is production, and development()");
    }

    @Test
    void times_fit_each_other() {
        found(
                withEmail().lease(Duration.ofMillis(7_999), Duration.ofSeconds(4)),
                "lease is shorter than two renewals: make it at least PT8S");
        found(withEmail().poll(Duration.ofMillis(9)), "poll is shorter than 10 ms");
    }

    @Test
    void what_is_named_is_there() {
        found(withEmail().workOn(SMS), "workOn names sms, which has no channel");
        found(
                withEmail().settings(Settings.of(Map.of("notify.concurrency.sms", "4"))),
                "concurrency names sms, which has no channel");
        found(
                withEmail()
                        .define(NotificationType.named("other")
                                .anyTime()
                                .sendBy(EMAIL)
                                .discreet("x", "y")
                                .ifFailed("nobody")),
                "type other names the handler 'nobody', which is not registered");
    }

    @Test
    void a_service_that_delivers_has_a_channel() {
        found(bare(), "no channel: add one with channel(..)");
        found(NotificationService.builder().node("n"), "no channel: add one", "no store: say store(..)");
        try (NotificationService service = bare().acceptOnly().define(GOOD).start()) {
            assertThat(service.health().findings()).isEmpty();
        }
    }

    @Test
    void critical_work_is_allowed_and_reaches_somebody() {
        NotificationType critical = GOOD.priority(Priority.CRITICAL);
        NotificationServiceBuilder pretends =
                bare().channel(LogChannel.standingFor(EMAIL), Concurrency.of(1)).define(critical);
        found(pretends, "a type is CRITICAL: say allowCritical()", "type good is CRITICAL and no real channel");
        found(
                bare().channel(LogChannel.standingFor(EMAIL)).define(critical).allowCritical(),
                "type good is CRITICAL and no real channel");
        try (NotificationService service = bare().channel(LogChannel.standingFor(EMAIL))
                .define(critical)
                .allowCritical()
                .development()
                .start()) {
            assertThat(service.health().findings()).isEmpty();
        }
    }
}
