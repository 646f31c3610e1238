package dev.notify.testing.laws.settle;

import static dev.notify.testing.laws.kit.Checks.again;
import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.store.CardPart;
import dev.notify.store.CardPart.Place;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.SettlePart.Settlement;
import dev.notify.testing.laws.kit.SampleCards;
import dev.notify.testing.laws.kit.Stage;
import java.util.List;
import java.util.UUID;

/** Cards begin with a settlement that takes effect, and overwrite nothing. */
final class SettledCardLaws {

    private final Stage stage;
    private final SampleCards cards;
    private final Place place;

    SettledCardLaws(Stage stage) {
        this.stage = stage;
        this.cards = new SampleCards(stage.rows());
        this.place = cards.place("gateway", "m-1");
    }

    private CardPart part() {
        return stage.store().cards();
    }

    private Rows.Card card(Place at, String body) {
        return new Rows.Card(stage.rows().id(), at, 1, NOW, NOW + 60_000L, body);
    }

    private static Settlement with(Settlement s, Rows.Card... cards) {
        return new Settlement(
                s.ref(),
                s.fence(),
                s.move(),
                s.delivery(),
                s.attempt(),
                s.call(),
                Next.NOTHING.cards(List.of(cards)),
                s.trail(),
                s.counters());
    }

    private UUID held() {
        UUID id = stage.waiting(NOW).id();
        stage.claimOne(NOW);
        return id;
    }

    void a_card_begins_with_the_settlement() {
        UUID id = held();
        Rows.Card card = card(place, "of m-1");
        Place second = cards.place("gateway", "m-0");
        stage.settle(with(stage.sent(id, 1), card, card(second, "of m-0")));
        equal("the card", card, SampleCards.at(part(), place));
        equal("the other", "1 of m-0", SampleCards.shown(part(), second));
    }

    void a_card_that_is_there_is_left() {
        SampleCards.write(part(), cards.put(place, "first"));
        UUID id = held();
        equal(
                "settled",
                1,
                stage.settle(with(stage.sent(id, 1), card(place, "second"))).size());
        equal("the card", "1 first", SampleCards.shown(part(), place));
    }

    void a_stale_settlement_writes_no_card() {
        UUID id = held();
        stage.claimOne(NOW + 12_000);
        stage.settle(with(stage.sent(id, 1), card(place, "stale")));
        equal("the card", "nothing", SampleCards.shown(part(), place));
    }

    void a_late_success_writes_its_card_if_it_finishes_the_delivery() {
        UUID id = held();
        stage.settle(stage.back(id, 1, Move.again(NOW + 20_000)));
        isTrue(
                "it finished",
                again(() -> stage.store().settles().settleLate(with(stage.sent(id, 1), card(place, "late")))));
        equal("the card", "1 late", SampleCards.shown(part(), place));
        Place other = cards.place("gateway", "m-2");
        UUID lost = held();
        isTrue(
                "it did not finish",
                !again(() -> stage.store().settles().settleLate(with(stage.sent(lost, 7), card(other, "late")))));
        equal("no card", "nothing", SampleCards.shown(part(), other));
    }
}
