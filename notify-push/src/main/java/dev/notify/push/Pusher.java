package dev.notify.push;

import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.directory.Device;
import dev.notify.directory.RegisteredDevice;
import java.time.Duration;
import java.util.Optional;

/** Reaches devices of one kind. Called by several threads at once. */
public interface Pusher {

    /** Which devices: {@link Device#kind()}. */
    String kind();

    /** What is wrong with a device that is to be registered, if anything, in the words of a refusal. Quick and without I/O. */
    Optional<String> refuses(Device device);

    /**
     * Pushes a message to one device. {@link Outcome#addressIsDead} says that the device is gone, and has it taken off the register. A reason names no token, no secret
     * and no words.
     */
    Outcome push(Message message, Device device);

    /**
     * The same to one of the register, of which is known since when it stands there: one that was registered again after its provider found it gone is not gone. Default: as
     * to any other.
     */
    default Outcome push(Message message, RegisteredDevice device) {
        return push(message, device.device());
    }

    /** How long one push may take. */
    Duration longest();
}
