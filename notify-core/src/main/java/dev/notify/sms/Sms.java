package dev.notify.sms;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One text message, ready to be handed to a gateway. {@code toString} shows its id only.
 *
 * @param id the delivery: the same at every try
 * @param to a number in E.164 form
 * @param validFor how long it is of use, if that ends
 */
public record Sms(String id, String to, SmsText text, Optional<Duration> validFor) {

    public Sms {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return "Sms[" + id + "]";
    }
}
