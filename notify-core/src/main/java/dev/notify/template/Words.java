package dev.notify.template;

import java.util.Objects;

/** Rendered words; {@code toString} does not show them. */
public record Words(String title, String body) {

    public Words {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(body, "body");
    }

    @Override
    public String toString() {
        return "Words[***]";
    }
}
