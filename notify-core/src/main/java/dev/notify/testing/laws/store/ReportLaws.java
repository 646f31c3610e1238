package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.again;
import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.refuses;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Together.together;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.ChangePart.Reported;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import dev.notify.store.WorkKind;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a provider says of a delivery later takes effect once, and only where it can be true. */
final class ReportLaws {

    private static final Set<DeliveryState> GONE_OUT = Set.of(DeliveryState.SENT, DeliveryState.MAYBE_SENT);

    private final Stage stage;
    private final SampleRows rows;

    ReportLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
    }

    private Rows.Delivery gone() {
        UUID id = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        stage.settle(stage.sent(id, 1));
        return stage.delivery(id);
    }

    private Reported failed(UUID delivery, @Nullable String why, UUID trail) {
        return new Reported(
                rows.tenant(),
                delivery,
                GONE_OUT,
                DeliveryState.FAILED,
                NOW + 60_000,
                why,
                List.of(),
                List.of(rows.trail(trail, delivery)),
                List.of(rows.counter("a", DeliveryState.FAILED, 1)));
    }

    private boolean report(Reported reported) {
        return again(() -> stage.store().changes().report(reported));
    }

    void a_report_changes_what_has_gone_out_with_reason_trail_and_counter() {
        Rows.Delivery before = gone();
        UUID trail = rows.id();
        long counted = stage.counted();
        isTrue("it took effect", report(failed(before.id(), "seal of a bounce", trail)));
        equal(
                "delivery",
                before.to(
                        DeliveryState.FAILED,
                        before.dueAt(),
                        NOW + 60_000,
                        before.attempts(),
                        before.lastFence(),
                        before.providerId(),
                        "seal of a bounce"),
                stage.delivery(before.id()));
        isTrue("trail is written", stage.trailHas(trail));
        equal("counted", counted + 1, stage.counted());
    }

    void a_report_without_a_reason_leaves_the_reason_that_was_there() {
        Rows.Delivery before = gone();
        report(failed(before.id(), "seal of the first", rows.id()));
        Reported delivered = new Reported(
                rows.tenant(),
                before.id(),
                Set.of(DeliveryState.FAILED),
                DeliveryState.DELIVERED,
                NOW + 70_000,
                null,
                List.of(),
                List.of(),
                List.of());
        isTrue("it took effect", report(delivered));
        equal("state", DeliveryState.DELIVERED, stage.delivery(before.id()).state());
        equal("reason", "seal of the first", stage.delivery(before.id()).why());
    }

    void what_follows_from_a_report_begins_with_it_and_with_nothing_else() {
        UUID id = gone().id();
        Rows.Work follows = Rows.Work.waiting(rows.id(), WorkKind.FALL_BACK, stage.lane(), NOW + 60_000);
        Reported failed = failed(id, null, rows.id());
        isTrue("the first", report(working(failed, follows)));
        equal("a millisecond early", List.of(), stage.claim(NOW + 59_999, 10));
        equal("then", follows.ref(), stage.claimOne(NOW + 60_000).ref());
        Rows.Work more = Rows.Work.waiting(rows.id(), WorkKind.FALL_BACK, stage.lane(), NOW);
        isTrue("not the second", !report(working(failed, more)));
        equal("nothing more", List.of(), stage.claim(NOW + 60_000, 10));
    }

    private static Reported working(Reported r, Rows.Work work) {
        return new Reported(
                r.tenant(),
                r.delivery(),
                r.from(),
                r.state(),
                r.doneAt(),
                r.why(),
                List.of(work),
                r.trail(),
                r.counters());
    }

    void a_report_that_is_repeated_takes_effect_once() {
        UUID id = gone().id();
        long counted = stage.counted();
        isTrue("the first", report(failed(id, null, rows.id())));
        Rows.Delivery once = stage.delivery(id);
        UUID trail = rows.id();
        isTrue("not the second", !report(failed(id, "seal of the second", trail)));
        equal("delivery", once, stage.delivery(id));
        isTrue("nothing more in the trail", !stage.trailHas(trail));
        equal("counted", counted + 1, stage.counted());
    }

    void a_report_leaves_what_waits_as_it_is() {
        Rows.Delivery before = stage.waiting(NOW);
        isTrue("it took no effect", !report(failed(before.id(), "seal", rows.id())));
        equal("delivery", before, stage.delivery(before.id()));
        equal("claimable", before.id(), stage.claimOne(NOW).ref());
    }

    void a_report_of_nothing_known_takes_no_effect() {
        UUID trail = rows.id();
        isTrue("it took no effect", !report(failed(rows.id(), "seal", trail)));
        isTrue("nothing in the trail", !stage.trailHas(trail));
    }

    void a_report_reaches_nothing_of_another_tenant() {
        SampleRows.Draft theirs = rows.draft().tenant(rows.otherTenant()).to("ann", stage.lane());
        stage.accept(theirs);
        UUID id = theirs.last().id();
        stage.claimOne(NOW);
        stage.settle(stage.sent(id, 1));
        isTrue("it took no effect", !report(failed(id, "seal", rows.id())));
        equal("state", DeliveryState.SENT, stage.delivery(id).state());
    }

    void a_report_that_fails_changes_nothing() {
        Rows.Delivery before = gone();
        UUID trail = rows.id();
        stage.accept(rows.draft().trail(trail));
        refuses(
                "a repeated trail id",
                StoreException.class,
                () -> stage.store().changes().report(failed(before.id(), "seal", trail)));
        equal("delivery", before, stage.delivery(before.id()));
    }

    void of_eight_reports_at_once_one_takes_effect() throws Exception {
        for (int round = 0; round < 5; round++) {
            UUID id = gone().id();
            long counted = stage.counted();
            List<Boolean> effective = together(8, who -> () -> report(failed(id, "seal of " + who, rows.id())));
            equal("took effect", 1L, effective.stream().filter(e -> e).count());
            equal("counted", counted + 1, stage.counted());
        }
    }
}
