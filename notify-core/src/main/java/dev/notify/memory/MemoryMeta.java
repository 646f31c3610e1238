package dev.notify.memory;

import dev.notify.store.MetaPart;
import java.util.Optional;

/** What the installation remembers. */
final class MemoryMeta implements MetaPart {

    private final Door door;
    private final Table<String, String> meta;

    MemoryMeta(Door door, Content content) {
        this.door = door;
        this.meta = content.meta();
    }

    @Override
    public Optional<String> get(String name) {
        return door.in(() -> Optional.ofNullable(meta.get(name)));
    }

    @Override
    public String putIfAbsent(String name, String value) {
        return door.in(() -> {
            String before = meta.get(name);
            if (before != null) {
                return before;
            }
            meta.insert(name, value);
            return value;
        });
    }

    @Override
    public void put(String name, String value) {
        door.in(() -> {
            meta.put(name, value);
            return value;
        });
    }
}
