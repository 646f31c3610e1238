package dev.notify.escalation;

import dev.notify.explain.DeliveryPlan;
import dev.notify.model.ChannelName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What would become of an escalation that began now, if nobody answered and nothing changed: each rung of one round, and when. Nothing of
 * it is stored.
 *
 * @param repeats how often all of it would be done again
 * @param weaknesses what would keep it from reaching anybody
 */
public record EscalationPlan(
        String type, List<Planned> rungs, int repeats, String ifNobodyAnswers, List<Weakness> weaknesses) {

    /**
     * A rung.
     *
     * @param after how long after the beginning of the round
     * @param who whom it would ask: ids, or keys of groups
     * @param deliveries what would become of what they are sent; empty where nobody would be asked
     */
    public record Planned(Duration after, List<String> who, List<ChannelName> by, Optional<DeliveryPlan> deliveries) {
        public Planned {
            Objects.requireNonNull(after, "after");
            who = List.copyOf(who);
            by = List.copyOf(by);
            Objects.requireNonNull(deliveries, "deliveries");
        }
    }

    public EscalationPlan {
        Objects.requireNonNull(type, "type");
        rungs = List.copyOf(rungs);
        Objects.requireNonNull(ifNobodyAnswers, "ifNobodyAnswers");
        weaknesses = List.copyOf(weaknesses);
    }

    /** For people: the rungs, who is asked by what, the end, and what is weak. Holds no words. */
    public String asText() {
        StringBuilder text = new StringBuilder(type);
        for (Planned rung : rungs) {
            text.append("\n    after ")
                    .append(rung.after())
                    .append(": ")
                    .append(rung.who().isEmpty() ? "nobody" : String.join(", ", rung.who()))
                    .append(" by ")
                    .append(rung.by().stream().map(ChannelName::value).collect(Collectors.joining(", ")));
            rung.deliveries()
                    .ifPresent(plan -> plan.deliveries()
                            .forEach(d -> text.append("\n        ")
                                    .append(d.recipient())
                                    .append(" by ")
                                    .append(d.channel())
                                    .append(": ")
                                    .append(d.verdict())));
        }
        text.append("\n    then ")
                .append(repeats == 0 ? "" : "all of it again, up to " + repeats + " times, then ")
                .append("the handler ")
                .append(ifNobodyAnswers);
        weaknesses.forEach(w -> text.append("\n    weak: ").append(w.asText()));
        return text.toString();
    }
}
