package dev.notify.testing.laws;

import static dev.notify.testing.laws.SampleRows.NOW;
import static dev.notify.testing.laws.Stage.OWNER;
import static dev.notify.testing.laws.Stage.equal;
import static dev.notify.testing.laws.Stage.isTrue;
import static dev.notify.testing.laws.Stage.refuses;
import static dev.notify.testing.laws.Stage.sameSet;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.ChangePart.Cancel;
import dev.notify.store.ChangePart.Changed;
import dev.notify.store.ChangePart.Each;
import dev.notify.store.ChangePart.Move;
import dev.notify.store.QueuePart;
import dev.notify.store.QueuePart.Claim;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.StoreException;
import dev.notify.store.WorkKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What operators change reaches what nobody holds, and nobody else's. */
final class ChangeLaws {

    private static final long LATER = NOW + 3_600_000;
    private static final String WALL = "2026-11-21T10:00";

    private final Stage stage;
    private final SampleRows rows;

    ChangeLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows;
    }

    private Changed cancel(long now, UUID... notifications) {
        return cancel(now, Map.of(), notifications);
    }

    private Changed cancel(long now, Map<UUID, Each> each, UUID... notifications) {
        return stage.store.changes().cancel(new Cancel(rows.tenant(), List.of(notifications), now, each, List.of()));
    }

    private Changed move(long now, UUID... notifications) {
        return move(now, false, false, notifications);
    }

    private Changed move(long now, boolean expiryMoves, boolean forced, UUID... notifications) {
        List<UUID> ids = List.of(notifications);
        Move move = new Move(rows.tenant(), ids, now, LATER, WALL, "Europe/Berlin", expiryMoves, forced, List.of());
        return stage.store.changes().move(move);
    }

    private static void reached(Changed reached, List<UUID> changed, List<UUID> held, int finished) {
        equal("changed, held and finished", new Changed(changed, held, finished), reached);
    }

    private void isIn(DeliveryState state, UUID delivery) {
        equal("state", state, stage.delivery(delivery).state());
    }

    private Set<UUID> renewed(UUID ref) {
        return stage.store.queue().renew(List.of(new QueuePart.Held(ref, 1)), OWNER, LATER);
    }

    private Rows.Notification notification(UUID id) {
        return stage.store.reads().notification(rows.tenant(), id).orElseThrow();
    }

    /** One notification with a free delivery, a held one and a finished one. */
    private final class Mixed {
        final SampleRows.Draft draft = rows.draft()
                .to("free", stage.lane)
                .heldTo("held", stage.lane, OWNER, Stage.LEASE)
                .heldTo("finished", stage.lane, OWNER, Stage.LEASE);
        final UUID free = draft.rows().deliveries().get(0).id();
        final UUID held = draft.rows().deliveries().get(1).id();
        final UUID finished = draft.rows().deliveries().get(2).id();

        Mixed() {
            stage.accept(draft);
            stage.settle(stage.sent(finished, 1));
        }
    }

    void cancelling_closes_what_is_free() {
        Rows.Delivery before = stage.waiting(NOW);
        Each each = new Each("no longer", rows.counter("a", DeliveryState.CANCELLED, 1));
        reached(
                cancel(NOW + 3, Map.of(before.id(), each), before.notificationId()),
                List.of(before.id()),
                List.of(),
                0);
        equal(
                "delivery",
                before.to(DeliveryState.CANCELLED, NOW, NOW + 3, 0, 0, null, "no longer"),
                stage.delivery(before.id()));
        equal("head of the lane", null, stage.head());
        equal("claimable ever after", List.of(), stage.claim(LATER, 10));
    }

    void cancelling_asks_the_holder_of_what_is_held() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        reached(cancel(NOW + 11_999, before.notificationId()), List.of(), List.of(before.id()), 0);
        Rows.Delivery asked = stage.delivery(before.id());
        equal("state", DeliveryState.PENDING, asked.state());
        isTrue("cancel asked", asked.cancelAsked());
        equal("end of the lease", NOW + 12_000, stage.head());
        sameSet("the holder settles", List.of(before.id()), stage.settle(stage.sent(before.id(), 1)));
    }

    void cancelling_closes_what_is_no_longer_held() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        reached(cancel(NOW + 12_000, before.notificationId()), List.of(before.id()), List.of(), 0);
        isIn(DeliveryState.CANCELLED, before.id());
        sameSet("settled by the last holder", List.of(), stage.settle(stage.sent(before.id(), 1)));
        sameSet("renewed by the last holder", List.of(), renewed(before.id()));
        isIn(DeliveryState.CANCELLED, before.id());
    }

    void cancelling_sorts_free_held_and_finished() {
        Mixed mixed = new Mixed();
        reached(cancel(NOW + 1, mixed.draft.id()), List.of(mixed.free), List.of(mixed.held), 1);
        isIn(DeliveryState.SENT, mixed.finished);
        isTrue("the finished is not asked", !stage.delivery(mixed.finished).cancelAsked());
        isTrue("the free is not asked", !stage.delivery(mixed.free).cancelAsked());
    }

    void cancelling_twice_finds_it_finished() {
        UUID id = stage.waiting(NOW).notificationId();
        cancel(NOW + 3, id);
        reached(cancel(NOW + 4, id), List.of(), List.of(), 1);
    }

    void cancelling_reaches_every_notification_named_and_no_other() {
        Rows.Delivery one = stage.waiting(NOW);
        Rows.Delivery two = stage.waiting(NOW);
        Rows.Delivery other = stage.waiting(NOW);
        Changed changed = cancel(NOW, two.notificationId(), rows.id(), one.notificationId());
        sameSet("changed", List.of(one.id(), two.id()), changed.changed());
        equal("finished", 0, changed.finished());
        equal("left", other.id(), stage.claimOne(NOW).ref());
        reached(cancel(NOW), List.of(), List.of(), 0);
    }

    void cancelling_writes_reason_and_counter_of_what_was_cancelled_and_of_nothing_else() {
        Mixed mixed = new Mixed();
        UUID named = stage.waiting(NOW).id();
        String why = "seal of " + mixed.held;
        Map<UUID, Each> each = Map.of(
                named,
                new Each("seal of " + named, rows.counter("a", DeliveryState.CANCELLED, 1)),
                mixed.held,
                new Each(why, rows.counter("a", DeliveryState.CANCELLED, 10)),
                mixed.finished,
                new Each(why, rows.counter("a", DeliveryState.CANCELLED, 100)),
                rows.id(),
                new Each(why, rows.counter("a", DeliveryState.CANCELLED, 1_000)));
        cancel(NOW, each, mixed.draft.id(), stage.delivery(named).notificationId());
        equal(
                "reason of the cancelled",
                "seal of " + named,
                stage.delivery(named).why());
        isIn(DeliveryState.CANCELLED, mixed.free);
        equal("reason of one without a reason", null, stage.delivery(mixed.free).why());
        equal("reason of the held", null, stage.delivery(mixed.held).why());
        equal("reason of the finished", null, stage.delivery(mixed.finished).why());
        equal(
                "counters",
                List.of(rows.counter("a", DeliveryState.CANCELLED, 1)),
                stage.store.reads().counters(rows.tenant(), 0));
    }

    void cancelling_without_a_reason_leaves_the_reason_that_was_there() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        stage.settle(stage.back(ref, 1, SettlePart.Move.again(NOW)));
        cancel(NOW, stage.delivery(ref).notificationId());
        equal("reason", "try later", stage.delivery(ref).why());
    }

    void cancelling_writes_the_trail() {
        UUID trail = rows.id();
        UUID id = stage.waiting(NOW).notificationId();
        List<Rows.Trail> lines = List.of(rows.trail(trail, id));
        stage.store.changes().cancel(new Cancel(rows.tenant(), List.of(id), NOW, Map.of(), lines));
        isTrue("trail is written", stage.trailHas(trail));
    }

    void a_cancel_that_fails_changes_nothing() {
        Rows.Delivery before = stage.waiting(NOW);
        UUID trail = rows.id();
        stage.accept(rows.draft().trail(trail));
        List<Rows.Trail> taken = List.of(rows.trail(trail, before.notificationId()));
        refuses(
                "a repeated trail id",
                StoreException.class,
                () -> stage.store
                        .changes()
                        .cancel(new Cancel(rows.tenant(), List.of(before.notificationId()), NOW, Map.of(), taken)));
        equal("delivery", before, stage.delivery(before.id()));
        equal("claimable", before.id(), stage.claimOne(NOW).ref());
    }

    void moving_moves_delivery_queue_and_notification() {
        Rows.Delivery before = stage.waiting(NOW);
        UUID id = before.notificationId();
        Rows.Notification was = notification(id);
        reached(move(NOW, id), List.of(before.id()), List.of(), 0);
        equal("due", LATER, stage.delivery(before.id()).dueAt());
        isTrue("not forced", !stage.delivery(before.id()).forced());
        equal("notification", was.dueAt(LATER, WALL, "Europe/Berlin", was.expiresAt()), notification(id));
        equal("a millisecond early", List.of(), stage.claim(LATER - 1, 10));
        equal(
                "then",
                new Claim(before.id(), WorkKind.DELIVER, stage.lane.number(), 1, 1, 0, false, LATER),
                stage.claimOne(LATER));
    }

    void moving_to_the_past_makes_it_due() {
        Rows.Delivery before = stage.waiting(LATER + 1);
        move(NOW, before.notificationId());
        equal("claimable", before.id(), stage.claimOne(LATER).ref());
    }

    void moving_moves_the_expiry_of_each_if_it_is_to_move() {
        SampleRows.Draft one = rows.draft().expiresAt(NOW + 77).to("ann", stage.lane);
        SampleRows.Draft never = rows.draft().to("ann", stage.lane);
        stage.accept(one, never);
        stage.store
                .changes()
                .move(new Move(rows.tenant(), List.of(one.id()), NOW, NOW + 5, null, null, false, true, List.of()));
        equal("left", NOW + 77, notification(one.id()).expiresAt());
        move(NOW, true, false, one.id(), never.id());
        equal("moved", LATER + 72, notification(one.id()).expiresAt());
        equal("one that does not expire", null, notification(never.id()).expiresAt());
    }

    void moving_to_a_moment_forgets_the_wall_clock() {
        Rows.Delivery before = stage.waiting(NOW);
        UUID id = before.notificationId();
        move(NOW, id);
        stage.store.changes().move(new Move(rows.tenant(), List.of(id), NOW, NOW, null, null, false, false, List.of()));
        equal("wall time", null, notification(id).wallTime());
        equal("zone", null, notification(id).zone());
    }

    void forcing_marks_the_delivery_until_it_is_moved_again() {
        Rows.Delivery before = stage.waiting(NOW);
        move(NOW, false, true, before.notificationId());
        isTrue("forced", stage.delivery(before.id()).forced());
        move(NOW, false, false, before.notificationId());
        isTrue("forced no longer", !stage.delivery(before.id()).forced());
    }

    void moving_leaves_what_is_held() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        reached(move(NOW + 11_999, false, true, before.notificationId()), List.of(), List.of(before.id()), 0);
        equal("delivery", before, stage.delivery(before.id()));
        equal("end of the lease", NOW + 12_000, stage.head());
        equal("notification is due", NOW, notification(before.notificationId()).dueAt());
        sameSet("the holder settles", List.of(before.id()), stage.settle(stage.sent(before.id(), 1)));
    }

    void moving_frees_what_is_no_longer_held() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        reached(move(NOW + 12_000, before.notificationId()), List.of(before.id()), List.of(), 0);
        sameSet("renewed by the last holder", List.of(), renewed(before.id()));
        reached(cancel(NOW + 12_001, before.notificationId()), List.of(before.id()), List.of(), 0);
    }

    void a_moved_row_goes_on_from_its_fence_and_is_no_take_over() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        move(NOW + 12_000, before.notificationId());
        Claim claim = stage.claimOne(LATER);
        equal("fence", 2L, claim.fence());
        isTrue("no take-over", !claim.tookOver());
        equal("due", LATER, claim.dueAt());
    }

    void moving_sorts_free_held_and_finished() {
        Mixed mixed = new Mixed();
        reached(move(NOW, mixed.draft.id()), List.of(mixed.free), List.of(mixed.held), 1);
        equal("due of the finished", NOW, stage.delivery(mixed.finished).dueAt());
        equal("notification is due", LATER, notification(mixed.draft.id()).dueAt());
    }

    void moving_leaves_a_finished_notification_as_it_was() {
        Rows.Delivery before = stage.waiting(NOW);
        cancel(NOW, before.notificationId());
        Rows.Notification was = notification(before.notificationId());
        reached(move(NOW, before.notificationId()), List.of(), List.of(), 1);
        equal("notification", was, notification(before.notificationId()));
    }

    void moving_writes_the_trail() {
        UUID trail = rows.id();
        UUID id = stage.waiting(NOW).notificationId();
        List<Rows.Trail> lines = List.of(rows.trail(trail, id));
        stage.store.changes().move(new Move(rows.tenant(), List.of(id), NOW, NOW, null, null, false, false, lines));
        isTrue("trail is written", stage.trailHas(trail));
    }

    void nothing_of_another_tenant_is_changed() {
        SampleRows.Draft theirs = rows.draft().tenant(rows.otherTenant()).to("ann", stage.lane);
        stage.accept(theirs);
        reached(cancel(NOW, theirs.id()), List.of(), List.of(), 0);
        reached(move(NOW, theirs.id()), List.of(), List.of(), 0);
        equal("delivery", theirs.last(), stage.delivery(theirs.last().id()));
        equal(
                "notification",
                theirs.row(),
                stage.store
                        .reads()
                        .notification(rows.otherTenant(), theirs.id())
                        .orElseThrow());
        equal("claimable", theirs.last().id(), stage.claimOne(NOW).ref());
    }

    void hundreds_are_changed_at_once() {
        UUID[] ids = stage.store.reads().load(stage.crowd(400)).stream()
                .map(l -> l.notification().id())
                .toArray(UUID[]::new);
        equal("moved", 400, move(NOW, ids).changed().size());
        equal("cancelled", 400, cancel(NOW, ids).changed().size());
        equal("waiting", List.of(), stage.claim(LATER, 10));
    }
}
