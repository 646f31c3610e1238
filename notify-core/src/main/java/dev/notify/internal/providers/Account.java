package dev.notify.internal.providers;

import dev.notify.delivery.Outcome;
import dev.notify.internal.base.TimeSource;
import dev.notify.model.ChannelName;
import dev.notify.operation.Pause;
import dev.notify.policy.Quota;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderState;
import dev.notify.provider.ProviderState.Standing;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One provider on this node: what may be asked of it now. Not thread-safe: its gateway's. */
final class Account {

    private static final long A_SECOND = 1_000;

    /** Longer than deliveries wait in memory, so that they step aside; short, so that a pause that ended is soon noticed. */
    private static final long PAUSE_LOOKED_AT = 2_500;

    private final Provider provider;
    private final Breaker breaker;
    private final Optional<Pace> pace;
    private final Supplier<Optional<Pause>> paused;
    private int underWay;
    private long spentUntil = Long.MIN_VALUE;

    Account(Provider provider, Supplier<Optional<Pause>> paused) {
        this.paused = paused;
        this.provider = provider;
        this.breaker = new Breaker(provider.breaker());
        this.pace = provider.rate().map(Pace::new);
    }

    Provider provider() {
        return provider;
    }

    boolean paused() {
        return paused.get().isPresent();
    }

    int underWay() {
        return underWay;
    }

    Breaker breaker() {
        return breaker;
    }

    /** How many more may begin now. */
    int free(long now, boolean critical) {
        if (paused() || (now < spentUntil && !critical)) {
            return 0;
        }
        int most = Math.min(provider.atOnce() - underWay, breaker.free(now, underWay, critical));
        return Math.max(0, pace.map(p -> Math.min(most, p.free(now))).orElse(most));
    }

    /** How many more may begin within a second. */
    int soon(long now) {
        if (paused() || now < spentUntil) {
            return 0;
        }
        int most = breaker.soon(now, underWay);
        return Math.max(
                0,
                pace.map(p -> Math.min(most, p.freeUntil(now, now + A_SECOND))).orElse(most));
    }

    /** When more may begin; {@code Long.MAX_VALUE} if that depends on what is under way. */
    long nextAt(long now, boolean critical) {
        if (paused()) {
            return now + PAUSE_LOOKED_AT;
        }
        if (underWay >= provider.atOnce()) {
            return Long.MAX_VALUE;
        }
        long byBreaker = breaker.nextAt(critical ? now : Math.max(now, spentUntil), underWay, critical);
        return pace.map(p -> Math.max(byBreaker, p.nextAt(now))).orElse(byBreaker);
    }

    /** Whether nothing but its being busy stands in the way. */
    boolean inOrder(long now) {
        return breaker.closed() && now >= spentUntil && !paused();
    }

    /** Its quota is used up until then. */
    void spent(long until) {
        spentUntil = until;
    }

    /** A delivery begins; true if it is a probe. */
    boolean begin(long now) {
        underWay++;
        pace.ifPresent(p -> p.begin(now));
        return breaker.begin(now);
    }

    /** A delivery that began did not come to a call. */
    void notCalled(boolean probe) {
        underWay--;
        pace.ifPresent(Pace::undo);
        if (probe) {
            breaker.notProbed();
        }
    }

    /**
     * What came of a call.
     *
     * @param broke whether it threw or answered nothing, whatever outcome was made of that
     */
    record Answer(Outcome outcome, boolean broke, String recipient) {}

    /** A delivery was answered, or given up on; returns whether the breaker opened or closed by it. */
    boolean answered(Answer answer, boolean probe, long now, double chance) {
        underWay--;
        boolean before = breaker.closed();
        long untilBefore = breaker.until();
        Outcome outcome = answer.outcome();
        if (outcome instanceof Outcome.Unavailable u) {
            long atLeast = Math.min(u.after().toMillis(), Gateway.LONGEST_WAIT);
            breaker.unavailable(now, probe, atLeast, u.misconfigured(), u.reason(), chance);
        } else if (outcome instanceof Outcome.TryAgain again && answer.broke()) {
            breaker.failed(now, probe, again.reason(), chance);
        } else if (outcome instanceof Outcome.TryAgain again) {
            breaker.turnedAway(now, probe, answer.recipient(), again.reason(), chance);
        } else if (outcome instanceof Outcome.MaybeSent maybe) {
            breaker.failed(now, probe, maybe.reason(), chance);
        } else {
            breaker.succeeded(now, probe);
        }
        return before != breaker.closed() || untilBefore != breaker.until();
    }

    /** What stands in its way. */
    String hindrance(long now) {
        String why = why(standing(now));
        return why == null ? "" : why;
    }

    ProviderState state(ChannelName channel, TimeSource time) {
        long now = time.steady();
        Standing standing = standing(now);
        if (standing == Standing.PAUSED) {
            Instant end = paused.get().flatMap(Pause::end).orElse(null);
            return new ProviderState(channel, provider.name(), standing, underWay, end, why(standing));
        }
        boolean open = standing == Standing.OPEN || standing == Standing.MISCONFIGURED;
        boolean waits = open || standing == Standing.SPENT;
        long until = open ? breaker.until() : spentUntil;
        return new ProviderState(
                channel,
                provider.name(),
                standing,
                underWay,
                waits ? Instant.ofEpochMilli(time.millis() + Math.max(0, until - now)) : null,
                why(standing));
    }

    private @Nullable String why(Standing standing) {
        if (standing == Standing.PAUSED) {
            return paused.get().map(Pause::words).orElse(null);
        }
        if (standing == Standing.SPENT) {
            return "its quota of " + provider.quota().map(Quota::asText).orElse("none") + " is used up";
        }
        return standing == Standing.UP || standing == Standing.COMING_BACK ? null : breaker.why();
    }

    private Standing standing(long now) {
        if (paused()) {
            return Standing.PAUSED;
        }
        if (breaker.probing()) {
            return Standing.PROBED;
        }
        if (!breaker.closed()) {
            return breaker.misconfigured() ? Standing.MISCONFIGURED : Standing.OPEN;
        }
        if (now < spentUntil) {
            return Standing.SPENT;
        }
        return breaker.comingBack(now) ? Standing.COMING_BACK : Standing.UP;
    }
}
