package dev.notify.jdbc.internal.open;

import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.H2Dialect;
import dev.notify.jdbc.internal.dialect.MariaDbDialect;
import dev.notify.jdbc.internal.dialect.MariaDbTraits;
import dev.notify.jdbc.internal.dialect.PostgresDialect;
import dev.notify.jdbc.internal.dialect.Product;
import dev.notify.jdbc.internal.dialect.Setting;
import dev.notify.jdbc.internal.dialect.TableNames;
import dev.notify.jdbc.internal.safety.OpenFiles;
import dev.notify.jdbc.internal.safety.SafetyCheck;
import dev.notify.jdbc.internal.schema.Migration;
import dev.notify.store.StoreException.RefusedException;
import dev.notify.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Checks a database, makes or checks its tables, and connects; whatever stands in the way is said at once. */
public final class Opening {

    private static final int H2_IN_USE = 90020;
    private static final String FORBIDDEN = "42501";
    private static final int H2_FORBIDDEN = 90_096;
    private static final int MARIADB_FORBIDDEN = 1_142;

    private final Source source;
    private final Wishes wishes;
    private final DataSource connections;
    private final List<String> findings = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Optional<String> file = Optional.empty();

    /** What the host wishes for. */
    public record Wishes(
            boolean lossy,
            Schema schema,
            TableNames names,
            @Nullable DataSource migrateWith) {}

    /** What is done about the tables. */
    public enum Schema {
        UPGRADE,
        VALIDATE,
        NOTHING
    }

    /** A store that is open, and what to warn of. */
    public record Opened(OpenStore store, List<String> warnings) {}

    private Opening(Source source, Wishes wishes) {
        this.source = source;
        this.wishes = wishes;
        this.connections = source.open();
    }

    /**
     * Opens a store.
     *
     * @throws RefusedException with all findings
     * @throws StoreUnavailableException if the database cannot be reached
     */
    public static Opened open(Source source, Wishes wishes) {
        Opening opening = new Opening(source, wishes);
        boolean done = false;
        try {
            Opened opened = opening.run();
            done = true;
            return opened;
        } catch (SQLException e) {
            throw opening.failed(e);
        } finally {
            if (!done) {
                opening.release();
            }
        }
    }

    private Opened run() throws SQLException {
        Facts facts;
        try (Connection connection = connections.getConnection()) {
            facts = inTransaction(connection, this::look);
        }
        if (!findings.isEmpty()) {
            throw new RefusedException(findings);
        }
        return new Opened(
                OpenStore.connect(
                        source.lines(connections, facts.dialect().product()),
                        facts.dialect(),
                        facts.installation(),
                        facts.channel(),
                        this::release),
                List.copyOf(warnings));
    }

    private record Facts(Dialect dialect, String installation, Optional<String> channel) {}

    private interface Look<T> {
        T at(Connection connection) throws SQLException;
    }

    private static <T> T inTransaction(Connection connection, Look<T> look) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            return look.at(connection);
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
    }

    private Facts look(Connection connection) throws SQLException {
        Product product = Product.of(connection)
                .orElseThrow(() -> new RefusedException(
                        List.of("database: it is neither H2 nor PostgreSQL nor MariaDB nor MySQL: use one of these")));
        takeFile(connection, product);
        SafetyCheck safety = SafetyCheck.of(connection, product);
        boolean lossy = wishes.lossy() || source.isForTests();
        findings.addAll(safety.findings(lossy));
        warnings.addAll(safety.warnings(lossy));
        Migration migration = new Migration(product, wishes.names());
        findings.addAll(migration.tooNew(connection));
        schema(connection, migration);
        findings.addAll(migration.unsafeTables(connection));
        String installation = findings.isEmpty() ? installation(connection) : "";
        String channel = "notify_" + installation.replace("-", "");
        return switch (product) {
            case H2 -> new Facts(new H2Dialect(wishes.names(), safety.syncs()), installation, Optional.empty());
            case POSTGRESQL ->
                new Facts(new PostgresDialect(wishes.names(), channel), installation, Optional.of(channel));
            case MARIADB ->
                new Facts(
                        new MariaDbDialect(wishes.names(), MariaDbTraits.of(connection)),
                        installation,
                        Optional.empty());
        };
    }

    private void takeFile(Connection connection, Product product) throws SQLException {
        Optional<String> there = product == Product.H2 ? OpenFiles.of(connection, wishes.names()) : Optional.empty();
        if (there.isPresent() && !OpenFiles.take(there.get())) {
            throw Source.inUse(there.get());
        }
        file = there;
    }

    private void schema(Connection connection, Migration migration) throws SQLException {
        switch (wishes.schema()) {
            case UPGRADE -> {
                if (findings.isEmpty()) {
                    upgrade(connection, migration);
                }
            }
            case VALIDATE -> findings.addAll(migration.findings(connection));
            case NOTHING -> {}
        }
    }

    private void upgrade(Connection connection, Migration migration) throws SQLException {
        DataSource other = wishes.migrateWith();
        if (other == null) {
            migration.run(connection);
            return;
        }
        try (Connection migrating = other.getConnection()) {
            inTransaction(migrating, c -> {
                migration.run(c);
                return c;
            });
        }
    }

    private String installation(Connection connection) {
        String id = "";
        try {
            id = Setting.read(
                    connection, wishes.names().in("SELECT content FROM notify_meta WHERE name = 'installation'"));
        } catch (SQLException e) {
            warnings.add("schema: SQLState " + e.getSQLState());
        }
        if (id.isEmpty()) {
            findings.add("schema: " + wishes.names().qualified()
                    + "meta holds no installation: let it run with SchemaMode.CREATE_OR_UPGRADE, or run the scripts of"
                    + " JdbcSchema");
        }
        return id;
    }

    private RuntimeException failed(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == H2_IN_USE) {
                return Source.inUse("the database file");
            }
            if (cause instanceof SQLException sql && isForbidden(sql)) {
                return new RefusedException(List.of(
                        "schema: this user may not read " + wishes.names().qualified()
                                + "meta: GRANT SELECT, INSERT, UPDATE, DELETE on all of its tables"));
            }
        }
        return new StoreUnavailableException(
                "open: the database cannot be reached (SQLState " + e.getSQLState() + ")", e);
    }

    private static boolean isForbidden(SQLException e) {
        return FORBIDDEN.equals(e.getSQLState())
                || e.getErrorCode() == H2_FORBIDDEN
                || e.getErrorCode() == MARIADB_FORBIDDEN;
    }

    private void release() {
        file.ifPresent(OpenFiles::release);
        source.close(connections);
    }
}
