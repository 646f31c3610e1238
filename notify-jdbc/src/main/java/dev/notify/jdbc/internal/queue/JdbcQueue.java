package dev.notify.jdbc.internal.queue;

import dev.notify.jdbc.internal.connect.Transactions;
import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.store.QueuePart;
import dev.notify.store.WorkKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What waits, and who holds it: one claimer for a node, so that rows are asked for once. */
public final class JdbcQueue implements QueuePart {

    private static final Comparator<QueueSql.Taken> EARLIEST_FIRST =
            Comparator.comparing(QueueSql.Taken::dueAt).thenComparing(QueueSql.Taken::ref, Ids.ORDER);

    private final Transactions transactions;
    private final QueueSql sql;

    /** Works through these transactions. */
    public JdbcQueue(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        this.sql = QueueSql.of(dialect);
    }

    @Override
    public Map<Integer, Long> heads(Map<Integer, Long> floors) {
        if (floors.isEmpty()) {
            return Map.of();
        }
        return transactions.once(Promise.READS, "look at the queue", c -> sql.heads(c, floors));
    }

    @Override
    public List<Claim> claim(Request request) {
        return known(
                transactions.once(Promise.WRITES, "claim", c -> sql.claim(c, request)),
                request.owner(),
                request.leaseUntil());
    }

    @Override
    public List<Claim> claimThese(Collection<UUID> refs, long now, String owner, long leaseUntil) {
        List<UUID> sorted = refs.stream().distinct().sorted(Ids.ORDER).toList();
        if (sorted.isEmpty()) {
            return List.of();
        }
        return known(
                transactions.once(Promise.WRITES, "claim", c -> sql.claimThese(c, sorted, now, owner, leaseUntil)),
                owner,
                leaseUntil);
    }

    /** Work of a kind that only a later release knows goes back, for a node of that release to find when a lease would have ended. */
    private List<Claim> known(List<QueueSql.Taken> taken, String owner, long leaseUntil) {
        List<Claim> claims = new ArrayList<>();
        List<Release> unknown = new ArrayList<>();
        taken.stream()
                .sorted(EARLIEST_FIRST)
                .forEach(t -> kind(t.kind())
                        .ifPresentOrElse(
                                kind -> claims.add(claim(t, kind)),
                                () -> unknown.add(new Release(t.ref(), t.fence(), leaseUntil, t.tookOver()))));
        if (!unknown.isEmpty()) {
            release(unknown);
            System.getLogger(JdbcQueue.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "{0} gave back {1} rows of a kind it does not know: a later release wrote them",
                            owner,
                            unknown.size());
        }
        return claims;
    }

    private static Claim claim(QueueSql.Taken t, WorkKind kind) {
        return new Claim(t.ref(), kind, t.lane(), t.fence(), t.attempt(), t.crashes(), t.tookOver(), t.dueAt());
    }

    private static Optional<WorkKind> kind(int code) {
        return Arrays.stream(WorkKind.values()).filter(k -> k.code() == code).findAny();
    }

    @Override
    public Set<UUID> renew(Collection<Held> held, String owner, long leaseUntil) {
        List<Held> sorted = sorted(held, Held::ref);
        if (sorted.isEmpty()) {
            return Set.of();
        }
        return transactions.once(Promise.WRITES, "renew", c -> sql.renew(c, sorted, owner, leaseUntil));
    }

    @Override
    public Set<UUID> release(Collection<Release> releases) {
        List<Release> sorted = sorted(releases, Release::ref);
        if (sorted.isEmpty()) {
            return Set.of();
        }
        return transactions.once(Promise.WRITES, "release", c -> sql.release(c, sorted));
    }

    private static <T> List<T> sorted(Collection<T> rows, Function<T, UUID> ref) {
        return rows.stream()
                .distinct()
                .sorted(Comparator.comparing(ref, Ids.ORDER))
                .toList();
    }
}
