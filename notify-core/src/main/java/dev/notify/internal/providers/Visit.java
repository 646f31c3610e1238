package dev.notify.internal.providers;

import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.policy.Quota;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One delivery at a gateway. */
final class Visit implements Providers.Turn {

    private final Gateway gateway;
    private final boolean critical;
    private final AtomicBoolean keeps;
    private final Set<Account> asked = new HashSet<>();
    private volatile @Nullable Call call;
    private Toll.@Nullable Spent passed;
    private Toll.@Nullable Spent waits;

    Visit(Gateway gateway, boolean critical, boolean keeps) {
        this.gateway = gateway;
        this.critical = critical;
        this.keeps = new AtomicBoolean(keeps);
    }

    @Override
    public Optional<Providers.Pass> next(Message message) {
        while (waits == null) {
            Call next = gateway.begin(message, critical, keeps.getAndSet(false), asked);
            call = next;
            if (next == null) {
                return Optional.empty();
            }
            Toll.Spent spent = gateway.spent(next, message).orElse(null);
            if (spent == null || critical) {
                return Optional.of(next);
            }
            next.notCalled();
            if (spent.overflow() == Quota.Overflow.NEXT_PROVIDER) {
                passed = spent;
            } else {
                waits = spent;
            }
        }
        return Optional.empty();
    }

    @Override
    public Outcome.Unavailable nobody() {
        Outcome.Unavailable nobody = gateway.nobody(critical);
        Toll.Spent spent = waits == null ? passed : waits;
        if (spent == null) {
            return nobody;
        }
        Duration quota = Duration.ofMillis(spent.millis());
        boolean sooner =
                waits == null && !nobody.after().isZero() && nobody.after().compareTo(quota) < 0;
        return sooner ? nobody : new Outcome.Unavailable(quota, false, spent.why());
    }

    @Override
    public Optional<String> dropped() {
        return Optional.ofNullable(waits)
                .filter(spent -> spent.overflow() == Quota.Overflow.DROP)
                .map(Toll.Spent::why);
    }

    @Override
    public void overdue() {
        Call last = call;
        if (last != null) {
            last.answered(Outcome.maybeSent("no answer in time"));
        }
        end();
    }

    @Override
    public void end() {
        if (keeps.getAndSet(false)) {
            gateway.giveBack();
        }
        Call last = call;
        if (last != null) {
            last.notCalled();
        }
    }
}
