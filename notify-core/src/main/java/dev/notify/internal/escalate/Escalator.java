package dev.notify.internal.escalate;

import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationReceipt;
import dev.notify.escalation.Escalations;
import dev.notify.escalation.Weakness;
import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.desk.Desk;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.people.People;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.request.Scope;
import dev.notify.store.QueuePart;
import dev.notify.store.Store;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Begins escalations, climbs their ladders, and says how they stand. Safe for all threads. */
public final class Escalator {

    private final Tools tools;
    private final Supplier<Desk> desk;

    /**
     * Escalates in this store.
     *
     * @param intake what is sent goes through; asked once there is work
     * @param desk where answers are taken; asked once there are any
     */
    public Escalator(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            People people,
            Directory directory,
            Supplier<Intake> intake,
            Supplier<Desk> desk) {
        this.tools = new Tools(setup, surroundings, store, announcer, people, directory, intake);
        this.desk = desk;
    }

    /** Who goes on with escalations: work of kind ESCALATE. */
    public Consumer<QueuePart.Claim> climbs(Settler settler) {
        return new Climb(tools, settler)::goOn;
    }

    /** Begins one, or finds the one that was begun under the same key. */
    public EscalationReceipt begin(Escalation escalation, Scope scope) {
        new Soundness(tools).refuseIfWrong(escalation, scope.tenant());
        return desk.get().escalations(scope).begin(escalation);
    }

    /** The live handle. */
    public Escalations of(Scope scope) {
        return new LiveEscalations(tools, desk.get().escalations(scope), scope);
    }

    /** Says in health what is weak in the ladders the host has declared; asks the host's sources, beside everything else. */
    public void lookOver() {
        List<Escalation> declared = tools.setup().seams().ladders().declared();
        if (!declared.isEmpty()) {
            tools.surroundings().tasks().run(() -> declared.forEach(this::lookOver));
        }
    }

    private void lookOver(Escalation escalation) {
        List<Weakness> weak = new Soundness(tools).weaknesses(escalation, Scope.DEFAULT);
        if (!weak.isEmpty()) {
            tools.announcer()
                    .raise(
                            Health.Status.DEGRADED,
                            "escalation." + escalation.message().type(),
                            "would not reach everybody: "
                                    + weak.stream().map(Weakness::asText).collect(Collectors.joining("; "))
                                    + ". See escalations().check()");
        }
    }
}
