package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Stage.OWNER;

import dev.notify.store.QueuePart;
import dev.notify.store.QueuePart.Claim;
import dev.notify.store.QueuePart.Held;
import dev.notify.store.QueuePart.Release;
import dev.notify.store.SettlePart;
import dev.notify.store.WorkKind;
import dev.notify.testing.laws.kit.Stage;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A lease is kept by renewing it, and given up without a trace. */
final class LeaseLaws {

    private static final long LONGER = NOW + 20_000;

    private final Stage stage;
    private final QueuePart queue;

    LeaseLaws(Stage stage) {
        this.stage = stage;
        this.queue = stage.store().queue();
    }

    private Set<UUID> renew(Held... held) {
        return queue.renew(List.of(held), OWNER, LONGER);
    }

    void renewing_moves_the_end_of_the_lease_and_nothing_else() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        sameSet("renewed", List.of(ref), renew(new Held(ref, 1)));
        equal("head", LONGER, stage.head());
        equal("claimable when the first lease would be over", List.of(), stage.claim(LONGER - 1, 10));
        equal(
                "claim when the second is over",
                new Claim(ref, WorkKind.DELIVER, stage.lane().number(), 2, 2, 1, true, LONGER),
                stage.claimOne(LONGER));
    }

    void renews_exactly_what_is_still_held() {
        List<UUID> crowd = stage.crowd(6);
        stage.claim(NOW, 5);
        stage.settle(stage.sent(crowd.get(1), 1));
        stage.settle(stage.back(crowd.get(2), 1, SettlePart.Move.again(NOW + 500)));
        queue.release(List.of(new Release(crowd.get(3), 1, NOW + 600, false)));
        queue.claimThese(List.of(crowd.get(4)), NOW + 12_000, OWNER, NOW + 13_000);

        Set<UUID> renewed = renew(
                new Held(crowd.get(0), 1),
                new Held(crowd.get(1), 1),
                new Held(crowd.get(2), 1),
                new Held(crowd.get(3), 1),
                new Held(crowd.get(4), 1),
                new Held(crowd.get(5), 0),
                new Held(stage.rows().id(), 1));
        sameSet("renewed", List.of(crowd.get(0)), renewed);
        equal(
                "the others are due when they were",
                Set.of(crowd.get(5), crowd.get(2), crowd.get(3), crowd.get(4)),
                Set.copyOf(stage.claim(LONGER - 1, 10).stream().map(Claim::ref).toList()));
    }

    void renews_nothing_of_another_owner() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        sameSet("renewed", List.of(), queue.renew(List.of(new Held(ref, 1)), "node-2", LONGER));
        equal("head", NOW + 12_000, stage.head());
    }

    void renews_a_lease_that_has_run_out_but_was_not_taken_over() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        long late = NOW + 60_000;
        sameSet("renewed", List.of(ref), queue.renew(List.of(new Held(ref, 1)), OWNER, late));
        equal("claimable", List.of(), stage.claim(late - 1, 10));
    }

    void renews_hundreds_at_once_and_none_of_none() {
        List<UUID> crowd = stage.crowd(600);
        stage.claim(NOW, 600);
        sameSet("renewed", crowd, renew(crowd.stream().map(r -> new Held(r, 1)).toArray(Held[]::new)));
        sameSet("renewed of none", List.of(), renew());
    }

    void releasing_refunds_the_attempt() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        sameSet("released", List.of(ref), queue.release(List.of(new Release(ref, 1, NOW + 500, false))));
        equal("head", NOW + 500, stage.head());
        equal("a millisecond early", List.of(), stage.claim(NOW + 499, 10));
        equal(
                "claim after",
                new Claim(ref, WorkKind.DELIVER, stage.lane().number(), 2, 1, 0, false, NOW + 500),
                stage.claimOne(NOW + 500));
    }

    void releasing_refunds_the_crash_its_claim_counted() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        stage.claimOne(NOW + 12_000);
        queue.release(List.of(new Release(ref, 2, NOW + 12_001, true)));
        equal(
                "claim after",
                new Claim(ref, WorkKind.DELIVER, stage.lane().number(), 3, 2, 0, false, NOW + 12_001),
                stage.claimOne(NOW + 12_001));
    }

    void releasing_keeps_crashes_its_claim_did_not_count() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        stage.claimOne(NOW + 12_000);
        stage.claimOne(NOW + 24_000);
        queue.release(List.of(new Release(ref, 3, NOW + 24_001, true)));
        equal("crashes of the next claim", 1, stage.claimOne(NOW + 24_001).crashes());
        queue.release(List.of(new Release(ref, 4, NOW + 24_002, false)));
        equal("crashes of the one after", 1, stage.claimOne(NOW + 24_002).crashes());
    }

    void a_release_under_an_old_fence_leaves_the_row_alone() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        stage.claimOne(NOW + 12_000);
        sameSet("released", List.of(), queue.release(List.of(new Release(ref, 1, NOW, false))));
        equal("claimable within the lease", List.of(), stage.claim(NOW + 12_001, 10));
        sameSet("still held", List.of(ref), renew(new Held(ref, 2)));
    }

    void releasing_twice_is_releasing_once() {
        UUID ref = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        Release release = new Release(ref, 1, NOW, false);
        sameSet("first", List.of(ref), queue.release(List.of(release)));
        sameSet("second", List.of(), queue.release(List.of(release)));
        equal("attempt of the next claim", 1, stage.claimOne(NOW).attempt());
    }

    void releases_many_and_tells_which() {
        List<UUID> crowd = stage.crowd(600);
        stage.claim(NOW, 500);
        List<Release> all =
                crowd.stream().map(r -> new Release(r, 1, NOW, false)).toList();
        sameSet("released", crowd.subList(0, 500), queue.release(all));
        equal("claimable", 600, stage.claim(NOW, 1_000).size());
        sameSet("released of none", List.of(), queue.release(List.of()));
    }

    void rows_released_for_different_moments_are_due_then() {
        List<UUID> crowd = stage.crowd(2);
        stage.claim(NOW, 2);
        queue.release(List.of(
                new Release(crowd.get(0), 1, NOW + 200, false), new Release(crowd.get(1), 1, NOW + 100, false)));
        equal("due first", crowd.get(1), stage.claimOne(NOW + 199).ref());
        equal("due then", crowd.get(0), stage.claimOne(NOW + 200).ref());
    }
}
