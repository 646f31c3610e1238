package dev.notify.internal.settle;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.policy.MaybeSentRule;
import dev.notify.policy.RetryPolicy;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The one place that knows what follows from what a channel answered. Pure but for the jitter. */
final class Judge {

    /** Longer than any horizon; what a provider asks for beyond it is not to be added to a clock. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(3_660);

    /** So that what nobody can say the end of is not asked for all the time. */
    private static final long LEAST_WAIT = 1_000;

    private final DoubleSupplier chance;

    Judge(DoubleSupplier chance) {
        this.chance = chance;
    }

    Ruling rule(Settler.Work work, Outcome outcome, long startedAt, long endedAt) {
        if (outcome instanceof Outcome.Sent) {
            int attempt = work.claim().attempt();
            return new Ruling.Ended(DeliveryState.SENT, attempt == 1 ? "sent" : "sent on try " + attempt);
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            String dead = rejected.addressIsDead() ? " (the address is dead)" : "";
            return new Ruling.Ended(DeliveryState.FAILED, "rejected: " + rejected.reason() + dead);
        }
        if (outcome instanceof Outcome.MaybeSent maybe) {
            return work.type().whenMaybeSent() == MaybeSentRule.PREFER_MISS
                    ? new Ruling.Ended(DeliveryState.MAYBE_SENT, "maybe sent: " + maybe.reason())
                    : tryAgain(
                            work,
                            Duration.ZERO,
                            DeliveryState.MAYBE_SENT,
                            "maybe sent: " + maybe.reason(),
                            startedAt,
                            endedAt);
        }
        if (outcome instanceof Outcome.Unavailable away) {
            return waits(work, away, endedAt);
        }
        Outcome.TryAgain again = (Outcome.TryAgain) outcome;
        return tryAgain(work, again.after(), DeliveryState.FAILED, again.reason(), startedAt, endedAt);
    }

    /** The provider's trouble is not the delivery's: it waits, no longer than it is of use. */
    private static Ruling waits(Settler.Work work, Outcome.Unavailable away, long now) {
        long until = now + Math.max(LEAST_WAIT, millis(away.after()));
        Long expiry = work.loaded().notification().expiresAt();
        return new Ruling.Waits(expiry == null ? until : Math.max(now + 1, Math.min(until, expiry)), away.reason());
    }

    private static long millis(Duration asked) {
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT.toMillis() : asked.toMillis();
    }

    private Ruling tryAgain(
            Settler.Work work, Duration atLeast, DeliveryState inTheEnd, String why, long startedAt, long endedAt) {
        RetryPolicy policy = work.type().retry();
        int attempt = work.claim().attempt();
        long wait = Math.max(policy.waitAfter(attempt, chance.getAsDouble()).toMillis(), millis(atLeast));
        long next = endedAt + wait;
        Long expiry = work.loaded().notification().expiresAt();
        if (expiry != null && next >= expiry) {
            return new Ruling.Ended(DeliveryState.EXPIRED, "of no use before it could be tried again; last: " + why);
        }
        long begun = attempt == 1 ? startedAt : work.loaded().delivery().dueAt();
        boolean tooLong = next - begun > policy.horizon().toMillis();
        if (attempt >= policy.mostAttempts() || tooLong) {
            return new Ruling.Ended(
                    inTheEnd, "given up after " + attempt + (attempt == 1 ? " try" : " tries") + "; last: " + why);
        }
        return new Ruling.Again(next, "try " + attempt + ": " + why);
    }

    /** The reason an outcome gives, if it gives one. */
    static @Nullable String reasonOf(Outcome outcome) {
        if (outcome instanceof Outcome.TryAgain again) {
            return again.reason();
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.reason();
        }
        if (outcome instanceof Outcome.Unavailable away) {
            return away.reason();
        }
        return outcome instanceof Outcome.MaybeSent maybe ? maybe.reason() : null;
    }
}
