package dev.notify.inbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of an inbox, newest first.
 *
 * @param counts of the whole inbox, whatever was asked for
 * @param cursor for {@link Inbox#changesSince}: what has changed since this page was read
 * @param last for {@link InboxQuery#after}; null on the last page
 */
public record InboxPage(
        List<InboxItem> items,
        InboxCounts counts,
        String cursor,
        @Nullable String last) {

    public InboxPage {
        items = List.copyOf(items);
    }

    /** Where the next page begins; empty on the last one. */
    public Optional<String> next() {
        return Optional.ofNullable(last);
    }

    /**
     * The items of this page by what they are about, in the order of the newest of each. More about a subject may be on later pages:
     * {@link InboxQuery#about} asks for it.
     */
    public List<InboxGroup> bySubject() {
        Map<Optional<String>, List<InboxItem>> groups = new LinkedHashMap<>();
        items.forEach(item ->
                groups.computeIfAbsent(item.about(), about -> new ArrayList<>()).add(item));
        return groups.entrySet().stream()
                .map(group -> new InboxGroup(group.getKey(), group.getValue()))
                .toList();
    }
}
