package dev.notify.channel;

import dev.notify.directory.RegisteredDevice;
import dev.notify.model.Tenant;
import java.util.List;

/** The register of devices, as a channel sees it. Blocks for the store; safe for all threads. */
public interface DeviceSource {

    /** The devices of a recipient, the first first. */
    List<RegisteredDevice> devicesOf(Tenant tenant, String recipientId);

    /**
     * Takes a device off the register, because its provider says that it is gone.
     *
     * @param since as it was read: one that was registered anew meanwhile stays
     * @param why for operators; no token in it
     */
    void gone(Tenant tenant, String recipientId, RegisteredDevice since, String why);
}
