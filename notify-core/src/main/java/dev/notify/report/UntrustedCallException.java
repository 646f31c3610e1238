package dev.notify.report;

import dev.notify.model.NotifyException;

/** Refuses a call that does not prove to be its provider's; nothing was changed. Says nothing that helps to forge the next: answer it with 403. */
public final class UntrustedCallException extends NotifyException {

    private static final long serialVersionUID = 1L;

    /** Refuses. */
    public UntrustedCallException() {
        super("This call does not prove to be the provider's: nothing was changed");
    }
}
