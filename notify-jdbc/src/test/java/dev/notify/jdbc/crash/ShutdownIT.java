package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.notify.jdbc.JdbcStore;
import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.store.Store;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A service that is closed while threads send loses nothing and leaves nothing behind. */
class ShutdownIT {

    private static final int SENDERS = 4;
    private static final int LEASE_MILLIS = 4_000;

    @Test
    void loses_nothing_on_h2_when_it_is_closed_under_load() throws SQLException {
        Path folder = Bench.folder("shutdown-h2-db");
        Path database = folder.resolve("notify");
        survives("shutdown-h2", Place.h2(database), () -> JdbcStore.h2(database));
        Bench.remove(folder);
    }

    @Test
    void loses_nothing_on_postgresql_when_it_is_closed_under_load() throws SQLException {
        String url = Lanes.postgres().createDatabase("crash_shutdown");
        survivesInPool("shutdown-postgresql", Place.postgres(url), url);
    }

    @Test
    void loses_nothing_on_mariadb_when_it_is_closed_under_load() throws SQLException {
        String url = Lanes.mariaDb().createDatabase("crash_shutdown");
        survivesInPool("shutdown-mariadb", Place.mariaDb(url), url);
    }

    private static void survivesInPool(String name, Place place, String url) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("host");
        config.setJdbcUrl(url);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            survives(name, place, () -> JdbcStore.of(pool));
            assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                    .as("connections that were not given back")
                    .isZero();
        }
    }

    private static void survives(String name, Place place, Supplier<Store> stores) throws SQLException {
        Path folder = Bench.folder(name);
        long seed = Bench.seed();
        SplittableRandom random = new SplittableRandom(seed);
        Checker checker = new Checker(true);
        int cycles = Bench.rounds("shutdowns", 10);
        long longestClose = 0;
        List<Thread> before = Host.threads();
        for (int cycle = 0; cycle <= cycles; cycle++) {
            Path file = folder.resolve("cycle-" + cycle + ".ledger");
            try (Ledger ledger = Ledger.open(file)) {
                Host host = new Host(new Host.Setup("cycle" + cycle, LEASE_MILLIS, 1), ledger, stores.get()).start();
                if (cycle < cycles) {
                    host.sendFrom(SENDERS);
                    ChildNode.sleep(50 + random.nextInt(250));
                } else {
                    assertThat(host.drained(Duration.ofSeconds(60))).isTrue();
                }
                long start = System.nanoTime();
                host.close(Duration.ofSeconds(5));
                longestClose = Math.max(longestClose, (System.nanoTime() - start) / 1_000_000);
                assertThat(host.stopSending()).as("every call returned").isTrue();
                await("the service's threads end, seed " + seed)
                        .atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(before).containsAll(Host.threads()));
            }
            checker.life(Ledger.read(file));
        }
        Verdict verdict = checker.judge(cycles, Stored.read(place));
        Bench.report(name, verdict.line() + " longestCloseMillis=" + longestClose + " seed=" + seed);
        assertThat(verdict.clean())
                .as("%s, seed %s, ledgers in %s", verdict, seed, folder)
                .isTrue();
        assertThat(verdict.duplicates()).isZero();
        Bench.remove(folder);
    }
}
