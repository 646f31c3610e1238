package dev.notify.jdbc;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.databases.Databases;
import dev.notify.testing.laws.HostTransactionLaws;
import dev.notify.testing.laws.StoreLaws;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Drivers differ, and each by what its URL says; the store depends on none of it. */
class MariaDbLawsIT {

    private static final String EVERY_OPTION = "&useServerPrepStmts=true&useBulkStmts=true&useBulkStmtsForInserts=false"
            + "&useAffectedRows=true&rewriteBatchedStatements=true&allowMultiQueries=true";

    private static final List<String> OF_DRIVERS =
            List.of("KeyLaws", "SettleLaws", "LeaseLaws", "CardLaws", "StepLaws");

    @TestFactory
    Stream<DynamicTest> keeps_every_law() {
        return laws(Lanes.mariaDb().createDatabase("laws"));
    }

    @TestFactory
    Stream<DynamicTest> keeps_every_law_with_every_option_of_the_driver() {
        return laws(Lanes.mariaDb().createDatabase("laws_options") + EVERY_OPTION);
    }

    /**
     * All laws on a MySQL server where {@value Databases#MYSQL_URL} names one. There is none to fetch, so otherwise those that a driver
     * can break, on MariaDB: this one asks for a second whether a table is there.
     */
    @TestFactory
    Stream<DynamicTest> keeps_the_laws_through_the_driver_of_mysql() {
        boolean all = Databases.mySql().isPresent();
        return laws(Lanes.mySqlDriver("laws_mysql"))
                .filter(law -> all || OF_DRIVERS.stream().anyMatch(law.getDisplayName()::startsWith));
    }

    @TestFactory
    Stream<DynamicTest> keeps_every_law_of_the_hosts_transaction() {
        AtomicInteger number = new AtomicInteger();
        return HostTransactionLaws.of(
                        () -> Samples.mariaDb(Lanes.mariaDb().createDatabase("host" + number.incrementAndGet())),
                        source -> JdbcStore.of(source).allowLossy())
                .stream()
                .map(law -> dynamicTest(law.name(), law.check()::run));
    }

    private static Stream<DynamicTest> laws(String url) {
        return StoreLaws.of(() -> JdbcStore.url(url, "", "").allowLossy()).stream()
                .map(law -> dynamicTest(law.name(), law.check()::run));
    }
}
