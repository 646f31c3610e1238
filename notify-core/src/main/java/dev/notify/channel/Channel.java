package dev.notify.channel;

import dev.notify.delivery.Outcome;
import dev.notify.directory.Device;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import java.time.Duration;
import java.util.Optional;

/**
 * A way to reach people: e-mail, push, SMS, or one of the host's own.
 *
 * <p>Laws, checked by {@code ChannelLaws}:
 *
 * <ul>
 *   <li>{@link #deliver} is called by several threads at once, and again with the same {@link Message#id()} after a crash, a
 *       time-out or {@code TryAgain}: pass that id on where the provider can drop a repetition.
 *   <li>It blocks until it knows. An expected failure is an {@link Outcome}; what it throws counts as a broken transport and is
 *       tried again, and the reason kept is the exception's class, never its message.
 *   <li>It may be interrupted when {@link #timeout()} has passed; the delivery is then "maybe sent".
 *   <li>A reason names no address, secret or content.
 * </ul>
 */
public interface Channel {

    /** By which name types and addresses mean it. The same at every call. */
    ChannelName name();

    /** Hands one message over. */
    Outcome deliver(Message message) throws Exception;

    /** What is wrong with an address, if anything, in the words of a refusal ("has no @"). Quick and without I/O. */
    default Optional<String> refuses(Address address) {
        return Optional.empty();
    }

    /**
     * What is wrong with what a message is to take along, if anything, in the words of a refusal ("has a header X-Ref, which ..."). Quick
     * and without I/O. What a channel has no place for it leaves out; that is no reason to refuse.
     */
    default Optional<String> refuses(Enclosures enclosures) {
        return Optional.empty();
    }

    /** What is wrong with a device that is to be registered, if anything, in the words of a refusal ("has no key"). Quick and without I/O. */
    default Optional<String> refuses(Device device) {
        return Optional.empty();
    }

    /** How long one {@link #deliver} may take, whatever the lease. Default: 30 seconds. */
    default Duration timeout() {
        return Duration.ofSeconds(30);
    }

    /** Whether people are really reached by it; a log or a recording is not real, and no CRITICAL type may depend on it. */
    default boolean real() {
        return true;
    }

    /** Called once, before {@link #start()}: where devices are looked up, for a channel that pushes to {@link dev.notify.directory.Devices}. */
    default void devices(DeviceSource source) {}

    /**
     * Tries the channel out without sending anything: whether its provider can be reached, is who it should be, and lets us in. Called on request
     * only, by {@code doctor()}, on a channel that works meanwhile; may block, for half a minute at most. What it throws is a finding of its
     * own, and of what is no {@link dev.notify.model.NotifyException} only the class is shown.
     *
     * @return empty if it cannot be tried out without sending: the default
     */
    default Optional<Checkup> checkup() throws Exception {
        return Optional.empty();
    }

    /**
     * Called once by {@code start()}, before any delivery. What it throws fails the start: of a {@link
     * dev.notify.model.NotifyException} the message is shown, which must hold no secret; of any other only the class.
     */
    default void start() throws Exception {}

    /** Called once by the service's {@code close()}, after the last delivery. */
    default void close() throws Exception {}
}
