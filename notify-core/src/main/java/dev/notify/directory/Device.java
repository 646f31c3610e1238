package dev.notify.directory;

import dev.notify.internal.json.Digest;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import java.util.Optional;

/**
 * A phone, browser or tablet that pushes reach. {@code toString} shows its kind only.
 *
 * @param kind what reaches it: {@code web}, {@code fcm}, {@code apns} or a name of the host's own
 * @param token what it is known by there: the endpoint of a subscription, a registration token
 * @param detail what else is needed to reach it, in a form of the kind's own; may be empty
 */
public record Device(String kind, String token, String detail) {

    private static final int MAX_TOKEN = 2_000;
    private static final int MAX_DETAIL = 2_000;
    private static final String PREFIX = "devices:";

    /** @throws InvalidInputException if the kind is no name, the token is empty, or one of them is too long */
    public Device {
        Names.check("device.kind", kind, 20);
        Names.checkText("device.token", token, MAX_TOKEN);
        if (detail.length() > MAX_DETAIL) {
            throw new InvalidInputException(
                    "device.detail", "has " + detail.length() + " characters: at most " + MAX_DETAIL + " are allowed");
        }
        Names.checkWhole("device.detail", detail);
    }

    /** A device of which the token says all. */
    public Device(String kind, String token) {
        this(kind, token, "");
    }

    /** Tells it from all others, and tells nothing of it: 32 hexadecimal digits, the same for the same kind and token. */
    public String id() {
        return Digest.name(kind, token);
    }

    /** The address that stands for all devices of a recipient, on the channel {@code push}. */
    public static Address allOf(String recipientId) {
        return Address.of(ChannelName.PUSH, PREFIX + recipientId);
    }

    /** Whose devices an address stands for; empty if it is another address. */
    public static Optional<String> ownerOf(Address address) {
        boolean all = address.channel().equals(ChannelName.PUSH)
                && address.value().startsWith(PREFIX)
                && address.value().length() > PREFIX.length();
        return all ? Optional.of(address.value().substring(PREFIX.length())) : Optional.empty();
    }

    @Override
    public String toString() {
        return "Device[" + kind + "]";
    }
}
