package dev.notify.email;

import dev.notify.email.internal.mime.Mailboxes;
import dev.notify.model.Address;
import dev.notify.model.InvalidInputException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Checks what a builder is given: each refuses what is wrong by the name of its field. */
final class Given {

    private static final Set<String> OURS = Set.of(
            "from",
            "to",
            "cc",
            "bcc",
            "sender",
            "reply-to",
            "date",
            "subject",
            "message-id",
            "mime-version",
            "received",
            "return-path",
            "auto-submitted",
            "dkim-signature",
            "list-unsubscribe",
            "list-unsubscribe-post");

    private Given() {}

    /** The name of a header that notifications may carry, in lower case. */
    static String header(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.matches("[a-z0-9][a-z0-9-]{0,59}")) {
            throw new InvalidInputException("allowHeaders", "has no name of a header");
        }
        if (OURS.contains(lower) || lower.startsWith("content-") || lower.startsWith("resent-")) {
            throw new InvalidInputException("allowHeaders", "names " + name + ", which the channel writes itself");
        }
        return lower;
    }

    /** An address of ours as it goes over the wire. */
    static String address(String field, String address) {
        try {
            String value = Address.email(address).value();
            String problem = Mailboxes.problem(value);
            if (problem != null) {
                throw new InvalidInputException(field, problem);
            }
            String wire = Mailboxes.wire(value);
            if (Mailboxes.needsUtf8(wire)) {
                throw new InvalidInputException(field, "has characters before the @ that not every server takes");
            }
            return wire;
        } catch (InvalidInputException e) {
            throw e.field().equals(field)
                    ? e
                    : new InvalidInputException(
                            field,
                            Objects.requireNonNullElse(e.getMessage(), "").replaceFirst("^address ", ""));
        }
    }

    /** A time that is one. */
    static Duration time(String field, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new InvalidInputException(field, "must be longer than nothing and at most an hour");
        }
        return value;
    }
}
