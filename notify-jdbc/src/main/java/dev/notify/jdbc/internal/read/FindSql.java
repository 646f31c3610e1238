package dev.notify.jdbc.internal.read;

import dev.notify.delivery.DeliveryState;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.store.ReadPart.Find;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The conditions of a search: only those asked for, so that each search can use the index made for it. */
final class FindSql {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Find find;

    FindSql(Dialect dialect, Find find) {
        this.find = find;
        must("d.tenant = :tenant AND n.tenant = :tenant", "tenant", find.tenant());
        must("d.recipient_lookup = :recipient", "recipient", find.recipientLookup());
        must("n.type = :type", "type", find.type());
        must("n.subject_lookup = :subject", "subject", find.subjectLookup());
        must("n.correlation = :correlation", "correlation", find.correlation());
        must("d.channel = :channel", "channel", find.channel());
        must("n.created_at >= :from", "from", find.from());
        must("n.created_at < :to", "to", find.to());
        UUID before = find.before();
        must("d.id < :before", "before", before == null ? null : dialect.bindable(before));
        if (!find.states().isEmpty()) {
            conditions.add("d.state IN (<states>)");
        }
    }

    private void must(String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    /** From {@code FROM} to the last condition. */
    String fromWhere() {
        return " FROM notify_delivery d JOIN notify_notification n ON n.id = d.notification_id WHERE "
                + String.join(" AND ", conditions);
    }

    Query bind(Query query) {
        values.forEach(query::bind);
        return find.states().isEmpty()
                ? query
                : query.bindList(
                        "states",
                        find.states().stream().map(DeliveryState::name).toList());
    }
}
