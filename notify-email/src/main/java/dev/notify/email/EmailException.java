package dev.notify.email;

import dev.notify.model.NotifyException;

/** Says why a mail account cannot work as it is set up; the message names the server and what to do, and holds no secret. */
public final class EmailException extends NotifyException {

    private static final long serialVersionUID = 1L;

    EmailException(String problem) {
        super(problem);
    }
}
