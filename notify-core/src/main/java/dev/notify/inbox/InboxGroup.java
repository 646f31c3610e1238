package dev.notify.inbox;

import java.util.List;
import java.util.Optional;

/**
 * Items about the same subject.
 *
 * @param about empty for the one group of what is about nothing
 * @param items newest first
 */
public record InboxGroup(Optional<String> about, List<InboxItem> items) {

    public InboxGroup {
        items = List.copyOf(items);
    }

    /** How many of them were not opened yet. */
    public long unread() {
        return items.stream().filter(item -> item.status().isUnread()).count();
    }
}
