package dev.notify.jdbc.internal.read;

import dev.notify.jdbc.internal.connect.Transactions;
import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.jdbc.internal.rows.Readers;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Looks things up: for workers on the queue's connection, for callers on one of their own or the host's. */
public final class JdbcReads implements ReadPart {

    private static final String NOTIFICATION = "SELECT " + Readers.columns(Tables.NOTIFICATION, "n");
    private static final String DELIVERY = "SELECT " + Readers.columns(Tables.DELIVERY, "d");

    private final Transactions callers;
    private final Loads loads;
    private final Dialect dialect;
    private final Readers readers;

    /** Reads for workers through the one, for callers through the other. */
    public JdbcReads(Transactions workers, Transactions callers, Dialect dialect) {
        this.callers = callers;
        this.loads = new Loads(workers, dialect);
        this.dialect = dialect;
        this.readers = new Readers(dialect);
    }

    @Override
    public List<Loaded> load(Collection<UUID> deliveryIds) {
        return loads.deliveries(deliveryIds);
    }

    @Override
    public List<Rows.Call> calls(Collection<UUID> callIds) {
        return loads.calls(callIds);
    }

    @Override
    public Optional<Rows.Template> template(String hash) {
        return loads.template(hash);
    }

    private List<Object> bindable(Collection<UUID> ids) {
        return ids.stream().map(dialect::bindable).toList();
    }

    /** Asks through Jdbi. The handle is not closed: connection and transaction belong to the caller. */
    private Query query(Connection connection, String sql) {
        return Jdbi.create(connection).open().createQuery(dialect.sql(sql));
    }

    @Override
    public List<Rows.Notification> notifications(String tenant, Collection<UUID> ids) {
        Set<UUID> asked = new LinkedHashSet<>(ids);
        if (asked.isEmpty()) {
            return List.of();
        }
        return callers.in(
                Promise.READS,
                "read notifications",
                c -> query(
                                c,
                                NOTIFICATION + " FROM notify_notification n WHERE n.id IN (<ids>)"
                                        + " AND n.tenant = :tenant ORDER BY n.id")
                        .bind("tenant", tenant)
                        .bindList("ids", bindable(asked))
                        .map((rows, context) -> readers.notification(rows, 1))
                        .list());
    }

    @Override
    public Optional<UUID> byKey(String tenant, String type, String keyLookup) {
        return callers.in(
                Promise.READS,
                "look for a key",
                c -> query(c, "SELECT notification_id FROM notify_dedup WHERE tenant = ? AND type = ? AND dkey = ?")
                        .bind(0, tenant)
                        .bind(1, type)
                        .bind(2, keyLookup)
                        .map((rows, context) -> dialect.uuid(rows, 1))
                        .findOne());
    }

    @Override
    public List<UUID> bySubject(String tenant, String subjectLookup, int limit) {
        return callers.in(
                Promise.READS,
                "look for a subject",
                c -> query(
                                c,
                                "SELECT id FROM notify_notification WHERE tenant = ? AND subject_lookup = ?"
                                        + " ORDER BY tenant DESC, subject_lookup DESC, id DESC LIMIT ?")
                        .bind(0, tenant)
                        .bind(1, subjectLookup)
                        .bind(2, limit)
                        .map((rows, context) -> dialect.uuid(rows, 1))
                        .list());
    }

    @Override
    public List<Rows.Delivery> deliveriesOf(String tenant, Collection<UUID> notificationIds) {
        Set<UUID> ids = new LinkedHashSet<>(notificationIds);
        if (ids.isEmpty()) {
            return List.of();
        }
        return callers.in(
                Promise.READS,
                "read deliveries",
                c -> query(
                                c,
                                DELIVERY + " FROM notify_delivery d WHERE d.notification_id IN (<ids>)"
                                        + " AND d.tenant = :tenant ORDER BY d.id")
                        .bind("tenant", tenant)
                        .bindList("ids", bindable(ids))
                        .map((rows, context) -> readers.delivery(rows, 1))
                        .list());
    }

    @Override
    public List<Rows.Delivery> deliveriesTo(String tenant, UUID notification, Collection<String> recipientLookups) {
        Set<String> asked = new LinkedHashSet<>(recipientLookups);
        if (asked.isEmpty()) {
            return List.of();
        }
        return callers.in(
                Promise.READS,
                "read deliveries to recipients",
                c -> query(
                                c,
                                DELIVERY + " FROM notify_delivery d WHERE d.notification_id = :notification AND"
                                        + " d.recipient_lookup IN (<recipients>) AND d.tenant = :tenant ORDER BY"
                                        + " d.id")
                        .bind("notification", dialect.bindable(notification))
                        .bind("tenant", tenant)
                        .bindList("recipients", List.copyOf(asked))
                        .map((rows, context) -> readers.delivery(rows, 1))
                        .list());
    }

    @Override
    public Map<UUID, List<Rows.Attempt>> attempts(Collection<UUID> deliveryIds) {
        List<UUID> ids = deliveryIds.stream().distinct().sorted(Ids.ORDER).toList();
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<Rows.Attempt> all = callers.in(
                Promise.READS,
                "read attempts",
                c -> query(
                                c,
                                "SELECT " + Readers.columns(Tables.ATTEMPT, "a") + " FROM notify_attempt a"
                                        + " WHERE a.delivery_id IN (<ids>) ORDER BY a.delivery_id, a.fence")
                        .bindList("ids", bindable(ids))
                        .map((rows, context) -> readers.attempt(rows, 1))
                        .list());
        Map<UUID, List<Rows.Attempt>> byDelivery = new HashMap<>();
        all.forEach(a -> byDelivery
                .computeIfAbsent(a.deliveryId(), id -> new ArrayList<>())
                .add(a));
        return byDelivery;
    }

    @Override
    public List<Found> find(Find find) {
        FindSql sql = new FindSql(dialect, find);
        String columns = DELIVERY + ", " + Readers.columns(Tables.NOTIFICATION, "n");
        return callers.in(
                Promise.READS,
                "find deliveries",
                c -> sql.bind(query(c, columns + sql.fromWhere() + " ORDER BY d.id DESC LIMIT :limit OFFSET :offset"))
                        .bind("offset", find.offset())
                        .bind("limit", find.limit())
                        .map((rows, context) -> new Found(
                                readers.delivery(rows, 1), readers.notification(rows, 1 + Readers.DELIVERY_WIDTH)))
                        .list());
    }

    @Override
    public long count(Find find) {
        FindSql sql = new FindSql(dialect, find);
        return callers.in(
                Promise.READS,
                "count deliveries",
                c -> sql.bind(query(c, "SELECT count(*)" + sql.fromWhere()))
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public List<Rows.Counter> counters(String tenant, long fromHour) {
        return callers.in(
                Promise.READS,
                "read counters",
                c -> query(
                                c,
                                "SELECT at_hour, node, type, channel, state, sum(total) FROM notify_counter WHERE"
                                        + " tenant = ? AND at_hour >= ? GROUP BY at_hour, node, type, channel, state ORDER"
                                        + " BY at_hour, node, type, channel, state")
                        .bind(0, tenant)
                        .bind(1, fromHour)
                        .map((rows, context) -> new Rows.Counter(
                                rows.getLong(1),
                                rows.getString(2),
                                tenant,
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getLong(6)))
                        .list());
    }
}
