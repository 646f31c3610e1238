package dev.notify.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Which IP addresses belong to the public internet, and how they may be written. */
final class IpRanges {

    /** A range: all addresses that begin with these bits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Range(byte[] start, int bits) {

        static Range of(String start, int bits) {
            try {
                return new Range(InetAddress.getByName(start).getAddress(), bits);
            } catch (UnknownHostException e) {
                throw new IllegalStateException("no address: " + start, e);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                if ((address[i / 8] >> (7 - i % 8) & 1) != (start[i / 8] >> (7 - i % 8) & 1)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** This network, private, shared, loopback, link-local, for protocols, for documentation, 6to4, for benchmarks, multicast, reserved. */
    private static final List<Range> NOT_PUBLIC = List.of(
            Range.of("0.0.0.0", 8),
            Range.of("10.0.0.0", 8),
            Range.of("100.64.0.0", 10),
            Range.of("127.0.0.0", 8),
            Range.of("169.254.0.0", 16),
            Range.of("172.16.0.0", 12),
            Range.of("192.0.0.0", 24),
            Range.of("192.0.2.0", 24),
            Range.of("192.88.99.0", 24),
            Range.of("192.168.0.0", 16),
            Range.of("198.18.0.0", 15),
            Range.of("198.51.100.0", 24),
            Range.of("203.0.113.0", 24),
            Range.of("224.0.0.0", 4),
            Range.of("240.0.0.0", 4),
            Range.of("2001::", 23),
            Range.of("2001:db8::", 32),
            Range.of("2002::", 16),
            Range.of("3fff::", 20));

    /** All of IPv6 that is public lies in here; what translates to IPv4, among others, does not. */
    private static final Range PUBLIC_6 = Range.of("2000::", 3);

    private IpRanges() {}

    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean outside = address instanceof Inet6Address && !PUBLIC_6.contains(bytes);
        return outside || NOT_PUBLIC.stream().anyMatch(range -> range.contains(bytes));
    }

    /** Whether some programs would read it as an IPv4 address: its last part is a number, decimal, octal or hexadecimal. */
    static boolean looksLikeNumber(String host) {
        if (host.startsWith("[")) {
            return true;
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.isEmpty() || last.matches("[0-9]+|0[xX][0-9a-fA-F]*");
    }

    /** The address this is the plain spelling of: four decimal numbers without leading zeros, or IPv6 in brackets without a zone. */
    static Optional<InetAddress> literal(String host) {
        boolean four = host.matches("((0|[1-9][0-9]{0,2})\\.){3}(0|[1-9][0-9]{0,2})");
        boolean six = host.matches("\\[[0-9a-fA-F:.]{2,45}]");
        if (!four && !six) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
