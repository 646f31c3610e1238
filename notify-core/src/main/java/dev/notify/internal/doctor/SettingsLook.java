package dev.notify.internal.doctor;

import dev.notify.event.Health.Finding;
import dev.notify.event.Health.Status;
import dev.notify.internal.setup.Setup;
import dev.notify.template.WordFinding;
import java.util.ArrayList;
import java.util.List;

/** What in the settings keeps people from being reached, or could surprise. Pure. */
final class SettingsLook {

    private static final String WHERE = "settings";
    private static final String WORDS = "templates";

    private final Setup setup;

    SettingsLook(Setup setup) {
        this.setup = setup;
    }

    List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        if (setup.guard().active()) {
            findings.add(new Finding(
                    Status.DEGRADED,
                    WHERE,
                    "onlyTo or redirectAllTo is set: not everybody is reached. Remove them for production"));
        }
        if (setup.identity().development()) {
            findings.add(new Finding(
                    Status.DEGRADED,
                    WHERE,
                    "development() is set: channels that reach nobody are allowed for CRITICAL types too"));
        }
        findings.add(new Finding(
                Status.UP,
                WHERE,
                setup.identity()
                        .environment()
                        .map(name -> "the environment is " + name)
                        .orElse("no environment is named: a service on a copy of this data would send to the same"
                                + " people. environment(..) prevents that")));
        if (setup.lines().acceptOnly()) {
            findings.add(new Finding(Status.UP, WHERE, "this node accepts only: others must deliver"));
        }
        words(findings);
        return findings;
    }

    private void words(List<Finding> findings) {
        List<WordFinding> found = setup.words().check();
        boolean refused = found.stream().anyMatch(finding -> finding.kind() == WordFinding.Kind.REFUSED);
        findings.add(new Finding(
                refused ? Status.DEGRADED : Status.UP,
                WORDS,
                found.isEmpty()
                        ? "the words of all types are in order"
                        : found.size() + " things about words want looking at: templates().check() tells them"));
    }
}
