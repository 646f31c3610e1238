package dev.notify.testing.laws.host;

import dev.notify.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A host's database with a table of the host's in it, and how a store is made over a database. */
public final class Hosting {

    /** The host's own table. */
    static final String WORK = "host_work";

    private final Supplier<? extends DataSource> empty;
    private final Function<? super DataSource, ? extends Store> over;
    private @Nullable DataSource database;

    /**
     * Says where the host works.
     *
     * @param empty makes a database with nothing in it, another one at each call
     * @param over makes a store over a database, not open yet
     */
    public Hosting(Supplier<? extends DataSource> empty, Function<? super DataSource, ? extends Store> over) {
        this.empty = Objects.requireNonNull(empty, "empty");
        this.over = Objects.requireNonNull(over, "over");
    }

    /** The database that all laws share. */
    synchronized DataSource database() throws SQLException {
        DataSource there = database;
        if (there == null) {
            there = empty.get();
            withTable(there);
            database = there;
        }
        return there;
    }

    /** Another database, with nothing in it but a table of the host's. */
    DataSource another() throws SQLException {
        DataSource other = empty.get();
        withTable(other);
        return other;
    }

    /** A store over this database, open. */
    Store open(DataSource source) {
        Store store = over.apply(source);
        store.open();
        return store;
    }

    private static void withTable(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            statement.execute("create table " + WORK + "(what varchar(120) not null primary key)");
        }
    }
}
