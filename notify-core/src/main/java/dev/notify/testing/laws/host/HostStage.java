package dev.notify.testing.laws.host;

import dev.notify.store.AcceptPart.Answer;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreSession;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import dev.notify.testing.laws.kit.Together;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A host in the middle of a transaction, beside an open store over the same database. */
public final class HostStage {

    /** Longer than any bound a store may have for waiting. */
    static final long LONGEST_SECONDS = 60;

    private static final long A_MOMENT_MILLIS = 150;

    private final Hosting hosting;
    private final Store store;
    private final Stage stage;
    private final Connection connection;
    private final List<AutoCloseable> toClose = new ArrayList<>();

    private HostStage(Hosting hosting, Store store, Connection connection) {
        this.hosting = hosting;
        this.store = store;
        this.stage = new Stage(store);
        this.connection = connection;
    }

    /** Opens a store, and a transaction of the host's. */
    public static HostStage in(Hosting hosting) throws SQLException {
        Store store = hosting.open(hosting.database());
        try {
            return new HostStage(hosting, store, begin(hosting));
        } catch (SQLException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private static Connection begin(Hosting hosting) throws SQLException {
        Connection connection = hosting.database().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    // --- what there is ---

    Hosting hosting() {
        return hosting;
    }

    Store store() {
        return store;
    }

    Stage stage() {
        return stage;
    }

    SampleRows rows() {
        return stage.rows();
    }

    /** The connection the host's transaction runs on. */
    Connection connection() {
        return connection;
    }

    /** Another connection of the host's, in a transaction of its own. */
    Connection another() throws SQLException {
        return kept(begin(hosting));
    }

    /** Closes this with the stage. */
    <C extends AutoCloseable> C kept(C resource) {
        toClose.add(resource);
        return resource;
    }

    // --- moves ---

    /** The store's rooms inside the host's transaction. */
    StoreSession joined() {
        return store.join(connection);
    }

    /** Hands this in inside the host's transaction. */
    Answer send(SampleRows.Draft draft) {
        return sendOn(connection, draft);
    }

    Answer sendOn(Connection other, SampleRows.Draft draft) {
        return store.join(other).accepts().accept(List.of(draft.rows())).get(0);
    }

    /** The host does work of its own in its transaction. */
    void works(String what) throws SQLException {
        worksOn(connection, what);
    }

    void worksOn(Connection other, String what) throws SQLException {
        try (PreparedStatement insert = other.prepareStatement("insert into " + Hosting.WORK + "(what) values (?)")) {
            insert.setString(1, rows().own(what));
            insert.executeUpdate();
        }
    }

    /** Does this beside, on a thread of its own. */
    <T> Future<T> beside(Callable<T> task) {
        ExecutorService thread = Together.threads(1);
        toClose.add(thread::shutdownNow);
        return thread.submit(task);
    }

    // --- questions ---

    /** Whether another connection sees this work of the host's. */
    boolean isDone(String what) throws SQLException {
        try (Connection other = hosting.database().getConnection()) {
            return isDoneOn(other, what);
        }
    }

    boolean isDoneOn(Connection other, String what) throws SQLException {
        try (PreparedStatement query = other.prepareStatement("select what from " + Hosting.WORK + " where what = ?")) {
            query.setString(1, rows().own(what));
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    boolean isStored(UUID notification) {
        return store.accepts().stored(List.of(notification)).contains(notification);
    }

    /** What is claimable in the first lane, in the order of claiming. */
    List<UUID> claimable(long now) {
        return stage.claim(now, 100).stream().map(claim -> claim.ref()).toList();
    }

    /** Whether this ends within a moment: what waits for a lock does not. */
    static boolean endsSoon(Future<?> future) throws Exception {
        try {
            future.get(A_MOMENT_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** What comes of it, in the end. */
    static <T> T endOf(Future<T> future) throws Exception {
        return future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    /** The state of a delivery as all but the host's transaction see it. */
    Rows.Delivery delivery(UUID id) {
        return stage.delivery(id);
    }

    /** Ends what is open, and closes the store. */
    public void clear() throws Exception {
        try {
            if (!connection.isClosed()) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                connection.close();
            }
            for (AutoCloseable resource : toClose) {
                resource.close();
            }
        } finally {
            store.close();
        }
    }
}
