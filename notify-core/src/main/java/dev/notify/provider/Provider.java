package dev.notify.provider;

import dev.notify.channel.Channel;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.policy.BreakerPolicy;
import dev.notify.policy.Quota;
import dev.notify.policy.RateLimit;
import java.util.Objects;
import java.util.Optional;

/**
 * One account or gateway behind a channel: a channel with a name of its own, and how much may be asked of it.
 *
 * <p>Immutable; each call returns a new provider. Whatever stands in the way of a provider costs no delivery a try: deliveries go to
 * the next provider of the pool, or wait.
 */
public final class Provider {

    /** The longest name a provider may have. */
    public static final int MAX_NAME = 40;

    private static final int MOST_AT_ONCE = 10_000;
    private static final int MOST_WEIGHT = 1_000;
    private static final int MOST_RATE = 100_000;
    private static final int MOST_PER_ADDRESS = 1_000;

    private final Terms terms;

    private record Terms(String name, Channel channel, Limits limits, int weight, BreakerPolicy breaker) {
        Terms limits(Limits changed) {
            return new Terms(name, channel, changed, weight, breaker);
        }
    }

    private record Limits(Optional<RateLimit> rate, int atOnce, Optional<Quota> quota, Optional<Quota> perAddress) {}

    private Provider(Terms terms) {
        this.terms = terms;
    }

    /**
     * A provider that hands messages over by this channel.
     *
     * @param name unique in its pool; operators read it in health, attempts and logs
     * @throws InvalidInputException if it is no name of at most 40 characters, or the channel is a pool itself
     */
    public static Provider of(String name, Channel channel) {
        Names.check("provider", name, MAX_NAME);
        if (channel instanceof ProviderPool) {
            throw new InvalidInputException("provider " + name, "is a pool: put its providers into this one");
        }
        return new Provider(new Terms(
                name,
                Objects.requireNonNull(channel, "channel"),
                new Limits(Optional.empty(), MOST_AT_ONCE, Optional.empty(), Optional.empty()),
                1,
                BreakerPolicy.DEFAULT));
    }

    /**
     * Is handed no more than this in any such stretch of time, on each node. Default: no limit.
     *
     * @throws InvalidInputException if the count is above 100,000: name a shorter stretch
     */
    public Provider rate(RateLimit limit) {
        if (limit.count() > MOST_RATE) {
            throw new InvalidInputException("provider " + name() + " rate", "is above 100000: name a shorter stretch");
        }
        return new Provider(terms.limits(new Limits(Optional.of(limit), atOnce(), quota(), perAddress())));
    }

    /**
     * Works on no more than so many deliveries at once, on each node. Default: what the channel's concurrency allows.
     *
     * @throws InvalidInputException unless it is 1 to 10,000
     */
    public Provider atOnce(int deliveries) {
        int most = within("atOnce", deliveries, MOST_AT_ONCE);
        return new Provider(terms.limits(new Limits(rate(), most, quota(), perAddress())));
    }

    /**
     * Is handed no more than this in each window, by all nodes together: an account's daily limit. What was not handed over does not count;
     * CRITICAL work is counted and never kept back. Default: no limit.
     */
    public Provider quota(Quota quota) {
        return new Provider(terms.limits(new Limits(rate(), atOnce(), Optional.of(quota), perAddress())));
    }

    /**
     * Is handed no more than this for one address in each window, by all nodes together: a device's hourly limit. A delivery counts once,
     * however often it is tried; CRITICAL work is counted and never kept back. Default: no limit.
     */
    public Provider perAddress(Quota quota) {
        if (quota.count() > MOST_PER_ADDRESS) {
            throw new InvalidInputException(
                    "provider " + name() + " perAddress", "is above " + MOST_PER_ADDRESS + ": give a smaller quota");
        }
        return new Provider(terms.limits(new Limits(rate(), atOnce(), quota(), Optional.of(quota))));
    }

    /**
     * Gets this share in a pool that is weighted or sticks to recipients. Default: 1.
     *
     * @throws InvalidInputException unless it is 1 to 1,000
     */
    public Provider weight(int weight) {
        return new Provider(
                new Terms(name(), channel(), terms.limits, within("weight", weight, MOST_WEIGHT), breaker()));
    }

    /** Is left alone like this when it fails. Default: {@link BreakerPolicy#DEFAULT}. */
    public Provider breaker(BreakerPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        return new Provider(new Terms(name(), channel(), terms.limits, weight(), policy));
    }

    private int within(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new InvalidInputException(
                    "provider " + name() + " " + what, "is " + value + ": give a number from 1 to " + most);
        }
        return value;
    }

    /** Its name. */
    public String name() {
        return terms.name;
    }

    /** How messages are handed to it. */
    public Channel channel() {
        return terms.channel;
    }

    /** How much it is handed. */
    public Optional<RateLimit> rate() {
        return terms.limits.rate;
    }

    /** How many deliveries it works on at once. */
    public int atOnce() {
        return terms.limits.atOnce;
    }

    /** How much it is handed in a day or hour by all nodes together. */
    public Optional<Quota> quota() {
        return terms.limits.quota;
    }

    /** How much it is handed for one address. */
    public Optional<Quota> perAddress() {
        return terms.limits.perAddress;
    }

    /** Its share. */
    public int weight() {
        return terms.weight;
    }

    /** When it is left alone. */
    public BreakerPolicy breaker() {
        return terms.breaker;
    }

    @Override
    public String toString() {
        return "Provider[" + name() + "]";
    }
}
