package dev.notify.jdbc;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.DeliveryState;
import dev.notify.model.Contact;
import dev.notify.operation.DeadLetter;
import dev.notify.operation.DeadLetters;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What failed, in a database: listed, tried again, put away; the same for every database. */
abstract class DeadLetterCases {

    private static final NotificationType VISIT =
            NotificationType.named("visit").anyTime().sendBy(EMAIL).discreet("Visit", "See you");
    private static final DeliveryQuery ALL = DeliveryQuery.all();

    /** An empty database of this name. */
    abstract DataSource database(String name) throws SQLException;

    @Test
    void each_is_tried_again_once_or_put_away() throws SQLException {
        DataSource source = database("letters" + UUID.randomUUID().toString().substring(0, 8));
        try (TestNotifications test = TestNotifications.startOn(
                JdbcStore.of(source).allowLossy(),
                VirtualClock.at(TestNotifications.BEGINNING),
                b -> b.define(VISIT)
                        .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org"))),
                EMAIL)) {
            for (int i = 0; i < 7; i++) {
                test.channel(EMAIL).rejectNext("no such mailbox");
                test.notifications().send(Notification.of(VISIT).to("p" + i));
                test.run();
            }
            DeadLetters letters = test.notifications().deadLetters();
            List<DeadLetter> all = letters.list(ALL).letters();
            assertThat(all).hasSize(7).allMatch(l -> l.delivery().attempts().size() == 1);
            assertThat(letters.discard(all.get(0).delivery().id(), "moved away"))
                    .isTrue();
            assertThat(letters.retry(all.get(1).delivery().id(), "back")).isTrue();
            assertThat(letters.retry(all.get(1).delivery().id(), "back")).isFalse();
            DeadLetters.Changed page = letters.retry(ALL.limit(4), "back");
            assertThat(page.count()).isEqualTo(3); // one of four is put away
            assertThat(letters.retry(ALL.after(page.next().orElseThrow()), "back")
                            .count())
                    .isEqualTo(2);
            test.advance(Duration.ofSeconds(30));
            assertThat(test.channel(EMAIL).received()).hasSize(6);
            assertThat(test.notifications().count(ALL.in(DeliveryState.SENT))).isEqualTo(6);
            assertThat(letters.list(ALL).letters()).isEmpty();
        }
    }
}
