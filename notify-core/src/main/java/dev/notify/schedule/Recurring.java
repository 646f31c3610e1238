package dev.notify.schedule;

import java.util.List;
import java.util.Optional;

/**
 * A live handle on what comes again. Each call looks at the store, or changes it, and blocks for that; safe for all threads.
 *
 * <p>Occurrences that were sent already stand: their notifications are cancelled like all others. Every change is a line of the trail.
 * All calls but {@link #id} throw {@link dev.notify.model.InvalidInputException} naming {@code id} once retention has removed it.
 */
public interface Recurring {

    /** Its id. */
    RecurringId id();

    /** How it stands. */
    Standing standing();

    /**
     * The next times, the earliest first, by what is known now; fewer where it ends before. None where it is paused or ended.
     *
     * @throws dev.notify.model.InvalidInputException naming {@code count} if it is not 1 to 1,000
     */
    List<Occurrence> nextTimes(int count);

    /** Leaves the next one out; which one that was, or empty if there is none. */
    Optional<Occurrence> skipNext();

    /** Comes no more until {@link #resume()}; what would have come meanwhile is neither sent nor counted. Whether this changed anything. */
    boolean pause();

    /** Comes again, from the first time after now. Whether this changed anything. */
    boolean resume();

    /** Ends for good. Whether this changed anything. */
    boolean end(String why);

    /**
     * Ends this one and begins another in its place, under the same key, in one transaction. No occurrence that was sent or skipped comes a
     * second time.
     *
     * @param instead its key is this one's, or none is said
     * @return the one that stands from now on
     */
    Recurring recreate(Repeat instead);
}
