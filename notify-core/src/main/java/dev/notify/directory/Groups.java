package dev.notify.directory;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups, roles and topics kept by Notify, in one scope: for a tenant, on somebody's behalf, in a transaction.
 *
 * <p>Members are ids of recipients, known to anybody or not; whoever was merged into another is a member as that other. Who is a member is
 * found out when a notification to the group is sent. A group is there from its first member on, or from {@link #create}, and stays
 * when the last one leaves. Every member who comes or goes is a line in the trail.
 *
 * <p>Safe for all threads, as the scope it was made in; throws as {@code Notifications} does.
 */
public interface Groups {

    /** Makes a group without members; one that is there stays as it is. */
    void create(Group group);

    /**
     * Adds members, in transactions of some hundred each unless the scope is in one.
     *
     * @return how many of them are new
     */
    int add(Group group, Collection<String> recipientIds);

    /** Adds members. */
    default int add(Group group, String... recipientIds) {
        return add(group, List.of(recipientIds));
    }

    /**
     * Takes members out.
     *
     * @return how many of them were members
     */
    int remove(Group group, Collection<String> recipientIds);

    /** Takes members out. */
    default int remove(Group group, String... recipientIds) {
        return remove(group, List.of(recipientIds));
    }

    /** Removes a group with all its members; whether it was there. */
    boolean dissolve(Group group);

    /**
     * The members of a group, a page at a time and each once, in no order of meaning.
     *
     * @param after what the page before was answered with, null for the first page
     * @param limit 1 to {@link Contacts#MAX_PAGE}
     */
    Slice<String> members(Group group, @Nullable String after, int limit);

    /** The groups, roles and topics somebody belongs to, a page at a time. */
    Slice<Group> of(String recipientId, @Nullable String after, int limit);

    /** All of a kind, a page at a time. */
    Slice<Group> all(Group.Kind kind, @Nullable String after, int limit);

    /** Somebody wants to hear of a topic; whether that is new. Say on whose behalf with {@code as}. */
    default boolean subscribe(String topic, String recipientId) {
        return add(Group.topic(topic), recipientId) > 0;
    }

    /** Somebody wants to hear of a topic no more; whether they did. */
    default boolean unsubscribe(String topic, String recipientId) {
        return remove(Group.topic(topic), recipientId) > 0;
    }
}
