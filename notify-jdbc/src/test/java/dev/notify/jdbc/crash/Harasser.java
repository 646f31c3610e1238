package dev.notify.jdbc.crash;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Somebody who may do anything on a database server and makes life hard for all others. For one thread. */
final class Harasser implements AutoCloseable {

    /** What the same cruelty is called on different databases; {@code %s} is the name of the database or session. */
    private record Words(
            List<String> preparations,
            String sessions,
            String end,
            List<String> heavy,
            List<String> readOnly,
            List<String> writable,
            String deadlocks) {}

    private static final Words POSTGRES = new Words(
            // The other side is to notice a deadlock first, and to be its victim.
            List.of("SET deadlock_timeout = '60s'"),
            "SELECT pid FROM pg_stat_activity WHERE datname = '%s' AND pid <> pg_backend_pid()"
                    + " AND backend_type = 'client backend'",
            "SELECT pg_terminate_backend(%s)",
            List.of(),
            List.of("ALTER DATABASE %s SET default_transaction_read_only = on"),
            List.of("ALTER DATABASE %s RESET default_transaction_read_only"),
            "SELECT deadlocks FROM pg_stat_database WHERE datname = '%s'");

    private static final Words MARIADB = new Words(
            // The victim of a deadlock is who has changed less: this one changes much.
            List.of(
                    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
                    "CREATE TABLE ballast (id INT PRIMARY KEY, n INT) ENGINE = InnoDB",
                    "INSERT INTO ballast SELECT seq, 0 FROM seq_1_to_5000"),
            "SELECT id FROM information_schema.processlist WHERE db = '%s' AND id <> connection_id()",
            "KILL %s",
            List.of("UPDATE ballast SET n = n + 1"),
            List.of("SET GLOBAL read_only = ON"),
            List.of("SET GLOBAL read_only = OFF"),
            "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'Innodb_deadlocks'");

    private final Connection connection;
    private final Statement statement;
    private final Words words;
    private final String database;
    private int ended;
    private int beaten;

    private Harasser(Connection connection, Words words, String database) throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        this.words = words;
        this.database = database;
        run(words.preparations());
    }

    /** One on this database of a server, connected as its owner. */
    static Harasser of(Place.Kind kind, String ownersUrl, String database) throws SQLException {
        Words words = kind == Place.Kind.POSTGRES ? POSTGRES : MARIADB;
        return new Harasser(DriverManager.getConnection(ownersUrl), words, database);
    }

    private void run(List<String> statements) throws SQLException {
        for (String sql : statements) {
            statement.execute(String.format(sql, database));
        }
    }

    private List<String> ask(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(String.format(sql, database))) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** How many sessions the others have. */
    int sessions() throws SQLException {
        return ask(words.sessions()).size();
    }

    /** Ends every session of the others, whatever it is at. */
    void endSessions() throws SQLException {
        for (String session : ask(words.sessions())) {
            try {
                statement.execute(String.format(words.end(), session));
                ended++;
            } catch (SQLException gone) {
                // It ended by itself meanwhile.
            }
        }
    }

    /** Takes what a settlement takes last, waits until one stands before it, and then wants what that took first. */
    void collide() throws SQLException {
        connection.setAutoCommit(false);
        try {
            run(words.heavy());
            ask("SELECT total FROM notify_counter FOR UPDATE");
            ChildNode.sleep(200);
            ask("SELECT ref_id FROM notify_queue ORDER BY ref_id DESC FOR UPDATE");
        } catch (SQLException e) {
            beaten++;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Keeps every row that waits, and every counter, for so long. */
    void hold(long millis) throws SQLException {
        connection.setAutoCommit(false);
        try {
            ask("SELECT total FROM notify_counter FOR UPDATE");
            ask("SELECT ref_id FROM notify_queue ORDER BY ref_id DESC FOR UPDATE");
            ChildNode.sleep(millis);
        } catch (SQLException e) {
            beaten++;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Lets nobody write, or lets them write again; sessions that go on as they were are ended. */
    void readOnly(boolean on) throws SQLException {
        run(on ? words.readOnly() : words.writable());
        endSessions();
    }

    /** How many sessions it has ended. */
    int ended() {
        return ended;
    }

    /** How many deadlocks the database has ended at the cost of others. */
    long deadlocks() throws SQLException {
        return Long.parseLong(ask(words.deadlocks()).get(0)) - beaten;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
