package dev.notify.store;

import java.util.List;

/** Says why a store is not safe to use, all reasons at once, each with what to do. */
public final class StoreRefusedException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final List<String> findings;

    /** Refuses for these reasons. */
    public StoreRefusedException(List<String> findings) {
        super(String.join(System.lineSeparator(), findings), null);
        this.findings = List.copyOf(findings);
    }

    /** The reasons. */
    public List<String> findings() {
        return findings;
    }
}
