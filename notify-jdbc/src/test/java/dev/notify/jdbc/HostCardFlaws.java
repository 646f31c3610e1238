package dev.notify.jdbc;

import static dev.notify.jdbc.Guest.on;

import dev.notify.jdbc.HostFlaws.Flaw;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.store.StoreSession;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;

/** Flaws in cards that are written inside the host's transaction. */
final class HostCardFlaws {

    private HostCardFlaws() {}

    /** The cards of a session, spoilt. */
    private interface Spoiling {
        CardPart cards(StoreSession joined, Store good, Connection connection);
    }

    private static Flaw joining(String name, String law, Spoiling spoiling) {
        return new Flaw(name, law, good -> new Guest(good) {
            @Override
            public StoreSession join(Connection connection) {
                StoreSession joined = good.join(connection);
                return new Guest.Parts(
                        joined.accepts(),
                        joined.changes(),
                        joined.reads(),
                        spoiling.cards(joined, good, connection),
                        joined.inbox());
            }
        });
    }

    /** A store whose own cards are spoilt while a transaction of the host's is open. */
    private static Flaw beside(String name, String law, BiFunction<CardPart, CardPart.Step, Boolean> write) {
        return new Flaw(name, law, good -> new Guest(good) {
            private volatile boolean joined;

            @Override
            public StoreSession join(Connection connection) {
                joined = true;
                return good.join(connection);
            }

            @Override
            public CardPart cards() {
                return joined
                        ? new GuestCards(good.cards()) {
                            @Override
                            public boolean write(Step step) {
                                return write.apply(good.cards(), step);
                            }
                        }
                        : good.cards();
            }
        });
    }

    private static CardPart.Put whatever(CardPart.Put p) {
        return new CardPart.Put(p.place(), p.id(), null, p.changedAt(), p.expiresAt(), p.body());
    }

    static List<Flaw> all() {
        return List.of(
                joining(
                        "writes cards by itself",
                        "HostCardLaws.a_step_becomes_true_with_the_commit",
                        (joined, good, c) -> good.cards()),
                joining(
                        "records a step by itself",
                        "HostCardLaws.a_step_is_gone_with_the_rollback",
                        (joined, good, c) -> new GuestCards(joined.cards()) {
                            @Override
                            public boolean write(Step step) {
                                good.cards().write(Step.EMPTY.trail(step.trail()));
                                return super.write(step.trail(List.of()));
                            }
                        }),
                joining(
                        "reads cards by itself",
                        "HostCardLaws.the_transaction_sees_the_cards_it_wrote",
                        (joined, good, c) -> new GuestCards(joined.cards()) {
                            @Override
                            public List<Rows.Card> read(Collection<Place> places) {
                                return good.cards().read(places);
                            }
                        }),
                joining(
                        "rolls back when a card is not as expected",
                        "HostCardLaws.a_card_that_is_not_as_expected_leaves_the_transaction_as_it_was",
                        (joined, good, c) -> new GuestCards(joined.cards()) {
                            @Override
                            public boolean write(Step step) {
                                boolean written = super.write(step);
                                if (!written) {
                                    on(c::rollback);
                                }
                                return written;
                            }
                        }),
                joining(
                        "rolls back when a card is refused",
                        "HostCardLaws.a_card_that_cannot_be_written_leaves_the_transaction_as_it_was",
                        (joined, good, c) -> new GuestCards(joined.cards()) {
                            @Override
                            public boolean write(Step step) {
                                try {
                                    return super.write(step);
                                } catch (StoreException e) {
                                    on(c::rollback);
                                    throw e;
                                }
                            }
                        }),
                beside(
                        "expects what it finds while a transaction is open",
                        "HostCardLaws.a_card_made_beside_is_found_when_its_maker_commits",
                        (cards, step) -> cards.write(step.puts(step.puts().stream()
                                .map(HostCardFlaws::whatever)
                                .toList()))),
                beside(
                        "writes no card while a transaction is open",
                        "HostCardLaws.a_card_held_open_holds_up_nobody_elses",
                        (cards, step) -> {
                            throw new StoreBusyException("a transaction is open", null);
                        }));
    }
}
