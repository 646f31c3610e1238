package dev.notify.internal.setup;

import dev.notify.escalation.Escalation;
import dev.notify.escalation.NextPerson;
import dev.notify.internal.setup.Setup.Misfit;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds what in an escalation is wrong by itself, or names what this service was not given. */
final class LadderCheck {

    private final Setup setup;
    private final Escalation escalation;
    private final List<Misfit> misfits = new ArrayList<>();

    LadderCheck(Setup setup, Escalation escalation) {
        this.setup = setup;
        this.escalation = escalation;
    }

    List<Misfit> misfits() {
        try {
            escalation.whole();
        } catch (InvalidInputException e) {
            return List.of(new Misfit(
                    e.field(),
                    String.valueOf(e.getMessage()).substring(e.field().length()).strip()));
        }
        Setup.Ladders ladders = setup.seams().ladders();
        checkType("type", escalation.message().type());
        checkType("tellOthers", escalation.tellOthers());
        escalation
                .ifNobodyAnswers()
                .filter(handler -> !ladders.handlers().containsKey(handler))
                .ifPresent(handler -> add(
                        "ifNobodyAnswers",
                        "names the handler '" + handler
                                + "', which is not registered: add it with ifNobodyAnswers(..)"));
        if (escalation.passesQuietHours() && !ladders.mayPassQuietHours()) {
            add("passQuietHours", "is not allowed: say allowPassingQuietHours() when you build the service");
        }
        for (int i = 0; i < escalation.rungs().size(); i++) {
            if (escalation.rungs().get(i).next().orElse(null) instanceof NextPerson.OnCall onCall
                    && !ladders.rotas().containsKey(onCall.rota())) {
                add(
                        "thenAfter",
                        "names the rota '" + onCall.rota() + "', which is not registered: add it with onCall(..)");
            }
        }
        checkChannels();
        return List.copyOf(misfits);
    }

    private void checkType(String field, String type) {
        if (!setup.types().containsKey(type)) {
            add(field, "'" + type + "' is not defined: add it with define(..)");
        }
    }

    private void checkChannels() {
        if (!setup.lines().knowsChannels()) {
            return;
        }
        Set<String> missing = new LinkedHashSet<>();
        for (int i = 0; i < escalation.rungs().size(); i++) {
            for (ChannelName channel : escalation.channelsOf(i)) {
                if (!setup.lines().has(channel) && missing.add(channel.value())) {
                    add(
                            i == 0 ? "firstBy" : "thenAfter",
                            "names " + channel + ", which has no channel: add it with channel(..)");
                }
            }
        }
    }

    private void add(String field, String problem) {
        misfits.add(new Misfit(field, problem));
    }
}
