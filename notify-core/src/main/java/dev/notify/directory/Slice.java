package dev.notify.directory;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Some of a long list, and where it goes on.
 *
 * @param next what to ask the rest with; empty where nothing follows
 */
public record Slice<T>(List<T> items, Optional<String> next) {

    public Slice {
        items = List.copyOf(items);
        Objects.requireNonNull(next, "next");
    }

    /** All there is. */
    public static <T> Slice<T> all(List<T> items) {
        return new Slice<>(items, Optional.empty());
    }
}
