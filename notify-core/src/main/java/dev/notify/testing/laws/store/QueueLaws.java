package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Stage.OWNER;

import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import dev.notify.store.QueuePart.Claim;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What waits is taken in order, by one at a time. */
final class QueueLaws {

    private static final long TOMORROW = NOW + 86_400_000;

    private final Stage stage;
    private final SampleRows rows;

    QueueLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
    }

    private static List<UUID> refs(List<Claim> claims) {
        return claims.stream().map(Claim::ref).toList();
    }

    private List<Claim> claimThese(long now, UUID... refs) {
        return stage.store().queue().claimThese(List.of(refs), now, OWNER, now + 12_000);
    }

    void a_claim_raises_fence_and_attempt_and_tells_what_it_took() {
        UUID ref = stage.waiting(NOW - 5).id();
        equal(
                "first claim",
                new Claim(ref, WorkKind.DELIVER, stage.lane().number(), 1, 1, 0, false, NOW - 5),
                stage.claimOne(NOW));
    }

    void every_kind_of_work_is_kept() {
        for (WorkKind kind : WorkKind.values()) {
            Lane lane = rows.lane(1 + kind.code());
            stage.accept(rows.draft().work(Rows.Work.waiting(rows.id(), kind, lane, NOW)));
            equal("kind", kind, stage.claim(lane, NOW, 0, 10).get(0).kind());
        }
    }

    void the_highest_lane_number_is_a_lane() {
        Lane last = new Lane(Integer.MAX_VALUE - rows.lane(0).number());
        stage.accept(rows.draft().work(Rows.Work.waiting(rows.id(), WorkKind.DELIVER, last, NOW)));
        equal("claimed", 1, stage.claim(last, NOW, 0, 10).size());
    }

    void takes_the_earliest_first() {
        List<UUID> late = List.of(
                stage.waiting(NOW - 1).id(),
                stage.waiting(NOW - 3).id(),
                stage.waiting(NOW - 2).id());
        equal("order", List.of(late.get(1), late.get(2), late.get(0)), refs(stage.claim(NOW, 10)));
    }

    void takes_rows_of_one_moment_by_reference_as_bytes_compare() {
        List<UUID> ascending = List.of(
                new UUID(0x0000_0000_0000_7000L, rows.id().getLeastSignificantBits()),
                new UUID(0x7fff_ffff_ffff_7fffL, rows.id().getLeastSignificantBits()),
                new UUID(0x8000_0000_0000_7000L, rows.id().getLeastSignificantBits()),
                new UUID(0xffff_ffff_ffff_7fffL, rows.id().getLeastSignificantBits()));
        List<UUID> shuffled = List.of(ascending.get(2), ascending.get(0), ascending.get(3), ascending.get(1));
        SampleRows.Draft draft = rows.draft();
        shuffled.forEach(ref -> draft.work(Rows.Work.waiting(ref, WorkKind.DELIVER, stage.lane(), NOW)));
        stage.accept(draft);
        List<UUID> taken = new ArrayList<>(refs(stage.claim(NOW, 3)));
        taken.addAll(refs(stage.claim(NOW, 3)));
        equal("order", ascending, taken);
    }

    void takes_no_more_than_the_limit() {
        List<UUID> crowd = stage.crowd(5);
        equal("first two", crowd.subList(0, 2), refs(stage.claim(NOW, 2)));
        equal("next two", crowd.subList(2, 4), refs(stage.claim(NOW, 2)));
        equal("the last", crowd.subList(4, 5), refs(stage.claim(NOW, 2)));
        equal("none", List.of(), stage.claim(NOW, 2));
    }

    void never_takes_a_row_before_its_time() {
        UUID ref = stage.waiting(NOW).id();
        equal("a millisecond early", List.of(), stage.claim(NOW - 1, 10));
        equal("on time", List.of(ref), refs(stage.claim(NOW, 10)));
    }

    void never_takes_a_row_left_of_the_floor() {
        UUID left = stage.waiting(NOW - 10).id();
        UUID right = stage.waiting(NOW - 9).id();
        equal("at or after the floor", List.of(right), refs(stage.claim(stage.lane(), NOW, NOW - 9, 10)));
        equal("without a floor", List.of(left), refs(stage.claim(stage.lane(), NOW, 0, 10)));
    }

    void takes_from_the_lane_asked_only() {
        stage.accept(rows.draft().to("ann", rows.lane(1)).to("bob", rows.lane(2)));
        equal("from another lane", List.of(), stage.claim(NOW, 10));
        equal("from its lane", 1, stage.claim(rows.lane(1), NOW, 0, 10).size());
    }

    void a_held_row_is_nobodys_until_its_lease_is_over() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        equal("at once", List.of(), stage.claim(NOW, 10));
        equal("a millisecond early", List.of(), stage.claim(NOW + 11_999, 10));
        equal("by reference", List.of(), claimThese(NOW + 11_999, ref));
        equal("when it is over", List.of(ref), refs(stage.claim(NOW + 12_000, 10)));
    }

    void taking_over_counts_a_crash_each_time() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        for (int i = 1; i <= 3; i++) {
            long now = NOW + i * 12_000L;
            Claim expected = new Claim(ref, WorkKind.DELIVER, stage.lane().number(), i + 1, i + 1, i, true, now);
            equal("take-over " + i, expected, stage.claimOne(now));
        }
    }

    void the_lease_ends_when_the_claim_says() {
        stage.waiting(NOW);
        stage.store().queue().claim(new QueuePart.Request(stage.lane().number(), NOW, 0, 10, OWNER, TOMORROW));
        equal("head", TOMORROW, stage.head());
        equal("before", List.of(), stage.claim(TOMORROW - 1, 10));
        equal("then", 1, stage.claim(TOMORROW, 10).size());
    }

    void a_large_claim_takes_every_row() {
        List<UUID> crowd = stage.crowd(700);
        equal("claimed", crowd, refs(stage.claim(NOW, 1_000)));
        equal("left", List.of(), stage.claim(NOW, 1_000));
    }

    void heads_tell_the_earliest_row_at_or_after_each_floor() {
        Lane other = rows.lane(1);
        stage.waiting(NOW - 10);
        stage.waiting(TOMORROW);
        stage.accept(rows.draft().dueAt(NOW + 3).to("ann", other));
        QueuePart queue = stage.store().queue();
        int mine = stage.lane().number();
        equal(
                "without floors",
                Map.of(mine, NOW - 10, other.number(), NOW + 3),
                queue.heads(Map.of(mine, 0L, other.number(), 0L)));
        equal("floor on the row", Map.of(mine, NOW - 10), queue.heads(Map.of(mine, NOW - 10)));
        equal("floor after the first", Map.of(mine, TOMORROW), queue.heads(Map.of(mine, NOW - 9)));
        equal("floor after all", Map.of(), queue.heads(Map.of(mine, TOMORROW + 1)));
        equal("of an empty lane", Map.of(), queue.heads(Map.of(rows.lane(9).number(), 0L)));
        equal("of no lane", Map.of(), queue.heads(Map.of()));
    }

    void the_head_of_a_held_row_is_the_end_of_its_lease() {
        stage.waiting(NOW);
        stage.claimOne(NOW);
        equal("head", NOW + 12_000, stage.head());
    }

    void heads_of_many_lanes_come_at_once() {
        SampleRows.Draft draft = rows.draft();
        Map<Integer, Long> floors = new java.util.HashMap<>();
        Map<Integer, Long> expected = new java.util.HashMap<>();
        for (int i = 0; i < 300; i++) {
            floors.put(rows.lane(i).number(), 0L);
            if (i % 3 == 0) {
                draft.work(Rows.Work.waiting(rows.id(), WorkKind.DELIVER, rows.lane(i), NOW + i));
                expected.put(rows.lane(i).number(), NOW + i);
            }
        }
        stage.accept(draft);
        equal("heads", expected, stage.store().queue().heads(floors));
    }

    void claim_these_takes_exactly_these() {
        List<UUID> crowd = stage.crowd(5);
        List<Claim> taken = claimThese(NOW, crowd.get(3), rows.id(), crowd.get(1));
        equal("taken", List.of(crowd.get(1), crowd.get(3)), refs(taken));
        equal(
                "as a claim",
                new Claim(crowd.get(1), WorkKind.DELIVER, stage.lane().number(), 1, 1, 0, false, NOW),
                taken.get(0));
        equal("left", List.of(crowd.get(0), crowd.get(2), crowd.get(4)), refs(stage.claim(NOW, 10)));
        equal("of none", List.of(), claimThese(NOW));
    }

    void claim_these_takes_the_earliest_first_whatever_the_lane() {
        UUID later = stage.waiting(NOW - 1).id();
        SampleRows.Draft elsewhere = rows.draft().dueAt(NOW - 2).to("ann", rows.lane(1));
        stage.accept(elsewhere);
        equal(
                "order",
                List.of(elsewhere.last().id(), later),
                refs(claimThese(NOW, later, elsewhere.last().id())));
    }

    void claim_these_leaves_what_is_not_due() {
        UUID ref = stage.waiting(NOW + 1).id();
        equal("a millisecond early", List.of(), claimThese(NOW, ref));
        equal("on time", List.of(ref), refs(claimThese(NOW + 1, ref)));
    }

    void claim_these_leaves_what_is_held_and_takes_over_what_was() {
        UUID ref = stage.waiting(NOW).id();
        equal("free", List.of(ref), refs(claimThese(NOW, ref)));
        equal("held", List.of(), claimThese(NOW, ref));
        equal(
                "over",
                List.of(new Claim(ref, WorkKind.DELIVER, stage.lane().number(), 2, 2, 1, true, NOW + 12_000)),
                claimThese(NOW + 12_000, ref));
    }

    void claim_these_takes_a_row_named_twice_once() {
        UUID ref = stage.waiting(NOW).id();
        equal(
                "taken",
                List.of(ref),
                refs(stage.store().queue().claimThese(Collections.nCopies(2, ref), NOW, OWNER, NOW + 1)));
        equal("fence after", 2L, stage.claimOne(NOW + 1).fence());
    }

    void claim_these_takes_hundreds() {
        List<UUID> crowd = stage.crowd(600);
        sameSet("taken", crowd, refs(claimThese(NOW, crowd.toArray(UUID[]::new))));
        isTrue("none is left", stage.claim(NOW, 10).isEmpty());
    }
}
