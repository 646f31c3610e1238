package dev.notify.event;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** How the service is, and why it is not better. */
public record Health(Status status, List<Finding> findings) {

    /** From best to worst. */
    public enum Status {
        UP,
        DEGRADED,
        DOWN
    }

    /** One thing an operator should know: where ({@code store}, {@code channel.email}), and what to do. */
    public record Finding(Status status, String where, String what) {
        public Finding {
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(where, "where");
            Objects.requireNonNull(what, "what");
        }
    }

    public Health {
        Objects.requireNonNull(status, "status");
        findings = List.copyOf(findings);
    }

    /** As bad as the worst finding; UP without one. */
    public static Health of(List<Finding> findings) {
        Status worst =
                findings.stream().map(Finding::status).max(Enum::compareTo).orElse(Status.UP);
        return new Health(worst, findings);
    }

    /** The status and the findings, a line each. */
    public String asText() {
        return status
                + findings.stream()
                        .map(f -> System.lineSeparator() + "  " + f.status() + " " + f.where() + ": " + f.what())
                        .collect(Collectors.joining());
    }
}
