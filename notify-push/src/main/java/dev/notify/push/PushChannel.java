package dev.notify.push;

import dev.notify.channel.Channel;
import dev.notify.channel.DeviceSource;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.directory.Device;
import dev.notify.directory.RegisteredDevice;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pushes to the devices that a recipient has registered.
 *
 * <p>A delivery is sent if one device took it. One that its provider says is gone is taken off the register and is nobody's failure as long as another is there.
 * Where none took it the delivery may have been sent if one may have it, is tried again if one may take it later, and has failed otherwise. Safe for all threads.
 *
 * <p>Its addresses are those that stand for all devices of a recipient, which the service makes, and {@code kind:token} for one device of a kind whose token says
 * all.
 */
public final class PushChannel implements Channel {

    /** After this long no further device is begun, so that the last of twenty has its time, too. */
    private static final Duration BEGUN_WITHIN = Duration.ofSeconds(45);

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Map<String, Pusher> pushers;
    private volatile @Nullable DeviceSource devices;

    private PushChannel(Map<String, Pusher> pushers) {
        this.pushers = pushers;
    }

    /**
     * Pushes by these, one for each kind of device.
     *
     * @throws InvalidInputException if two are of one kind
     */
    public static PushChannel by(Pusher first, Pusher... more) {
        Map<String, Pusher> all = new LinkedHashMap<>();
        all.put(first.kind(), first);
        for (Pusher pusher : more) {
            if (all.put(pusher.kind(), pusher) != null) {
                throw new InvalidInputException("pushers", "has two of the kind " + pusher.kind());
            }
        }
        return new PushChannel(all);
    }

    @Override
    public ChannelName name() {
        return ChannelName.PUSH;
    }

    @Override
    public void devices(DeviceSource source) {
        devices = Objects.requireNonNull(source, "source");
    }

    @Override
    public Optional<String> refuses(Device device) {
        Pusher pusher = pushers.get(device.kind());
        return pusher == null
                ? Optional.of("is of the kind " + device.kind() + ": this service pushes to " + pushers.keySet())
                : pusher.refuses(device);
    }

    @Override
    public Optional<String> refuses(Address address) {
        if (Device.ownerOf(address).isPresent()) {
            return Optional.empty();
        }
        return single(address)
                .map(this::refuses)
                .orElse(Optional.of("is no address of push: register devices, or write a kind out of "
                        + pushers.keySet() + ", a colon and a token"));
    }

    private Optional<Device> single(Address address) {
        int colon = address.value().indexOf(':');
        boolean known = colon > 0
                && colon < address.value().length() - 1
                && pushers.containsKey(address.value().substring(0, colon));
        return known
                ? Optional.of(new Device(
                        address.value().substring(0, colon), address.value().substring(colon + 1)))
                : Optional.empty();
    }

    @Override
    public Duration timeout() {
        Duration longest = pushers.values().stream()
                .map(Pusher::longest)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return BEGUN_WITHIN.plus(longest.multipliedBy(2)).plus(MARGIN);
    }

    @Override
    public Outcome deliver(Message message) {
        Optional<String> owner = Device.ownerOf(message.address());
        if (owner.isPresent()) {
            return toAll(message, owner.get());
        }
        Optional<String> refused = refuses(message.address());
        return refused.isPresent()
                ? Outcome.rejected("the address " + refused.get())
                : push(message, single(message.address()).orElseThrow());
    }

    private Outcome push(Message message, Device device) {
        Pusher pusher = pushers.get(device.kind());
        return pusher == null
                ? Outcome.rejected("the device is of a kind this service does not push to")
                : pusher.push(message, device);
    }

    private Outcome push(Message message, RegisteredDevice one) {
        Pusher pusher = pushers.get(one.device().kind());
        return pusher == null ? push(message, one.device()) : pusher.push(message, one);
    }

    private Outcome toAll(Message message, String recipient) {
        DeviceSource source = devices;
        if (source == null) {
            throw new IllegalStateException("The push channel belongs to no service yet");
        }
        List<Outcome> outcomes = new ArrayList<>();
        long begun = System.nanoTime();
        for (RegisteredDevice one : source.devicesOf(message.tenant(), recipient)) {
            if (System.nanoTime() - begun > BEGUN_WITHIN.toNanos()) {
                outcomes.add(Outcome.tryAgain("there was no time left for all devices"));
                break;
            }
            Outcome outcome = push(message, one);
            if (outcome instanceof Outcome.Rejected rejected && rejected.addressIsDead()) {
                source.gone(message.tenant(), recipient, one, rejected.reason());
            }
            outcomes.add(outcome);
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        return together(outcomes);
    }

    private static Outcome together(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return Outcome.rejected("no device is registered any more");
        }
        for (Class<? extends Outcome> kind : List.of(Outcome.Sent.class, Outcome.MaybeSent.class)) {
            Optional<Outcome> found = outcomes.stream().filter(kind::isInstance).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        Optional<Outcome> later =
                outcomes.stream().filter(Outcome::notHandedOver).findFirst();
        if (later.isPresent()) {
            return later.get();
        }
        String first = ((Outcome.Rejected) outcomes.get(0)).reason();
        return Outcome.rejected(
                outcomes.size() == 1
                        ? "the only device: " + first
                        : "none of " + outcomes.size() + " devices took it; the first: " + first);
    }

    @Override
    public String toString() {
        return "PushChannel" + pushers.keySet();
    }
}
