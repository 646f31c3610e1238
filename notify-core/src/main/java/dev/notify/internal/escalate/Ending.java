package dev.notify.internal.escalate;

import dev.notify.internal.escalation.EscalationCard;
import dev.notify.internal.settle.Settler;
import dev.notify.model.Actor;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Move;
import java.util.List;
import java.util.UUID;

/** Writes what became of a task: the card, over the version that was read, and its work, in one transaction. */
final class Ending {

    private final Tools tools;
    private final Settler settler;

    Ending(Tools tools, Settler settler) {
        this.tools = tools;
        this.settler = settler;
    }

    /** The work waits until then, as if it had not been tried. */
    boolean waits(Task task, EscalationCard after, long until, Rows.Trail... trail) {
        return write(task, after, Move.hold(until), until, trail);
    }

    /** The work failed and is tried again then. */
    void again(Task task, long at) {
        write(task, task.card(), Move.again(at), at);
    }

    /** There is nothing more to do. */
    boolean leaves(Task task, EscalationCard after, Rows.Trail... trail) {
        return write(task, after.leavesQueue(task.claim().fence()), Move.REMOVE, Long.MAX_VALUE, trail);
    }

    /** False if somebody has written the card meanwhile, or another node has the work: then it is looked at again at once. */
    private boolean write(Task task, EscalationCard after, Move move, long next, Rows.Trail... trail) {
        FieldSeal seal = tools.setup().seams().seal();
        long now = tools.now();
        CardPart.Step step = CardPart.Step.EMPTY
                .puts(List.of(after.put(seal, task.tenantName(), task.id(), task.version(), now)))
                .trail(List.of(trail))
                .done(task.id(), task.claim().fence(), move);
        if (!tools.store().cards().write(step)) {
            settler.move(task.claim(), Move.hold(now));
            return false;
        }
        settler.written(task.claim(), next);
        return true;
    }

    /** Writes the card alone: the work goes on. */
    boolean begins(Task task, EscalationCard after, Rows.Trail trail) {
        FieldSeal seal = tools.setup().seams().seal();
        CardPart.Step step = CardPart.Step.EMPTY
                .puts(List.of(after.put(seal, task.tenantName(), task.id(), task.version(), tools.now())))
                .trail(List.of(trail));
        boolean written = tools.store().cards().write(step);
        if (!written) {
            settler.move(task.claim(), Move.hold(tools.now()));
        }
        return written;
    }

    Rows.Trail line(Task task, String action, String detail) {
        long now = tools.now();
        UUID id = tools.surroundings().ids().next(now);
        return new Rows.Trail(
                id,
                task.tenantName(),
                now,
                Actor.NOTIFY.value(),
                action,
                task.id(),
                tools.setup().seams().seal().seal(id, "trail.detail", detail));
    }
}
