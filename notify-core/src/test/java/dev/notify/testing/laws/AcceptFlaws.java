package dev.notify.testing.laws;

import dev.notify.store.AcceptPart.Answer;
import dev.notify.store.AcceptPart.First;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import dev.notify.testing.laws.PlantedFlawsTest.Flaw;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Flaws in taking notifications in. */
final class AcceptFlaws {

    private AcceptFlaws() {}

    static List<Flaw> all() {
        List<Flaw> all = new ArrayList<>(rows());
        all.addAll(values());
        all.addAll(keys());
        all.addAll(replays());
        return all;
    }

    private static Tampered writing(UnaryOperator<Rows.Acceptance> edit) {
        return new Tampered() {
            @Override
            public List<Answer> accept(List<Rows.Acceptance> group) {
                return super.accept(group.stream().map(edit).toList());
            }
        };
    }

    private static final class OneByOne extends Tampered {
        @Override
        public List<Answer> accept(List<Rows.Acceptance> group) {
            List<Answer> answers = new ArrayList<>();
            group.forEach(a -> answers.addAll(super.accept(List.of(a))));
            return answers;
        }
    }

    private static Flaw bad(String name, String law) {
        return new Flaw(name, "AcceptLaws." + law, OneByOne::new);
    }

    private static List<Flaw> rows() {
        return List.of(
                bad("accepting is not atomic (notification)", "a_repeated_notification_id_leaves_nothing_of_its_group"),
                bad("accepting is not atomic (delivery)", "a_repeated_delivery_id_leaves_nothing_of_its_group"),
                bad(
                        "accepting is not atomic (recipient and channel)",
                        "a_second_delivery_to_one_recipient_by_one_channel_leaves_nothing_of_its_group"),
                bad("accepting is not atomic (work)", "a_repeated_work_reference_leaves_nothing_of_its_group"),
                bad("accepting is not atomic (trail)", "a_repeated_trail_id_leaves_nothing_of_its_group"),
                new Flaw(
                        "cards of a notification are forgotten",
                        "AcceptLaws.stores_the_cards_it_was_given",
                        () -> writing(a -> Edits.contents(a, text -> text))),
                new Flaw(
                        "content ends at 65,535 characters",
                        "AcceptLaws.keeps_content_of_a_quarter_million_characters",
                        () -> writing(a ->
                                Edits.contents(a, text -> text.substring(0, Math.min(65_535, text.length()))))),
                new Flaw(
                        "four-byte characters are lost",
                        "AcceptLaws.keeps_content_of_a_quarter_million_characters",
                        () -> writing(a -> Edits.contents(a, text -> text.replaceAll("[^\\u0000-\\uffff]", "?")))),
                new Flaw(
                        "empty content is none",
                        "AcceptLaws.keeps_empty_content_apart_from_none",
                        () -> new Tampered() {
                            @Override
                            public List<Loaded> load(java.util.Collection<UUID> ids) {
                                return super.load(ids).stream()
                                        .map(l -> "".equals(l.shared())
                                                ? new Loaded(l.delivery(), l.notification(), null, l.own())
                                                : l)
                                        .toList();
                            }
                        }),
                new Flaw(
                        "accepting drops the trail",
                        "AcceptLaws.stores_every_row_it_was_given",
                        () -> writing(a -> Edits.written(a, List.of(), a.counters()))),
                new Flaw(
                        "counters of an acceptance are overwritten",
                        "AcceptLaws.counters_of_one_key_add_up",
                        () -> writing(a -> Edits.written(
                                a, a.trail(), a.counters().stream().distinct().toList()))),
                new Flaw(
                        "a lease given at birth is forgotten",
                        "AcceptLaws.a_row_born_leased_is_held_by_its_creator",
                        () -> writing(a -> Edits.work(
                                a,
                                w -> new Rows.Work(
                                        w.ref(), w.kind(), w.lane(), w.availableAt(), w.fence(), null, 0, 0)))),
                new Flaw(
                        "answers come in another order",
                        "AcceptLaws.answers_in_the_order_of_the_group",
                        () -> new Tampered() {
                            @Override
                            public List<Answer> accept(List<Rows.Acceptance> group) {
                                List<Answer> answers = new ArrayList<>(super.accept(group));
                                java.util.Collections.reverse(answers);
                                return answers;
                            }
                        }),
                new Flaw(
                        "everything is said to be stored",
                        "AcceptLaws.tells_which_notifications_are_stored",
                        () -> new Tampered() {
                            @Override
                            public List<UUID> stored(List<UUID> ids) {
                                return ids;
                            }
                        }));
    }

    private static Tampered keysAs(UnaryOperator<String> fold) {
        return new Tampered() {
            @Override
            public List<Answer> accept(List<Rows.Acceptance> group) {
                return super.accept(group.stream()
                        .map(a -> Edits.key(a, d -> Edits.lookup(d, fold.apply(d.keyLookup()))))
                        .toList());
            }

            @Override
            public Optional<UUID> byKey(String tenant, String type, String key) {
                return super.byKey(tenant, type, fold.apply(key));
            }
        };
    }

    private static Tampered keys(UnaryOperator<Rows.Dedup> edit) {
        return writing(a -> Edits.key(a, edit));
    }

    private static Tampered answering(UnaryOperator<Answer> edit) {
        return new Tampered() {
            @Override
            public List<Answer> accept(List<Rows.Acceptance> group) {
                return super.accept(group).stream().map(edit).toList();
            }
        };
    }

    private static List<Flaw> keys() {
        String alike = "KeyLaws.keys_that_look_alike_are_different";
        return List.of(
                new Flaw("keys ignore case", alike, () -> keysAs(k -> k.toLowerCase(Locale.ROOT))),
                new Flaw("keys ignore trailing blanks", alike, () -> keysAs(String::stripTrailing)),
                new Flaw(
                        "keys ignore accents",
                        alike,
                        () -> keysAs(k ->
                                Normalizer.normalize(k, Normalizer.Form.NFD).replaceAll("\\p{M}", ""))),
                new Flaw(
                        "keys end at 199 characters",
                        alike,
                        () -> keysAs(k -> k.substring(0, Math.min(199, k.length())))),
                new Flaw(
                        "keys ignore case within a group",
                        "KeyLaws.keys_that_look_alike_are_different_within_a_group",
                        () -> keysAs(k -> k.toLowerCase(Locale.ROOT))),
                new Flaw(
                        "keys ignore the type",
                        "KeyLaws.one_key_of_two_types_is_two_keys",
                        () -> keys(d ->
                                new Rows.Dedup(d.tenant(), "any", d.keyLookup(), d.notificationId(), d.expiresAt()))),
                new Flaw(
                        "keys ignore the tenant",
                        "KeyLaws.one_key_of_two_tenants_is_two_keys",
                        () -> keys(d ->
                                new Rows.Dedup("any", d.type(), d.keyLookup(), d.notificationId(), d.expiresAt()))),
                new Flaw(
                        "keys never expire",
                        "KeyLaws.a_key_is_taken_until_the_moment_it_expires",
                        () -> keys(d -> new Rows.Dedup(
                                d.tenant(), d.type(), d.keyLookup(), d.notificationId(), Long.MAX_VALUE))),
                new Flaw(
                        "keys expire a millisecond late",
                        "KeyLaws.a_key_is_taken_until_the_moment_it_expires",
                        () -> keys(d -> new Rows.Dedup(
                                d.tenant(), d.type(), d.keyLookup(), d.notificationId(), d.expiresAt() + 1))),
                new Flaw(
                        "keys are not looked for within the group",
                        "KeyLaws.a_key_taken_earlier_in_the_group_is_answered_with_the_first",
                        () -> new Tampered() {
                            @Override
                            public List<Answer> accept(List<Rows.Acceptance> group) {
                                Set<String> seen = new HashSet<>();
                                return super.accept(group.stream()
                                        .map(a -> a.dedup() != null
                                                        && !seen.add(a.dedup().keyLookup())
                                                ? Edits.dedup(a, null)
                                                : a)
                                        .toList());
                            }
                        }),
                new Flaw(
                        "a replay shows no deliveries",
                        "KeyLaws.a_taken_key_is_answered_with_the_first",
                        () -> answering(a -> a.replayed() == null
                                ? a
                                : new Answer(a.id(), new First(a.replayed().notification(), List.of())))),
                new Flaw(
                        "a replay looks like a send",
                        "KeyLaws.a_replay_lets_the_rest_of_its_group_pass",
                        () -> answering(a -> Answer.stored(a.id()))),
                new Flaw("a replay counts", "KeyLaws.a_replay_writes_nothing", () -> new Tampered() {
                    @Override
                    public List<Answer> accept(List<Rows.Acceptance> group) {
                        List<Answer> answers = super.accept(group);
                        for (int i = 0; i < answers.size(); i++) {
                            if (answers.get(i).replayed() != null) {
                                smuggle(List.of(), List.of(), group.get(i).counters());
                            }
                        }
                        return answers;
                    }
                }),
                new Flaw(
                        "keys are looked up before they are taken",
                        "RaceLaws.sixteen_racing_for_a_key_have_one_winner",
                        () -> new Tampered() {
                            private final CountDownLatch two = new CountDownLatch(2);
                            private final AtomicInteger foundItFree = new AtomicInteger();

                            @Override
                            public List<Answer> accept(List<Rows.Acceptance> group) {
                                Rows.Dedup d = group.get(0).dedup();
                                boolean free = d != null
                                        && byKey(d.tenant(), d.type(), d.keyLookup())
                                                .isEmpty();
                                two.countDown();
                                try {
                                    two.await(5, TimeUnit.SECONDS);
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                return super.accept(free ? List.of(Edits.dedup(group.get(0), anotherKey(d))) : group);
                            }

                            private Rows.Dedup anotherKey(Rows.Dedup d) {
                                return foundItFree.getAndIncrement() == 0
                                        ? d
                                        : Edits.lookup(d, d.keyLookup() + UUID.randomUUID());
                            }
                        }));
    }

    private static Tampered loading(UnaryOperator<Tampered.Loaded> edit) {
        return new Tampered() {
            @Override
            public List<Loaded> load(Collection<UUID> ids) {
                return super.load(ids).stream().map(edit).toList();
            }
        };
    }

    private static Tampered.Loaded loaded(Tampered.Loaded l, long lastFence, String why) {
        Rows.Delivery d = l.delivery();
        return new Tampered.Loaded(
                d.to(d.state(), d.dueAt(), d.doneAt(), d.attempts(), lastFence, d.providerId(), why),
                l.notification(),
                l.shared(),
                l.own());
    }

    /** Keeps the words it was given last. */
    private static final class LastWords extends Tampered {
        private final Map<String, Rows.Template> last = new HashMap<>();

        @Override
        public List<Answer> accept(List<Rows.Acceptance> group) {
            group.forEach(a -> a.templates().forEach(t -> last.put(t.hash(), t)));
            return super.accept(group);
        }

        @Override
        public void pin(List<Rows.Template> words) {
            words.forEach(t -> last.put(t.hash(), t));
            super.pin(words);
        }

        @Override
        public Optional<Rows.Template> template(String hash) {
            return Optional.ofNullable(last.get(hash));
        }
    }

    private static Tampered refusing(Predicate<List<Rows.Acceptance>> what) {
        return new Tampered() {
            @Override
            public List<Answer> accept(List<Rows.Acceptance> group) {
                if (what.test(group)) {
                    throw new StoreException("an array is empty", null);
                }
                return super.accept(group);
            }
        };
    }

    private static List<Flaw> values() {
        return List.of(
                new Flaw(
                        "a row born leased counts as never tried",
                        "AcceptLaws.a_row_born_leased_counts_as_the_first_attempt",
                        () -> writing(a -> Edits.work(
                                a,
                                w -> new Rows.Work(
                                        w.ref(), w.kind(), w.lane(), w.availableAt(), w.fence(), w.owner(), 0, 0)))),
                new Flaw(
                        "words that come along replace the words",
                        "AcceptLaws.a_template_is_stored_once_and_the_first_text_stays",
                        LastWords::new),
                new Flaw(
                        "words that are pinned replace the words",
                        "AcceptLaws.words_that_are_pinned_are_stored_once_and_the_first_text_stays",
                        LastWords::new),
                new Flaw(
                        "an empty group is refused",
                        "AcceptLaws.accepts_a_group_of_nobody",
                        () -> refusing(List::isEmpty)),
                new Flaw(
                        "a group without deliveries is refused",
                        "AcceptLaws.accepts_a_notification_without_deliveries",
                        () -> refusing(
                                g -> g.stream().allMatch(a -> a.deliveries().isEmpty()))),
                new Flaw(
                        "fences end at 32 bits",
                        "AcceptLaws.keeps_what_is_not_null_to_the_last_bit",
                        () -> loading(l -> loaded(
                                l, (int) l.delivery().lastFence(), l.delivery().why()))),
                new Flaw(
                        "no reason is an empty reason",
                        "AcceptLaws.keeps_what_is_null",
                        () -> loading(l -> loaded(
                                l,
                                l.delivery().lastFence(),
                                l.delivery().why() == null ? "" : l.delivery().why()))),
                new Flaw(
                        "recipients ignore case",
                        "AcceptLaws.recipients_differing_in_case_accent_or_trailing_blank_are_different",
                        () -> new Tampered() {
                            @Override
                            public List<Rows.Delivery> deliveriesOf(String tenant, Collection<UUID> ids) {
                                Set<String> seen = new HashSet<>();
                                return super.deliveriesOf(tenant, ids).stream()
                                        .filter(d -> seen.add(d.recipient().toLowerCase(Locale.ROOT)))
                                        .toList();
                            }
                        }));
    }

    private static List<Flaw> replays() {
        return List.of(
                new Flaw(
                        "a key that expired is free for a whole group",
                        "KeyLaws.a_key_taken_over_in_a_group_is_taken_for_the_rest_of_it",
                        () -> new Tampered() {
                            @Override
                            public List<Answer> accept(List<Rows.Acceptance> group) {
                                Set<String> seen = new HashSet<>();
                                return super.accept(group.stream()
                                        .map(a -> a.dedup() != null
                                                        && byKey(
                                                                        a.dedup()
                                                                                .tenant(),
                                                                        a.dedup()
                                                                                .type(),
                                                                        a.dedup()
                                                                                .keyLookup())
                                                                .isPresent()
                                                        && !seen.add(a.dedup().keyLookup())
                                                ? Edits.dedup(a, null)
                                                : a)
                                        .toList());
                            }
                        }),
                new Flaw(
                        "no key is a key too",
                        "KeyLaws.a_notification_without_a_key_is_never_a_replay",
                        () -> writing(a -> a.dedup() != null
                                ? a
                                : Edits.dedup(
                                        a,
                                        new Rows.Dedup(
                                                a.notification().tenant(),
                                                a.notification().type(),
                                                "",
                                                a.notification().id(),
                                                Long.MAX_VALUE)))),
                new Flaw(
                        "a replay shows what was accepted",
                        "KeyLaws.a_replay_shows_the_deliveries_as_they_stand",
                        () -> new Tampered() {
                            private final Map<UUID, List<Rows.Delivery>> accepted = new HashMap<>();

                            @Override
                            public List<Answer> accept(List<Rows.Acceptance> group) {
                                group.forEach(a -> accepted.put(a.notification().id(), a.deliveries()));
                                return super.accept(group).stream()
                                        .map(a -> a.replayed() == null
                                                ? a
                                                : new Answer(
                                                        a.id(),
                                                        new First(a.replayed().notification(), accepted.get(a.id()))))
                                        .toList();
                            }
                        }),
                new Flaw(
                        "a key belongs to the last who asked for it",
                        "KeyLaws.the_first_stays_the_first_however_often_it_is_replayed",
                        () -> new Tampered() {
                            private final Map<String, UUID> last = new HashMap<>();

                            @Override
                            public List<Answer> accept(List<Rows.Acceptance> group) {
                                group.stream()
                                        .map(Rows.Acceptance::dedup)
                                        .filter(Objects::nonNull)
                                        .forEach(d -> last.put(d.keyLookup(), d.notificationId()));
                                return super.accept(group);
                            }

                            @Override
                            public Optional<UUID> byKey(String tenant, String type, String key) {
                                return Optional.ofNullable(last.get(key));
                            }
                        }),
                new Flaw(
                        "keys are cut at 200 characters",
                        "KeyLaws.keys_beyond_the_longest_are_different_or_refused",
                        () -> keysAs(k -> k.substring(0, Math.min(200, k.length())))));
    }
}
