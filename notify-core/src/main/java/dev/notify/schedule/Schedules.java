package dev.notify.schedule;

import dev.notify.directory.Slice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what comes again, in the scope it was taken from. Calls block for the store; pages have 1 to 1,000 items. */
public interface Schedules {

    /** The most items of a page. */
    int MAX_PAGE = 1_000;

    /** The one of this id; empty if it is unknown, or another tenant's. */
    Optional<Recurring> find(RecurringId id);

    /** The one that was asked for under this key last. */
    Optional<Recurring> byKey(String type, String key);

    /** Those for a recipient, by id, ended ones too. */
    Slice<Recurring> ofRecipient(String recipientId, @Nullable String after, int limit);

    /** Those about a subject, ended ones too. */
    Slice<Recurring> about(String subject, @Nullable String after, int limit);

    /** All of them, the oldest first, ended ones too. */
    Slice<Recurring> list(@Nullable String after, int limit);
}
