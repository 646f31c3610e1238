package dev.notify.directory;

import java.util.List;
import java.util.Map;

/**
 * The register of devices that pushes reach, several to a recipient, within one tenant.
 *
 * <p>Somebody with a device is reached on the channel {@code push}, unless their contact names an address of it. A device is one person's: whoever registers it takes
 * it from whoever had it, so that the next user of a shared browser does not read the last one's messages. Those that a provider says are gone are removed by
 * themselves. All calls block for the store; safe for all threads.
 */
public interface Devices {

    /** The most a recipient may have; the one that was registered first goes when there would be more. */
    int MOST = 20;

    /**
     * Registers a device, in place of what was known of it. The same again changes nothing.
     *
     * @throws dev.notify.model.InvalidInputException if the id is none of a recipient
     * @throws dev.notify.store.StoreException if it cannot be stored
     */
    RegisteredDevice register(String recipientId, Device device);

    /** What is registered, the first first. */
    List<RegisteredDevice> of(String recipientId);

    /** How many of each kind are registered. */
    Map<String, Integer> count(String recipientId);

    /**
     * Takes a device off the register: its user logged out.
     *
     * @param deviceId see {@link Device#id()}
     * @return whether it was there
     */
    boolean remove(String recipientId, String deviceId);

    /** Takes all devices of a recipient off the register; returns how many there were. */
    int removeAll(String recipientId);
}
