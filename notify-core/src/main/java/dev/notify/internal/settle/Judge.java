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
        Outcome.TryAgain again = (Outcome.TryAgain) outcome;
        return tryAgain(work, again.after(), DeliveryState.FAILED, again.reason(), startedAt, endedAt);
    }

    private Ruling tryAgain(
            Settler.Work work, Duration atLeast, DeliveryState inTheEnd, String why, long startedAt, long endedAt) {
        RetryPolicy policy = work.type().retry();
        int attempt = work.claim().attempt();
        long wait = Math.max(policy.waitAfter(attempt, chance.getAsDouble()).toMillis(), atLeast.toMillis());
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
        return outcome instanceof Outcome.MaybeSent maybe ? maybe.reason() : null;
    }
}
