package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.store.Changing.LATER;
import static dev.notify.testing.laws.store.Changing.WALL;
import static dev.notify.testing.laws.store.Changing.reached;

import dev.notify.store.ChangePart.Move;
import dev.notify.store.QueuePart.Claim;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.WorkKind;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import dev.notify.testing.laws.store.Changing.Mixed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A move reaches what nobody holds, and nobody else's. */
final class MoveLaws {

    private final Stage stage;
    private final SampleRows rows;
    private final Changing on;

    MoveLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
        this.on = new Changing(stage);
    }

    void moving_moves_delivery_queue_and_notification() {
        Rows.Delivery before = stage.waiting(NOW);
        UUID id = before.notificationId();
        Rows.Notification was = on.notification(id);
        reached(on.move(NOW, id), List.of(before.id()), List.of(), 0);
        equal("due", LATER, stage.delivery(before.id()).dueAt());
        isTrue("not forced", !stage.delivery(before.id()).forced());
        equal("notification", was.dueAt(LATER, WALL, "Europe/Berlin", was.expiresAt()), on.notification(id));
        equal("a millisecond early", List.of(), stage.claim(LATER - 1, 10));
        equal(
                "then",
                new Claim(before.id(), WorkKind.DELIVER, stage.lane().number(), 1, 1, 0, false, LATER),
                stage.claimOne(LATER));
    }

    void moving_to_the_past_makes_it_due() {
        Rows.Delivery before = stage.waiting(LATER + 1);
        on.move(NOW, before.notificationId());
        equal("claimable", before.id(), stage.claimOne(LATER).ref());
    }

    void moving_moves_the_expiry_of_each_if_it_is_to_move() {
        SampleRows.Draft one = rows.draft().expiresAt(NOW + 77).to("ann", stage.lane());
        SampleRows.Draft never = rows.draft().to("ann", stage.lane());
        stage.accept(one, never);
        stage.store()
                .changes()
                .move(new Move(rows.tenant(), List.of(one.id()), NOW, NOW + 5, null, null, false, true, List.of()));
        equal("left", NOW + 77, on.notification(one.id()).expiresAt());
        on.move(NOW, true, false, one.id(), never.id());
        equal("moved", LATER + 72, on.notification(one.id()).expiresAt());
        equal("one that does not expire", null, on.notification(never.id()).expiresAt());
    }

    void a_notification_whose_deliveries_are_not_all_made_is_moved_without_any() {
        SampleRows.Draft one = rows.draft().expiresAt(NOW + 77);
        SampleRows.Draft other = rows.draft();
        stage.accept(one, other);
        List<UUID> ids = List.of(one.id(), other.id());
        stage.store()
                .changes()
                .move(new Move(
                        rows.tenant(),
                        ids,
                        NOW,
                        NOW + 5,
                        null,
                        null,
                        true,
                        false,
                        Map.of(),
                        List.of(),
                        Set.of(one.id())));
        equal("due", NOW + 5, on.notification(one.id()).dueAt());
        equal("expiry", NOW + 82, on.notification(one.id()).expiresAt());
        equal("another", other.row(), on.notification(other.id()));
    }

    void moving_to_a_moment_forgets_the_wall_clock() {
        Rows.Delivery before = stage.waiting(NOW);
        UUID id = before.notificationId();
        on.move(NOW, id);
        stage.store()
                .changes()
                .move(new Move(rows.tenant(), List.of(id), NOW, NOW, null, null, false, false, List.of()));
        equal("wall time", null, on.notification(id).wallTime());
        equal("zone", null, on.notification(id).zone());
    }

    void forcing_marks_the_delivery_until_it_is_moved_again() {
        Rows.Delivery before = stage.waiting(NOW);
        on.move(NOW, false, true, before.notificationId());
        isTrue("forced", stage.delivery(before.id()).forced());
        on.move(NOW, false, false, before.notificationId());
        isTrue("forced no longer", !stage.delivery(before.id()).forced());
    }

    void moving_writes_why_of_what_was_moved_and_of_nothing_else() {
        Mixed mixed = new Mixed(stage);
        UUID named = stage.waiting(NOW).id();
        UUID other = stage.waiting(NOW).id();
        on.move(
                NOW,
                false,
                false,
                Map.of(named, "seal of " + named, mixed.held, "held", mixed.finished, "finished", rows.id(), "nobody"),
                mixed.draft.id(),
                stage.delivery(named).notificationId(),
                stage.delivery(other).notificationId());
        equal("why of the moved", "seal of " + named, stage.delivery(named).why());
        equal("why of one that is not named", null, stage.delivery(other).why());
        equal("why of the held", null, stage.delivery(mixed.held).why());
        equal("why of the finished", null, stage.delivery(mixed.finished).why());
    }

    void moving_without_a_reason_leaves_the_reason_that_was_there() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        stage.settle(stage.back(ref, 1, SettlePart.Move.again(NOW)));
        on.move(NOW, stage.delivery(ref).notificationId());
        equal("reason", "try later", stage.delivery(ref).why());
    }

    void moving_leaves_what_is_held() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        reached(on.move(NOW + 11_999, false, true, before.notificationId()), List.of(), List.of(before.id()), 0);
        equal("delivery", before, stage.delivery(before.id()));
        equal("end of the lease", NOW + 12_000, stage.head());
        equal(
                "notification is due",
                NOW,
                on.notification(before.notificationId()).dueAt());
        sameSet("the holder settles", List.of(before.id()), stage.settle(stage.sent(before.id(), 1)));
    }

    void moving_frees_what_is_no_longer_held() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        reached(on.move(NOW + 12_000, before.notificationId()), List.of(before.id()), List.of(), 0);
        sameSet("renewed by the last holder", List.of(), on.renewed(before.id()));
        reached(on.cancel(NOW + 12_001, before.notificationId()), List.of(before.id()), List.of(), 0);
    }

    void a_moved_row_goes_on_from_its_fence_and_is_no_take_over() {
        Rows.Delivery before = stage.waiting(NOW);
        stage.claimOne(NOW);
        on.move(NOW + 12_000, before.notificationId());
        Claim claim = stage.claimOne(LATER);
        equal("fence", 2L, claim.fence());
        isTrue("no take-over", !claim.tookOver());
        equal("due", LATER, claim.dueAt());
    }

    void moving_sorts_free_held_and_finished() {
        Mixed mixed = new Mixed(stage);
        reached(on.move(NOW, mixed.draft.id()), List.of(mixed.free), List.of(mixed.held), 1);
        equal("due of the finished", NOW, stage.delivery(mixed.finished).dueAt());
        equal("notification is due", LATER, on.notification(mixed.draft.id()).dueAt());
    }

    void moving_leaves_a_finished_notification_as_it_was() {
        Rows.Delivery before = stage.waiting(NOW);
        on.cancel(NOW, before.notificationId());
        Rows.Notification was = on.notification(before.notificationId());
        reached(on.move(NOW, before.notificationId()), List.of(), List.of(), 1);
        equal("notification", was, on.notification(before.notificationId()));
    }

    void moving_writes_the_trail() {
        UUID trail = rows.id();
        UUID id = stage.waiting(NOW).notificationId();
        List<Rows.Trail> lines = List.of(rows.trail(trail, id));
        stage.store().changes().move(new Move(rows.tenant(), List.of(id), NOW, NOW, null, null, false, false, lines));
        isTrue("trail is written", stage.trailHas(trail));
    }

    void nothing_of_another_tenant_is_moved() {
        on.leavesOthersAlone(id -> on.move(NOW, id));
    }

    void hundreds_are_moved_at_once() {
        UUID[] ids = on.hundreds();
        equal("moved", 400, on.move(NOW, ids).changed().size());
        equal("claimable before", List.of(), stage.claim(LATER - 1, 10));
        equal("claimable then", 400, stage.claim(LATER, 1_000).size());
    }
}
