package dev.notify.jdbc.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.jdbc.JdbcStore;
import dev.notify.jdbc.internal.dialect.H2Dialect;
import dev.notify.jdbc.internal.dialect.TableNames;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As on the other databases: by the index, in its order. */
class H2PlanTest {

    private final H2QueueSql sql = new H2QueueSql(new H2Dialect(TableNames.DEFAULT, false));

    @Test
    void heads_and_claims_read_the_claim_index_in_its_order() throws SQLException {
        try (JdbcStore store = JdbcStore.h2Memory("plans")) {
            store.open();
            try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:plans", "sa", "")) {
                for (String read : List.of(sql.heads, sql.due)) {
                    try (PreparedStatement statement = connection.prepareStatement("explain " + read);
                            ResultSet rows = statement.executeQuery()) {
                        rows.next();
                        assertThat(rows.getString(1))
                                .containsIgnoringCase("notify_queue_claim")
                                .contains("index sorted");
                    }
                }
            }
        }
    }
}
