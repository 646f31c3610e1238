package dev.notify.jdbc.internal.open;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.notify.jdbc.internal.dialect.Product;
import dev.notify.jdbc.internal.fuse.Fuse;
import dev.notify.jdbc.internal.fuse.Shield;
import dev.notify.store.StoreException;
import dev.notify.store.StoreException.RefusedException;
import dev.notify.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Where connections come from: a pool of the host's, or a small one of our own. */
public interface Source {

    /** Opens it. */
    DataSource open();

    /** Closes what {@link #open} opened, and nothing of the host's. */
    void close(DataSource opened);

    /** What {@link #open} opened, as the lines of a store on such a database use it. */
    default DataSource lines(DataSource opened, Product product) {
        return opened;
    }

    /** Whether the host has said by its choice that losing everything is fine. */
    default boolean isForTests() {
        return false;
    }

    /** A pool of the host's. */
    static Source ofHost(DataSource source) {
        return new Source() {
            @Override
            public DataSource open() {
                return source;
            }

            @Override
            public void close(DataSource opened) {
                // The host opened it.
            }

            @Override
            public DataSource lines(DataSource opened, Product product) {
                return product == Product.H2 ? Shield.of(opened) : opened;
            }
        };
    }

    /** A pool of our own. */
    static Source ofUrl(String url, String user, String password) {
        return new Own(url, user, password, false);
    }

    /** A file of H2's; its folders are made. */
    static Source ofFile(Path file) {
        String path = file.toAbsolutePath().normalize().toString();
        if (path.contains(";")) {
            throw new IllegalArgumentException(
                    "file: has a semicolon in its path, which H2 cannot open: choose another");
        }
        Own own = new Own("jdbc:h2:file:" + path + ";DB_CLOSE_ON_EXIT=FALSE", "sa", "", false);
        return new Source() {
            @Override
            public DataSource open() {
                makeFolder(file.toAbsolutePath().normalize());
                return own.open();
            }

            @Override
            public void close(DataSource opened) {
                own.close(opened);
            }
        };
    }

    /** A database of H2's in memory, which lasts as long as the process. */
    static Source ofMemory(String name) {
        return new Own("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "", true);
    }

    private static void makeFolder(Path file) {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new RefusedException(
                    List.of("H2: the folder of " + file + " cannot be made (" + e.getMessage() + "): choose another"));
        }
    }

    /** A pool of our own: four connections for the queue, the rest for callers. Without a user, the URL says who. */
    record Own(String url, String user, String password, boolean isForTests) implements Source {

        private static final int SIZE = 10;
        private static final int WAIT_MILLIS = 5_000;
        private static final int H2_IN_USE = 90020;

        @Override
        public DataSource open() {
            HikariConfig config = new HikariConfig();
            config.setPoolName("notify");
            config.setMaximumPoolSize(SIZE);
            config.setMinimumIdle(1);
            config.setConnectionTimeout(WAIT_MILLIS);
            try {
                lead(config);
                return new HikariDataSource(config);
            } catch (PoolInitializationException e) {
                throw failed(e);
            } catch (SQLException | RuntimeException e) {
                throw new RefusedException(List.of("database: no driver takes the URL " + withoutSecrets(url)
                        + ": put its JDBC driver on the class path (" + e.getMessage() + ")"));
            }
        }

        /** A file of H2's fails with all of its connections. */
        private void lead(HikariConfig config) throws SQLException {
            if (Fuse.fits(url)) {
                config.setDataSource(new Fuse(url, user, password));
                return;
            }
            config.setJdbcUrl(url);
            if (!user.isEmpty()) {
                config.setUsername(user);
                config.setPassword(password);
            }
        }

        private StoreException failed(PoolInitializationException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql && sql.getErrorCode() == H2_IN_USE) {
                    return inUse(withoutSecrets(url));
                }
            }
            return new StoreUnavailableException("open: " + withoutSecrets(url) + " cannot be reached", e);
        }

        @Override
        public void close(DataSource opened) {
            if (opened instanceof HikariDataSource pool) {
                pool.close();
                if (pool.getDataSource() instanceof Fuse fuse) {
                    fuse.close();
                }
            }
        }

        /** Passwords may stand in a URL. */
        private static String withoutSecrets(String url) {
            return url.replaceAll("[?;].*", "");
        }

        @Override
        public String toString() {
            return withoutSecrets(url);
        }
    }

    /** Says that another process or store has a file. */
    static RefusedException inUse(String file) {
        return new RefusedException(List.of("H2: " + file + " is in use by another service, in this process or"
                + " another one: give each its own file, or share a PostgreSQL database"));
    }
}
