package dev.notify.jdbc;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.Notifications;
import dev.notify.escalation.Acknowledgement;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationId;
import dev.notify.escalation.EscalationStatus;
import dev.notify.escalation.EscalationStatus.State;
import dev.notify.model.Contact;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Escalations in a database and inside the host's transactions. */
class H2EscalationTest {

    private static final NotificationType VITALS =
            NotificationType.named("vitals").anyTime().sendBy(EMAIL).discreet("Ward", "Please look");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final List<EscalationStatus> rung = new ArrayList<>();
    private DataSource source;
    private TestNotifications test;

    @BeforeEach
    void start() {
        source = Samples.h2("jdbc:h2:mem:ladders" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        test = TestNotifications.startOn(
                JdbcStore.of(source).allowLossy(),
                VirtualClock.at(TestNotifications.BEGINNING),
                b -> b.define(VITALS)
                        .contactsFrom(id -> Optional.of(
                                Contact.of(id).email(id + "@example.org").sms("+15550100042")))
                        .ifNobodyAnswers("ring", rung::add),
                EMAIL,
                SMS);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static Escalation ladder() {
        return Escalation.of(VITALS)
                .to("dr-a")
                .key("vitals-1")
                .firstBy(EMAIL)
                .thenAfter(MINUTE, SMS)
                .ifNobodyAnswers("ring");
    }

    private State state(EscalationId id) {
        return test.notifications().escalations().status(id).orElseThrow().state();
    }

    @Test
    void one_that_is_begun_asks_with_the_hosts_commit_and_never_after_its_rollback() throws SQLException {
        EscalationId id;
        try (Connection host = source.getConnection()) {
            host.setAutoCommit(false);
            Notifications joined = test.notifications().in(host);
            EscalationId never = joined.escalate(ladder()).id();
            host.rollback();
            test.advance(Duration.ofSeconds(5));
            assertThat(test.notifications().escalations().status(never)).isEmpty();
            test.sent().none();
            id = joined.escalate(ladder()).id();
            assertThat(joined.escalate(ladder()).replayed()).isTrue();
            assertThat(joined.escalations().status(id)).isPresent();
            host.commit();
        }
        test.advance(Duration.ofSeconds(5));
        test.sent().on(EMAIL).to("dr-a").one();
        assertThat(test.notifications()
                        .escalations()
                        .byKey("vitals", "vitals-1")
                        .orElseThrow()
                        .id())
                .isEqualTo(id);
    }

    @Test
    void an_answer_counts_with_the_hosts_commit() throws SQLException {
        EscalationId id = test.notifications().escalate(ladder()).id();
        test.run();
        try (Connection host = source.getConnection()) {
            host.setAutoCommit(false);
            Notifications joined = test.notifications().in(host);
            assertThat(joined.escalations().acknowledge(id, "dr-a").first()).isTrue();
            host.rollback();
            assertThat(state(id)).isEqualTo(State.ASKING);
            assertThat(joined.escalations().acknowledge(id, "dr-a").first()).isTrue();
            assertThat(joined.escalations().acknowledge(id, "dr-a").result())
                    .isEqualTo(Acknowledgement.Result.TAKEN_BEFORE);
            host.commit();
        }
        test.advance(Duration.ofHours(1));
        assertThat(state(id)).isEqualTo(State.TAKEN);
        test.sent().on(SMS).none();
        assertThat(rung).isEmpty();
    }

    @Test
    void a_ladder_is_climbed_to_its_end_and_may_be_taken_on_afterwards() {
        EscalationId id = test.notifications().escalate(ladder().repeatUpTo(1)).id();
        test.advance(Duration.ofMinutes(5));
        test.sent().count(4);
        assertThat(rung).hasSize(1);
        assertThat(state(id)).isEqualTo(State.UNANSWERED);
        assertThat(test.notifications().escalations().open(Optional.empty(), 10))
                .hasSize(1);
        assertThat(test.notifications().escalations().acknowledge(id, "dr-a").first())
                .isTrue();
        test.run();
        assertThat(state(id)).isEqualTo(State.TAKEN);
        assertThat(test.notifications().escalations().open(Optional.empty(), 10))
                .isEmpty();
        assertThat(test.notifications().escalations().resolve(id, "treated")).isTrue();
        test.run();
        assertThat(state(id)).isEqualTo(State.RESOLVED);
    }
}
