package dev.notify.jdbc.internal.settle;

import dev.notify.jdbc.internal.connect.Transactions;
import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.jdbc.internal.dialect.Insertion;
import dev.notify.jdbc.internal.inbox.Shelves;
import dev.notify.jdbc.internal.rows.Counters;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Records what was done, in groups. Losing a settlement only repeats it, so none waits for a checkpoint. */
public final class JdbcSettles implements SettlePart {

    private final Transactions transactions;
    private final Dialect dialect;
    private final SettleSql sql;
    private final Followers followers;
    private final Shelves shelves;
    private final String waits;
    private final String take;

    /** Settles through these transactions. */
    public JdbcSettles(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.sql = SettleSql.of(dialect);
        this.followers = new Followers(dialect);
        this.shelves = new Shelves(dialect);
        this.waits = dialect.sql("SELECT fence FROM notify_queue WHERE ref_id = ? AND owner IS NULL FOR UPDATE");
        this.take = dialect.sql("UPDATE notify_queue SET owner = 'late' WHERE ref_id = ?");
    }

    @Override
    public Set<UUID> settle(List<Settlement> group) {
        Set<UUID> seen = new HashSet<>();
        List<Settlement> ascending = group.stream()
                .sorted(Comparator.comparing(Settlement::ref, Ids.ORDER)
                        .thenComparing(Settlement::fence, Comparator.reverseOrder()))
                .filter(s -> seen.add(s.ref()))
                .toList();
        if (ascending.isEmpty()) {
            return Set.of();
        }
        return ascending.stream().allMatch(JdbcSettles::beginsNothing)
                ? transactions.once(Promise.WRITES, "settle", connection -> write(connection, ascending))
                : transactions.in(Promise.WRITES, "settle", connection -> write(connection, ascending));
    }

    /** It changes nothing but its queue row and its delivery, and what is recorded about them. */
    private static boolean beginsNothing(Settlement s) {
        return s.call() == null && s.next().isNothing();
    }

    private Set<UUID> write(Connection connection, List<Settlement> ascending) throws SQLException {
        Set<UUID> settled = sql.settle(connection, ascending);
        List<Settlement> ours =
                ascending.stream().filter(s -> settled.contains(s.ref())).toList();
        if (!sql.writesRecords()) {
            record(connection, ours);
        }
        List<Settlement> more = ours.stream().filter(s -> !beginsNothing(s)).toList();
        if (!more.isEmpty()) {
            begin(connection, more);
        }
        return settled;
    }

    private void record(Connection connection, List<Settlement> ours) throws SQLException {
        dialect.insertAll(
                connection,
                List.of(
                        Insertion.of(
                                Tables.TRAIL,
                                ours.stream().flatMap(s -> s.trail().stream()).toList()),
                        Counters.adding(
                                Counters.OF_SETTLER,
                                ours.stream()
                                        .flatMap(s -> s.counters().stream())
                                        .toList())));
    }

    private void begin(Connection connection, List<Settlement> ours) throws SQLException {
        dialect.update(
                connection,
                SettleColumns.CALL,
                ours.stream().filter(s -> s.call() != null).toList());
        dialect.insertAll(
                connection,
                List.of(
                        Insertion.of(
                                Tables.CALL,
                                ours.stream()
                                        .flatMap(s -> s.next().calls().stream())
                                        .sorted(Comparator.comparing(Rows.Call::id, Ids.ORDER))
                                        .toList()),
                        Insertion.of(
                                Tables.QUEUE,
                                ours.stream()
                                        .flatMap(s -> s.next().work().stream())
                                        .sorted(Comparator.comparing(Rows.Work::ref, Ids.ORDER))
                                        .toList())));
        dialect.insertMissing(
                connection,
                Tables.CARD,
                ours.stream()
                        .flatMap(s -> s.next().cards().stream())
                        .sorted(Comparator.comparing(Rows.Card::place))
                        .toList());
        followers.begin(
                connection,
                ours.stream().flatMap(s -> s.next().standIns().stream()).toList());
        followers.withdraw(
                connection,
                ours.stream().flatMap(s -> s.next().withdrawn().stream()).toList());
        shelves.add(
                connection,
                ours.stream().flatMap(s -> s.next().items().stream()).toList());
    }

    @Override
    public boolean settleLate(Settlement late) {
        return transactions.in(Promise.WRITES, "settle late", connection -> writeLate(connection, late));
    }

    private boolean writeLate(Connection connection, Settlement late) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(waits)) {
            dialect.bind(statement, 1, late.ref());
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    finish(connection, late, rows.getLong(1));
                    return true;
                }
            }
        }
        Rows.Attempt attempt = late.attempt();
        if (attempt != null) {
            dialect.insertMissing(connection, Tables.ATTEMPT, List.of(attempt));
        }
        return false;
    }

    /** From here on it is a settlement like any other, under the fence the row has come to meanwhile. */
    @SuppressWarnings("NullAway") // It does not see the annotation of a nested type in a class file.
    private void finish(Connection connection, Settlement late, long fence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(take)) {
            dialect.bind(statement, 1, late.ref());
            statement.executeUpdate();
        }
        write(
                connection,
                List.of(new Settlement(
                        late.ref(),
                        fence,
                        late.move(),
                        late.delivery(),
                        late.attempt(),
                        late.call(),
                        late.next(),
                        late.trail(),
                        late.counters())));
    }
}
