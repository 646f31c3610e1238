package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.NotificationService;
import dev.notify.NotificationServiceBuilder;
import dev.notify.event.Health;
import dev.notify.model.InvalidInputException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.schedule.DueSource;
import dev.notify.schedule.Schedule;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The host is asked what is due. The clock begins on a Monday at noon, UTC. */
class DueSourcesTest {

    private static final NotificationType LOW = NotificationType.named("low-stock")
            .anyTime()
            .sendBy(EMAIL)
            .text("Low stock", "{{item}}")
            .showDetailsOn(EMAIL)
            .discreet("Stock", "Please look");

    private final List<DueSource.Asked> asked = new ArrayList<>();

    private DueSource low = ask -> Stream.of(low("paracetamol", ask), low("insulin", ask));

    private static Notification low(String item, DueSource.Asked ask) {
        return Notification.of(LOW)
                .to("pharmacist")
                .with("item", item)
                .key("low-" + item + "-" + ask.time().toLocalDate());
    }

    private void everySixHours(NotificationServiceBuilder b) {
        usual(b, Schedule.every(Duration.ofHours(6)));
    }

    private void usual(NotificationServiceBuilder b, Schedule schedule) {
        b.poll(Duration.ofMinutes(1))
                .define(LOW)
                .contactsFrom(People::contact)
                .zone(ZoneId.of("Europe/Berlin"))
                .dueSource("low-stock", schedule, ask -> {
                    asked.add(ask);
                    return low.due(ask);
                });
    }

    private List<String> times() {
        return asked.stream().map(a -> a.time().toString()).toList();
    }

    @Test
    void it_is_asked_every_six_hours_and_what_it_says_again_is_sent_once_a_day() {
        try (TestNotifications test = TestNotifications.start(this::everySixHours, EMAIL)) {
            test.advance(Duration.ofHours(13));
            assertThat(times()).containsExactly("2026-03-02T12:00", "2026-03-02T18:00", "2026-03-03T00:00");
            test.sent().count(4);
            assertThat(asked.get(0).before()).isEmpty();
            assertThat(asked.get(1).before()).contains(Instant.parse("2026-03-02T12:00:00Z"));
        }
    }

    @Test
    void daily_at_nine_is_nine_on_the_services_wall_with_days_of_warning() {
        Map<String, LocalDate> ends =
                Map.of("insulin", LocalDate.parse("2026-03-08"), "aspirin", LocalDate.parse("2026-05-01"));
        low = ask -> ends.entrySet().stream()
                .filter(e -> !e.getValue().isAfter(ask.time().toLocalDate().plusDays(5)))
                .map(e -> Notification.of(LOW)
                        .to("pharmacist")
                        .with("item", e.getKey())
                        .key("ends-" + e.getKey() + "-" + e.getValue()));
        try (TestNotifications test = TestNotifications.start(b -> usual(b, Schedule.dailyAt("09:00")), EMAIL)) {
            test.advanceTo(Instant.parse("2026-03-03T07:59:00Z"));
            test.sent().none();
            test.advanceTo(Instant.parse("2026-03-05T12:00:00Z"));
            assertThat(times()).containsExactly("2026-03-03T09:00", "2026-03-04T09:00", "2026-03-05T09:00");
            assertThat(asked.get(0).now()).isEqualTo(Instant.parse("2026-03-03T08:00:00Z"));
            assertThat(test.sent().one().words().body()).isEqualTo("insulin");
        }
    }

    @Test
    void one_of_two_nodes_asks() {
        try (TestNotifications test = TestNotifications.start(this::everySixHours, EMAIL)) {
            test.addNode(this::everySixHours);
            test.advance(Duration.ofDays(2));
            assertThat(times()).doesNotHaveDuplicates().hasSize(9);
        }
    }

    @Test
    void what_it_throws_is_tried_again_and_health_is_down_until_it_answers() {
        DueSource well = low;
        low = ask -> {
            throw new IllegalStateException("the database of drugs is away");
        };
        try (TestNotifications test = TestNotifications.start(this::everySixHours, EMAIL)) {
            test.advance(Duration.ofMinutes(5));
            assertThat(asked).hasSizeGreaterThan(3);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.DOWN);
            low = well;
            test.advance(Duration.ofMinutes(20));
            test.sent().count(2);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void an_answer_without_a_key_is_refused_and_nothing_of_it_is_sent() {
        low = ask -> Stream.of(Notification.of(LOW).to("pharmacist").with("item", "x"));
        try (TestNotifications test = TestNotifications.start(this::everySixHours, EMAIL)) {
            test.advance(Duration.ofMinutes(5));
            test.sent().none();
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.DOWN);
        }
    }

    @Test
    void what_was_missed_is_asked_once_for_the_last_time() {
        try (TestNotifications test = TestNotifications.start(this::everySixHours, EMAIL)) {
            test.run();
            test.node().crash();
            test.clock().set(Instant.parse("2026-03-09T13:00:00Z"));
            test.crash();
            test.advance(Duration.ofHours(1));
            assertThat(times()).containsExactly("2026-03-02T12:00", "2026-03-09T12:00");
        }
    }

    @Test
    void a_node_without_the_source_leaves_it_to_others() {
        try (TestNotifications test = TestNotifications.start(this::everySixHours, EMAIL)) {
            test.run();
            test.node().crash();
            TestNode other = test.addNode(b -> b.define(LOW).contactsFrom(People::contact));
            test.advance(Duration.ofHours(7));
            assertThat(asked).hasSize(1);
            assertThat(other.notifications().health().status()).isEqualTo(Health.Status.DEGRADED);
            test.addNode(this::everySixHours);
            test.advance(Duration.ofMinutes(1));
            assertThat(asked).hasSize(2);
        }
    }

    @Test
    void another_schedule_takes_over_from_the_next_start() {
        try (TestNotifications test = TestNotifications.start(this::everySixHours, EMAIL)) {
            test.run();
            test.node().crash();
            test.addNode(b -> usual(b, Schedule.dailyAt("15:00")));
            test.advance(Duration.ofDays(1));
            assertThat(times()).containsExactly("2026-03-02T12:00", "2026-03-02T15:00");
        }
    }

    @Test
    void what_cannot_be_asked_is_refused_where_it_is_given() {
        NotificationServiceBuilder b = NotificationService.builder();
        Schedule daily = Schedule.dailyAt("09:00");
        DueSource none = ask -> Stream.empty();
        assertThatThrownBy(() -> b.dueSource("no name", daily, none)).hasMessageStartingWith("dueSource ");
        assertThatThrownBy(() -> b.dueSource("x", Schedule.afterAcknowledged(Duration.ofHours(1)), none))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("schedule ");
        b.dueSource("x", daily, none);
        assertThatThrownBy(() -> b.dueSource("x", daily, none)).hasMessageStartingWith("dueSource ");
    }
}
