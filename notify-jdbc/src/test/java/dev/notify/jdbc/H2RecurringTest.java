package dev.notify.jdbc;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.Notifications;
import dev.notify.model.Contact;
import dev.notify.request.NotificationType;
import dev.notify.schedule.Recurring;
import dev.notify.schedule.Repeat;
import dev.notify.schedule.Standing;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What comes again, in a database and inside the host's transactions. */
class H2RecurringTest {

    private static final NotificationType DOSE =
            NotificationType.named("dose").anyTime().sendBy(EMAIL).discreet("A reminder", "Please look");

    private static Repeat doses(String key) {
        return Repeat.of(DOSE)
                .to("ann")
                .about("prescription-1")
                .dailyAt("13:00", "14:00", "15:00")
                .inZone("UTC")
                .key(key);
    }

    @Test
    void it_begins_and_changes_with_the_hosts_commit_and_not_with_its_rollback() throws SQLException {
        DataSource source = Samples.h2("jdbc:h2:mem:recur" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (TestNotifications test = TestNotifications.startOn(
                        JdbcStore.of(source).allowLossy(),
                        VirtualClock.at(TestNotifications.BEGINNING),
                        b -> b.poll(Duration.ofMinutes(5))
                                .define(DOSE)
                                .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org"))),
                        EMAIL);
                Connection host = source.getConnection()) {
            host.setAutoCommit(false);
            Notifications joined = test.notifications().in(host);
            joined.repeat(doses("p-1"));
            assertThat(joined.schedules().byKey(DOSE.name(), "p-1")).isPresent();
            host.rollback();
            assertThat(test.notifications().schedules().byKey(DOSE.name(), "p-1"))
                    .isEmpty();
            Recurring begun = joined.repeat(doses("p-1"));
            host.commit();
            test.advance(Duration.ofMinutes(61));
            test.sent().count(1);

            joined.schedules().find(begun.id()).orElseThrow().pause();
            host.rollback();
            test.advance(Duration.ofHours(1));
            test.sent().count(2);

            assertThat(joined.schedules().about("prescription-1", null, 10).items())
                    .hasSize(1);
            assertThat(joined.schedules().ofRecipient("ann", null, 10).items()).hasSize(1);
            joined.schedules().find(begun.id()).orElseThrow().end("recovered");
            host.commit();
            test.advance(Duration.ofHours(1));
            test.sent().count(2);
            assertThat(test.notifications()
                            .schedules()
                            .find(begun.id())
                            .orElseThrow()
                            .standing())
                    .satisfies(s -> assertThat(s.count()).isEqualTo(new Standing.Count(2, 0, 0)))
                    .satisfies(s -> assertThat(s.why()).contains("recovered"));
        }
    }
}
