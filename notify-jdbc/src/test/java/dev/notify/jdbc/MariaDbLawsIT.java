package dev.notify.jdbc;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.databases.Databases;
import dev.notify.testing.laws.HostTransactionLaws;
import dev.notify.testing.laws.StoreLaws;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Drivers differ, and each by what its URL says; the store depends on none of it. */
class MariaDbLawsIT {

    private static final String EVERY_OPTION = "&useServerPrepStmts=true&useBulkStmts=true&useBulkStmtsForInserts=false"
            + "&useAffectedRows=true&rewriteBatchedStatements=true&allowMultiQueries=true";

    @TestFactory
    Stream<DynamicTest> keeps_every_law() {
        return laws(Lanes.mariaDb().createDatabase("laws"));
    }

    @TestFactory
    Stream<DynamicTest> keeps_every_law_with_every_option_of_the_driver() {
        return laws(Lanes.mariaDb().createDatabase("laws_options") + EVERY_OPTION);
    }

    /** On a MySQL server where {@value Databases#MYSQL_URL} names one; there is none to fetch, and MariaDB speaks its language. */
    @TestFactory
    Stream<DynamicTest> keeps_every_law_through_the_driver_of_mysql() {
        return laws(Lanes.mySqlDriver("laws_mysql"));
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
