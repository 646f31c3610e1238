package dev.notify.examples;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.jdbc.JdbcStore;
import dev.notify.memory.MemoryStore;
import dev.notify.testing.laws.HostTransactionLaws;
import dev.notify.testing.laws.StoreLaws;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** How the author of a store checks it, shown with stores of ours. */
class StoreLawsTest {

    // region store-laws
    @TestFactory
    Stream<DynamicTest> keeps_the_laws_of_stores() {
        return StoreLaws.of(MemoryStore::create).stream().map(law -> dynamicTest(law.name(), law.check()::run));
    }
    // endregion

    // region host-laws
    @TestFactory
    Stream<DynamicTest> keeps_the_laws_of_the_hosts_transaction() {
        return HostTransactionLaws.of(
                        StoreLawsTest::emptyDatabase,
                        database -> JdbcStore.of(database).allowLossy())
                .stream()
                .map(law -> dynamicTest(law.name(), law.check()::run));
    }

    private static DataSource emptyDatabase() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return database;
    }
    // endregion
}
