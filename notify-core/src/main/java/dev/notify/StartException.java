package dev.notify;

import dev.notify.model.NotifyException;
import java.util.List;

/** Says why a service does not start: everything that is wrong with its setup, each with what to do. */
public final class StartException extends NotifyException {

    private static final long serialVersionUID = 1L;

    private final List<String> findings;

    StartException(List<String> findings) {
        super("Notify does not start:" + System.lineSeparator() + "  - "
                + String.join(System.lineSeparator() + "  - ", findings));
        this.findings = List.copyOf(findings);
    }

    /** Each thing that is wrong. */
    public List<String> findings() {
        return findings;
    }
}
