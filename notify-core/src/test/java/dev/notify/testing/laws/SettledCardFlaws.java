package dev.notify.testing.laws;

import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.testing.laws.PlantedFlawsTest.Flaw;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Flaws in the cards that begin with a settlement. */
final class SettledCardFlaws {

    private SettledCardFlaws() {}

    static List<Flaw> all() {
        return List.of(
                new Flaw(
                        "a settlement forgets its second card",
                        "SettledCardLaws.a_card_begins_with_the_settlement",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                return super.settle(group.stream()
                                        .map(s -> Edits.next(
                                                s,
                                                s.next()
                                                        .cards(s.next().cards().stream()
                                                                .limit(1)
                                                                .toList())))
                                        .toList());
                            }
                        }),
                new Flaw(
                        "a settlement overwrites a card",
                        "SettledCardLaws.a_card_that_is_there_is_left",
                        () -> new Writes(true)),
                new Flaw(
                        "a stale settlement writes its card",
                        "SettledCardLaws.a_stale_settlement_writes_no_card",
                        () -> new Writes(false)),
                new Flaw(
                        "a late success that finishes nothing writes its card",
                        "SettledCardLaws.a_late_success_writes_its_card_if_it_finishes_the_delivery",
                        () -> new Tampered() {
                            @Override
                            public boolean settleLate(Settlement late) {
                                boolean finished = super.settleLate(late);
                                late.next().cards().forEach(card -> Writes.over(this, card));
                                return finished;
                            }
                        }));
    }

    /** Writes the cards of some settlements over whatever is there. */
    private static final class Writes extends Tampered {
        private final boolean settledOnes;

        Writes(boolean settledOnes) {
            this.settledOnes = settledOnes;
        }

        static void over(Tampered store, Rows.Card card) {
            store.good
                    .cards()
                    .write(CardPart.Step.EMPTY.puts(List.of(new CardPart.Put(
                            card.place(), card.id(), null, card.changedAt(), card.expiresAt(), card.body()))));
        }

        @Override
        public Set<UUID> settle(List<Settlement> group) {
            Set<UUID> settled = super.settle(group);
            group.stream()
                    .filter(s -> settled.contains(s.ref()) == settledOnes)
                    .flatMap(s -> s.next().cards().stream())
                    .forEach(card -> over(this, card));
            return settled;
        }
    }
}
