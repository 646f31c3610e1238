package dev.notify.internal.providers;

import dev.notify.channel.Message;
import dev.notify.internal.base.TimeSource;
import dev.notify.internal.quota.QuotaStore;
import dev.notify.model.ChannelName;
import dev.notify.policy.Quota;
import dev.notify.provider.Provider;
import dev.notify.store.StoreException;
import java.time.Instant;
import java.util.Optional;

/** The quotas a delivery is counted in before a provider is called. Blocks for the store, so no lock may be held. */
final class Toll {

    private static final long STORE_AWAY = 5_000;

    private final QuotaStore quotas;
    private final TimeSource time;

    Toll(QuotaStore quotas, TimeSource time) {
        this.quotas = quotas;
        this.time = time;
    }

    /**
     * A quota that is used up.
     *
     * @param millis until the next window, or until the store is asked again
     * @param ofProvider whether nobody can pass, so that the provider need not be asked until then
     */
    record Spent(long millis, String why, Quota.Overflow overflow, boolean ofProvider) {}

    /** Counts a message in; where a quota is used up, says so. CRITICAL work is counted where there is room, and passes all the same. */
    Optional<Spent> pay(Provider provider, Message message) {
        try {
            return provider.perAddress()
                    .filter(quota -> !quotas.take(
                            keyOf(provider, message, quota), message.id().value()))
                    .map(quota -> spent(quota, "for this address", false))
                    .or(() -> provider.quota()
                            .filter(quota -> !quotas.take(keyOf(provider, quota)))
                            .map(quota -> spent(quota, "of provider " + provider.name(), true)));
        } catch (StoreException e) {
            return Optional.of(
                    new Spent(STORE_AWAY, "quotas could not be read from the store", Quota.Overflow.HOLD, false));
        }
    }

    /** What was counted was not handed over. A delivery stays counted for its address, where it is counted once. */
    void giveBack(Provider provider) {
        provider.quota().ifPresent(quota -> quotas.giveBack(keyOf(provider, quota)));
    }

    private Spent spent(Quota quota, String whose, boolean ofProvider) {
        Instant now = time.now();
        long millis = quota.end(now).toEpochMilli() - now.toEpochMilli();
        boolean waits = quota.overflow() != Quota.Overflow.DROP;
        return new Spent(
                Math.max(1, millis),
                "the quota of " + quota.asText() + " " + whose + " is used up",
                quota.overflow(),
                ofProvider && waits);
    }

    private static QuotaStore.Key keyOf(Provider provider, Quota quota) {
        return new QuotaStore.Key("", owner(provider), quota);
    }

    private QuotaStore.Key keyOf(Provider provider, Message message, Quota quota) {
        String address = quotas.lookup(message.address().value());
        return new QuotaStore.Key("", owner(provider) + ":" + address, quota);
    }

    private static String owner(Provider provider) {
        ChannelName channel = provider.channel().name();
        return channel + ":" + provider.name();
    }
}
