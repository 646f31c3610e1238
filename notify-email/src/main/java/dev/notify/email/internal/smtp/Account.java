package dev.notify.email.internal.smtp;

import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One account at one server, and how to speak to it.
 *
 * @param greeting the name we give ourselves
 * @param user null to send without a login
 */
public record Account(
        String host,
        int port,
        Security security,
        SSLSocketFactory tls,
        boolean checkIdentity,
        String greeting,
        @Nullable String user,
        Supplier<String> secret,
        boolean secretIsToken,
        Limits limits) {

    /** How the line is kept private. */
    public enum Security {
        /** From the first byte. */
        TLS,
        /** After STARTTLS, which the server must offer. */
        STARTTLS,
        /** Not at all. */
        NONE
    }

    /**
     * How long and how many.
     *
     * @param connect until there is a connection
     * @param reply until an answer to a command
     * @param body until a mail is written
     * @param finalReply until the answer to its end
     * @param connections at once
     * @param messages for one connection
     * @param age of a connection
     * @param idle until a connection that is not used is closed
     */
    public record Limits(
            Duration connect,
            Duration reply,
            Duration body,
            Duration finalReply,
            int connections,
            int messages,
            Duration age,
            Duration idle) {

        /** The longest it may take until the end of a mail is written. */
        public Duration beforeEnd() {
            return connect.plus(reply).plus(reply).plus(body);
        }
    }

    @Override
    public String toString() {
        return "Account[" + host + ":" + port + "]";
    }
}
