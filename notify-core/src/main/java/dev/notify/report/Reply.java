package dev.notify.report;

import dev.notify.model.InvalidInputException;
import java.util.Objects;

/**
 * What a host answers to a provider's call. Immutable.
 *
 * @param type the body's media type; empty without a body
 */
public record Reply(int status, String type, String body) {

    /** Done; there is nothing to say. */
    public static final Reply NOTHING = new Reply(204, "", "");

    /** @throws InvalidInputException naming {@code status} unless it is one of HTTP's */
    public Reply {
        if (status < 200 || status > 599) {
            throw new InvalidInputException("status", "must be 200 to 599");
        }
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(body, "body");
    }

    /** Done, and this XML says what to do next. */
    public static Reply xml(String body) {
        return new Reply(200, "text/xml; charset=utf-8", body);
    }
}
