package dev.notify.jdbc;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.testing.laws.HostTransactionLaws;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MariaDbHostTransactionIT {

    @TestFactory
    Stream<DynamicTest> keeps_every_law_of_the_hosts_transaction() {
        AtomicInteger number = new AtomicInteger();
        return HostTransactionLaws.of(
                        () -> Samples.mariaDb(Lanes.mariaDb().createDatabase("host" + number.incrementAndGet())),
                        source -> JdbcStore.of(source).allowLossy())
                .stream()
                .map(law -> dynamicTest(law.name(), law.check()::run));
    }
}
