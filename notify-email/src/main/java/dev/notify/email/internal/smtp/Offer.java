package dev.notify.email.internal.smtp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server offers on a connection that is ready to send, or why there is none.
 *
 * @param failure null if there was a connection
 * @param tls the protocol that keeps the line private; null if none does
 * @param largest the most bytes of a mail; 0 if the server does not say
 */
public record Offer(@Nullable Submission failure, @Nullable String tls, List<String> extensions, long largest) {

    public Offer {
        extensions = List.copyOf(extensions);
    }

    static Offer none(Submission why) {
        return new Offer(why, null, List.of(), 0);
    }
}
