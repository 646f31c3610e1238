package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.notify.jdbc.JdbcStore;
import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Ledger.Event;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Callers that hold every connection of a pool that they share with the service cannot lock it up. */
class FullPoolIT {

    private static final int POOL = 10;
    private static final int TURNS = 10;
    private static final long RETURNS_WITHIN = 3_000;
    private static final long MACHINE_IS_BUSY = 1_500;

    @Test
    void answers_every_caller_that_holds_a_connection_while_it_sends() throws Exception {
        Path folder = Bench.folder("pool");
        Path file = folder.resolve("pool.ledger");
        String url = Lanes.postgres().createDatabase("crash_pool");
        try (HikariDataSource pool = pool(url);
                Ledger ledger = Ledger.open(file)) {
            Host host = new Host(new Host.Setup("pool", 12_000, 1), ledger, JdbcStore.of(pool)).start();
            CountDownLatch done = new CountDownLatch(POOL);
            for (int i = 0; i < POOL; i++) {
                String caller = "caller-" + i + "-";
                new Thread(
                                () -> {
                                    for (int turn = 0; turn < TURNS; turn++) {
                                        sendHolding(pool, host, caller + turn);
                                    }
                                    done.countDown();
                                },
                                caller)
                        .start();
            }
            assertThat(done.await(60, TimeUnit.SECONDS))
                    .as("every caller returned")
                    .isTrue();
            finish("pool", host, pool, file, Place.postgres(url));
        }
        Bench.remove(folder);
    }

    @Test
    void answers_them_even_when_it_has_lost_its_own_connections_and_gets_no_other() throws Exception {
        Path folder = Bench.folder("pool-lost");
        Path file = folder.resolve("pool.ledger");
        String url = Lanes.postgres().createDatabase("crash_pool_lost");
        try (HikariDataSource pool = pool(url);
                Ledger ledger = Ledger.open(file)) {
            AtomicReference<CountDownLatch> filled = new AtomicReference<>(new CountDownLatch(0));
            Host host =
                    new Host(new Host.Setup("pool", 12_000, 1), ledger, JdbcStore.of(emptyUntil(filled, pool))).start();
            host.send("before");
            filled.set(new CountDownLatch(1));
            endAllSessions(url);
            CountDownLatch sent = new CountDownLatch(POOL);
            for (int i = 0; i < POOL; i++) {
                String key = "caller-" + i;
                new Thread(
                                () -> {
                                    host.send(key);
                                    sent.countDown();
                                },
                                key)
                        .start();
            }
            boolean answered = sent.await(RETURNS_WITHIN + MACHINE_IS_BUSY, TimeUnit.MILLISECONDS);
            filled.get().countDown();
            assertThat(answered)
                    .as("every caller was answered, %s were not", sent.getCount())
                    .isTrue();
            finish("pool-lost", host, pool, file, Place.postgres(url));
        }
        Bench.remove(folder);
    }

    /** What a pool is to those who ask while others hold all it has. */
    private static DataSource emptyUntil(AtomicReference<CountDownLatch> filled, DataSource pool) {
        return (DataSource) Proxy.newProxyInstance(
                FullPoolIT.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!filled.get().await(30, TimeUnit.SECONDS)) {
                        throw new SQLTransientConnectionException("no connection within 30 s");
                    }
                    try {
                        return method.invoke(pool, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void endAllSessions(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                    + " current_database() AND pid <> pg_backend_pid()");
        }
    }

    private static void finish(String name, Host host, HikariDataSource pool, Path file, Place place)
            throws SQLException {
        assertThat(host.longestSend()).as("the slowest send").isLessThan(RETURNS_WITHIN + MACHINE_IS_BUSY);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        LedgerTail tail = new LedgerTail(file);
        int before = tail.count(Event.ACK);
        for (int n = 0; tail.count(Event.ACK) == before && System.nanoTime() < end; n++) {
            host.send("afterwards-" + n);
        }
        assertThat(tail.count(Event.ACK)).as("the service works again").isGreaterThan(before);
        assertThat(host.drained(Duration.ofSeconds(30))).isTrue();
        assertThat(host.close(Duration.ofSeconds(10))).isTrue();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        Checker checker = new Checker(true);
        checker.life(Ledger.read(file));
        Verdict verdict = checker.judge(1, Stored.read(place));
        Bench.report(
                name,
                verdict.line() + " refused=" + tail.count(Event.REFUSED) + " longestSendMillis=" + host.longestSend());
        assertThat(verdict.clean()).as(verdict.toString()).isTrue();
        assertThat(verdict.duplicates()).isZero();
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("host");
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(POOL);
        return new HikariDataSource(config);
    }

    private static void sendHolding(HikariDataSource pool, Host host, String key) {
        try (Connection held = pool.getConnection()) {
            assertThat(held.isValid(1)).isTrue();
            host.send(key);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
