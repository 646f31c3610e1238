package dev.notify.jdbc;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notify.NotificationService;
import dev.notify.channel.Message;
import dev.notify.model.Contact;
import dev.notify.request.NotificationType;
import dev.notify.schedule.Recurring;
import dev.notify.schedule.Repeat;
import dev.notify.schedule.Schedule;
import dev.notify.schedule.Standing;
import dev.notify.testing.RecordingChannel;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What comes again on two nodes with threads and a real server, one of which leaves: each occurrence once, and a source asked by one. */
class PostgresRecurringIT {

    private static final int RECURRENCES = 20;
    private static final int TIMES = 5;
    private static final NotificationType DOSE = NotificationType.named("dose")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .text("Dose", "{{occurrence}}")
            .discreet("A reminder", "Please look");

    private final AtomicInteger asked = new AtomicInteger();

    private NotificationService node(DataSource source, String name, RecordingChannel channel) {
        return NotificationService.builder()
                .node(name)
                .store(JdbcStore.of(source).allowLossy())
                .channel(channel)
                .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org")))
                .define(DOSE)
                .dueSource("counted", Schedule.every(Duration.ofHours(6)), ask -> {
                    asked.incrementAndGet();
                    return Stream.empty();
                })
                .start();
    }

    @Test
    void two_nodes_send_each_occurrence_once() throws SQLException {
        DataSource database = Samples.postgres(Lanes.postgres()
                .createDatabase("recur" + UUID.randomUUID().toString().substring(0, 8)));
        RecordingChannel ofOne = RecordingChannel.of(EMAIL);
        RecordingChannel ofOther = RecordingChannel.of(EMAIL);
        List<Recurring> all = new ArrayList<>();
        try (NotificationService other = node(database, "other", ofOther)) {
            try (NotificationService one = node(database, "one", ofOne)) {
                LocalDateTime start =
                        LocalDateTime.now(Clock.systemUTC()).plusSeconds(10).withNano(0);
                LocalTime[] times = IntStream.range(0, TIMES)
                        .mapToObj(i -> start.plusSeconds(2L * i))
                        .map(LocalDateTime::toLocalTime)
                        .toArray(LocalTime[]::new);
                for (int i = 0; i < RECURRENCES; i++) {
                    all.add(other.repeat(Repeat.of(DOSE)
                            .to("patient-" + i)
                            .dailyAt(times)
                            .inZone("UTC")
                            .until(start.plusSeconds(2L * TIMES))
                            .tooLateAfter(Duration.ofMinutes(10))
                            .key("p-" + i)));
                }
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> ofOne.received().size() > RECURRENCES / 2);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> all.stream().allMatch(r -> r.standing().state() == Standing.State.ENDED));
            long sent = all.stream().mapToLong(r -> r.standing().count().sent()).sum();
            long missed =
                    all.stream().mapToLong(r -> r.standing().count().tooLate()).sum();
            assertThat(sent + missed).isEqualTo((long) RECURRENCES * TIMES);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> received(ofOne, ofOther).size() >= sent);
            assertThat(received(ofOne, ofOther)).doesNotHaveDuplicates().hasSize((int) sent);
            assertThat(asked.get()).isEqualTo(1);
        }
    }

    private static List<String> received(RecordingChannel one, RecordingChannel other) {
        return Stream.concat(one.received().stream(), other.received().stream())
                .map(PostgresRecurringIT::which)
                .toList();
    }

    private static String which(Message message) {
        return message.recipient() + " " + message.words().body();
    }
}
