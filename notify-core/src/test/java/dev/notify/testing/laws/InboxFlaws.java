package dev.notify.testing.laws;

import dev.notify.inbox.InboxStatus;
import dev.notify.store.CardPart.Step;
import dev.notify.store.InboxPart;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.SettlePart.Settlement;
import dev.notify.store.StoreException;
import dev.notify.testing.laws.PlantedFlawsTest.Flaw;
import dev.notify.testing.laws.kit.SampleRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Flaws in inboxes, and in how items come into them. */
final class InboxFlaws {

    private InboxFlaws() {}

    static List<Flaw> all() {
        List<Flaw> all = new ArrayList<>(inboxes());
        all.addAll(items());
        return all;
    }

    /** A good inbox behind a thin wall. */
    private static class Wrapped implements InboxPart {
        private final InboxPart good;

        Wrapped(InboxPart good) {
            this.good = good;
        }

        @Override
        public List<Head> heads(Collection<Owner> owners) {
            return good.heads(owners);
        }

        @Override
        public List<Item> find(Find find) {
            return good.find(find);
        }

        @Override
        public List<Item> items(Owner owner, Collection<UUID> ids) {
            return good.items(owner, ids);
        }

        @Override
        public List<Item> changed(Owner owner, long after, int limit) {
            return good.changed(owner, after, limit);
        }

        @Override
        public List<Item> change(Change change) {
            return good.change(change);
        }

        @Override
        public int wake(Owner owner, long now) {
            return good.wake(owner, now);
        }
    }

    private static Tampered with(Function<InboxPart, InboxPart> flaw) {
        return new Tampered() {
            private final InboxPart flawed = flaw.apply(good.inbox());

            @Override
            public InboxPart inbox() {
                return flawed;
            }
        };
    }

    private static List<Flaw> inboxes() {
        return List.of(
                new Flaw(
                        "everybody has a head",
                        "InboxLaws.an_inbox_nobody_wrote_to_is_empty",
                        () -> with(good -> new Wrapped(good) {
                            @Override
                            public List<Head> heads(Collection<Owner> owners) {
                                return owners.stream()
                                        .distinct()
                                        .map(Head::empty)
                                        .toList();
                            }
                        })),
                new Flaw(
                        "every page is the first",
                        "InboxLaws.the_newest_come_first_page_by_page",
                        () -> with(good -> new Wrapped(good) {
                            private int asked;

                            @Override
                            public List<Item> find(Find f) {
                                Find first = new Find(
                                        f.owners(),
                                        f.statuses(),
                                        f.type(),
                                        f.category(),
                                        f.subjectLookup(),
                                        asked++ < 9 ? null : f.before(),
                                        f.limit());
                                return super.find(first);
                            }
                        })),
                new Flaw(
                        "the subject does not matter",
                        "InboxLaws.what_is_found_is_as_it_was_asked_for",
                        () -> with(good -> new Wrapped(good) {
                            @Override
                            public List<Item> find(Find f) {
                                return super.find(new Find(
                                        f.owners(), f.statuses(), f.type(), f.category(), null, f.before(), f.limit()));
                            }
                        })),
                new Flaw(
                        "who knows an id may change the item",
                        "InboxLaws.nobody_reads_or_changes_what_is_anothers",
                        () -> with(good -> new Wrapped(good) {
                            @Override
                            public List<Item> change(Change c) {
                                Owner bob = new Owner(c.owner().tenant(), "bob");
                                return super.change(new Change(bob, c.items(), c.mark(), c.at(), c.until()));
                            }
                        })),
                new Flaw(
                        "what is archived goes on being counted",
                        "InboxLaws.marks_are_kept_and_counted",
                        () -> with(good -> new Wrapped(good) {
                            private int archived;

                            @Override
                            public List<Item> change(Change c) {
                                archived += c.mark() == Mark.DISMISSED ? 1 : 0;
                                return super.change(c);
                            }

                            @Override
                            public List<Head> heads(Collection<Owner> owners) {
                                return super.heads(owners).stream()
                                        .map(h -> new Head(
                                                h.owner(), h.seq(), h.unseen() + archived, h.unread(), h.wakeAt()))
                                        .toList();
                            }
                        })),
                new Flaw(
                        "every mark takes a number",
                        "InboxLaws.a_mark_that_changes_nothing_takes_no_number",
                        () -> with(good -> new Wrapped(good) {
                            @Override
                            public List<Item> change(Change c) {
                                List<Item> changed = super.change(c);
                                return changed.isEmpty()
                                        ? super.change(new Change(c.owner(), c.items(), Mark.TAKEN, c.at()))
                                        : changed;
                            }
                        })),
                new Flaw(
                        "changes come newest first",
                        "InboxLaws.changes_come_in_the_order_of_their_numbers",
                        () -> with(good -> new Wrapped(good) {
                            @Override
                            public List<Item> changed(Owner owner, long after, int limit) {
                                List<Item> changed = new ArrayList<>(super.changed(owner, after, limit));
                                Collections.reverse(changed);
                                return changed;
                            }
                        })),
                new Flaw(
                        "what is snoozed comes back at once",
                        "InboxLaws.what_is_snoozed_comes_back_when_its_time_has_come",
                        () -> with(good -> new Wrapped(good) {
                            @Override
                            public int wake(Owner owner, long now) {
                                return super.wake(owner, now + 1_000);
                            }
                        })),
                new Flaw(
                        "a step forgets its marks",
                        "InboxLaws.a_step_marks_items_or_is_not_done",
                        () -> new Tampered() {
                            @Override
                            public boolean write(Step step) {
                                return super.write(step.marks(List.of()));
                            }
                        }),
                new Flaw(
                        "a change shows late",
                        "InboxLaws.nothing_changes_before_a_number_that_was_read",
                        () -> with(good -> new Wrapped(good) {
                            private final AtomicInteger asked = new AtomicInteger();

                            @Override
                            public List<Item> changed(Owner owner, long after, int limit) {
                                List<Item> changed = super.changed(owner, after, limit);
                                return asked.getAndIncrement() == 0 && changed.size() > 1
                                        ? changed.subList(1, changed.size())
                                        : changed.stream()
                                                .filter(i -> i.status() != InboxStatus.NEW)
                                                .toList();
                            }
                        })));
    }

    private static Tampered bringing(UnaryOperator<List<InboxPart.Item>> edit) {
        return new Tampered() {
            @Override
            public Set<UUID> settle(List<Settlement> group) {
                return super.settle(group.stream()
                        .map(s -> Edits.next(s, edited(s.next(), edit)))
                        .toList());
            }
        };
    }

    private static Next edited(Next n, UnaryOperator<List<InboxPart.Item>> edit) {
        return n.items(edit.apply(n.items()));
    }

    /** Brings an item by a delivery of its own, whatever becomes of the settlement. */
    private static void bring(Tampered store, Settlement s, boolean again) {
        for (InboxPart.Item item : s.next().items()) {
            UUID id = again ? SampleRows.ofNewTenant().id() : item.id();
            SampleRows rows = SampleRows.ofNewTenant();
            SampleRows.Draft draft = rows.draft().to("x", rows.lane(0));
            store.good.accepts().accept(List.of(draft.rows()));
            UUID ref = draft.last().id();
            store.good
                    .queue()
                    .claim(new dev.notify.store.QueuePart.Request(
                            rows.lane(0).number(), SampleRows.NOW, 0, 1, "flaw", SampleRows.NOW + 1_000));
            InboxPart.Item twin = new InboxPart.Item(
                    id,
                    item.owner(),
                    item.notificationId(),
                    item.type(),
                    item.category(),
                    item.priority(),
                    item.subject(),
                    item.subjectLookup(),
                    item.text(),
                    item.status(),
                    item.at(),
                    0,
                    null,
                    null,
                    null);
            store.good
                    .settles()
                    .settle(List.of(new Settlement(
                            ref,
                            1,
                            dev.notify.store.SettlePart.Move.REMOVE,
                            null,
                            null,
                            null,
                            Next.NOTHING.items(List.of(twin)),
                            List.of(),
                            List.of())));
        }
    }

    private static List<Flaw> items() {
        return List.of(
                new Flaw(
                        "nothing comes into inboxes",
                        "ItemLaws.an_item_comes_with_the_settlement_of_its_delivery",
                        () -> bringing(items -> List.of())),
                new Flaw(
                        "a stale settlement brings its item",
                        "ItemLaws.a_stale_settlement_brings_no_item",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                Set<UUID> settled = super.settle(group);
                                group.stream()
                                        .filter(s -> !settled.contains(s.ref()))
                                        .forEach(s -> bring(this, s, false));
                                return settled;
                            }
                        }),
                new Flaw(
                        "a repeated settlement brings another item",
                        "ItemLaws.a_settlement_that_is_repeated_brings_its_item_once",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                Set<UUID> settled = super.settle(group);
                                group.stream()
                                        .filter(s -> !settled.contains(s.ref()))
                                        .forEach(s -> bring(this, s, true));
                                return settled;
                            }
                        }),
                new Flaw(
                        "a late success brings nothing",
                        "ItemLaws.a_late_success_brings_its_item",
                        () -> new Tampered() {
                            @Override
                            public boolean settleLate(Settlement late) {
                                return super.settleLate(Edits.next(late, Next.NOTHING));
                            }
                        }),
                new Flaw(
                        "a group brings thirty items at most",
                        "ItemLaws.the_items_of_a_group_are_numbered_one_after_another",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                List<Settlement> some = new ArrayList<>(group);
                                for (int i = 30; i < some.size(); i++) {
                                    some.set(i, Edits.next(some.get(i), Next.NOTHING));
                                }
                                return super.settle(some);
                            }
                        }),
                new Flaw(
                        "items come before the rest is written",
                        "ItemLaws.a_group_that_fails_brings_nothing",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                try {
                                    return super.settle(group);
                                } catch (StoreException e) {
                                    group.forEach(s -> bring(this, s, false));
                                    throw e;
                                }
                            }
                        }),
                new Flaw(
                        "of many at once one item is lost",
                        "ItemLaws.of_many_who_settle_at_once_each_item_has_a_number_of_its_own",
                        () -> new Tampered() {
                            private final AtomicInteger settled = new AtomicInteger();

                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                boolean lost = settled.incrementAndGet() == 20;
                                return super.settle(
                                        lost
                                                ? group.stream()
                                                        .map(s -> Edits.next(s, Next.NOTHING))
                                                        .toList()
                                                : group);
                            }
                        }));
    }
}
