package dev.notify.sms;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One message to be spoken, ready to be handed to a gateway. {@code toString} shows its id only.
 *
 * @param id the delivery: the same at every try
 * @param to a number in E.164 form
 * @param language of the text
 * @param key by which whoever listens takes it on; empty where that is not asked
 */
public record Spoken(String id, String to, String text, Locale language, Optional<String> key) {

    public Spoken {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(key, "key");
    }

    @Override
    public String toString() {
        return "Spoken[" + id + "]";
    }
}
