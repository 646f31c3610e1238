package dev.notify.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The statements every node runs all the time must go by the index, whatever waits in the queue. */
class PostgresPlanIT {

    @Test
    void heads_and_claims_are_probes_of_the_claim_index_among_many_rows() throws SQLException {
        DataSource source = Samples.postgres(Lanes.postgres().createDatabase("plans"));
        try (JdbcStore store = JdbcStore.of(source)) {
            store.open();
            Samples.run(
                    source,
                    "insert into notify_queue select gen_random_uuid(), 1, i % 100, i, 0, null, 0, 0"
                            + " from generate_series(1, 100000) i",
                    "analyze notify_queue");
            List<String> heads = ask(
                    source,
                    "SELECT l.lane, h.available_at FROM unnest(array(select generate_series(0, 199)),"
                            + " array(select 0::int8 from generate_series(0, 199))) AS l(lane, low), LATERAL"
                            + " (SELECT q.available_at FROM notify_queue q WHERE q.lane = l.lane AND q.available_at >= l.low"
                            + " ORDER BY q.lane, q.available_at LIMIT 1) h");
            assertThat(heads).noneMatch(line -> line.contains("Seq Scan")).noneMatch(line -> line.contains("Sort"));
            List<String> claim = ask(
                    source,
                    "SELECT ref_id, available_at, owner FROM notify_queue WHERE lane = 7 AND available_at <= 90000"
                            + " AND available_at >= 0 ORDER BY lane, available_at, ref_id LIMIT 200 FOR UPDATE SKIP LOCKED");
            assertThat(claim)
                    .anyMatch(line -> line.contains("notify_queue_claim"))
                    .noneMatch(line -> line.contains("Sort"));
        }
    }

    private static List<String> ask(DataSource source, String sql) throws SQLException {
        return Samples.ask(source, "explain " + sql);
    }
}
