package dev.notify.jdbc;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.Notifications;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.preference.OwnPreferences;
import dev.notify.preference.Preferences;
import dev.notify.preference.QuietHours;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people want, and what was said of addresses, in a database and inside the host's transactions. */
class H2PreferencesTest {

    private static final NotificationType VISIT =
            NotificationType.named("visit").anyTime().sendBy(EMAIL).discreet("Visit", "See you");
    private static final Address ANN = Address.email("ann@example.org");

    private DataSource source;
    private TestNotifications test;

    @BeforeEach
    void start() {
        source = Samples.h2("jdbc:h2:mem:wants" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        test = TestNotifications.startOn(
                JdbcStore.of(source).allowLossy(),
                VirtualClock.at(TestNotifications.BEGINNING),
                b -> b.define(VISIT)
                        .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org"))),
                EMAIL);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private OwnPreferences ann() {
        return test.notifications().preferences().of("ann");
    }

    @Test
    void a_change_is_true_with_the_hosts_commit_and_gone_with_its_rollback() throws SQLException {
        try (Connection host = source.getConnection()) {
            host.setAutoCommit(false);
            Notifications joined = test.notifications().in(host);
            joined.preferences().of("ann").turnOff(EMAIL);
            joined.consent().withdrawn(ANN, "letter");
            assertThat(joined.preferences().of("ann").current())
                    .isEqualTo(Preferences.none().turnOff(EMAIL));
            assertThat(ann().current()).as("nobody else sees it yet").isEqualTo(Preferences.none());
            host.rollback();
            assertThat(ann().history().changes()).isEmpty();
            assertThat(test.notifications().consent().of(ANN).entries()).isEmpty();
            joined.preferences().of("ann").turnOff("general");
            joined.preferences().of("ann").turnOff(EMAIL);
            host.commit();
        }
        assertThat(ann().current()).isEqualTo(Preferences.none().turnOff(EMAIL).turnOff("general"));
        assertThat(ann().history().changes()).extracting(c -> c.number()).containsExactly(2L, 1L);
        test.notifications().send(Notification.of(VISIT).to("ann"));
        test.advance(Duration.ofSeconds(5));
        test.sent().none();
    }

    @Test
    void what_was_held_goes_out_once_the_hosts_transaction_took_the_quiet_hours_back() throws SQLException {
        ann().quietHours(QuietHours.daily("10:00", "14:00"));
        Receipt held = test.notifications().send(Notification.of(VISIT).to("ann"));
        test.run();
        assertThat(test.status(held.id()).deliveries().get(0).state()).isEqualTo(DeliveryState.PENDING);
        try (Connection host = source.getConnection()) {
            host.setAutoCommit(false);
            test.notifications().in(host).preferences().of("ann").quietHours(QuietHours.NONE);
            host.commit();
        }
        test.advance(Duration.ofSeconds(8));
        assertThat(test.status(held.id()).deliveries().get(0).state()).isEqualTo(DeliveryState.SENT);
    }
}
