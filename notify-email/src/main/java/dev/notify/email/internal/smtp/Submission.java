package dev.notify.email.internal.smtp;

import org.jspecify.annotations.Nullable;

/**
 * How far one mail got.
 *
 * @param phase what was under way at the end
 * @param reply the server's last answer in that phase; null if there was none
 * @param trouble what else stood in the way
 */
public record Submission(Phase phase, @Nullable Reply reply, Trouble trouble) {

    /** The steps, in order. */
    public enum Phase {
        CONNECT("connecting"),
        GREETING("the greeting"),
        TLS("the start of TLS"),
        LOGIN("the login"),
        MAIL("MAIL FROM"),
        RCPT("RCPT TO"),
        DATA("DATA"),
        BODY("the mail"),
        END("the end of the mail");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** What can stand in the way beside an answer. */
    public enum Trouble {
        /** Nothing: the reply says it all. */
        NONE,
        /** No connection is free. */
        BUSY,
        /** There is no connection, or it ended. */
        LOST,
        /** No answer in time. */
        SLOW,
        /** An answer that is none, or too long. */
        GARBLED,
        /** The server offers no TLS. */
        NO_TLS,
        /** The server's certificate is not to be trusted, or TLS failed otherwise. */
        BAD_TLS,
        /** The server's certificate has expired, or is not good yet. */
        EXPIRED,
        /** The server's certificate is for another name. */
        OTHER_NAME,
        /** The server offers no login that we know. */
        NO_LOGIN,
        /** There is no secret to log in with. */
        NO_SECRET,
        /** The address needs a server that knows SMTPUTF8. */
        NEEDS_UTF8,
        /** The mail is larger than the server takes. */
        TOO_LARGE
    }

    static Submission answered(Phase phase, Reply reply) {
        return new Submission(phase, reply, reply.answered() ? Trouble.NONE : Trouble.GARBLED);
    }

    static Submission failed(Phase phase, Trouble trouble) {
        return new Submission(phase, null, trouble);
    }

    /** Whether the connection was gone before the server knew whom it was for: it may have been closed long ago. */
    boolean wasStale() {
        boolean early = phase == Phase.MAIL || phase == Phase.RCPT;
        boolean closing = reply != null && reply.code() == 421;
        return early && (trouble == Trouble.LOST || closing);
    }
}
