package dev.notify.jdbc.internal.dialect;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** Ids in the order the databases keep them: by unsigned bytes. */
public final class Ids {

    /** The order of the bytes, which is the order of making. {@link UUID#compareTo} is another. */
    public static final Comparator<UUID> ORDER = (a, b) -> {
        int most = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return most != 0 ? most : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    };

    private Ids() {}

    /** The first column of what a query gives. */
    public static Set<UUID> of(Dialect dialect, PreparedStatement query) throws SQLException {
        Set<UUID> ids = new LinkedHashSet<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                ids.add(dialect.uuid(rows, 1));
            }
        }
        return ids;
    }
}
