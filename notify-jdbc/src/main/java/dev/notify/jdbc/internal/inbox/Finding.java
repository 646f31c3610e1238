package dev.notify.jdbc.internal.inbox;

import dev.notify.inbox.InboxStatus;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.store.InboxPart.Find;
import dev.notify.store.InboxPart.Owner;
import dev.notify.store.InboxPart.Spot;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;

/** A search: for each owner and status the first of its own, straight from the index, all in one statement. */
final class Finding {

    private final Find find;
    private final Dialect dialect;

    Finding(Find find, Dialect dialect) {
        this.find = find;
        this.dialect = dialect;
    }

    String sql() {
        StringBuilder one =
                new StringBuilder(JdbcInbox.SELECT).append("i.tenant = ? AND i.recipient = ? AND i.status = ?");
        if (find.before() != null) {
            one.append(" AND i.at_time <= ? AND (i.at_time < ? OR i.id < ?)");
        }
        one.append(find.type() == null ? "" : " AND i.type = ?")
                .append(find.category() == null ? "" : " AND i.category = ?")
                .append(find.subjectLookup() == null ? "" : " AND i.subject_lookup = ?")
                .append(" ORDER BY i.at_time DESC, i.id DESC LIMIT ?");
        int parts = find.owners().size() * find.statuses().size();
        return String.join(" UNION ALL ", Collections.nCopies(parts, "(" + one + ")"));
    }

    void bind(PreparedStatement statement) throws SQLException {
        int at = 1;
        for (Owner owner : find.owners()) {
            for (InboxStatus status : find.statuses()) {
                statement.setString(at++, owner.tenant());
                statement.setString(at++, owner.recipient());
                statement.setString(at++, status.name());
                at = bindRest(statement, at);
            }
        }
    }

    private int bindRest(PreparedStatement statement, int from) throws SQLException {
        int at = from;
        Spot before = find.before();
        if (before != null) {
            statement.setLong(at++, before.at());
            statement.setLong(at++, before.at());
            dialect.bind(statement, at++, before.id());
        }
        for (String value : new String[] {find.type(), find.category(), find.subjectLookup()}) {
            if (value != null) {
                statement.setString(at++, value);
            }
        }
        statement.setInt(at++, find.limit());
        return at;
    }
}
