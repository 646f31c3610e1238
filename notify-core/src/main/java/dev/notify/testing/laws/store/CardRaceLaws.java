package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.again;
import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.SampleCards.at;
import static dev.notify.testing.laws.kit.SampleCards.shown;
import static dev.notify.testing.laws.kit.SampleCards.write;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Together.together;

import dev.notify.store.CardPart;
import dev.notify.store.CardPart.Place;
import dev.notify.store.CardPart.Put;
import dev.notify.store.CardPart.Step;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.testing.laws.kit.SampleCards;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Several change the same cards at once: none is lost, and none is changed by two who expected the same. */
final class CardRaceLaws {

    private final Stage stage;
    private final SampleRows rows;
    private final CardPart cards;
    private final SampleCards sample;
    private final Place place;

    CardRaceLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
        this.cards = stage.store().cards();
        this.sample = new SampleCards(rows);
        this.place = sample.place("ann", "home");
    }

    private static long successes(List<Boolean> results) {
        return results.stream().filter(done -> done).count();
    }

    void of_eight_who_make_the_same_card_one_does() throws Exception {
        for (int round = 0; round < 5; round++) {
            Place each = sample.place("ann", "round-" + round);
            List<Boolean> made = together(8, who -> () -> again(() -> write(cards, sample.put(each, 0, "by " + who))));
            equal("how many made it", 1L, successes(made));
            equal("card", "1 by " + made.indexOf(true), shown(cards, each));
        }
    }

    void of_eight_who_expect_the_same_version_one_changes_it() throws Exception {
        write(cards, sample.put(place, "0"));
        for (int round = 1; round <= 5; round++) {
            long expected = round;
            List<Boolean> changed =
                    together(8, who -> () -> again(() -> write(cards, sample.put(place, expected, "by " + who))));
            equal("how many changed it", 1L, successes(changed));
            equal("card", (round + 1) + " by " + changed.indexOf(true), shown(cards, place));
        }
    }

    void whoever_expects_nothing_is_not_lost() throws Exception {
        together(8, who -> () -> {
            for (int i = 0; i < 10; i++) {
                again(() -> write(cards, sample.put(place, "by " + who)));
            }
            return who;
        });
        equal("version", 80L, version(place));
    }

    private long version(Place of) {
        Rows.Card card = at(cards, of);
        return card == null ? 0 : card.version();
    }

    void eight_with_the_same_cards_in_any_order_all_pass() throws Exception {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            places.add(sample.place("person-" + i % 4, "card-" + i));
        }
        together(8, who -> () -> {
            for (int i = 0; i < 10; i++) {
                List<Put> puts = new ArrayList<>();
                places.forEach(p -> puts.add(sample.put(p, "by " + who)));
                Collections.rotate(puts, 5 * who + 7 * i);
                if ((who + i) % 2 == 0) {
                    Collections.reverse(puts);
                }
                again(() -> cards.write(Step.EMPTY.puts(puts)));
            }
            return who;
        });
        for (Place each : places) {
            equal("version at " + each, 80L, version(each));
        }
    }

    void a_card_that_comes_and_goes_goes_as_often_as_it_came() throws Exception {
        List<Integer> left = together(8, who -> () -> {
            int mine = 0;
            for (int i = 0; i < 15; i++) {
                mine += again(() -> write(cards, sample.put(place, 0, "by " + who))) ? 1 : 0;
                mine -= again(() -> write(cards, new Put(place, rows.id(), 1L, NOW, null, null))) ? 1 : 0;
            }
            return mine;
        });
        equal(
                "made and not removed",
                version(place),
                left.stream().mapToLong(Integer::longValue).sum());
    }

    void a_step_and_another_who_takes_its_work_over_never_both_have_it() throws Exception {
        for (int round = 0; round < 20; round++) {
            UUID ref = stage.waiting(NOW).id();
            QueuePart.Claim held = stage.claimOne(NOW);
            Place each = sample.place("ann", "round-" + round);
            Step step =
                    Step.EMPTY.puts(List.of(sample.put(each, "done"))).done(ref, held.fence(), SettlePart.Move.REMOVE);
            List<Boolean> both = together(
                    2,
                    who -> () -> who == 0
                            ? again(() -> cards.write(step))
                            : !again(() -> stage.store()
                                            .queue()
                                            .claimThese(List.of(ref), Stage.LEASE, "other", Stage.LEASE + 12_000))
                                    .isEmpty());
            equal("how many have it", 1L, successes(both));
            equal("card", both.get(0) ? "1 done" : "nothing", shown(cards, each));
            stage.settle(stage.sent(ref, held.fence() + 1));
        }
    }
}
