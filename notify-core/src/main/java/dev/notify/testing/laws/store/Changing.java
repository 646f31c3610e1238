package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Stage.OWNER;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.ChangePart.Cancel;
import dev.notify.store.ChangePart.Changed;
import dev.notify.store.ChangePart.Each;
import dev.notify.store.ChangePart.Move;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What operators do to what waits: the usual ways. */
final class Changing {

    static final long LATER = NOW + 3_600_000;
    static final String WALL = "2026-11-21T10:00";

    private final Stage stage;
    private final SampleRows rows;

    Changing(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
    }

    Changed cancel(long now, UUID... notifications) {
        return cancel(now, Map.of(), notifications);
    }

    Changed cancel(long now, Map<UUID, Each> each, UUID... notifications) {
        return stage.store().changes().cancel(new Cancel(rows.tenant(), List.of(notifications), now, each, List.of()));
    }

    Changed move(long now, UUID... notifications) {
        return move(now, false, false, notifications);
    }

    Changed move(long now, boolean expiryMoves, boolean forced, UUID... notifications) {
        return move(now, expiryMoves, forced, Map.of(), notifications);
    }

    Changed move(long now, boolean expiryMoves, boolean forced, Map<UUID, String> why, UUID... notifications) {
        List<UUID> ids = List.of(notifications);
        Move move = new Move(
                rows.tenant(), ids, now, LATER, WALL, "Europe/Berlin", expiryMoves, forced, why, List.of(), Set.of());
        return stage.store().changes().move(move);
    }

    static void reached(Changed reached, List<UUID> changed, List<UUID> held, int finished) {
        equal("changed, held and finished", new Changed(changed, held, finished), reached);
    }

    void isIn(DeliveryState state, UUID delivery) {
        equal("state", state, stage.delivery(delivery).state());
    }

    Set<UUID> renewed(UUID ref) {
        return stage.store().queue().renew(List.of(new QueuePart.Held(ref, 1)), OWNER, LATER);
    }

    Rows.Notification notification(UUID id) {
        return stage.store().reads().notification(rows.tenant(), id).orElseThrow();
    }

    /** Nothing of another tenant is touched by this, done to a notification of theirs in the name of ours. */
    void leavesOthersAlone(Function<UUID, Changed> change) {
        SampleRows.Draft theirs = rows.draft().tenant(rows.otherTenant()).to("ann", stage.lane());
        stage.accept(theirs);
        reached(change.apply(theirs.id()), List.of(), List.of(), 0);
        equal("delivery", theirs.last(), stage.delivery(theirs.last().id()));
        equal(
                "notification",
                theirs.row(),
                stage.store()
                        .reads()
                        .notification(rows.otherTenant(), theirs.id())
                        .orElseThrow());
        equal("claimable", theirs.last().id(), stage.claimOne(NOW).ref());
    }

    /** The notifications of some hundred deliveries. */
    UUID[] hundreds() {
        return stage.store().reads().load(stage.crowd(400)).stream()
                .map(l -> l.notification().id())
                .toArray(UUID[]::new);
    }

    /** One notification with a free delivery, a held one and a finished one. */
    static final class Mixed {
        final SampleRows.Draft draft;
        final UUID free;
        final UUID held;
        final UUID finished;

        Mixed(Stage stage) {
            draft = stage.rows()
                    .draft()
                    .to("free", stage.lane())
                    .heldTo("held", stage.lane(), OWNER, Stage.LEASE)
                    .heldTo("finished", stage.lane(), OWNER, Stage.LEASE);
            free = draft.rows().deliveries().get(0).id();
            held = draft.rows().deliveries().get(1).id();
            finished = draft.rows().deliveries().get(2).id();
            stage.accept(draft);
            stage.settle(stage.sent(finished, 1));
        }
    }
}
