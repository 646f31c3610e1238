package dev.notify.jdbc.internal.card;

import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.rows.Readers;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.CardPart.Place;
import dev.notify.store.CardPart.Put;
import dev.notify.store.Rows;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The cards at the places of a step, under a lock until the transaction ends. */
final class Locked {

    /** A card can come and go between two statements; three times in a row is not chance. */
    private static final int ROUNDS = 3;

    private static final UUID NO_ID = new UUID(0, 0);

    private final Connection connection;
    private final Dialect dialect;
    private final Readers readers;
    private final Map<Place, Rows.Card> found = new HashMap<>();

    private Locked(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
        this.readers = new Readers(dialect);
    }

    /** A row that has this key. */
    static Rows.Card keyOf(Place place) {
        return new Rows.Card(NO_ID, place, 0, 0, null, "");
    }

    /** The row that stands for a card as it is put. */
    static Rows.Card row(Put put, UUID id, long version, String body) {
        return new Rows.Card(id, put.place(), version, put.changedAt(), put.expiresAt(), body);
    }

    /**
     * Locks what is at these places, and writes what is new: those that it wrote are not in the answer.
     *
     * @param ascending by place
     * @throws NotAsExpected if a card is not as its put expects
     */
    static Map<Place, Rows.Card> of(Connection connection, Dialect dialect, List<Put> ascending) throws SQLException {
        Locked locked = new Locked(connection, dialect);
        List<Put> open = locked.lock(ascending, List.of());
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            List<Rows.Card> fresh = new ArrayList<>();
            for (Put put : open) {
                if (put.body() != null) {
                    fresh.add(row(put, put.id(), 1, put.body()));
                }
            }
            dialect.insertMissing(connection, Tables.CARD, fresh);
            open = locked.lock(open, fresh);
        }
        if (!open.isEmpty()) {
            throw new StoreBusyException("write cards: a card comes and goes again and again", null);
        }
        return locked.found;
    }

    /** Locks what is there, and answers with what is still to be written anew. */
    private List<Put> lock(List<Put> puts, List<Rows.Card> fresh) throws SQLException {
        List<Rows.Card> keys = puts.stream().map(Put::place).map(Locked::keyOf).toList();
        Map<Place, Rows.Card> there = new HashMap<>();
        dialect.lock(connection, Tables.CARD, keys, readers::card).forEach(card -> there.put(card.place(), card));
        List<Put> open = new ArrayList<>();
        for (Put put : puts) {
            Rows.Card card = there.get(put.place());
            boolean isOurs = card != null && !fresh.isEmpty() && card.id().equals(put.id());
            check(put, isOurs ? null : card);
            if (card != null && !isOurs) {
                found.put(put.place(), card);
            } else if (card == null && put.body() != null) {
                open.add(put);
            }
        }
        if (!fresh.isEmpty()) {
            checkIds(open);
        }
        return open;
    }

    private static void check(Put put, Rows.@Nullable Card card) {
        if (put.expected() != null && put.expected() != (card == null ? 0 : card.version())) {
            throw new NotAsExpected(put.place().kind());
        }
    }

    /** What could not be written though its place is free has the id of another card. */
    private void checkIds(List<Put> open) throws SQLException {
        if (open.isEmpty()) {
            return;
        }
        List<UUID> ids = open.stream().map(Put::id).toList();
        String taken = dialect.sql("SELECT id FROM notify_card WHERE " + dialect.isOneOf("id", ids.size()));
        for (UUID id : dialect.ids(connection, taken, ids)) {
            throw new StoreException("write cards: a card with this id is there already: " + id, null);
        }
    }
}
