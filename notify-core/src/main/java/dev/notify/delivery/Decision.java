package dev.notify.delivery;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Why Notify does with a delivery what it does: the verdict, and what each gate that mattered said, in order. */
public record Decision(Verdict verdict, List<Step> trace) {

    /** One gate's word. */
    public record Step(String gate, String said) {
        public Step {
            Objects.requireNonNull(gate, "gate");
            Objects.requireNonNull(said, "said");
        }
    }

    public Decision {
        Objects.requireNonNull(verdict, "verdict");
        trace = List.copyOf(trace);
    }

    /** The trace in plain words, one line. */
    public String asText() {
        return trace.stream().map(Step::said).collect(Collectors.joining("; "));
    }
}
