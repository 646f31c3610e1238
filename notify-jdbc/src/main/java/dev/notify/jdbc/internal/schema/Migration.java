package dev.notify.jdbc.internal.schema;

import dev.notify.jdbc.internal.dialect.Product;
import dev.notify.jdbc.internal.dialect.Setting;
import dev.notify.jdbc.internal.dialect.TableNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings a schema to our version.
 *
 * <p>Safe when several nodes start at once: one of them runs the scripts under a lock of the database's, on PostgreSQL in one
 * transaction, on MariaDB statement by statement; H2 has one process, and a lock in it.
 */
public final class Migration {

    private static final ReentrantLock ONE_IN_PROCESS = new ReentrantLock();
    private static final int LOCK_SECONDS = 60;

    private final Product product;
    private final TableNames names;

    /** For tables of these names. */
    public Migration(Product product, TableNames names) {
        this.product = product;
        this.names = names;
    }

    /** Runs the scripts that have not run; the connection must not be in autocommit mode. A newer schema is left alone. */
    public void run(Connection connection) throws SQLException {
        ONE_IN_PROCESS.lock();
        try {
            lock(connection);
            int there = version(connection).orElse(0);
            for (Script script : Script.all(product)) {
                if (script.version() > there) {
                    apply(connection, script);
                }
            }
            connection.commit();
        } finally {
            unlock(connection);
            ONE_IN_PROCESS.unlock();
        }
    }

    private void lock(Connection connection) throws SQLException {
        switch (product) {
            case H2 -> {}
            case POSTGRESQL ->
                Setting.read(
                        connection,
                        "SELECT pg_advisory_xact_lock("
                                + (0x4E4F54494659L + names.qualified().hashCode()) + ")");
            case MARIADB -> {
                if (!Setting.read(connection, "SELECT GET_LOCK(" + lockName() + ", " + LOCK_SECONDS + ")")
                        .equals("1")) {
                    throw new SQLException("another node has been making the tables for " + LOCK_SECONDS + " s");
                }
            }
        }
    }

    private void unlock(Connection connection) throws SQLException {
        if (product == Product.MARIADB) {
            Setting.read(connection, "SELECT RELEASE_LOCK(" + lockName() + ")");
        }
    }

    /** Names of locks are the whole server's, and short. */
    private String lockName() {
        return "CONCAT('notify.', MD5(CONCAT(DATABASE(), ' " + names.qualified() + "')))";
    }

    private void apply(Connection connection, Script script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : script.statements(names)) {
                statement.execute(sql);
            }
        }
    }

    /** The version of the schema that is there, if one is. */
    public OptionalInt version(Connection connection) throws SQLException {
        return number(connection, "schema.version");
    }

    /** What stands in the way of using the schema that is there: another version, or something missing. */
    public List<String> findings(Connection connection) throws SQLException {
        List<String> findings = new ArrayList<>();
        OptionalInt there = version(connection);
        if (there.isPresent() && there.getAsInt() < Script.LATEST) {
            findings.add("schema: it is of version " + there.getAsInt() + " and this release needs " + Script.LATEST
                    + ": let it run with SchemaMode.CREATE_OR_UPGRADE, or run the scripts of db/notify/"
                    + product.folder());
        }
        Inspection.missing(connection, product, names).forEach(part -> findings.add("schema: " + part));
        return findings;
    }

    /** Tables that are there and keep no promise of a transaction. */
    public List<String> unsafeTables(Connection connection) throws SQLException {
        return product == Product.MARIADB ? Inspection.otherEngines(connection, names) : List.of();
    }

    /** What stands in the way of this release reading a schema that a later one has made. */
    public List<String> tooNew(Connection connection) throws SQLException {
        int there = version(connection).orElse(0);
        int oldestReader = number(connection, "schema.oldest-reader").orElse(0);
        return there > Script.LATEST && oldestReader > Script.LATEST
                ? List.of(
                        "schema: it is of version " + there + ", made by a later release, and can be read from version "
                                + oldestReader + " on; this release knows version " + Script.LATEST
                                + ": start the later release, or restore a backup from before the upgrade")
                : List.of();
    }

    private OptionalInt number(Connection connection, String name) throws SQLException {
        if (!Inspection.isThere(connection, names)) {
            return OptionalInt.empty();
        }
        try (PreparedStatement statement =
                connection.prepareStatement(names.in("SELECT content FROM notify_meta WHERE name = ?"))) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? OptionalInt.of(Integer.parseInt(rows.getString(1))) : OptionalInt.empty();
            }
        }
    }
}
