package dev.notify.inbox;

import java.util.List;

/** How an item of an inbox stands. Who has taken it on is told beside it: that goes for everybody it went to. */
public enum InboxStatus {
    /** It has come, or come back, and was not shown yet. */
    NEW,
    /** It was shown in a list, and not opened. */
    SEEN,
    /** It was opened, or taken on. */
    READ,
    /** It is put away until a time, and is {@link #NEW} again then. */
    SNOOZED,
    /** It is put away for good, and kept. */
    ARCHIVED,
    /** It is thrown away. */
    DISMISSED;

    /** What lies in the inbox itself: what is not put or thrown away. */
    public static final List<InboxStatus> OPEN = List.of(NEW, SEEN, READ);

    /** Whether it counts as not seen. */
    public boolean isUnseen() {
        return this == NEW;
    }

    /** Whether it counts as not read. */
    public boolean isUnread() {
        return this == NEW || this == SEEN;
    }
}
