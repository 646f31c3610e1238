package dev.notify.jdbc.internal.accept;

import dev.notify.jdbc.internal.connect.Transactions;
import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Ids;
import dev.notify.jdbc.internal.dialect.Insertion;
import dev.notify.jdbc.internal.rows.Counters;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.jdbc.internal.rows.Tables.Incoming;
import dev.notify.store.AcceptPart;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes notifications in: one transaction for a group, one statement for each table. */
public final class JdbcAccepts implements AcceptPart {

    /** Work due within this time is worth waking other nodes for; what is due later they find by themselves. */
    private static final long SOON_MILLIS = 5_000;

    /** Whose content all deliveries of a notification share. */
    private static final String SHARED = "";

    private final Transactions transactions;
    private final Dialect dialect;
    private final Keys keys;
    private final Firsts firsts;
    private final String stored;

    /** Takes in through these transactions of our own. */
    public JdbcAccepts(Transactions transactions, Dialect dialect) {
        this(transactions, dialect, null);
    }

    /** Takes in through the host's transaction, and reads through the other ones what it cannot see. */
    public JdbcAccepts(Transactions transactions, Dialect dialect, @Nullable Transactions elsewhere) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.keys = new Keys(dialect);
        this.firsts = new Firsts(dialect, elsewhere);
        this.stored = "SELECT id FROM notify_notification WHERE ";
    }

    @Override
    public List<Answer> accept(List<Rows.Acceptance> group) {
        List<Rows.Acceptance> all = List.copyOf(group);
        if (all.isEmpty()) {
            return List.of();
        }
        return all.stream().allMatch(a -> a.dedup() == null)
                ? transactions.once(Promise.WRITES_DURABLY, "accept", connection -> write(connection, all))
                : transactions.in(Promise.WRITES_DURABLY, "accept", connection -> write(connection, all));
    }

    private List<Answer> write(Connection connection, List<Rows.Acceptance> all) throws SQLException {
        Map<Keys.Name, Integer> firstInGroup = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Rows.Dedup key = all.get(i).dedup();
            if (key != null) {
                firstInGroup.putIfAbsent(Keys.Name.of(key), i);
            }
        }
        Map<Keys.Name, UUID> owners = keys.take(
                connection, firstInGroup.values().stream().map(all::get).toList());
        List<Rows.Acceptance> won = new ArrayList<>();
        Map<Integer, UUID> replays = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Rows.Dedup key = all.get(i).dedup();
            UUID owner = key == null ? null : owners.get(Keys.Name.of(key));
            boolean wins = owner == null
                    || key == null
                    || owner.equals(all.get(i).notification().id())
                            && Objects.equals(firstInGroup.get(Keys.Name.of(key)), i);
            if (wins) {
                won.add(all.get(i));
            } else if (owner != null) {
                replays.put(i, owner);
            }
        }
        insert(connection, won);
        return answers(connection, all, replays);
    }

    private List<Answer> answers(Connection connection, List<Rows.Acceptance> all, Map<Integer, UUID> replays)
            throws SQLException {
        Map<UUID, First> found = firsts.of(connection, replays.values());
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            UUID owner = replays.get(i);
            answers.add(
                    owner == null
                            ? Answer.stored(all.get(i).notification().id())
                            : new Answer(owner, found.getOrDefault(owner, Firsts.GONE)));
        }
        return answers;
    }

    private void insert(Connection connection, List<Rows.Acceptance> won) throws SQLException {
        if (won.isEmpty()) {
            return;
        }
        Map<String, Rows.Template> templates = new LinkedHashMap<>();
        won.stream()
                .flatMap(a -> a.templates().stream())
                .sorted(Comparator.comparing(Rows.Template::hash))
                .forEach(t -> templates.putIfAbsent(t.hash(), t));
        long part = transactions.isHosts() ? Counters.partOfItsOwn() : Counters.OF_COMMITTER;
        List<Insertion<?>> rows = List.of(
                Insertion.missing(Tables.TEMPLATE, List.copyOf(templates.values())),
                Insertion.of(Tables.NEW_NOTIFICATION, notifications(won)),
                Insertion.of(Tables.NEW_DELIVERY, deliveries(won)),
                Insertion.of(
                        Tables.QUEUE,
                        each(won, Rows.Acceptance::work).stream()
                                .sorted(Comparator.comparing(Rows.Work::ref, Ids.ORDER))
                                .toList()),
                Insertion.of(Tables.CARD, cards(won)),
                Insertion.of(Tables.TRAIL, each(won, Rows.Acceptance::trail)),
                Counters.adding(part, each(won, Rows.Acceptance::counters)));
        if (!transactions.isHosts() && won.stream().anyMatch(JdbcAccepts::isForAnybodySoon)) {
            dialect.insertAndAnnounce(connection, rows);
        } else {
            dialect.insertAll(connection, rows);
        }
    }

    private static List<Incoming<Rows.Notification>> notifications(List<Rows.Acceptance> won) {
        return won.stream()
                .map(a -> new Incoming<>(a.notification(), contents(a).get(SHARED)))
                .sorted(Comparator.comparing(n -> n.row().id(), Ids.ORDER))
                .toList();
    }

    private static List<Incoming<Rows.Delivery>> deliveries(List<Rows.Acceptance> won) {
        List<Incoming<Rows.Delivery>> rows = new ArrayList<>();
        for (Rows.Acceptance acceptance : won) {
            Map<String, String> contents = contents(acceptance);
            acceptance.deliveries().forEach(d -> rows.add(new Incoming<>(d, contents.get(d.recipientLookup()))));
        }
        rows.sort(Comparator.comparing(d -> d.row().id(), Ids.ORDER));
        return rows;
    }

    private static List<Rows.Card> cards(List<Rows.Acceptance> won) {
        return each(won, Rows.Acceptance::cards).stream()
                .sorted(Comparator.comparing(CardPart.Put::place))
                .flatMap(put -> Stream.ofNullable(put.body())
                        .map(body -> new Rows.Card(put.id(), put.place(), 1, put.changedAt(), put.expiresAt(), body)))
                .toList();
    }

    private static Map<String, String> contents(Rows.Acceptance acceptance) {
        Map<String, String> contents = new HashMap<>();
        acceptance.contents().forEach(c -> contents.put(c.recipient(), c.text()));
        return contents;
    }

    private static <T> List<T> each(List<Rows.Acceptance> won, Function<Rows.Acceptance, List<T>> rows) {
        return won.stream().flatMap(a -> rows.apply(a).stream()).toList();
    }

    private static boolean isForAnybodySoon(Rows.Acceptance acceptance) {
        long soon = acceptance.notification().createdAt() + SOON_MILLIS;
        return acceptance.work().stream().anyMatch(w -> w.owner() == null && w.availableAt() <= soon);
    }

    @Override
    public void pin(List<Rows.Template> words) {
        List<Rows.Template> ordered =
                words.stream().sorted(Comparator.comparing(Rows.Template::hash)).toList();
        transactions.in(Promise.WRITES_DURABLY, "store words", connection -> {
            dialect.insertMissing(connection, Tables.TEMPLATE, ordered);
            return ordered.size();
        });
    }

    @Override
    public List<UUID> stored(List<UUID> notificationIds) {
        List<UUID> asked = notificationIds.stream().distinct().toList();
        if (asked.isEmpty()) {
            return List.of();
        }
        String sql = dialect.sql(stored + dialect.isOneOf("id", asked.size()));
        return List.copyOf(transactions.in(
                Promise.READS, "look for notifications", connection -> dialect.ids(connection, sql, asked)));
    }
}
