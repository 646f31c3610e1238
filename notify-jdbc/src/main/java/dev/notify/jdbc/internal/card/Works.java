package dev.notify.jdbc.internal.card;

import static dev.notify.jdbc.internal.dialect.Column.number;
import static dev.notify.jdbc.internal.dialect.Column.text;
import static dev.notify.jdbc.internal.dialect.Column.uuid;

import dev.notify.jdbc.internal.dialect.Bulk;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.store.CardPart.Done;
import dev.notify.store.CardPart.Due;
import dev.notify.store.CardPart.Step;
import dev.notify.store.SettlePart.Move;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The work that a step is done for, and the work it moves: locked together, in ascending order, before anything is written. */
final class Works {

    private static final Bulk<Due> DUE = new Bulk<>(
            "notify_queue",
            1,
            List.of(uuid("ref_id", Due::ref), text("owner", d -> null), number("available_at", Due::availableAt)));

    private record Row(long fence, @Nullable String owner, long availableAt) {}

    private final Connection connection;
    private final Dialect dialect;
    private final Step step;
    private final Map<UUID, Row> rows = new HashMap<>();

    private Works(Connection connection, Dialect dialect, Step step) {
        this.connection = connection;
        this.dialect = dialect;
        this.step = step;
    }

    /**
     * Locks the work of a step.
     *
     * @throws NotAsExpected if what it is done for is not held under its fence
     */
    static Works lock(Connection connection, Dialect dialect, Step step) throws SQLException {
        Works works = new Works(connection, dialect, step);
        Set<UUID> refs = new TreeSet<>(Ids.ORDER);
        step.dues().forEach(due -> refs.add(due.ref()));
        Done done = step.done();
        if (done != null) {
            refs.add(done.ref());
        }
        if (!refs.isEmpty()) {
            works.lock(refs);
        }
        if (done != null) {
            Row row = works.rows.get(done.ref());
            if (row == null || row.owner() == null || row.fence() != done.fence()) {
                throw new NotAsExpected("work " + done.ref());
            }
        }
        return works;
    }

    private void lock(Set<UUID> refs) throws SQLException {
        String lock = dialect.sql("SELECT ref_id, fence, owner, available_at FROM " + dialect.byKey("notify_queue")
                + " WHERE " + dialect.isOneOf("ref_id", refs.size()) + " ORDER BY ref_id FOR UPDATE");
        try (PreparedStatement statement = connection.prepareStatement(lock)) {
            dialect.bind(statement, 1, refs);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.put(dialect.uuid(found, 1), new Row(found.getLong(2), found.getString(3), found.getLong(4)));
                }
            }
        }
    }

    /** Moves what nobody holds. */
    void moveDues() throws SQLException {
        List<Due> free = new ArrayList<>();
        for (Due due : step.dues()) {
            Row row = rows.get(due.ref());
            if (row != null && (row.owner() == null || row.availableAt() <= due.now())) {
                free.add(due);
            }
        }
        free.sort(Comparator.comparing(Due::ref, Ids.ORDER));
        dialect.update(connection, DUE, free);
    }

    /** Ends what the step is done for. */
    void finish() throws SQLException {
        Done done = step.done();
        if (done == null) {
            return;
        }
        Move move = done.move();
        if (move.remove()) {
            dialect.run(
                    connection,
                    dialect.sql(dialect.removal("notify_queue") + " WHERE " + dialect.isOneOf("ref_id", 1)),
                    List.of(done.ref()));
            return;
        }
        String back = dialect.sql("UPDATE " + dialect.byKey("notify_queue")
                + " SET owner = NULL, crashes = 0, available_at = ?, attempt = attempt - ? WHERE ref_id = ?");
        try (PreparedStatement statement = connection.prepareStatement(back)) {
            statement.setLong(1, move.availableAt());
            statement.setInt(2, move.refund() ? 1 : 0);
            dialect.bind(statement, 3, done.ref());
            statement.executeUpdate();
        }
    }
}
