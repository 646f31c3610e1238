package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.notify.jdbc.JdbcStore;
import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Ledger.Event;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Callers that hold every connection of a pool that they share with the service cannot lock it up. */
class FullPoolIT {

    private static final int POOL = 10;
    private static final int OWN = 4;
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
            assertThat(done.await(60, TimeUnit.SECONDS)).as("every caller returned").isTrue();
            finish("pool", host, pool, file, Place.postgres(url));
        }
        Bench.remove(folder);
    }

    @Test
    void answers_them_even_when_it_has_lost_its_own_connections() throws Exception {
        Path folder = Bench.folder("pool-lost");
        Path file = folder.resolve("pool.ledger");
        String url = Lanes.postgres().createDatabase("crash_pool_lost");
        try (HikariDataSource pool = pool(url);
                Ledger ledger = Ledger.open(file)) {
            Host host = new Host(new Host.Setup("pool", 12_000, 1), ledger, JdbcStore.of(pool)).start();
            host.send("before");
            Set<Integer> callers = ConcurrentHashMap.newKeySet();
            CountDownLatch holding = new CountDownLatch(POOL);
            CountDownLatch sent = new CountDownLatch(POOL);
            CountDownLatch release = new CountDownLatch(1);
            for (int i = 0; i < POOL; i++) {
                String key = "caller-" + i;
                new Thread(
                                () -> {
                                    try (Connection held = pool.getConnection()) {
                                        callers.add(pid(held));
                                        holding.countDown();
                                        holding.await();
                                        host.send(key);
                                        sent.countDown();
                                        release.await();
                                    } catch (SQLException | InterruptedException e) {
                                        e.printStackTrace();
                                    }
                                },
                                key)
                        .start();
            }
            takeOwnConnections(url, callers, holding);
            boolean answered = sent.await(RETURNS_WITHIN + MACHINE_IS_BUSY, TimeUnit.MILLISECONDS);
            release.countDown();
            assertThat(answered)
                    .as("every caller was answered, %s were not", sent.getCount())
                    .isTrue();
            finish("pool-lost", host, pool, file, Place.postgres(url));
        }
        Bench.remove(folder);
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
            pid(held);
            host.send(key);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Ends every session that is no caller's until the callers have all connections of the pool. */
    private static void takeOwnConnections(String url, Set<Integer> callers, CountDownLatch holding)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(25).toNanos();
        while (callers.size() < POOL - OWN && System.nanoTime() < end) {
            ChildNode.sleep(10);
        }
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            while (!holding.await(50, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
                List<String> others = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("SELECT pid FROM pg_stat_activity WHERE datname ="
                        + " current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()")) {
                    while (rows.next()) {
                        if (!callers.contains(rows.getInt(1))) {
                            others.add(rows.getString(1));
                        }
                    }
                }
                for (String pid : others) {
                    statement.execute("SELECT pg_terminate_backend(" + pid + ")");
                }
            }
        }
        assertThat(holding.getCount()).as("callers without a connection").isZero();
    }
}
