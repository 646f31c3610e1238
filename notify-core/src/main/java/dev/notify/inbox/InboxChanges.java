package dev.notify.inbox;

import java.util.List;
import java.util.Objects;

/**
 * What has changed in an inbox since a cursor, in the order it changed.
 *
 * @param items each once, as it stands now: what was dismissed, too
 * @param cursor for the next call
 * @param more whether the next call finds more at once
 */
public record InboxChanges(List<InboxItem> items, String cursor, boolean more) {

    /** The cursor before everything. */
    public static final String BEGINNING = "0";

    public InboxChanges {
        items = List.copyOf(items);
        Objects.requireNonNull(cursor, "cursor");
    }
}
