package dev.notify.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.store.StoreException;
import dev.notify.testing.laws.HostTransactionLaws;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class H2HostTransactionTest {

    @TestFactory
    Stream<DynamicTest> keeps_every_law_of_the_hosts_transaction() {
        return HostTransactionLaws.of(
                        H2HostTransactionTest::empty,
                        source -> JdbcStore.of(source).allowLossy())
                .stream()
                .map(law -> dynamicTest(law.name(), law.check()::run));
    }

    private static DataSource empty() {
        return Samples.h2("jdbc:h2:mem:host" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Test
    void a_refusal_says_what_to_do() throws SQLException {
        DataSource host = empty();
        DataSource alike = empty();
        try (JdbcStore store = JdbcStore.of(host).allowLossy();
                JdbcStore other = JdbcStore.of(alike).allowLossy()) {
            store.open();
            other.open();
            Connection connection = host.getConnection();
            refuses(store, connection, "autocommit mode", "setAutoCommit(false)");
            connection.close();
            refuses(store, connection, "closed", "the one the transaction runs on");
            for (DataSource elsewhere : new DataSource[] {empty(), alike}) {
                try (Connection foreign = elsewhere.getConnection()) {
                    foreign.setAutoCommit(false);
                    refuses(store, foreign, "hand in one from the DataSource the store was made of");
                }
            }
        }
    }

    private static void refuses(JdbcStore store, Connection connection, String... said) {
        assertThatThrownBy(() -> store.join(connection))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(said);
    }
}
