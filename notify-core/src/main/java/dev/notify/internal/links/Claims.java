package dev.notify.internal.links;

import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.security.Link;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/**
 * What a token says, as bytes. The number of a purpose is stored in messages that are out: it never changes, and a new purpose gets
 * a new one.
 *
 * @param address the channel's word for where the message went; empty where it is too long to be carried
 */
record Claims(
        Link.Purpose purpose,
        long expiresAt,
        UUID delivery,
        String tenant,
        ChannelName channel,
        String category,
        String address) {

    private static final int UNSUBSCRIBE = 1;
    private static final int ACKNOWLEDGE = 2;
    private static final int LONGEST_ADDRESS = 254;

    static Claims unsubscribe(long expiresAt, UUID delivery, String tenant, String category, Address address) {
        String carried = address.value().length() <= LONGEST_ADDRESS ? address.value() : "";
        return new Claims(Link.Purpose.UNSUBSCRIBE, expiresAt, delivery, tenant, address.channel(), category, carried);
    }

    /** Without the address: whose it is the delivery says. */
    static Claims acknowledge(long expiresAt, UUID delivery, String tenant, String category, ChannelName channel) {
        return new Claims(Link.Purpose.ACKNOWLEDGE, expiresAt, delivery, tenant, channel, category, "");
    }

    private static int numberOf(Link.Purpose purpose) {
        return switch (purpose) {
            case UNSUBSCRIBE -> UNSUBSCRIBE;
            case ACKNOWLEDGE -> ACKNOWLEDGE;
        };
    }

    private static Link.Purpose purposeOf(int number) throws IOException {
        return switch (number) {
            case UNSUBSCRIBE -> Link.Purpose.UNSUBSCRIBE;
            case ACKNOWLEDGE -> Link.Purpose.ACKNOWLEDGE;
            default -> throw new IOException("a purpose that is not known");
        };
    }

    byte[] bytes() {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(numberOf(purpose));
            out.writeLong(expiresAt);
            out.writeLong(delivery.getMostSignificantBits());
            out.writeLong(delivery.getLeastSignificantBits());
            out.writeUTF(tenant);
            out.writeUTF(channel.value());
            out.writeUTF(category);
            out.writeUTF(address);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException for a purpose that a newer release knows, or fewer bytes than there must be */
    static Claims read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new Claims(
                    purposeOf(in.readByte()),
                    in.readLong(),
                    new UUID(in.readLong(), in.readLong()),
                    in.readUTF(),
                    ChannelName.of(in.readUTF()),
                    in.readUTF(),
                    in.readUTF());
        }
    }
}
