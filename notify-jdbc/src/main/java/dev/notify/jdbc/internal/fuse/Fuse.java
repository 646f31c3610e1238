package dev.notify.jdbc.internal.fuse;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a file of H2's, which are cut off together when the file fails.
 *
 * <p>H2 closes its file for good when a write fails, as on a full disk. Whoever rolls back or closes a connection after that may never
 * come back: H2 2.4.240 then counts its users wrongly and waits in a loop for a count that no longer changes
 * ({@code MVStore.registerVersionUsage}). So nothing touches a connection again once one has seen the failure: each call throws, as
 * a lost connection does. Whoever asks for a connection next opens the file anew; as long as that fails, he is told so.
 *
 * <p>Safe for any number of threads. Closing it closes the file.
 */
public final class Fuse implements DataSource, AutoCloseable {

    private static final int ENTER_MILLIS = 5_000;
    /** A file that fails as soon as it is open is not opened again and again. */
    private static final int REST_MILLIS = 1_000;

    private static final int END_MILLIS = 5_000;
    private static final int CLOSE_MILLIS = 10_000;

    private final String url;
    private final Properties who = new Properties();
    private final Driver driver;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Open open;
    private long notBefore = System.nanoTime();
    private boolean closed;
    private volatile int loginSeconds;

    /** The file while it is open. The keeper is used for nothing but its end, so that it is never inside a transaction. */
    private record Open(Life life, Connection keeper) {}

    /**
     * To the database of this URL.
     *
     * @throws SQLException if no driver takes it
     */
    public Fuse(String url, String user, String password) throws SQLException {
        this.url = url;
        this.driver = DriverManager.getDriver(url);
        if (!user.isEmpty()) {
            who.setProperty("user", user);
            who.setProperty("password", password);
        }
    }

    /** Whether a URL leads to a file that this process opens with H2. */
    public static boolean fits(String url) {
        return url.startsWith("jdbc:h2:") && !url.matches("jdbc:h2:(mem|tcp|ssl|zip):.*");
    }

    @Override
    public Connection getConnection() throws SQLException {
        enter();
        try {
            return life().guard(connect());
        } finally {
            lock.unlock();
        }
    }

    private void enter() throws SQLException {
        try {
            if (!lock.tryLock(ENTER_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException("H2 has not opened its file for long", "08001");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted", "08001", e);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = driver.connect(url, who);
        if (connection == null) {
            throw new SQLException("the driver does not take the URL", "08001");
        }
        return connection;
    }

    /** The life of this moment. A life that was cut is ended first: H2 opens a file again only once it has forgotten it. */
    private Life life() throws SQLException {
        if (closed) {
            throw new SQLTransientConnectionException("the store is closed", "08003");
        }
        Open there = open;
        if (there != null && there.life().isCut()) {
            open = null;
            end(there);
            there = null;
        }
        if (there == null) {
            if (System.nanoTime() - notBefore < 0) {
                throw new SQLTransientConnectionException("the database file has failed a moment ago", "08001");
            }
            try {
                there = new Open(new Life(left -> {}), connect());
            } finally {
                notBefore = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REST_MILLIS);
            }
            open = there;
        }
        return there.life();
    }

    /** Makes H2 forget the file it has closed, so that the next connection opens it. Nobody waits for the rest. */
    private static void end(Open failed) {
        Aside.run("notify-h2-ends", END_MILLIS, () -> {
            try (Connection keeper = failed.keeper();
                    Statement statement = keeper.createStatement()) {
                statement.execute("SHUTDOWN IMMEDIATELY");
            }
        });
        Aside.run("notify-h2-buries", 0, failed.life()::bury);
    }

    @Override
    public void close() {
        Open last;
        try {
            enter();
        } catch (SQLException e) {
            System.getLogger(Fuse.class.getName()).log(System.Logger.Level.DEBUG, "H2 is left as it is", e);
            return;
        }
        try {
            closed = true;
            last = open;
            open = null;
        } finally {
            lock.unlock();
        }
        if (last != null && last.life().isCut()) {
            end(last);
        } else if (last != null) {
            Aside.run("notify-h2-closes", CLOSE_MILLIS, last.keeper()::close);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("one user");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // It writes nothing.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginSeconds = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginSeconds;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
