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
import dev.notify.store.ChangePart.Move;
import dev.notify.store.QueuePart;
import dev.notify.store.QueuePart.Claim;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import dev.notify.store.WorkKind;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators change reaches what nobody holds, and nobody else's. */
final class ChangeLaws {

    private static final long LATER = NOW + 3_600_000;

    private final Stage stage;
    private final SampleRows rows;

    ChangeLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows;
    }

    private Changed cancel(long now, UUID... notifications) {
        return stage.store
                .changes()
                .cancel(new Cancel(rows.tenant(), List.of(notifications), now, "no longer", List.of(), List.of()));
    }

    private Changed move(long now, UUID... notifications) {
        return move(now, null, false, notifications);
    }

    private Changed move(long now, @Nullable Long expiresAt, boolean forced, UUID... notifications) {
        return stage.store
                .changes()
                .move(new Move(
                        rows.tenant(),
                        List.of(notifications),
                        now,
                        LATER,
                        "2026-11-21T10:00",
                        "Europe/Berlin",
                        expiresAt,
                        forced,
                        List.of()));
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
        equal("changed", new Changed(List.of(before.id()), List.of(), 0), cancel(NOW + 3, before.notificationId()));
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
        equal(
                "changed",
                new Changed(List.of(), List.of(before.id()), 0),
                cancel(NOW + 11_999, before.notificationId()));
        Rows.Delivery asked = stage.delivery(before.id());
        equal("state", DeliveryState.PENDING, asked.state());
        isTrue("cancel asked", asked.cancelAsked());
        equal("end of the lease", NOW + 12_000, stage.head());
        sameSet("the holder settles", List.of(before.id()), stage.settle(stage.sent(before.id(), 1)));
    }

    void cancelling_closes_what_is_no_longer_held() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        equal(
                "changed",
                new Changed(List.of(before.id()), List.of(), 0),
                cancel(NOW + 12_000, before.notificationId()));
        equal("state", DeliveryState.CANCELLED, stage.delivery(before.id()).state());
        sameSet("settled by the last holder", List.of(), stage.settle(stage.sent(before.id(), 1)));
        sameSet(
                "renewed by the last holder",
                List.of(),
                stage.store.queue().renew(List.of(new QueuePart.Held(before.id(), 1)), OWNER, LATER));
        equal(
                "state after",
                DeliveryState.CANCELLED,
                stage.delivery(before.id()).state());
    }

    void cancelling_sorts_free_held_and_finished() {
        Mixed mixed = new Mixed();
        equal("changed", new Changed(List.of(mixed.free), List.of(mixed.held), 1), cancel(NOW + 1, mixed.draft.id()));
        equal(
                "state of the finished",
                DeliveryState.SENT,
                stage.delivery(mixed.finished).state());
        isTrue("the finished is not asked", !stage.delivery(mixed.finished).cancelAsked());
        isTrue("the free is not asked", !stage.delivery(mixed.free).cancelAsked());
    }

    void cancelling_twice_finds_it_finished() {
        UUID id = stage.waiting(NOW).notificationId();
        cancel(NOW + 3, id);
        equal("changed", new Changed(List.of(), List.of(), 1), cancel(NOW + 4, id));
    }

    void cancelling_reaches_every_notification_named_and_no_other() {
        Rows.Delivery one = stage.waiting(NOW);
        Rows.Delivery two = stage.waiting(NOW);
        Rows.Delivery other = stage.waiting(NOW);
        Changed changed = cancel(NOW, two.notificationId(), rows.id(), one.notificationId());
        sameSet("changed", List.of(one.id(), two.id()), changed.changed());
        equal("finished", 0, changed.finished());
        equal("left", other.id(), stage.claimOne(NOW).ref());
        equal("of none", new Changed(List.of(), List.of(), 0), cancel(NOW));
    }

    void cancelling_writes_trail_and_counters() {
        UUID trail = rows.id();
        UUID id = stage.waiting(NOW).notificationId();
        Rows.Counter one = rows.counter("a", DeliveryState.CANCELLED, 1);
        stage.store
                .changes()
                .cancel(new Cancel(
                        rows.tenant(), List.of(id), NOW, "no", List.of(rows.trail(trail, id)), List.of(one)));
        equal("counters", List.of(one), stage.store.reads().counters(rows.tenant(), 0));
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
                        .cancel(new Cancel(
                                rows.tenant(), List.of(before.notificationId()), NOW, "no", taken, List.of())));
        equal("delivery", before, stage.delivery(before.id()));
        equal("claimable", before.id(), stage.claimOne(NOW).ref());
    }

    void moving_moves_delivery_queue_and_notification() {
        Rows.Delivery before = stage.waiting(NOW);
        UUID id = before.notificationId();
        Rows.Notification was = notification(id);
        equal("changed", new Changed(List.of(before.id()), List.of(), 0), move(NOW, LATER + 9, false, id));
        equal("due", LATER, stage.delivery(before.id()).dueAt());
        isTrue("not forced", !stage.delivery(before.id()).forced());
        equal("notification", was.dueAt(LATER, "2026-11-21T10:00", "Europe/Berlin", LATER + 9), notification(id));
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

    void moving_without_an_expiry_leaves_the_expiry() {
        SampleRows.Draft draft = rows.draft().expiresAt(NOW + 77).to("ann", stage.lane);
        stage.accept(draft);
        move(NOW, draft.id());
        equal("expiry", NOW + 77, notification(draft.id()).expiresAt());
    }

    void moving_to_a_moment_forgets_the_wall_clock() {
        Rows.Delivery before = stage.waiting(NOW);
        UUID id = before.notificationId();
        move(NOW, id);
        stage.store.changes().move(new Move(rows.tenant(), List.of(id), NOW, NOW, null, null, null, false, List.of()));
        equal("wall time", null, notification(id).wallTime());
        equal("zone", null, notification(id).zone());
    }

    void forcing_marks_the_delivery_and_stays() {
        Rows.Delivery before = stage.waiting(NOW);
        move(NOW, null, true, before.notificationId());
        isTrue("forced", stage.delivery(before.id()).forced());
        move(NOW, null, false, before.notificationId());
        isTrue("still forced", stage.delivery(before.id()).forced());
    }

    void moving_leaves_what_is_held() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        equal(
                "changed",
                new Changed(List.of(), List.of(before.id()), 0),
                move(NOW + 11_999, null, true, before.notificationId()));
        equal("delivery", before, stage.delivery(before.id()));
        equal("end of the lease", NOW + 12_000, stage.head());
        equal("notification is due", NOW, notification(before.notificationId()).dueAt());
        sameSet("the holder settles", List.of(before.id()), stage.settle(stage.sent(before.id(), 1)));
    }

    void moving_frees_what_is_no_longer_held() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        equal("changed", new Changed(List.of(before.id()), List.of(), 0), move(NOW + 12_000, before.notificationId()));
        sameSet(
                "renewed by the last holder",
                List.of(),
                stage.store.queue().renew(List.of(new QueuePart.Held(before.id(), 1)), OWNER, LATER));
        equal(
                "nobody holds it until its new time",
                new Changed(List.of(before.id()), List.of(), 0),
                cancel(NOW + 12_001, before.notificationId()));
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
        equal("changed", new Changed(List.of(mixed.free), List.of(mixed.held), 1), move(NOW, mixed.draft.id()));
        equal("due of the finished", NOW, stage.delivery(mixed.finished).dueAt());
        equal("notification is due", LATER, notification(mixed.draft.id()).dueAt());
    }

    void moving_leaves_a_finished_notification_as_it_was() {
        Rows.Delivery before = stage.waiting(NOW);
        cancel(NOW, before.notificationId());
        Rows.Notification was = notification(before.notificationId());
        equal("changed", new Changed(List.of(), List.of(), 1), move(NOW, before.notificationId()));
        equal("notification", was, notification(before.notificationId()));
    }

    void moving_writes_the_trail() {
        UUID trail = rows.id();
        UUID id = stage.waiting(NOW).notificationId();
        List<Rows.Trail> lines = List.of(rows.trail(trail, id));
        stage.store.changes().move(new Move(rows.tenant(), List.of(id), NOW, NOW, null, null, null, false, lines));
        isTrue("trail is written", stage.trailHas(trail));
    }

    void nothing_of_another_tenant_is_changed() {
        SampleRows.Draft theirs = rows.draft().tenant(rows.otherTenant()).to("ann", stage.lane);
        stage.accept(theirs);
        equal("cancelled", new Changed(List.of(), List.of(), 0), cancel(NOW, theirs.id()));
        equal("moved", new Changed(List.of(), List.of(), 0), move(NOW, theirs.id()));
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
        SampleRows.Draft[] drafts = new SampleRows.Draft[400];
        UUID[] ids = new UUID[drafts.length];
        for (int i = 0; i < drafts.length; i++) {
            drafts[i] = rows.draft().to("ann", stage.lane);
            ids[i] = drafts[i].id();
        }
        stage.accept(drafts);
        equal("moved", 400, move(NOW, ids).changed().size());
        equal("cancelled", 400, cancel(NOW, ids).changed().size());
        equal("waiting", List.of(), stage.claim(LATER, 10));
    }
}
