package dev.notify.testing.laws;

import dev.notify.store.CardPart.Done;
import dev.notify.store.CardPart.Due;
import dev.notify.store.CardPart.Place;
import dev.notify.store.CardPart.Put;
import dev.notify.store.CardPart.Step;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.StoreException;
import dev.notify.testing.laws.PlantedFlawsTest.Flaw;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Flaws in cards and in the steps that write them. */
final class CardFlaws {

    private static final long FAR = 1L << 50;

    private CardFlaws() {}

    static List<Flaw> all() {
        List<Flaw> all = new ArrayList<>(reads());
        all.addAll(writes());
        all.addAll(steps());
        all.addAll(works());
        all.addAll(races());
        return all;
    }

    private static Tampered reading(UnaryOperator<Rows.Card> edit) {
        return new Tampered() {
            @Override
            public List<Rows.Card> read(Collection<Place> places) {
                return super.read(places).stream().map(edit).toList();
            }
        };
    }

    private static Tampered writing(UnaryOperator<Step> edit) {
        return new Tampered() {
            @Override
            public boolean write(Step step) {
                return super.write(edit.apply(step));
            }
        };
    }

    private static Tampered putting(UnaryOperator<Put> edit) {
        return writing(s -> s.puts(s.puts().stream().map(edit).toList()));
    }

    private static Tampered placing(UnaryOperator<Place> edit) {
        return new Tampered() {
            @Override
            public List<Rows.Card> read(Collection<Place> places) {
                return super.read(places.stream().map(edit).toList());
            }

            @Override
            public boolean write(Step step) {
                return super.write(step.puts(step.puts().stream()
                        .map(p -> CardFlaws.put(p, edit.apply(p.place()), p.id(), p.expected(), p.body()))
                        .toList()));
            }
        };
    }

    private static Put put(Put p, Place place, UUID id, @Nullable Long expected, @Nullable String body) {
        return new Put(place, id, expected, p.changedAt(), p.expiresAt(), body);
    }

    private static Place place(Place p, String owner, String name) {
        return new Place(p.tenant(), p.kind(), owner, name);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(100, text.length()));
    }

    private static Rows.Card card(Rows.Card c, long version, @Nullable Long expiresAt) {
        return new Rows.Card(c.id(), c.place(), version, c.changedAt(), expiresAt, c.body());
    }

    private static Step withoutDone(Step s) {
        return new Step(
                s.puts(), s.contents(), s.deliveries(), s.work(), s.dues(), s.trail(), s.counters(), s.marks(), null);
    }

    private static Step due(Step s, UnaryOperator<Due> edit) {
        return s.dues(s.dues().stream().map(edit).toList());
    }

    private static List<Flaw> reads() {
        return List.of(
                new Flaw(
                        "a card forgets when it expires",
                        "CardLaws.a_card_is_read_as_it_was_written",
                        () -> reading(c -> card(c, c.version(), null))),
                new Flaw(
                        "versions end at two",
                        "CardLaws.a_change_is_one_version_more_under_the_same_id",
                        () -> reading(c -> card(c, Math.min(2, c.version()), c.expiresAt()))),
                new Flaw(
                        "a card is read as often as it is asked for",
                        "CardLaws.reading_finds_what_is_there_each_once",
                        () -> new Tampered() {
                            @Override
                            public List<Rows.Card> read(Collection<Place> places) {
                                return places.stream()
                                        .flatMap(p -> super.read(List.of(p)).stream())
                                        .toList();
                            }
                        }),
                new Flaw(
                        "blanks at the end of an owner do not count",
                        "CardLaws.a_place_is_its_tenant_kind_owner_and_name_to_the_letter",
                        () -> placing(p -> place(p, p.owner().stripTrailing(), p.name()))),
                new Flaw(
                        "names are cut off",
                        "CardLaws.the_longest_place_that_is_allowed_is_kept_apart_from_its_neighbour",
                        () -> placing(p -> place(p, p.owner(), cut(p.name())))),
                new Flaw(
                        "every page of an owner's cards is the first",
                        "CardLaws.an_owners_cards_of_a_kind_come_by_name_page_by_page",
                        () -> new Tampered() {
                            @Override
                            public List<Rows.Card> list(String t, String k, String o, @Nullable String after, int n) {
                                return super.list(t, k, o, null, n);
                            }
                        }),
                new Flaw(
                        "every page of a name's cards is the first",
                        "CardLaws.the_cards_of_a_name_come_by_owner_page_by_page",
                        () -> new Tampered() {
                            @Override
                            public List<Rows.Card> named(String t, String k, String n, @Nullable String after, int m) {
                                return super.named(t, k, n, null, m);
                            }
                        }),
                new Flaw("the first of the ids is found", "CardLaws.a_card_is_found_by_its_id", () -> new Tampered() {
                    @Override
                    public List<Rows.Card> byIds(Collection<UUID> ids) {
                        return super.byIds(ids.stream().limit(1).toList());
                    }
                }),
                new Flaw("what has expired is hidden", "CardLaws.what_has_expired_is_still_read", () -> new Tampered() {
                    @Override
                    public List<Rows.Card> read(Collection<Place> places) {
                        return super.read(places).stream()
                                .filter(c -> c.expiresAt() == null || c.expiresAt() > SampleRows.NOW)
                                .toList();
                    }
                }),
                new Flaw(
                        "five hundred are read at most",
                        "CardLaws.hundreds_are_written_and_read_at_once",
                        () -> new Tampered() {
                            @Override
                            public List<Rows.Card> read(Collection<Place> places) {
                                return super.read(places.stream().limit(500).toList());
                            }
                        }));
    }

    private static List<Flaw> writes() {
        return List.of(
                new Flaw(
                        "a card that is removed is emptied",
                        "CardLaws.a_card_that_is_removed_is_gone",
                        () -> putting(p ->
                                CardFlaws.put(p, p.place(), p.id(), p.expected(), p.body() == null ? "" : p.body()))),
                new Flaw(
                        "a place remembers its versions",
                        "CardLaws.a_card_made_anew_begins_at_the_first_version_under_its_own_id",
                        () -> new Tampered() {
                            private final Set<Place> removed = new HashSet<>();

                            @Override
                            public boolean write(Step step) {
                                step.puts().stream()
                                        .filter(p -> p.body() == null)
                                        .forEach(p -> removed.add(p.place()));
                                return super.write(step);
                            }

                            @Override
                            public List<Rows.Card> read(Collection<Place> places) {
                                return super.read(places).stream()
                                        .map(c -> card(
                                                c, c.version() + (removed.contains(c.place()) ? 2 : 0), c.expiresAt()))
                                        .toList();
                            }
                        }),
                new Flaw(
                        "what is expected does not matter",
                        "CardLaws.only_the_version_that_is_expected_is_changed",
                        () -> putting(p -> CardFlaws.put(p, p.place(), p.id(), null, p.body()))),
                new Flaw(
                        "cards are written one by one",
                        "CardLaws.nothing_is_written_if_one_card_is_not_as_expected",
                        () -> new Tampered() {
                            @Override
                            public boolean write(Step step) {
                                boolean all = true;
                                for (Put put : step.puts()) {
                                    all &= super.write(step.puts(List.of(put)));
                                }
                                return all;
                            }
                        }),
                new Flaw(
                        "who comes with another's id gets one of his own",
                        "CardLaws.the_id_of_another_card_is_refused",
                        () -> afterRefusal(step -> step.puts(step.puts().stream()
                                .map(p -> CardFlaws.put(p, p.place(), UUID.randomUUID(), p.expected(), p.body()))
                                .toList()))));
    }

    /** Writes something else where the store refuses. */
    private static Tampered afterRefusal(UnaryOperator<Step> instead) {
        return new Tampered() {
            @Override
            public boolean write(Step step) {
                try {
                    return super.write(step);
                } catch (StoreException e) {
                    return super.write(instead.apply(step));
                }
            }
        };
    }

    private static List<Flaw> steps() {
        return List.of(
                new Flaw(
                        "two of the same number are one",
                        "StepLaws.all_of_a_step_is_written",
                        () -> writing(
                                s -> s.counters(s.counters().stream().distinct().toList()))),
                new Flaw(
                        "more deliveries bring nothing of their own",
                        "StepLaws.more_deliveries_read_what_all_are_told_and_what_is_their_own",
                        () -> writing(s -> s.deliveries(List.of(), s.deliveries()))),
                new Flaw(
                        "deliveries that cannot be written are left out",
                        "StepLaws.a_second_delivery_to_one_recipient_by_one_channel_is_refused",
                        () -> afterRefusal(step -> step.deliveries(List.of(), List.of()))),
                new Flaw(
                        "what follows is written whether the cards are or not",
                        "StepLaws.nothing_of_a_step_is_written_if_a_card_is_not_as_expected",
                        () -> new Tampered() {
                            @Override
                            public boolean write(Step step) {
                                return super.write(step) || !super.write(step.puts(List.of()));
                            }
                        }),
                new Flaw(
                        "cards are written before what follows",
                        "StepLaws.a_step_that_fails_changes_nothing",
                        () -> new Tampered() {
                            @Override
                            public boolean write(Step step) {
                                try {
                                    return super.write(step);
                                } catch (StoreException e) {
                                    super.write(Step.EMPTY.puts(step.puts()));
                                    throw e;
                                }
                            }
                        }),
                new Flaw(
                        "nothing is done without cards",
                        "StepLaws.a_step_without_cards_is_one_too",
                        () -> new Tampered() {
                            @Override
                            public boolean write(Step step) {
                                return step.puts().isEmpty() || super.write(step);
                            }
                        }),
                new Flaw(
                        "five hundred deliveries are added at most",
                        "StepLaws.hundreds_of_deliveries_are_added_at_once",
                        () -> writing(s -> s.deliveries(
                                s.contents(), s.deliveries().stream().limit(500).toList()))),
                new Flaw(
                        "nothing follows from a removal",
                        "StepLaws.a_card_and_its_removal_meet_what_follows",
                        () -> writing(s ->
                                s.puts().stream().allMatch(p -> p.body() == null) ? Step.EMPTY.puts(s.puts()) : s)));
    }

    private static List<Flaw> works() {
        return List.of(
                new Flaw(
                        "due times move to later only",
                        "StepLaws.a_due_time_moves_what_waits_earlier_and_later",
                        () -> writing(s -> s.dues(s.dues().stream()
                                .filter(d -> d.availableAt() - d.now() > 60_000)
                                .toList()))),
                new Flaw(
                        "due times move what is held",
                        "StepLaws.a_due_time_leaves_what_is_held_and_what_is_gone",
                        () -> writing(s -> due(s, d -> new Due(d.ref(), FAR, d.availableAt())))),
                new Flaw(
                        "due times take a lease that is over for a hold",
                        "StepLaws.a_due_time_frees_what_is_no_longer_held",
                        () -> writing(s -> due(s, d -> new Due(d.ref(), d.now() - 1, d.availableAt())))),
                new Flaw(
                        "work outlives its step",
                        "StepLaws.what_a_step_is_done_for_ends_with_it",
                        () -> writing(CardFlaws::withoutDone)),
                new Flaw(
                        "work never comes again",
                        "StepLaws.what_a_step_is_done_for_may_come_again",
                        () -> writing(s -> {
                            Done done = s.done();
                            return done == null ? s : s.done(done.ref(), done.fence(), SettlePart.Move.REMOVE);
                        })),
                new Flaw(
                        "a fence guards the work and not the cards",
                        "StepLaws.nothing_is_written_for_work_that_is_not_held_under_the_fence",
                        () -> new Tampered() {
                            @Override
                            public boolean write(Step step) {
                                return super.write(step) || !super.write(withoutDone(step));
                            }
                        }),
                new Flaw(
                        "work is dropped with its lease",
                        "StepLaws.work_is_held_beyond_its_lease_until_another_takes_it",
                        () -> new Tampered() {
                            @Override
                            public boolean write(Step step) {
                                boolean late = step.done() != null
                                        && step.puts().stream().anyMatch(p -> p.changedAt() > Stage.LEASE);
                                return !late && super.write(step);
                            }
                        }));
    }

    /** The first who is refused is told that it was done. */
    /** Tells one of those who were too late that they were not. */
    private static Tampered lyingOnce() {
        return new Tampered() {
            private final AtomicBoolean lied = new AtomicBoolean();

            @Override
            public boolean write(Step step) {
                return super.write(step) || lied.compareAndSet(false, true);
            }
        };
    }

    /** Does not tell one of those who removed a card: with luck, nobody is ever too late to remove one. */
    private static Tampered hushingOnce() {
        return new Tampered() {
            private final AtomicBoolean hushed = new AtomicBoolean();

            @Override
            public boolean write(Step step) {
                boolean done = super.write(step);
                boolean removal = step.puts().stream().anyMatch(p -> p.body() == null);
                return done && !(removal && hushed.compareAndSet(false, true));
            }
        };
    }

    private static List<Flaw> races() {
        return List.of(
                new Flaw(
                        "of those who make a card two are told so",
                        "CardRaceLaws.of_eight_who_make_the_same_card_one_does",
                        () -> lyingOnce()),
                new Flaw(
                        "of those who change a card two are told so",
                        "CardRaceLaws.of_eight_who_expect_the_same_version_one_changes_it",
                        () -> lyingOnce()),
                new Flaw(
                        "of those who remove a card one is not told so",
                        "CardRaceLaws.a_card_that_comes_and_goes_goes_as_often_as_it_came",
                        () -> hushingOnce()),
                new Flaw(
                        "of two changes at once one is lost",
                        "CardRaceLaws.whoever_expects_nothing_is_not_lost",
                        () -> new Tampered() {
                            private final AtomicInteger written = new AtomicInteger();

                            @Override
                            public boolean write(Step step) {
                                return written.incrementAndGet() == 7 || super.write(step);
                            }
                        }),
                new Flaw(
                        "a deadlock of two steps is not told as one",
                        "CardRaceLaws.eight_with_the_same_cards_in_any_order_all_pass",
                        () -> new Tampered() {
                            private final AtomicInteger written = new AtomicInteger();

                            @Override
                            public boolean write(Step step) {
                                if (written.incrementAndGet() == 7) {
                                    throw new StoreException("deadlock", null);
                                }
                                return super.write(step);
                            }
                        }),
                new Flaw(
                        "a step looks for the fence before it writes, and another takes over",
                        "CardRaceLaws.a_step_and_another_who_takes_its_work_over_never_both_have_it",
                        () -> new Tampered() {
                            private final CountDownLatch taken = new CountDownLatch(1);

                            @Override
                            public boolean write(Step step) {
                                try {
                                    taken.await(5, TimeUnit.SECONDS);
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                return super.write(withoutDone(step));
                            }

                            @Override
                            public List<Claim> claimThese(Collection<UUID> refs, long now, String o, long until) {
                                List<Claim> claims = new ArrayList<>(super.claimThese(refs, now, o, until));
                                taken.countDown();
                                return claims;
                            }
                        }));
    }
}
