package dev.notify.internal.escalate;

import dev.notify.directory.Group;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationPlan;
import dev.notify.escalation.NextPerson;
import dev.notify.escalation.Weakness;
import dev.notify.explain.DeliveryPlan;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotifyException;
import dev.notify.model.Tenant;
import dev.notify.request.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a ladder would reach anybody, as things are now. */
final class Soundness {

    private final Tools tools;
    private final Whom whom;

    Soundness(Tools tools) {
        this.tools = tools;
        this.whom = new Whom(tools);
    }

    /**
     * Refuses what this service was not built for, what could not be sent, and groups nobody knows.
     *
     * @throws InvalidInputException naming the field
     */
    void refuseIfWrong(Escalation escalation, Tenant tenant) {
        for (Setup.Misfit misfit : tools.setup().misfits(escalation)) {
            throw new InvalidInputException(misfit.field(), misfit.problem());
        }
        for (int i = 0; i < escalation.rungs().size(); i++) {
            try {
                tools.intake().get().check(Messages.to(escalation, List.of("anybody"), escalation.channelsOf(i)));
            } catch (InvalidInputException e) {
                throw e.field().equals("onlyBy")
                        ? new InvalidInputException(
                                i == 0 ? "firstBy" : "thenAfter",
                                String.valueOf(e.getMessage())
                                        .substring(e.field().length())
                                        .strip())
                        : e;
            }
        }
        escalation.message().groups().forEach(group -> refuseUnknown("toGroup", group, tenant));
        for (Escalation.Rung rung : escalation.rungs()) {
            if (rung.next().orElse(null) instanceof NextPerson.Members members) {
                refuseUnknown("thenAfter", members.group(), tenant);
            }
        }
    }

    private void refuseUnknown(String field, Group group, Tenant tenant) {
        try {
            if (tools.directory().members(group, tenant, null, false, 1).isEmpty()) {
                throw new InvalidInputException(field, "names " + group.key() + ", which nobody knows");
            }
        } catch (Directory.Unanswered e) {
            // the host cannot say now: it is asked again when the rung's time has come
        }
    }

    /** One round, rung by rung, and what is weak in it. */
    EscalationPlan plan(Escalation escalation, Scope scope) {
        List<Weakness> weak = new ArrayList<>();
        tools.setup()
                .misfits(escalation)
                .forEach(m -> weak.add(weakness(escalation, -1, m.field() + " " + m.problem())));
        List<EscalationPlan.Planned> rungs = new ArrayList<>();
        Duration after = Duration.ZERO;
        List<String> who = List.of();
        List<String> before = new ArrayList<>();
        for (int i = 0; i < escalation.rungs().size(); i++) {
            after = after.plus(escalation.rungs().get(i).after());
            boolean others = i == 0 || escalation.rungs().get(i).next().isPresent();
            who = others ? who(escalation, i, scope.tenant(), before, weak) : who;
            before.addAll(who);
            rungs.add(new EscalationPlan.Planned(
                    after, who, escalation.channelsOf(i), sent(escalation, i, who, scope, weak)));
        }
        return new EscalationPlan(
                escalation.message().type(),
                rungs,
                escalation.repeats(),
                escalation.ifNobodyAnswers().orElse("that is missing"),
                weak);
    }

    private List<String> who(Escalation escalation, int rung, Tenant tenant, List<String> before, List<Weakness> weak) {
        List<ChannelName> by = escalation.channelsOf(rung);
        Optional<NextPerson> next = escalation.rungs().get(rung).next();
        List<String> who = Whom.named(escalation.message(), next);
        if (next.isPresent() && next.get() instanceof NextPerson.OnCall onCall) {
            try {
                who = whom.ask(onCall.rota(), tenant, before);
                Set<String> fresh = new HashSet<>(who);
                before.forEach(fresh::remove);
                if (who.isEmpty()) {
                    weak.add(weakness(escalation, rung, "nobody is on call for " + onCall.rota()));
                } else if (fresh.isEmpty()) {
                    weak.add(weakness(
                            escalation,
                            rung,
                            "a loop: the rota " + onCall.rota() + " leads back to those who were asked"));
                }
            } catch (Whom.Unanswered e) {
                weak.add(weakness(escalation, rung, e.why()));
                return List.of();
            }
        }
        for (String one : who) {
            weakIn(one, tenant, by).ifPresent(what -> weak.add(weakness(escalation, rung, what)));
        }
        return who;
    }

    private Optional<String> weakIn(String one, Tenant tenant, List<ChannelName> by) {
        Optional<Group> group = Whom.group(one);
        if (group.isEmpty()) {
            Whom.Found found = whom.reachable(List.of(one), tenant, by);
            return found.reachable() ? Optional.empty() : Optional.of(found.why());
        }
        try {
            return tools.directory()
                            .members(group.get(), tenant, null, false, 1)
                            .filter(m -> !m.slice().items().isEmpty())
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of(one + " has no members");
        } catch (Directory.Unanswered e) {
            return Optional.of(one + " could not be looked up");
        }
    }

    private Optional<DeliveryPlan> sent(
            Escalation escalation, int rung, List<String> who, Scope scope, List<Weakness> weak) {
        if (who.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    tools.intake().get().preview(Messages.to(escalation, who, escalation.channelsOf(rung)), scope));
        } catch (InvalidInputException e) {
            weak.add(weakness(escalation, rung, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static Weakness weakness(Escalation escalation, int rung, String what) {
        return new Weakness(escalation.message().type(), rung + 1, what);
    }

    /** What is weak in a ladder, which is not told of in any other way than that. */
    List<Weakness> weaknesses(Escalation escalation, Scope scope) {
        try {
            return plan(escalation, scope).weaknesses();
        } catch (NotifyException e) {
            return List.of(weakness(escalation, -1, "could not be checked: " + e.getMessage()));
        }
    }
}
