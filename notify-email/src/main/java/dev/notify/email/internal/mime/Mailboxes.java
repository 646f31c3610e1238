package dev.notify.email.internal.mime;

import java.net.IDN;
import org.jspecify.annotations.Nullable;

/** Addresses as they go over the wire: the domain in ASCII, the name before the @ untouched. */
public final class Mailboxes {

    /** What the older rules for names map to something else, and the newer ones do not: another domain, so another person. */
    private static final String MAPPED_AWAY = "\u00df\u1e9e\u03c2\u200c\u200d";

    private Mailboxes() {}

    /**
     * What is wrong with an address that {@code Address} let through, if anything.
     *
     * @return the rest of a sentence about it, or null
     */
    public static @Nullable String problem(String address) {
        int at = address.lastIndexOf('@');
        String domain = address.substring(at + 1);
        if (at <= 0 || domain.isEmpty()) {
            return "has no name or no domain around an @";
        }
        if (domain.indexOf('.') < 0) {
            return "has a domain without a dot";
        }
        if (domain.chars().anyMatch(c -> MAPPED_AWAY.indexOf(c) >= 0)) {
            return "has a domain that programs read in two ways: write it in its xn-- form";
        }
        String ascii = asciiDomain(domain);
        if (ascii == null || ascii.length() > 253) {
            return "has a domain that cannot exist";
        }
        String last = ascii.substring(ascii.lastIndexOf('.') + 1);
        if (last.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return "has a domain that ends in a number";
        }
        return null;
    }

    /**
     * The address with its domain in ASCII.
     *
     * @throws IllegalArgumentException if {@link #problem} finds one
     */
    public static String wire(String address) {
        String problem = problem(address);
        if (problem != null) {
            throw new IllegalArgumentException("the address " + problem);
        }
        int at = address.lastIndexOf('@');
        return address.substring(0, at + 1) + asciiDomain(address.substring(at + 1));
    }

    /** Whether only a server that knows SMTPUTF8 can take it, once its domain is ASCII. */
    public static boolean needsUtf8(String wire) {
        return wire.chars().anyMatch(c -> c > 0x7e);
    }

    private static @Nullable String asciiDomain(String domain) {
        try {
            String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
            return ascii.isEmpty() || ascii.endsWith(".") ? null : ascii;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
