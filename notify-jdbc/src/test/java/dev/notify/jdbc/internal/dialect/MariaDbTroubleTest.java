package dev.notify.jdbc.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MariaDbTroubleTest {

    private final Dialect dialect = new MariaDbDialect(TableNames.DEFAULT, MariaDbTraits.MARIADB);

    private static SQLException number(int number) {
        return new SQLException("said by a server", "HY000", number);
    }

    @ParameterizedTest
    @ValueSource(ints = {1205, 1213, 1020, 3572})
    void a_conflict_is_busy_and_no_commit(int number) {
        assertThat(dialect.trouble(number(number))).isEqualTo(Trouble.BUSY);
        assertThat(dialect.saysNotCommitted(number(number))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1969, 3024, 1317})
    void what_was_interrupted_is_busy_and_may_have_been_committed(int number) {
        assertThat(dialect.trouble(new SQLTimeoutException("too slow", "70100", number)))
                .isEqualTo(Trouble.BUSY);
        assertThat(dialect.saysNotCommitted(number(number))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1040, 1053, 1927, 4031, 1290, 1792, 1836, 1021, 1114})
    void what_cannot_be_reached_or_written_is_unavailable(int number) {
        assertThat(dialect.trouble(number(number))).isEqualTo(Trouble.UNAVAILABLE);
    }

    @Test
    void a_connection_that_broke_is_known_by_its_state_or_its_cause() {
        assertThat(dialect.trouble(new SQLNonTransientConnectionException("gone", "08000")))
                .isEqualTo(Trouble.UNAVAILABLE);
        assertThat(dialect.trouble(new SQLException("gone", "HY000", new EOFException())))
                .isEqualTo(Trouble.UNAVAILABLE);
    }

    @Test
    void anything_else_is_no_use_trying_again() {
        assertThat(dialect.trouble(new SQLException("too long", "22001", 1406))).isEqualTo(Trouble.OTHER);
        assertThat(dialect.trouble(new SQLException("no such table", "42S02", 1146)))
                .isEqualTo(Trouble.OTHER);
    }
}
