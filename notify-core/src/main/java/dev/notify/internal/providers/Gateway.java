package dev.notify.internal.providers;

import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.pauses.Halts;
import dev.notify.internal.providers.Providers.Turn;
import dev.notify.internal.quota.QuotaStore;
import dev.notify.provider.ProviderPool;
import dev.notify.provider.ProviderState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One channel's providers on this node: who can take a delivery now, and when somebody can again. */
final class Gateway implements Providers.Way {

    /** No breaker waits longer, whatever a provider asks for: somebody looks once a day. */
    static final long LONGEST_WAIT = Duration.ofDays(1).toMillis();

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final ProviderPool pool;
    private final Surroundings surroundings;
    private final Announcer announcer;
    private final Toll toll;
    private final Board board;
    private final List<Account> accounts;
    private final Rotation rotation;
    private final ReentrantLock lock = new ReentrantLock();
    private int kept;

    Gateway(
            ProviderPool pool,
            Surroundings surroundings,
            Announcer announcer,
            QuotaStore quotas,
            Board board,
            Halts halts) {
        this.board = board;
        this.toll = new Toll(quotas, surroundings.time());
        this.pool = pool;
        this.surroundings = surroundings;
        this.announcer = announcer;
        this.accounts = pool.providers().stream()
                .map(p -> new Account(p, () -> halts.over(pool.name(), p.name())))
                .toList();
        this.rotation = new Rotation(pool.order());
    }

    private long now() {
        return surroundings.time().steady();
    }

    @Override
    public int soon() {
        lock.lock();
        try {
            long now = now();
            long sum = 0;
            for (Account account : accounts) { // asked for every delivery that is accepted: no stream
                sum += account.soon(now);
            }
            return sum >= NO_LIMIT ? NO_LIMIT : (int) Math.max(0, sum - kept);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int free(boolean critical) {
        lock.lock();
        try {
            long now = now();
            long sum = accounts.stream().mapToLong(a -> a.free(now, critical)).sum();
            return (int) Math.min(NO_LIMIT, Math.max(0, sum - kept));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Turn> turn(boolean critical) {
        lock.lock();
        try {
            if (free(critical) == 0) {
                return Optional.empty();
            }
            kept++;
            board.used();
            return Optional.of(new Visit(this, critical, true));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Turn unasked(boolean critical) {
        return new Visit(this, critical, false);
    }

    @Override
    public long nextAt(boolean critical) {
        lock.lock();
        try {
            long now = now();
            return accounts.stream()
                    .mapToLong(a -> a.nextAt(now, critical))
                    .min()
                    .orElseThrow();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String why() {
        lock.lock();
        try {
            return accounts.stream()
                    .filter(a -> !a.inOrder(now()))
                    .findFirst()
                    .map(a -> called(a) + " takes nothing for now (" + a.hindrance(now()) + ")")
                    .orElse("the limits of " + pool.name() + " are used up for now");
        } finally {
            lock.unlock();
        }
    }

    private String called(Account account) {
        return pooled() ? "provider " + account.provider().name() : "channel " + pool.name();
    }

    /** Whether there is more than one provider, so that it is worth saying which. */
    boolean pooled() {
        return accounts.size() > 1
                || !accounts.get(0).provider().name().equals(pool.name().value());
    }

    /** A place that was kept is not needed any more. */
    void giveBack() {
        lock.lock();
        try {
            kept--;
        } finally {
            lock.unlock();
        }
    }

    /** An account that can take this message now, already begun; null if none can. */
    @Nullable
    Call begin(Message message, boolean critical, boolean placeKept, Set<Account> asked) {
        lock.lock();
        try {
            kept -= placeKept ? 1 : 0;
            long now = now();
            if (pool.sticky()) {
                return beginWithItsOwn(message, critical, asked, now);
            }
            List<Account> candidates = accounts.stream()
                    .filter(a -> !asked.contains(a) && a.free(now, critical) > 0)
                    .toList();
            if (candidates.isEmpty()) {
                return null;
            }
            Account chosen = rotation.inTurn(candidates).get(0);
            rotation.taken(chosen, candidates);
            return call(chosen, message, now, asked);
        } finally {
            lock.unlock();
        }
    }

    /** The recipient's own provider, though it be busy; another while it is away. */
    private @Nullable Call beginWithItsOwn(Message message, boolean critical, Set<Account> asked, long now) {
        for (Account account : Rotation.forRecipient(accounts, message.recipient())) {
            if (asked.contains(account)) {
                continue;
            }
            if (account.free(now, critical) > 0) {
                return call(account, message, now, asked);
            }
            if (account.inOrder(now)) {
                return null; // it is only busy
            }
        }
        return null;
    }

    private Call call(Account account, Message message, long now, Set<Account> asked) {
        asked.add(account);
        return new Call(this, account, message.recipient(), account.begin(now));
    }

    /** What of its quotas keeps this call back, if any does. */
    Optional<Toll.Spent> spent(Call call, Message message) {
        Optional<Toll.Spent> spent = toll.pay(call.account().provider(), message);
        if (spent.isPresent() && spent.get().ofProvider()) {
            boolean news;
            lock.lock();
            try {
                long now = now();
                news = call.account().inOrder(now);
                call.account().spent(now + spent.get().millis());
            } finally {
                lock.unlock();
            }
            if (news) {
                tellHealth();
            }
        }
        return spent;
    }

    void notCalled(Call call) {
        lock.lock();
        try {
            call.account().notCalled(call.probe());
        } finally {
            lock.unlock();
        }
    }

    void answered(Call call, Account.Answer answer) {
        boolean changed;
        lock.lock();
        try {
            changed = call.account()
                    .answered(answer, call.probe(), now(), surroundings.chance().getAsDouble());
        } finally {
            lock.unlock();
        }
        if (answer.outcome().notHandedOver()) {
            toll.giveBack(call.account().provider());
        }
        if (changed) {
            tellHealth();
            tellOthers(call.account());
        }
    }

    private void tellOthers(Account account) {
        ProviderState state;
        lock.lock();
        try {
            state = account.state(pool.name(), surroundings.time());
        } finally {
            lock.unlock();
        }
        if (state.standing() == ProviderState.Standing.OPEN
                || state.standing() == ProviderState.Standing.MISCONFIGURED) {
            board.opened(state);
        }
    }

    /** Another node opened its breaker: this one goes carefully, if it does not know already. */
    void heard(String provider, boolean misconfigured, String why) {
        lock.lock();
        try {
            long now = now();
            accounts.stream()
                    .filter(a -> a.provider().name().equals(provider))
                    .forEach(a -> a.breaker().careful(now, misconfigured, why));
        } finally {
            lock.unlock();
        }
    }

    /** What is said where nobody could take a delivery. */
    Outcome.Unavailable nobody(boolean critical) {
        long next = nextAt(critical);
        long wait = next == Long.MAX_VALUE ? 0 : Math.min(LONGEST_WAIT, Math.max(0, next - now()));
        return new Outcome.Unavailable(Duration.ofMillis(wait), false, why());
    }

    List<ProviderState> states() {
        lock.lock();
        try {
            return accounts.stream()
                    .map(a -> a.state(pool.name(), surroundings.time()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** One finding for each provider that is away; DOWN where no other can step in. */
    private void tellHealth() {
        List<ProviderState> states = states();
        boolean somebodyIsThere =
                states.stream().anyMatch(s -> s.until() == null && s.standing() != ProviderState.Standing.PAUSED);
        for (ProviderState state : states) {
            if (state.standing() == ProviderState.Standing.PAUSED) {
                continue; // that is told where it was asked for
            }
            String where = "provider." + pool.name() + (pooled() ? "." + state.provider() : "");
            if (state.until() == null) {
                if (state.standing() != ProviderState.Standing.PROBED) {
                    announcer.clear(where);
                }
                continue;
            }
            boolean refused = state.standing() == ProviderState.Standing.MISCONFIGURED;
            announcer.raise(
                    somebodyIsThere ? Health.Status.DEGRADED : Health.Status.DOWN,
                    where,
                    (refused ? "refuses us" : "takes nothing") + ": " + state.why() + ". Tried again at "
                            + state.until() + (refused ? ": check its credentials and configuration" : ""));
        }
    }
}
