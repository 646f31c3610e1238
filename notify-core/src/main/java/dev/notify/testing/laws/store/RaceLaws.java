package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.again;
import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Together.together;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.AcceptPart;
import dev.notify.store.ChangePart;
import dev.notify.store.QueuePart;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Many at once see to it together that each thing happens once. */
final class RaceLaws {

    private final Stage stage;
    private final SampleRows rows;
    private final Store store;

    RaceLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
        this.store = stage.store();
    }

    private static <T> List<T> flat(List<? extends Collection<T>> lists) {
        List<T> all = new ArrayList<>();
        lists.forEach(all::addAll);
        return all;
    }

    private List<UUID> claimAs(int who, int limit) {
        QueuePart.Request request =
                new QueuePart.Request(stage.lane().number(), NOW, 0, limit, "node-" + who, NOW + 12_000);
        return again(() -> store.queue().claim(request)).stream()
                .map(QueuePart.Claim::ref)
                .toList();
    }

    void two_claims_at_once_share_the_rows() throws Exception {
        for (int round = 0; round < 10; round++) {
            List<UUID> crowd = stage.crowd(100);
            List<List<UUID>> taken = together(2, who -> () -> claimAs(who, 50));
            equal("rows for the first", 50, taken.get(0).size());
            equal("rows for the second", 50, taken.get(1).size());
            sameSet("rows taken by both", crowd, flat(taken));
        }
    }

    void eight_claimers_drain_two_thousand_rows_once_each() throws Exception {
        List<UUID> crowd = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            crowd.addAll(stage.crowd(250));
        }
        sameSet("rows done", crowd, flat(together(8, who -> () -> drain(who))));
        isTrue("none waits", stage.claim(NOW + 1_000_000, 10).isEmpty());
        equal("counted", 2_000L, stage.counted());
    }

    private List<UUID> drain(int who) {
        List<UUID> done = new ArrayList<>();
        List<UUID> claimed = claimAs(who, 40);
        while (!claimed.isEmpty()) {
            List<SettlePart.Settlement> group = claimed.stream()
                    .map(ref ->
                            stage.sent(ref, 1, List.of(), List.of(rows.counter("node-" + who, DeliveryState.SENT, 1))))
                    .toList();
            done.addAll(again(() -> store.settles().settle(group)));
            claimed = claimAs(who, 40);
        }
        return done;
    }

    void rows_accepted_while_others_claim_are_all_claimed() throws Exception {
        Set<UUID> accepted = java.util.concurrent.ConcurrentHashMap.newKeySet();
        List<List<UUID>> claimed = together(8, who -> () -> {
            List<UUID> mine = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                if (who < 4) {
                    SampleRows.Draft draft = rows.draft().to("ann", stage.lane());
                    again(() -> stage.accept(draft));
                    accepted.add(draft.last().id());
                } else {
                    mine.addAll(claimAs(who, 3));
                }
            }
            return mine;
        });
        List<UUID> all = flat(claimed);
        all.addAll(claimAs(9, 1_000));
        sameSet("rows claimed", accepted, all);
    }

    void sixteen_racing_for_a_key_have_one_winner() throws Exception {
        for (int round = 0; round < 5; round++) {
            String key = "key-" + round;
            List<AcceptPart.Answer> answers = together(16, who -> () -> {
                SampleRows.Draft mine = rows.draft().key(key).to("ann", stage.lane());
                return again(() -> stage.accept(mine)).get(0);
            });
            List<UUID> winners = answers.stream()
                    .filter(a -> a.first().isEmpty())
                    .map(AcceptPart.Answer::id)
                    .toList();
            equal("winners", 1, winners.size());
            isTrue("all are answered with the winner", answers.stream().allMatch(a -> a.id().equals(winners.get(0))));
            isTrue(
                    "every loser sees the winner's rows",
                    answers.stream()
                            .flatMap(a -> a.first().stream())
                            .allMatch(f ->
                                    f.notification() != null && f.deliveries().size() == 1));
            equal("rows claimable", 1, claimAs(0, 10).size());
        }
    }

    void eight_groups_with_the_same_keys_in_any_order_all_pass() throws Exception {
        List<List<AcceptPart.Answer>> answers = together(8, who -> () -> {
            List<SampleRows.Draft> mine = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                mine.add(who % 2 == 0 ? i : 0, rows.draft().key("key-" + i));
            }
            return again(() -> stage.accept(mine.toArray(SampleRows.Draft[]::new)));
        });
        long stored = flat(answers).stream().filter(a -> a.first().isEmpty()).count();
        equal("notifications stored for 20 keys", 20L, stored);
    }

    void counters_written_at_once_add_up() throws Exception {
        together(8, who -> () -> {
            for (int i = 0; i < 25; i++) {
                again(() -> stage.accept(rows.draft().counter(rows.counter("a", DeliveryState.PENDING, 1))));
            }
            return who;
        });
        equal("counted", 200L, stage.counted());
    }

    void settling_and_taking_over_at_once_never_both_succeed() throws Exception {
        for (int round = 0; round < 10; round++) {
            List<UUID> crowd = stage.crowd(20);
            stage.claim(NOW, 20);
            List<? extends Collection<UUID>> ended = together(
                    2,
                    who -> () -> who == 0
                            ? again(() -> store.settles()
                                    .settle(crowd.stream()
                                            .map(r -> stage.sent(r, 1))
                                            .toList()))
                            : again(() -> store.queue().claimThese(crowd, NOW + 12_000, "node-2", NOW + 24_000))
                                    .stream()
                                    .map(QueuePart.Claim::ref)
                                    .toList());
            sameSet("settled or taken over", crowd, flat(ended));
        }
    }

    void settling_and_cancelling_at_once_never_both_succeed() throws Exception {
        for (int round = 0; round < 10; round++) {
            List<UUID> crowd = stage.crowd(20);
            List<UUID> notifications = store.reads().load(crowd).stream()
                    .map(l -> l.notification().id())
                    .toList();
            stage.claim(NOW, 20);
            ChangePart.Cancel cancel =
                    new ChangePart.Cancel(rows.tenant(), notifications, NOW + 12_000, Map.of(), List.of());
            List<? extends Collection<UUID>> ended = together(
                    2,
                    who -> () -> who == 0
                            ? again(() -> store.settles()
                                    .settle(crowd.stream()
                                            .map(r -> stage.sent(r, 1))
                                            .toList()))
                            : again(() -> store.changes().cancel(cancel)).changed());
            sameSet("settled or cancelled", crowd, flat(ended));
            for (UUID ref : ended.get(1)) {
                equal(
                        "state of a cancelled one",
                        DeliveryState.CANCELLED,
                        stage.delivery(ref).state());
            }
        }
    }

    void one_of_eight_is_remembered_and_all_are_told_which() throws Exception {
        String name = rows.own("name");
        List<String> told = together(8, who -> () -> again(() -> store.meta().putIfAbsent(name, "value-" + who)));
        equal("different answers", 1, Set.copyOf(told).size());
        equal("remembered", told.get(0), store.meta().get(name).orElseThrow());
    }
}
