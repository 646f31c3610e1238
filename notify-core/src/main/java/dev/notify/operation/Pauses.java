package dev.notify.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Pauses of channels, providers and categories, for all tenants and on all nodes: a live view of the store. What is paused is accepted
 * as ever and waits; no try is counted. Deadlines count on: what has expired when a pause ends is dropped. CRITICAL work waits, too.
 *
 * <p>This node heeds a change at once, others within five seconds. What waits for a channel or provider goes out within five seconds
 * of its end on every node, what waits for a category within half a minute. A pause is on health (DEGRADED, at {@code pause.}) and in
 * {@code explain}, and survives restarts. A try that is under way is not called back.
 *
 * <p>Every method blocks for the store and throws {@link dev.notify.store.StoreException} if that cannot do it. Changes leave a line in
 * the trail with the scope's actor.
 */
public interface Pauses {

    /** How long a pause lasts for which no end is given. */
    Duration USUAL = Duration.ofHours(4);

    /**
     * Pauses until then; in the place of a pause of the same that holds.
     *
     * @param until after now, and within a year
     * @throws dev.notify.model.InvalidInputException naming {@code channel}, {@code provider} or {@code category} for one that this
     *     service does not know, {@code until} or {@code reason}
     */
    Pause pause(Pause.Target what, Instant until, String reason);

    /** Pauses for {@link #USUAL}. */
    Pause pause(Pause.Target what, String reason);

    /** Pauses until {@link #resume}. */
    Pause pauseUntilResumed(Pause.Target what, String reason);

    /** Ends a pause; false if there is none. */
    boolean resume(Pause.Target what);

    /** Those that hold, the oldest first. */
    List<Pause> list();
}
