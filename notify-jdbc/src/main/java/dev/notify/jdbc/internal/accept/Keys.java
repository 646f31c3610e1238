package dev.notify.jdbc.internal.accept;

import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.rows.Readers;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.Rows;
import dev.notify.store.StoreBusyException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides who owns a key, by asking the table afterwards and never by counting rows: whoever finds his own id there has won.
 *
 * <p>Keys are written in one order, so that two groups that share keys wait for each other at most, and do not deadlock.
 */
final class Keys {

    private static final Comparator<Rows.Dedup> ORDER = Comparator.comparing(Rows.Dedup::tenant)
            .thenComparing(Rows.Dedup::type)
            .thenComparing(Rows.Dedup::keyLookup);

    /** An owner can vanish between two statements; three times in a row is not chance. */
    private static final int ROUNDS = 3;

    private final Dialect dialect;
    private final Readers readers;
    private final String takeOver;

    Keys(Dialect dialect) {
        this.dialect = dialect;
        this.readers = new Readers(dialect);
        this.takeOver = dialect.sql("UPDATE notify_dedup SET notification_id = ?, expires_at = ?"
                + " WHERE tenant = ? AND type = ? AND dkey = ? AND notification_id = ? AND expires_at = ?");
    }

    /** What identifies a key. */
    record Name(String tenant, String type, String key) {
        static Name of(Rows.Dedup row) {
            return new Name(row.tenant(), row.type(), row.keyLookup());
        }
    }

    /** Takes what is free or expired; answers with the owner of each key. */
    Map<Name, UUID> take(Connection connection, List<Rows.Acceptance> withKeys) throws SQLException {
        if (withKeys.isEmpty()) {
            return Map.of();
        }
        Map<Name, Rows.Acceptance> asked = new LinkedHashMap<>();
        withKeys.stream().sorted(Comparator.comparing(Keys::row, ORDER)).forEach(a -> asked.put(Name.of(row(a)), a));
        Map<Name, UUID> owners = new HashMap<>();
        for (int round = 0; round < ROUNDS && owners.size() < asked.size(); round++) {
            List<Rows.Acceptance> open = new ArrayList<>();
            asked.forEach((name, acceptance) -> {
                if (!owners.containsKey(name)) {
                    open.add(acceptance);
                }
            });
            dialect.insertMissing(
                    connection, Tables.DEDUP, open.stream().map(Keys::row).toList());
            settle(connection, open, owners);
        }
        if (owners.size() < asked.size()) {
            throw new StoreBusyException("accept: a key changes hands again and again", null);
        }
        return owners;
    }

    private static Rows.Dedup row(Rows.Acceptance acceptance) {
        Rows.Dedup row = acceptance.dedup();
        if (row == null) {
            throw new IllegalArgumentException("acceptance: has no key");
        }
        return row;
    }

    private void settle(Connection connection, List<Rows.Acceptance> open, Map<Name, UUID> owners) throws SQLException {
        Map<Name, Rows.Dedup> there = ownersOf(connection, open);
        List<Rows.Acceptance> expired = open.stream()
                .filter(a -> isExpired(there.get(Name.of(row(a))), a))
                .toList();
        for (Rows.Acceptance acceptance : expired) {
            Rows.Dedup mine = row(acceptance);
            Rows.Dedup before = there.get(Name.of(mine));
            if (before != null) {
                takeOver(connection, mine, before);
            }
        }
        there.putAll(ownersOf(connection, expired));
        there.forEach((name, row) -> owners.put(name, row.notificationId()));
    }

    private static boolean isExpired(Rows.@Nullable Dedup there, Rows.Acceptance acceptance) {
        return there != null
                && !there.notificationId().equals(acceptance.notification().id())
                && there.expiresAt() <= acceptance.notification().createdAt();
    }

    private Map<Name, Rows.Dedup> ownersOf(Connection connection, List<Rows.Acceptance> open) throws SQLException {
        Map<Name, Rows.Dedup> there = new HashMap<>();
        List<Rows.Dedup> keys = open.stream().map(Keys::row).toList();
        for (Rows.Dedup row : dialect.findNow(connection, Tables.DEDUP, keys, readers::dedup)) {
            there.put(Name.of(row), row);
        }
        return there;
    }

    private void takeOver(Connection connection, Rows.Dedup mine, Rows.Dedup there) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(takeOver)) {
            dialect.bind(statement, 1, mine.notificationId());
            statement.setLong(2, mine.expiresAt());
            statement.setString(3, mine.tenant());
            statement.setString(4, mine.type());
            statement.setString(5, mine.keyLookup());
            dialect.bind(statement, 6, there.notificationId());
            statement.setLong(7, there.expiresAt());
            statement.executeUpdate();
        }
    }
}
