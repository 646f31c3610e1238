package dev.notify.directory;

import dev.notify.model.Tenant;
import java.util.Optional;

/**
 * Tells who belongs to a group; the host's own wards, rosters or mailing lists.
 *
 * <p>Asked by worker threads, concurrently, page by page, when a notification to the group is sent. It may block. What it throws is tried
 * again, from the page that failed. Somebody who is named on two pages gets one delivery on each channel; whoever comes or goes between
 * two pages is named or not, as the source has it.
 */
@FunctionalInterface
public interface GroupSource {

    /**
     * Ids of members, and what to ask the next page with.
     *
     * @param after what the page before was answered with, at most 200 characters; empty for the first page
     * @param limit how many to answer with at most
     * @return empty if the source knows no such group: then the groups kept by Notify are asked
     */
    Optional<Slice<String>> membersOf(Group group, Tenant tenant, Optional<String> after, int limit);
}
