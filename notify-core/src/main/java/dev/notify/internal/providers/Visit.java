package dev.notify.internal.providers;

import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
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

    Visit(Gateway gateway, boolean critical, boolean keeps) {
        this.gateway = gateway;
        this.critical = critical;
        this.keeps = new AtomicBoolean(keeps);
    }

    @Override
    public Optional<Providers.Pass> next(Message message) {
        Call next = gateway.begin(message, critical, keeps.getAndSet(false), asked);
        call = next;
        return Optional.ofNullable(next);
    }

    @Override
    public Outcome.Unavailable nobody() {
        return gateway.nobody(critical);
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
