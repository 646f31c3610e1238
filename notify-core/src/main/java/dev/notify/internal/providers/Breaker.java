package dev.notify.internal.providers;

import dev.failsafe.CircuitBreaker;
import dev.notify.policy.BreakerPolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether a provider is asked at all. Failsafe counts; when it opens, is probed and comes back follows our clock, since Failsafe reads one of
 * its own. Not thread-safe.
 */
final class Breaker {

    /** A critical delivery does not wait for the end of a long wait: it probes. */
    private static final long CRITICAL_PROBES_AFTER = 1_000;

    private static final Duration NEVER_BY_ITSELF = Duration.ofDays(36_500);

    private final BreakerPolicy policy;
    private final CircuitBreaker<Object> counts;
    private final Ramp ramp = new Ramp();
    private final Set<String> turnedAway = new HashSet<>();
    private boolean probing;
    private boolean misconfigured;
    private long openedAt;
    private long until;
    private int waits;
    private String why = "";

    Breaker(BreakerPolicy policy) {
        this.policy = policy;
        this.counts = CircuitBreaker.builder()
                .withFailureThreshold(policy.failures(), policy.outOf())
                .withSuccessThreshold(1)
                .withDelay(NEVER_BY_ITSELF)
                .build();
    }

    boolean closed() {
        return counts.isClosed();
    }

    boolean probing() {
        return probing;
    }

    boolean misconfigured() {
        return misconfigured && !closed();
    }

    boolean comingBack(long now) {
        return closed() && ramp.on(now);
    }

    /** When it is probed, where it is open. */
    long until() {
        return until;
    }

    /** Why it opened. */
    String why() {
        return why;
    }

    /** How many may begin now, of {@code underWay} that have. */
    int free(long now, int underWay, boolean critical) {
        if (closed()) {
            return ramp.free(now, underWay);
        }
        return !probing && now >= probedAt(critical) ? 1 : 0;
    }

    /** How many may begin within a second from now. */
    int soon(long now, int underWay) {
        if (closed()) {
            return ramp.soon(now, underWay);
        }
        return !probing && now >= until ? 1 : 0;
    }

    private long probedAt(boolean critical) {
        return critical && !misconfigured ? Math.min(until, openedAt + CRITICAL_PROBES_AFTER) : until;
    }

    /** When more may begin; {@code Long.MAX_VALUE} if that depends on what is under way. */
    long nextAt(long now, int underWay, boolean critical) {
        if (closed()) {
            return ramp.nextAt(now, underWay);
        }
        return probing ? Long.MAX_VALUE : Math.max(now, probedAt(critical));
    }

    /** One begins; true if it is the probe. */
    boolean begin(long now) {
        if (closed()) {
            ramp.begin(now);
            return false;
        }
        counts.halfOpen();
        probing = true;
        return true;
    }

    /** The probe did not come to a call. */
    void notProbed() {
        probing = false;
    }

    /** A call went well. */
    void succeeded(long now, boolean probe) {
        turnedAway.clear();
        if (probe) {
            probing = false;
            misconfigured = false;
            counts.recordSuccess();
            ramp.start(now);
        } else if (closed()) {
            counts.recordSuccess();
            if (!ramp.on(now)) {
                waits = 0;
            }
        }
    }

    /** A call failed. */
    void failed(long now, boolean probe, String reason, double chance) {
        if (probe) {
            probing = false;
        }
        if (probe || closed()) {
            counts.recordFailure();
        }
        if (!closed() && (probe || until <= now)) {
            open(now, 0, reason, chance);
        }
    }

    /**
     * A call was to be tried again. That is about the message, so it counts neither for nor against the provider, unless it says so to one
     * after the other: to as many recipients as it is judged by, with nothing that goes well in between. A probe is no better off for such
     * an answer; one more to the same recipient says nothing at all.
     */
    void turnedAway(long now, boolean probe, String recipient, String reason, double chance) {
        if (!probe && !closed()) {
            return; // it began before the breaker opened
        }
        boolean another = turnedAway.add(recipient);
        boolean row = turnedAway.size() >= policy.outOf();
        if (row) {
            turnedAway.clear();
        }
        if (probe && !another) {
            notProbed();
        } else if (probe) {
            failed(now, true, reason, chance);
        } else if (row) {
            open(now, 0, reason, chance);
        }
    }

    /** The provider said that it takes nothing, for no less than this long. */
    void unavailable(long now, boolean probe, long atLeast, boolean refusesUs, String reason, double chance) {
        if (probe) {
            probing = false;
        }
        if (closed() || probe) {
            misconfigured = refusesUs;
            open(now, Math.max(atLeast, refusesUs ? policy.longest().toMillis() : 0), reason, chance);
        } else {
            until = Math.max(until, now + atLeast);
        }
    }

    /** Another node had to open its own: the next delivery is a probe. */
    void careful(long now, boolean refusesUs, String reason) {
        if (closed()) {
            counts.open();
            misconfigured = refusesUs;
            openedAt = now;
            until = now;
            why = reason;
        }
    }

    private void open(long now, long atLeast, String reason, double chance) {
        counts.open();
        why = reason;
        openedAt = now;
        long wait = Math.min(policy.longest().toMillis(), policy.first().toMillis() << Math.min(waits, 20));
        waits++;
        until = now + Math.max(atLeast, (long) (wait * (1 + 0.1 * chance)));
    }
}
