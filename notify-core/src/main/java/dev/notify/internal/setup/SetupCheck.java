package dev.notify.internal.setup;

import dev.notify.channel.Channel;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.store.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what is wrong with a setup as a whole. */
final class SetupCheck {

    private final Setup setup;
    private final List<String> findings = new ArrayList<>();

    private SetupCheck(Setup setup) {
        this.setup = setup;
    }

    static List<String> findings(Setup setup) {
        SetupCheck check = new SetupCheck(setup);
        check.checkIdentity();
        check.checkTimings();
        check.checkLines();
        setup.types().values().stream()
                .map(type -> new TypeCheck(setup, type))
                .forEach(type -> check.findings.addAll(type.findings()));
        setup.seams()
                .ladders()
                .declared()
                .forEach(ladder -> setup.misfits(ladder)
                        .forEach(m -> check.findings.add(
                                "escalation " + ladder.message().type() + ": " + m.field() + " " + m.problem())));
        check.findings.addAll(setup.words().findings());
        setup.seams()
                .links()
                .ifPresent(
                        l -> check.findings.addAll(l.findings(setup.identity().development())));
        return List.copyOf(check.findings);
    }

    private void checkIdentity() {
        boolean production = setup.identity()
                .environment()
                .filter(Setup.Identity.PRODUCTION::equals)
                .isPresent();
        if (production && setup.guard().active()) {
            findings.add("environment is production, and onlyTo or redirectAllTo is set: people would not be reached."
                    + " Remove them, or name the environment otherwise");
        }
        if (production && setup.identity().development()) {
            findings.add("environment is production, and development() is set: remove one of them");
        }
    }

    private void checkTimings() {
        Setup.Timings t = setup.timings();
        if (t.lease().compareTo(t.renewEvery().multipliedBy(2)) < 0) {
            findings.add("lease is shorter than two renewals: make it at least "
                    + t.renewEvery().multipliedBy(2));
        }
        if (t.poll().toMillis() < 10) {
            findings.add("poll is shorter than 10 ms: idle nodes would only keep the store busy");
        }
    }

    private void checkLines() {
        Setup.Lines lines = setup.lines();
        Map<Integer, ChannelName> byNumber = new HashMap<>();
        for (ChannelName name : lines.names()) {
            ChannelName other = byNumber.put(Lane.all(name).get(0).line(), name);
            if (other != null) {
                findings.add("channel names " + name + " and " + other + " share a number by bad luck: rename one");
            }
        }
        for (ChannelName name : lines.workOn().orElse(java.util.Set.of())) {
            if (!lines.has(name)) {
                findings.add("workOn names " + name + ", which has no channel: add it with channel(..)");
            }
        }
        for (ChannelName name : lines.concurrency().keySet()) {
            if (!lines.has(name)) {
                findings.add("concurrency names " + name + ", which has no channel: add it with channel(..)");
            }
        }
        boolean onlyPretends = lines.channels().values().stream().noneMatch(Channel::real);
        boolean critical = setup.types().values().stream().anyMatch(t -> t.priority() == Priority.CRITICAL);
        if (critical && !setup.identity().allowCritical()) {
            findings.add(
                    "a type is CRITICAL: say allowCritical() if such notifications may pass every hold and overtake"
                            + " all others");
        }
        boolean inbox = setup.types().values().stream()
                .anyMatch(t -> t.channels().stream().anyMatch(lines::isInbox));
        if (lines.channels().isEmpty() && !lines.acceptOnly() && onlyPretends && !inbox) {
            findings.add("no channel: add one with channel(..), LogChannel for development, or say acceptOnly()");
        }
    }
}
