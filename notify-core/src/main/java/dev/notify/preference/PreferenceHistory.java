package dev.notify.preference;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of changes, newest first; {@link #next()} is what to ask the page that follows with. */
public record PreferenceHistory(
        List<PreferenceChange> changes, @Nullable String last) {

    public PreferenceHistory {
        changes = List.copyOf(changes);
    }

    /** Where the next page begins; empty on the last one. */
    public Optional<String> next() {
        return Optional.ofNullable(last);
    }
}
