package dev.notify.provider;

import dev.notify.channel.Channel;
import dev.notify.channel.DeviceSource;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.directory.Device;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotifyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel made of several providers. Immutable.
 *
 * <p>The service knows what a pool is made of and asks it for a provider before it begins a delivery:
 *
 * <ul>
 *   <li>A provider whose breaker is open, whose limits are used up or that has enough to do is passed over; where no provider can
 *       take anything, deliveries wait. No try is counted, no thread waits.
 *   <li>A provider that answers {@code TryAgain} or {@code Unavailable} has not got the message: the next one is tried at once, in the
 *       same try, each provider once.
 *   <li>After {@code MaybeSent} no other provider is tried: the message could arrive twice. The type's rule says whether there is
 *       another try later.
 *   <li>{@code Rejected} is about the message or its address and ends the delivery.
 * </ul>
 *
 * A pool that is used without a service tries its providers in the order they were given.
 */
public final class ProviderPool implements Channel {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderPool.class);

    private final List<Provider> providers;
    private final Order order;
    private final boolean sticky;

    private ProviderPool(List<Provider> providers, Order order, boolean sticky) {
        this.providers = List.copyOf(providers);
        this.order = order;
        this.sticky = sticky;
    }

    private static ProviderPool checked(List<Provider> providers, Order order) {
        if (providers.isEmpty()) {
            throw new InvalidInputException("providers", "are none: a pool needs at least one");
        }
        Set<String> names = new HashSet<>();
        ChannelName channel = providers.get(0).channel().name();
        for (Provider provider : providers) {
            if (!names.add(provider.name())) {
                throw new InvalidInputException("providers", "has two of the name " + provider.name());
            }
            if (!provider.channel().name().equals(channel)) {
                throw new InvalidInputException(
                        "providers",
                        "go by two channels, " + channel + " and "
                                + provider.channel().name() + ": a pool is one channel");
            }
        }
        return new ProviderPool(providers, order, false);
    }

    /**
     * A pool of one: what a channel with limits is.
     *
     * @throws InvalidInputException never for a provider that could be made
     */
    public static ProviderPool of(Provider only) {
        return checked(List.of(only), Order.IN_ORDER);
    }

    /**
     * The first takes what it can, the second what the first cannot, and so on.
     *
     * @throws InvalidInputException without a provider, with two of one name, or with providers of two channels
     */
    public static ProviderPool inOrder(Provider... providers) {
        return checked(List.of(providers), Order.IN_ORDER);
    }

    /**
     * They take turns.
     *
     * @throws InvalidInputException as {@link #inOrder}
     */
    public static ProviderPool roundRobin(Provider... providers) {
        return checked(List.of(providers), Order.ROUND_ROBIN);
    }

    /**
     * They take turns by their weights.
     *
     * @throws InvalidInputException as {@link #inOrder}
     */
    public static ProviderPool weighted(Provider... providers) {
        return checked(List.of(providers), Order.WEIGHTED);
    }

    /**
     * Whoever has the fewest deliveries under way is next.
     *
     * @throws InvalidInputException as {@link #inOrder}
     */
    public static ProviderPool leastBusy(Provider... providers) {
        return checked(List.of(providers), Order.LEAST_BUSY);
    }

    /** As the factory of that order, for providers that come from the host's configuration. */
    public static ProviderPool of(Order order, List<Provider> providers) {
        return checked(providers, order);
    }

    /**
     * Hands everything for one recipient to one provider, chosen by the recipient and the weights, as long as that is in order: a
     * delivery waits for it while it is only busy, and goes to another while its breaker is open. Default: the order decides.
     */
    public ProviderPool stickToRecipients() {
        return new ProviderPool(providers, order, true);
    }

    /** Its providers, as they were given. */
    public List<Provider> providers() {
        return providers;
    }

    /** Which is asked first. */
    public Order order() {
        return order;
    }

    /** Whether a recipient has a provider. */
    public boolean sticky() {
        return sticky;
    }

    @Override
    public ChannelName name() {
        return providers.get(0).channel().name();
    }

    /** Tries one provider after the other; the service does not call it, since it knows the providers. */
    @Override
    public Outcome deliver(Message message) throws Exception {
        Outcome last = Outcome.unavailable("no provider was tried");
        for (Provider provider : providers) {
            last = provider.channel().deliver(message);
            if (!last.notHandedOver()) {
                return last;
            }
        }
        return last;
    }

    @Override
    public Optional<String> refuses(Address address) {
        return providers.stream()
                .flatMap(p -> p.channel().refuses(address).stream())
                .findFirst();
    }

    @Override
    public Duration timeout() {
        return providers.stream()
                .map(p -> p.channel().timeout())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Whether all of them are. */
    @Override
    public boolean real() {
        return providers.stream().allMatch(p -> p.channel().real());
    }

    /** What one of them refuses: a pool goes on to the next for whatever it is asked to send. */
    @Override
    public Optional<String> refuses(Device device) {
        return providers.stream()
                .flatMap(provider -> provider.channel().refuses(device).stream())
                .findFirst();
    }

    /** Tells all of them. */
    @Override
    public void devices(DeviceSource source) {
        providers.forEach(provider -> provider.channel().devices(source));
    }

    /**
     * Starts all of them. One that says by a {@link NotifyException} that it cannot work as it is set up stays in the pool while another can: it
     * is asked in its turn, and what it answers then is told by health.
     *
     * @throws NotifyException if none of them starts, or one throws anything else
     */
    @Override
    public void start() {
        List<String> problems = new ArrayList<>();
        for (Provider provider : providers) {
            try {
                provider.channel().start();
            } catch (NotifyException e) {
                problems.add("provider " + provider.name() + ": " + e.getMessage());
            } catch (Exception e) {
                throw new NotifyException("provider " + provider.name() + ": it threw "
                        + e.getClass().getName() + " (what that says is not shown: it may hold a secret)");
            }
        }
        if (problems.size() == providers.size()) {
            throw new NotifyException(String.join("; ", problems));
        }
        problems.forEach(problem -> LOG.warn("channel {} starts without one of its providers: {}", name(), problem));
    }

    /** Closes all of them, then throws what the first that failed threw. */
    @Override
    public void close() throws Exception {
        Exception failure = null;
        for (Provider provider : providers) {
            try {
                provider.channel().close();
            } catch (Exception e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public String toString() {
        return "ProviderPool[" + name() + " " + order + " " + providers + "]";
    }
}
