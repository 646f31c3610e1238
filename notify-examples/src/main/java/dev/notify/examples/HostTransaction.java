package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.zaxxer.hikari.HikariDataSource;
import dev.notify.NotificationService;
import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.LogChannel;
import dev.notify.event.NotificationEvent;
import dev.notify.event.NotificationEvent.Finished;
import dev.notify.jdbc.JdbcStore;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.HostTransactions;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/** An appointment and its notification in one transaction of the host's: both, or neither. */
public final class HostTransaction {

    private static final NotificationType BOOKED = NotificationType.named("appointment-booked")
            .anyTime()
            .sendBy(EMAIL)
            .requires("day")
            .discreet("Example Hospital", "Your appointment is on {{day}}.");

    private HostTransaction() {}

    public static void main(String[] args) {
        Show.main(HostTransaction::run);
    }

    static void run(Show show) throws Exception {
        show.title("One transaction: an appointment and its notification");
        try (HikariDataSource database = database()) {
            try (Connection c = database.getConnection();
                    Statement statement = c.createStatement()) {
                statement.execute(
                        "CREATE TABLE appointment (patient VARCHAR(40) PRIMARY KEY, weekday VARCHAR(20) NOT NULL)");
            }
            byConnection(show, database);
            byItself(show, database);
        }
    }

    /** The host's own database, as it has it already. */
    private static HikariDataSource database() {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(
                "jdbc:h2:file:" + Show.freshFolder("host-transaction").resolve("hospital"));
        return database;
    }

    private static NotificationServiceBuilder service(DataSource database) {
        return NotificationService.builder()
                .store(JdbcStore.of(database))
                .channel(LogChannel.standingFor(EMAIL))
                .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org")))
                .define(BOOKED);
    }

    /** The plainest way: hand the connection over. */
    private static void byConnection(Show show, DataSource database) throws SQLException {
        try (NotificationService notifications = service(database).start()) {
            show.step("Commit: both are there");
            // region in
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                book(connection, "patient-1", "Monday");
                notifications
                        .in(connection)
                        .send(Notification.of(BOOKED).to("patient-1").with("day", "Monday"));
                connection.commit();
            }
            // endregion
            expect(show, database, notifications, "patient-1", 1);

            show.step("Roll back: neither is there");
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                book(connection, "patient-2", "Tuesday");
                notifications
                        .in(connection)
                        .send(Notification.of(BOOKED).to("patient-2").with("day", "Tuesday"));
                connection.rollback();
            }
            expect(show, database, notifications, "patient-2", 0);

            show.step("A refusal: the host's transaction is untouched, and may commit without the notification");
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                book(connection, "patient-3", "Wednesday");
                show.line("  " + refusal(notifications, connection));
                connection.commit();
            }
            show.check(appointments(database, "patient-3") == 1, "the appointment of patient-3 is booked");
            show.check(deliveries(notifications, "patient-3") == 0, "no notification for patient-3 is stored");
        }
    }

    private static String refusal(NotificationService notifications, Connection connection) {
        // region refusal
        try {
            notifications.in(connection).send(Notification.of(BOOKED).to("patient-3")); // no day
        } catch (InvalidInputException refused) {
            return "refused: " + refused.getMessage();
        }
        // endregion
        throw new Show.NotShown("a notification without its variable is refused");
    }

    /** The comfortable way: Notify asks which transaction this thread is in. */
    private static void byItself(Show show, DataSource database) throws Exception {
        show.step("With the two methods of HostTransactions, a plain send() joins by itself");
        Semaphore finished = new Semaphore(0);
        Transactions transactions = new Transactions(database);
        try (NotificationService notifications = service(database)
                .hostTransactions(transactions)
                .onEvent(event -> countFinished(event, finished))
                .start()) {
            // region joins
            transactions.run(connection -> {
                book(connection, "patient-4", "Thursday");
                notifications.send(Notification.of(BOOKED).to("patient-4").with("day", "Thursday"));
            });
            // endregion
            show.check(finished.tryAcquire(10, SECONDS), "it went out right after the commit");
            expect(show, database, notifications, "patient-4", 1);

            show.step("... and rolls back with it");
            try {
                transactions.run(connection -> {
                    notifications.send(Notification.of(BOOKED).to("patient-5").with("day", "Friday"));
                    book(connection, "patient-1", "Friday"); // is booked already
                });
                throw new Show.NotShown("a patient cannot be booked twice");
            } catch (SQLException expected) {
                show.line("  the host's own work failed: duplicate appointment");
            }
            expect(show, database, notifications, "patient-5", 0);
        }
    }

    private static void countFinished(NotificationEvent event, Semaphore finished) {
        if (event instanceof Finished) {
            finished.release();
        }
    }

    // region holder
    /** The smallest transaction holder there is. A framework has one: Spring's answers both questions in a line each. */
    private static final class Transactions implements HostTransactions {

        interface Work {
            void in(Connection connection) throws SQLException;
        }

        private record Open(Connection connection, List<Runnable> afterCommit) {}

        private static final ThreadLocal<Open> OPEN = new ThreadLocal<>();

        private final DataSource database;

        Transactions(DataSource database) {
            this.database = database;
        }

        @Override
        public Optional<Connection> current() {
            return Optional.ofNullable(OPEN.get()).map(Open::connection);
        }

        @Override
        public void afterCommit(Runnable action) {
            OPEN.get().afterCommit().add(action);
        }

        void run(Work work) throws SQLException {
            Open mine;
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                mine = new Open(connection, new ArrayList<>());
                OPEN.set(mine);
                try {
                    work.in(connection);
                    connection.commit();
                } catch (SQLException | RuntimeException e) {
                    connection.rollback();
                    throw e;
                } finally {
                    OPEN.remove();
                }
            }
            mine.afterCommit().forEach(Runnable::run);
        }
    }
    // endregion

    private static void book(Connection connection, String patient, String day) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO appointment VALUES (?, ?)")) {
            insert.setString(1, patient);
            insert.setString(2, day);
            insert.executeUpdate();
        }
    }

    private static void expect(
            Show show, DataSource database, NotificationService notifications, String patient, int count)
            throws SQLException {
        show.check(
                appointments(database, patient) == count && deliveries(notifications, patient) == count,
                count + " appointment and " + count + " notification for " + patient);
    }

    private static int appointments(DataSource database, String patient) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT COUNT(*) FROM appointment WHERE patient = ?")) {
            query.setString(1, patient);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static long deliveries(NotificationService notifications, String patient) {
        return notifications.count(DeliveryQuery.all().recipient(patient));
    }
}
