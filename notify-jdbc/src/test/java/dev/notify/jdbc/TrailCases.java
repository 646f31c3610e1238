package dev.notify.jdbc;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.Notifications;
import dev.notify.delivery.Receipt;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.sign.Signer;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an auditor reads in the table, by SQL; the same for every database. */
abstract class TrailCases {

    private static final NotificationType VISIT =
            NotificationType.named("visit").anyTime().sendBy(EMAIL).discreet("Visit", "See you");
    private static final long BEGINNING = TestNotifications.BEGINNING.toEpochMilli();
    private static final Duration HOUR = Duration.ofHours(1);

    private DataSource source;
    private TestNotifications test;

    /** An empty database of this name. */
    abstract DataSource database(String name) throws SQLException;

    @BeforeEach
    void start() throws SQLException {
        source = database("trail" + UUID.randomUUID().toString().substring(0, 8));
        test = TestNotifications.startOn(
                JdbcStore.of(source).allowLossy(),
                VirtualClock.at(TestNotifications.BEGINNING),
                b -> b.define(VISIT)
                        .editTemplates()
                        .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org"))),
                EMAIL);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static Notification visit() {
        return Notification.of(VISIT).to("ann").about("bed-7");
    }

    private List<String> lines() throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select tenant, at_time, actor, action, about, detail"
                        + " from notify_trail order by at_time, id")) {
            while (rows.next()) {
                lines.add(String.join(
                        " ",
                        rows.getString(1),
                        "" + (rows.getLong(2) - BEGINNING) / 60_000,
                        rows.getString(3),
                        rows.getString(4),
                        Samples.id(rows, 5),
                        Objects.requireNonNullElse(rows.getString(6), "-")));
            }
        }
        return lines;
    }

    @Test
    void says_who_had_what_accepted_and_what_became_of_it() throws SQLException {
        Receipt sent = test.notifications().forTenant("ward").as("clerk").send(visit());
        test.advance(HOUR);
        test.channel(EMAIL).rejectNext("unknown");
        Receipt failed = test.notifications().send(visit());
        test.advance(HOUR);
        assertThat(lines())
                .containsExactly(
                        "ward 0 clerk notification.accepted " + sent.id() + " -",
                        "ward 0 notify delivery.sent " + sent.planned().get(0).id() + " -",
                        "default 60 host notification.accepted " + failed.id() + " -",
                        "default 60 notify delivery.failed "
                                + failed.planned().get(0).id() + " -");
    }

    @Test
    void says_who_changed_what_when_and_why_by_id_by_key_and_by_subject() throws SQLException {
        Notifications ward = test.notifications().forTenant("ward");
        Receipt one = ward.send(visit().key("k1").after(HOUR));
        Receipt two = ward.send(visit().key("k2").after(HOUR));
        test.notifications().send(visit().key("k1").after(HOUR));
        List<String> accepted = lines();
        test.advance(Duration.ofMinutes(1));
        ward.as("a").reschedule(one.id(), Instant.parse("2026-03-02T18:00:00Z"), "later");
        test.advance(Duration.ofMinutes(1));
        ward.as("b").sendNow(Which.key("visit", "k2"), "urgent");
        test.advance(Duration.ofMinutes(1));
        ward.as("c").reschedule(Which.about("bed-7"), When.at(Instant.parse("2026-03-02T19:00:00Z")), "moved");
        test.advance(Duration.ofMinutes(1));
        ward.as("d").cancel(Which.about("bed-7"), "went home");
        assertThat(lines().subList(accepted.size(), lines().size()))
                .containsExactlyInAnyOrder(
                        "ward 1 a notification.rescheduled " + one.id() + " to 2026-03-02T18:00:00Z: later",
                        "ward 2 b notification.forced " + two.id() + " urgent",
                        "ward 2 notify delivery.sent " + two.planned().get(0).id() + " -",
                        "ward 3 c notification.rescheduled " + one.id() + " to 2026-03-02T19:00:00Z: moved",
                        "ward 3 c notification.rescheduled " + two.id() + " to 2026-03-02T19:00:00Z: moved",
                        "ward 4 d notification.cancelled " + one.id() + " went home",
                        "ward 4 d notification.cancelled " + two.id() + " went home");
    }

    @Test
    void says_who_read_and_who_took_it_on() throws SQLException {
        Receipt receipt = test.notifications().send(visit());
        test.advance(Duration.ofMinutes(1));
        List<String> before = lines();
        test.notifications().as("portal").signs().read(receipt.id(), "ann");
        test.notifications().as("portal").signs().read(receipt.id(), "ann");
        test.notifications().as("portal").signs().read(receipt.id(), "zoe");
        test.advance(Duration.ofMinutes(1));
        test.notifications()
                .as("portal")
                .signs()
                .acknowledge(receipt.id(), Signer.of("ann").on(EMAIL).note("on my way"));
        assertThat(lines().subList(before.size(), lines().size()))
                .containsExactly(
                        "default 1 portal notification.read " + receipt.id() + " read by ann",
                        "default 2 portal notification.acknowledged " + receipt.id()
                                + " acknowledged by ann on email: on my way");
    }

    @Test
    void says_who_edited_which_template() throws SQLException {
        test.notifications().templateEditor("jane").put("visit/any.discreet.txt", "Visit\n\nCome in");
        test.advance(Duration.ofMinutes(1));
        test.notifications().templateEditor("joe").remove("visit/any.discreet.txt");
        assertThat(lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("default 0 jane template.put \\S+ visit/any.discreet.txt"),
                        line -> assertThat(line).matches("default 1 joe template.removed \\S+ visit/any.discreet.txt"));
        test.notifications().send(visit());
        assertThat(lines()).hasSize(3);
    }

    @Test
    void is_written_and_rolled_back_with_the_hosts_transaction() throws SQLException {
        Receipt receipt = test.notifications().send(visit().after(HOUR));
        List<String> before = lines();
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            test.notifications().in(connection).as("clerk").cancel(receipt.id(), "mistake");
            connection.rollback();
            assertThat(lines()).isEqualTo(before);
            test.notifications().in(connection).as("clerk").cancel(receipt.id(), "meant");
            connection.commit();
        }
        assertThat(lines())
                .hasSize(before.size() + 1)
                .contains("default 0 clerk notification.cancelled " + receipt.id() + " meant");
    }
}
