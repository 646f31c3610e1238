package dev.notify.security;

import dev.notify.model.NotifyException;
import java.util.Objects;

/** Refuses a link; nothing was changed. Says no more than its holder may know. */
public final class LinkRefusedException extends NotifyException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why a link is good for nothing. */
    public enum Reason {
        /** It is not one of ours: altered, cut off, of another tenant or signed with a key that is gone. Which of these is not told. */
        NOT_VALID("This link is not valid: was it copied as a whole?"),
        /** It was ours, and its time is over. */
        EXPIRED("This link has expired: use the one in a newer message");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    /** Refuses. */
    public LinkRefusedException(Reason reason) {
        super(Objects.requireNonNull(reason, "reason").words);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
