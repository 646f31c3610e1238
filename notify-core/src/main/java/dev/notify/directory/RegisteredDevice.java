package dev.notify.directory;

import java.time.Instant;
import java.util.Objects;

/**
 * A device as it stands in the register.
 *
 * @param since when it was registered, or last registered anew with other details
 */
public record RegisteredDevice(Device device, Instant since) {
    public RegisteredDevice {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(since, "since");
    }
}
