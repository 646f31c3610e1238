package dev.notify.directory;

import dev.notify.model.NotifyException;

/** Says that somebody else changed it meanwhile: read it again, and decide anew. Nothing was written. */
public final class StaleVersionException extends NotifyException {

    private static final long serialVersionUID = 1L;

    private final long version;

    /** Says what stands at which version. */
    public StaleVersionException(String what, long version) {
        super(what + " stands at version " + version + ": read it again before you change it");
        this.version = version;
    }

    /** The version it stands at; 0 if it is not there. */
    public long version() {
        return version;
    }
}
