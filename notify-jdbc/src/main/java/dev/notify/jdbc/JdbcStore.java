package dev.notify.jdbc;

import dev.notify.jdbc.internal.dialect.TableNames;
import dev.notify.jdbc.internal.open.OpenStore;
import dev.notify.jdbc.internal.open.Opening;
import dev.notify.jdbc.internal.open.Opening.Schema;
import dev.notify.jdbc.internal.open.Opening.Wishes;
import dev.notify.jdbc.internal.open.Source;
import dev.notify.store.AcceptPart;
import dev.notify.store.CardPart;
import dev.notify.store.ChangePart;
import dev.notify.store.InboxPart;
import dev.notify.store.MetaPart;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import dev.notify.store.StoreSession;
import dev.notify.store.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in a database: H2 in a file, PostgreSQL, MariaDB or MySQL.
 *
 * <p>A store is described first and opened by {@link #open()}, once; each {@code with}-like call returns a new description. Open, it
 * keeps four connections of its own (for accepting, settling and claiming, and on PostgreSQL for listening), so that callers who hold all of the host's
 * connections cannot stop the queue: give the pool four to spare. It is safe for any number of threads, and closed by
 * {@link #close()}.
 */
public final class JdbcStore implements Store {

    private final Source source;
    private final Wishes wishes;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable OpenStore open;
    private volatile boolean closed;

    private JdbcStore(Source source, Wishes wishes) {
        this.source = source;
        this.wishes = wishes;
    }

    private static JdbcStore from(Source source) {
        return new JdbcStore(source, new Wishes(false, Schema.UPGRADE, TableNames.DEFAULT, null));
    }

    /**
     * In this file, with the H2 that comes with the host; folders are made. H2 adds {@code .mv.db} to the name. One service for each
     * file.
     */
    public static JdbcStore h2(Path file) {
        return from(Source.ofFile(Objects.requireNonNull(file, "file")));
    }

    /** In memory, for tests: it lasts as long as the process, also when closed and opened again by the same name. */
    public static JdbcStore h2Memory(String name) {
        return from(Source.ofMemory(Objects.requireNonNull(name, "name")));
    }

    /** In the database of the host's, which stays open when the store is closed. */
    public static JdbcStore of(DataSource source) {
        return from(Source.ofHost(Objects.requireNonNull(source, "source")));
    }

    /** In this database, over a small pool of the store's own. An empty user is whoever the URL names. */
    public static JdbcStore url(String url, String user, String password) {
        return from(Source.ofUrl(
                Objects.requireNonNull(url, "url"),
                Objects.requireNonNull(user, "user"),
                Objects.requireNonNull(password, "password")));
    }

    /** Accepts a database that can lose what was acknowledged; what would have been refused is then a warning. */
    public JdbcStore allowLossy() {
        return new JdbcStore(source, new Wishes(true, wishes.schema(), wishes.names(), wishes.migrateWith()));
    }

    /** Says who makes the tables. Default: {@link SchemaMode#CREATE_OR_UPGRADE}. */
    public JdbcStore schema(SchemaMode mode) {
        Schema schema = switch (mode) {
            case CREATE_OR_UPGRADE -> Schema.UPGRADE;
            case VALIDATE -> Schema.VALIDATE;
            case OFF -> Schema.NOTHING;
        };
        return new JdbcStore(source, new Wishes(wishes.lossy(), schema, wishes.names(), wishes.migrateWith()));
    }

    /**
     * Names the tables: {@code prefix_} or {@code schema.prefix_}. Default: {@code notify_} in the connection's own schema.
     *
     * @throws IllegalArgumentException if a part is no plain identifier
     */
    public JdbcStore tables(String names) {
        return new JdbcStore(
                source, new Wishes(wishes.lossy(), wishes.schema(), TableNames.parse(names), wishes.migrateWith()));
    }

    /** Makes and upgrades the tables through this source, whose user may do more. Default: the store's own. */
    public JdbcStore migrateWith(DataSource migrating) {
        Objects.requireNonNull(migrating, "migrating");
        return new JdbcStore(source, new Wishes(wishes.lossy(), wishes.schema(), wishes.names(), migrating));
    }

    @Override
    public List<String> open() {
        opening.lock();
        try {
            if (open != null || closed) {
                throw new StoreException(
                        "open: this store " + (closed ? "was closed" : "is open already") + ": make a new one", null);
            }
            Opening.Opened opened = Opening.open(source, wishes);
            open = opened.store();
            return opened.warnings();
        } finally {
            opening.unlock();
        }
    }

    private OpenStore opened() {
        OpenStore there = open;
        if (there == null) {
            throw new StoreUnavailableException("the store is " + (closed ? "closed" : "not open yet"), null);
        }
        return there;
    }

    @Override
    public AcceptPart accepts() {
        return opened().accepts();
    }

    @Override
    public ChangePart changes() {
        return opened().changes();
    }

    @Override
    public ReadPart reads() {
        return opened().reads();
    }

    @Override
    public CardPart cards() {
        return opened().cards();
    }

    @Override
    public InboxPart inbox() {
        return opened().inbox();
    }

    @Override
    public QueuePart queue() {
        return opened().queue();
    }

    @Override
    public SettlePart settles() {
        return opened().settles();
    }

    @Override
    public MetaPart meta() {
        return opened().meta();
    }

    @Override
    public long databaseTime() {
        return opened().databaseTime();
    }

    @Override
    public StoreSession join(Connection connection) {
        return opened().join(connection);
    }

    @Override
    public void listen(Runnable wake) {
        opened().listen(Objects.requireNonNull(wake, "wake"));
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            OpenStore there = open;
            open = null;
            if (there != null) {
                there.close();
            }
        } finally {
            opening.unlock();
        }
    }
}
