package dev.notify.memory;

import dev.notify.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows by their primary key, in the order they came. Each change is noted in the journal. */
final class Table<K, V> {

    private final String name;
    private final Journal journal;
    private final Map<K, V> rows = new LinkedHashMap<>();

    Table(String name, Journal journal) {
        this.name = name;
        this.journal = journal;
    }

    @Nullable
    V get(K key) {
        return rows.get(key);
    }

    boolean has(K key) {
        return rows.containsKey(key);
    }

    /** @throws StoreException if the key is there already */
    void insert(K key, V row) {
        if (!insertNew(key, row)) {
            throw new StoreException("A " + name + " with this key is stored already: " + key, null);
        }
    }

    /** Inserts unless the key is there already; says whether it did. */
    boolean insertNew(K key, V row) {
        Objects.requireNonNull(key, name);
        Objects.requireNonNull(row, name);
        if (rows.putIfAbsent(key, row) != null) {
            return false;
        }
        journal.undoBy(() -> rows.remove(key));
        return true;
    }

    void put(K key, V row) {
        V before = rows.put(key, row);
        journal.undoBy(before == null ? () -> rows.remove(key) : () -> rows.put(key, before));
    }

    Iterable<Map.Entry<K, V>> all() {
        return rows.entrySet();
    }
}
