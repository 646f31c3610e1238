package dev.notify.preference;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of entries, newest first; {@link #next()} is what to ask the page that follows with. */
public record ConsentHistory(
        List<ConsentEntry> entries, @Nullable String last) {

    public ConsentHistory {
        entries = List.copyOf(entries);
    }

    /** Where the next page begins; empty on the last one. */
    public Optional<String> next() {
        return Optional.ofNullable(last);
    }
}
