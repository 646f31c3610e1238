package dev.notify.jdbc;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationServiceBuilder;
import dev.notify.delivery.DeliveryState;
import dev.notify.model.Contact;
import dev.notify.policy.DigestPolicy;
import dev.notify.reminder.Reminder;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What is planned and what is collected, in a database that nodes share; the same for every database. */
abstract class DigestCases {

    private static final NotificationType DIGEST = NotificationType.named("news-digest")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .text("{{count}}", "{{#items}}{{what}} {{/items}}")
            .discreet("News", "News");
    private static final NotificationType NEWS = NotificationType.named("news")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("News", "News")
            .digest(DigestPolicy.every(Duration.ofHours(1), "news-digest").atMost(200));
    private static final NotificationType VISIT =
            NotificationType.named("visit").anyTime().sendBy(EMAIL).discreet("Visit", "See you");

    /** An empty database of this name. */
    abstract DataSource database(String name) throws SQLException;

    private static TestNotifications node(DataSource source, VirtualClock clock) {
        return TestNotifications.startOn(JdbcStore.of(source).allowLossy(), clock, DigestCases::setup, EMAIL);
    }

    private static void setup(NotificationServiceBuilder b) {
        b.define(NEWS, DIGEST, VISIT)
                .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org")));
    }

    private DataSource fresh() throws SQLException {
        return database("digest" + UUID.randomUUID().toString().substring(0, 8));
    }

    private static List<String> said(TestNotifications... nodes) {
        return Stream.of(nodes)
                .flatMap(node -> node.channel(EMAIL).received().stream())
                .map(message -> message.words().body())
                .toList();
    }

    @Test
    void what_one_node_collected_another_tells_once() throws SQLException {
        DataSource source = fresh();
        VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
        List<String> all = new ArrayList<>();
        try (TestNotifications one = node(source, clock)) {
            IntStream.range(0, 120)
                    .forEach(i -> one.notifications()
                            .send(Notification.of(NEWS).to("ann").with("what", "n" + i)));
            one.advance(Duration.ofMinutes(5));
            all.addAll(said(one));
        }
        try (TestNotifications two = node(source, clock)) {
            two.notifications().send(Notification.of(NEWS).to("ann").with("what", "late"));
            two.advance(Duration.ofMinutes(56));
            said(two).forEach(body -> all.addAll(List.of(body.trim().split(" "))));
            assertThat(two.channel(EMAIL).received()).hasSize(1);
            assertThat(two.notifications().count(DeliveryQuery.all().in(DeliveryState.SENT)))
                    .isEqualTo(121);
        }
        assertThat(all).hasSize(121).doesNotHaveDuplicates();
    }

    @Test
    void a_move_in_a_transaction_that_rolls_back_moves_nothing() throws SQLException {
        DataSource source = fresh();
        VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
        Instant visit = TestNotifications.BEGINNING.plus(Duration.ofMinutes(40));
        try (TestNotifications test = node(source, clock);
                Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            test.notifications()
                    .in(connection)
                    .remind(Reminder.of(VISIT)
                            .to("ann")
                            .about("appointment-77")
                            .eventAt(visit)
                            .before(Duration.ofMinutes(30)));
            connection.commit();
            test.notifications()
                    .in(connection)
                    .remindersAbout("appointment-77")
                    .moveTo(visit.plus(Duration.ofHours(1)));
            connection.rollback();
            test.advance(Duration.ofMinutes(11));
            assertThat(said(test)).hasSize(1);
            test.notifications()
                    .in(connection)
                    .remindersAbout("appointment-77")
                    .moveTo(visit.plus(Duration.ofMinutes(20)));
            connection.commit();
            test.advance(Duration.ofMinutes(30));
            assertThat(said(test)).hasSize(2);
        }
    }
}
