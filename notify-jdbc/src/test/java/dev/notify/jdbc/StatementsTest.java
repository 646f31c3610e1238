package dev.notify.jdbc;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.Notifications;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many statements things cost. Time is virtual, so the numbers are the same on every machine. */
class StatementsTest {

    private static final NotificationType VISIT =
            NotificationType.named("visit").anyTime().sendBy(EMAIL).discreet("Visit", "See you");

    private final Counting counting =
            new Counting(Samples.h2("jdbc:h2:mem:counted" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"));
    private final TestNotifications test = TestNotifications.startOn(
            JdbcStore.of(counting.source()).allowLossy(),
            VirtualClock.at(TestNotifications.BEGINNING),
            b -> b.define(VISIT)
                    .editTemplates()
                    .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org"))),
            EMAIL,
            ChannelName.SMS,
            ChannelName.PUSH);

    @AfterEach
    void close() {
        test.close();
    }

    /** Two a second at most, and the store's clock, which virtual time does not need, every 15 seconds besides. */
    private void isIdleFor(Duration while_) {
        counting.taken();
        test.advance(while_);
        List<String> statements = counting.taken();
        assertThat(statements).hasSizeBetween(1, (int) (2 * while_.toSeconds() - while_.toSeconds() / 15));
    }

    @Test
    void an_idle_node_asks_at_most_twice_a_second() {
        isIdleFor(Duration.ofMinutes(5));
    }

    @Test
    void a_node_that_was_busy_is_as_quiet_again() {
        for (int i = 0; i < 50; i++) {
            test.notifications().send(Notification.of(VISIT).to("p" + i));
        }
        test.advance(Duration.ofSeconds(10));
        test.sent().count(50);
        isIdleFor(Duration.ofMinutes(5));
    }

    @Test
    void a_node_whose_work_lies_far_ahead_is_idle() {
        test.notifications().send(Notification.of(VISIT).to("ann").after(Duration.ofDays(1)));
        isIdleFor(Duration.ofMinutes(5));
    }

    @Test
    void a_change_costs_the_same_however_much_is_about_its_subject() {
        Function<Which, List<String>> changes = which -> {
            Notifications clerk = test.notifications().as("clerk");
            counting.taken();
            assertThat(clerk.reschedule(which, When.after(Duration.ofHours(3)), "later")
                            .changed())
                    .isPositive();
            assertThat(clerk.cancel(which, "closed").changed()).isPositive();
            return counting.taken();
        };
        about("bed-7", 2);
        about("ward-3", 200);
        int few = changes.apply(Which.about("bed-7")).size();
        int many = changes.apply(Which.about("ward-3")).size();
        assertThat(few).isBetween(8, 24);
        assertThat(many).isLessThanOrEqualTo(few + 12); // rows are written some dozens at a time
    }

    private void about(String subject, int count) {
        for (int i = 0; i < count; i++) {
            test.notifications()
                    .send(Notification.of(VISIT).to("p" + i).about(subject).after(Duration.ofHours(1)));
        }
    }
}
