package dev.notify.jdbc.internal.card;

import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.jdbc.internal.dialect.Insertion;
import dev.notify.jdbc.internal.inbox.Shelves;
import dev.notify.jdbc.internal.rows.Counters;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.jdbc.internal.rows.Tables.Incoming;
import dev.notify.store.CardPart.Place;
import dev.notify.store.CardPart.Put;
import dev.notify.store.CardPart.Step;
import dev.notify.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes a step: work and cards are locked and looked at, then all is written in a few statements. */
final class Writing {

    /** Whose content this is. */
    private record Reader(UUID notification, String recipient) {}

    private final Dialect dialect;
    private final Shelves shelves;

    Writing(Dialect dialect) {
        this.dialect = dialect;
        this.shelves = new Shelves(dialect);
    }

    /**
     * Writes it.
     *
     * @param hosts whether the transaction is the host's
     * @throws NotAsExpected if a card or the work is not as the step expects
     */
    void write(Connection connection, Step step, boolean hosts) throws SQLException {
        Works works = Works.lock(connection, dialect, step);
        List<Put> ascending =
                step.puts().stream().sorted(Comparator.comparing(Put::place)).toList();
        Map<Place, Rows.Card> before = ascending.isEmpty() ? Map.of() : Locked.of(connection, dialect, ascending);
        List<Rows.Card> changed = new ArrayList<>();
        List<Rows.Card> removed = new ArrayList<>();
        for (Put put : ascending) {
            Rows.Card card = before.get(put.place());
            if (card != null && put.body() != null) {
                changed.add(Locked.row(put, card.id(), card.version() + 1, put.body()));
            } else if (card != null) {
                removed.add(card);
            }
        }
        dialect.remove(connection, Tables.CARD, removed);
        insert(connection, changed, step, hosts);
        shelves.change(connection, step.marks());
        works.moveDues();
        works.finish();
    }

    private void insert(Connection connection, List<Rows.Card> changed, Step step, boolean hosts) throws SQLException {
        List<Insertion<?>> rows = List.of(
                Insertion.replacing(Tables.CARD, changed),
                Insertion.of(Tables.NEW_DELIVERY, deliveries(step)),
                Insertion.of(
                        Tables.QUEUE,
                        step.work().stream()
                                .sorted(Comparator.comparing(Rows.Work::ref, Ids.ORDER))
                                .toList()),
                Insertion.of(Tables.TRAIL, step.trail()),
                Counters.adding(part(step, hosts), step.counters()));
        boolean isForAnybody = step.work().stream().anyMatch(w -> w.owner() == null)
                || !step.dues().isEmpty();
        if (!hosts && isForAnybody) {
            dialect.insertAndAnnounce(connection, rows);
        } else {
            dialect.insertAll(connection, rows);
        }
    }

    private static long part(Step step, boolean hosts) {
        if (hosts) {
            return Counters.partOfItsOwn();
        }
        return step.done() == null ? Counters.OF_CALLERS : Counters.OF_SETTLER;
    }

    private static List<Incoming<Rows.Delivery>> deliveries(Step step) {
        Map<Reader, String> contents = new HashMap<>();
        step.contents().forEach(c -> contents.put(new Reader(c.notificationId(), c.recipient()), c.text()));
        return step.deliveries().stream()
                .sorted(Comparator.comparing(Rows.Delivery::id, Ids.ORDER))
                .map(d -> new Incoming<>(d, contents.get(new Reader(d.notificationId(), d.recipientLookup()))))
                .toList();
    }
}
