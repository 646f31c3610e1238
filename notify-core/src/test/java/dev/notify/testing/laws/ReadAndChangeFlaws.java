package dev.notify.testing.laws;

import dev.notify.store.ChangePart;
import dev.notify.store.Rows;
import dev.notify.testing.laws.PlantedFlawsTest.Flaw;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Flaws in changing, finding, remembering and ending. */
final class ReadAndChangeFlaws {

    private static final long FAR = 1L << 50;

    private ReadAndChangeFlaws() {}

    static List<Flaw> all() {
        List<Flaw> all = new ArrayList<>(changes());
        all.addAll(reads());
        all.addAll(wholes());
        return all;
    }

    private static Tampered cancelling(UnaryOperator<ChangePart.Cancel> edit) {
        return new Tampered() {
            @Override
            public Changed cancel(Cancel cancel) {
                return super.cancel(edit.apply(cancel));
            }
        };
    }

    private static Tampered moving(UnaryOperator<ChangePart.Move> edit) {
        return new Tampered() {
            @Override
            public Changed move(ChangePart.Move move) {
                return super.move(edit.apply(move));
            }
        };
    }

    private static ChangePart.Cancel cancel(ChangePart.Cancel c, String tenant, long now) {
        return new ChangePart.Cancel(tenant, c.notifications(), now, c.each(), c.trail());
    }

    private static ChangePart.Move move(ChangePart.Move m, long now, boolean expiryMoves, boolean forced) {
        return new ChangePart.Move(
                m.tenant(), m.notifications(), now, m.dueAt(), m.wallTime(), m.zone(), expiryMoves, forced, m.trail());
    }

    private static List<Flaw> changes() {
        return List.of(
                new Flaw(
                        "cancelling removes what is held",
                        "CancelLaws.cancelling_asks_the_holder_of_what_is_held",
                        () -> cancelling(c -> cancel(c, c.tenant(), FAR))),
                new Flaw(
                        "cancelling takes a lease that is over for a hold",
                        "CancelLaws.cancelling_closes_what_is_no_longer_held",
                        () -> cancelling(c -> cancel(c, c.tenant(), c.now() - 1))),
                new Flaw(
                        "cancelling ignores the tenant",
                        "CancelLaws.nothing_of_another_tenant_is_cancelled",
                        () -> new Tampered() {
                            @Override
                            public Changed cancel(Cancel c) {
                                String owner = c.notifications().stream()
                                        .map(tenants::get)
                                        .findFirst()
                                        .orElse(c.tenant());
                                return super.cancel(ReadAndChangeFlaws.cancel(c, owner, c.now()));
                            }
                        }),
                new Flaw(
                        "cancelling counts what it did not cancel",
                        "CancelLaws.cancelling_writes_reason_and_counter_of_what_was_cancelled_and_of_nothing_else",
                        () -> new Tampered() {
                            @Override
                            public Changed cancel(Cancel c) {
                                Changed changed = super.cancel(c);
                                changed.held().stream()
                                        .filter(c.each()::containsKey)
                                        .forEach(id -> smuggle(
                                                List.of(),
                                                List.of(),
                                                List.of(c.each().get(id).counter())));
                                return changed;
                            }
                        }),
                new Flaw(
                        "cancelling writes no trail",
                        "CancelLaws.cancelling_writes_the_trail",
                        () -> cancelling(c ->
                                new ChangePart.Cancel(c.tenant(), c.notifications(), c.now(), c.each(), List.of()))),
                new Flaw(
                        "moving moves what is held",
                        "MoveLaws.moving_leaves_what_is_held",
                        () -> moving(m -> move(m, FAR, m.expiryMoves(), m.forced()))),
                new Flaw(
                        "moving takes a lease that is over for a hold",
                        "MoveLaws.moving_frees_what_is_no_longer_held",
                        () -> moving(m -> move(m, m.now() - 1, m.expiryMoves(), m.forced()))),
                new Flaw(
                        "moving always moves the expiry",
                        "MoveLaws.moving_moves_the_expiry_of_each_if_it_is_to_move",
                        () -> moving(m -> move(m, m.now(), true, m.forced()))),
                new Flaw(
                        "moving never moves the expiry",
                        "MoveLaws.moving_moves_the_expiry_of_each_if_it_is_to_move",
                        () -> moving(m -> move(m, m.now(), false, m.forced()))),
                new Flaw(
                        "once forced is always forced",
                        "MoveLaws.forcing_marks_the_delivery_until_it_is_moved_again",
                        () -> new Tampered() {
                            private final Set<UUID> forced = new HashSet<>();

                            @Override
                            public Changed move(ChangePart.Move m) {
                                if (m.forced()) {
                                    forced.addAll(m.notifications());
                                }
                                boolean once = m.notifications().stream().anyMatch(forced::contains);
                                return super.move(ReadAndChangeFlaws.move(m, m.now(), m.expiryMoves(), once));
                            }
                        }),
                new Flaw(
                        "moving does not force",
                        "MoveLaws.forcing_marks_the_delivery_until_it_is_moved_again",
                        () -> moving(m -> move(m, m.now(), m.expiryMoves(), false))),
                new Flaw(
                        "a moved row counts as taken over",
                        "MoveLaws.a_moved_row_goes_on_from_its_fence_and_is_no_take_over",
                        () -> new Tampered() {
                            @Override
                            public List<Claim> claim(Request r) {
                                return super.claim(r).stream()
                                        .map(c -> Edits.claim(c, c.fence(), c.attempt(), c.crashes(), c.fence() > 1))
                                        .toList();
                            }
                        }));
    }

    private static Tampered finding(UnaryOperator<Tampered.Find> edit) {
        return new Tampered() {
            @Override
            public List<Found> find(Find find) {
                return super.find(edit.apply(find));
            }
        };
    }

    private static Tampered.Find page(Tampered.Find f, UUID before, int offset, int limit) {
        return new Tampered.Find(
                f.tenant(),
                f.recipientLookup(),
                f.type(),
                f.subjectLookup(),
                f.correlation(),
                f.channel(),
                f.states(),
                f.from(),
                f.to(),
                before,
                offset,
                limit);
    }

    private static UUID next(UUID id) {
        return id == null ? null : new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 1);
    }

    private static List<Flaw> reads() {
        return List.of(
                new Flaw(
                        "finding ignores the tenant",
                        "ReadLaws.nothing_is_found_under_another_tenant",
                        () -> new Tampered() {
                            @Override
                            public long count(Find f) {
                                return tenants.values().stream()
                                        .distinct()
                                        .mapToLong(t -> super.count(new Find(
                                                t, null, null, null, null, null, f.states(), null, null, null, 0, 1)))
                                        .sum();
                            }
                        }),
                new Flaw(
                        "a notification is anybody's",
                        "ReadLaws.nothing_is_found_under_another_tenant",
                        () -> new Tampered() {
                            @Override
                            public List<Rows.Notification> notifications(String tenant, Collection<UUID> ids) {
                                return ids.stream()
                                        .flatMap(id ->
                                                super.notifications(tenants.getOrDefault(id, tenant), List.of(id))
                                                        .stream())
                                        .toList();
                            }
                        }),
                new Flaw(
                        "notifications come twice if asked for twice",
                        "ReadLaws.notifications_come_by_id_and_each_once",
                        () -> new Tampered() {
                            @Override
                            public List<Rows.Notification> notifications(String tenant, Collection<UUID> ids) {
                                return ids.stream()
                                        .flatMap(id -> super.notifications(tenant, List.of(id)).stream())
                                        .toList();
                            }
                        }),
                new Flaw(
                        "a page begins with the last row of the one before",
                        "ReadLaws.pages_stay_whole_while_new_rows_come",
                        () -> finding(f -> page(f, next(f.before()), f.offset(), f.limit()))),
                new Flaw(
                        "the offset is ignored",
                        "ReadLaws.offset_leaves_out_the_newest",
                        () -> finding(f -> page(f, f.before(), 0, f.limit()))),
                new Flaw("a count knows the limit", "ReadLaws.offset_leaves_out_the_newest", () -> new Tampered() {
                    @Override
                    public long count(Find find) {
                        return Math.min(find.limit(), super.count(find));
                    }
                }),
                new Flaw(
                        "a count ignores where the page begins",
                        "ReadLaws.pages_follow_each_other_without_gaps_or_doubles",
                        () -> new Tampered() {
                            @Override
                            public long count(Find find) {
                                return super.count(page(find, null, 0, 1));
                            }
                        }),
                new Flaw(
                        "the states are ignored",
                        "ReadLaws.finding_keeps_to_the_states",
                        () -> finding(f -> new Tampered.Find(
                                f.tenant(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                java.util.Set.of(),
                                null,
                                null,
                                null,
                                0,
                                10))),
                new Flaw(
                        "the end of a stretch is included",
                        "ReadLaws.finding_keeps_to_each_condition",
                        () -> finding(f -> new Tampered.Find(
                                f.tenant(),
                                f.recipientLookup(),
                                f.type(),
                                f.subjectLookup(),
                                f.correlation(),
                                f.channel(),
                                f.states(),
                                f.from(),
                                f.to() == null ? null : Long.valueOf(f.to() + 1),
                                f.before(),
                                f.offset(),
                                f.limit()))),
                new Flaw(
                        "one delivery for each notification is found",
                        "ReadLaws.several_deliveries_of_one_notification_are_each_found_once",
                        () -> new Tampered() {
                            @Override
                            public List<Found> find(Find find) {
                                Map<UUID, Found> one = new HashMap<>();
                                super.find(find)
                                        .forEach(f -> one.put(f.notification().id(), f));
                                return List.copyOf(one.values());
                            }
                        }),
                new Flaw(
                        "a subject gives the oldest first",
                        "ReadLaws.by_subject_gives_the_newest_first_up_to_the_limit",
                        () -> new Tampered() {
                            @Override
                            public List<UUID> bySubject(String tenant, String subject, int limit) {
                                List<UUID> ids = new ArrayList<>(super.bySubject(tenant, subject, limit));
                                Collections.reverse(ids);
                                return ids;
                            }
                        }),
                new Flaw(
                        "deliveries come as asked",
                        "ReadLaws.deliveries_of_several_notifications_come_by_id",
                        () -> new Tampered() {
                            @Override
                            public List<Rows.Delivery> deliveriesOf(String tenant, Collection<UUID> ids) {
                                return ids.stream()
                                        .distinct()
                                        .flatMap(id -> super.deliveriesOf(tenant, List.of(id)).stream())
                                        .toList();
                            }
                        }),
                new Flaw(
                        "loading forgets own words",
                        "ReadLaws.loading_brings_each_delivery_with_its_notification_and_words",
                        () -> new Tampered() {
                            @Override
                            public List<Loaded> load(Collection<UUID> ids) {
                                return super.load(ids).stream()
                                        .map(l -> new Loaded(l.delivery(), l.notification(), l.shared(), null))
                                        .toList();
                            }
                        }),
                new Flaw(
                        "attempts come by text of the fence",
                        "ReadLaws.attempts_come_by_delivery_and_fence",
                        () -> new Tampered() {
                            @Override
                            public Map<UUID, List<Rows.Attempt>> attempts(Collection<UUID> ids) {
                                Map<UUID, List<Rows.Attempt>> found = new HashMap<>(super.attempts(ids));
                                found.replaceAll((id, tries) -> tries.stream()
                                        .sorted(java.util.Comparator.comparing(a -> "" + a.fence()))
                                        .toList());
                                return found;
                            }
                        }),
                new Flaw(
                        "counters of all nodes are one",
                        "ReadLaws.counters_are_added_up_by_hour_node_type_channel_and_state",
                        () -> new Tampered() {
                            @Override
                            public List<Rows.Counter> counters(String tenant, long fromHour) {
                                return super.counters(tenant, fromHour).stream()
                                        .filter(c -> c.node().equals("a"))
                                        .toList();
                            }
                        }));
    }

    private static List<Flaw> wholes() {
        return List.of(
                new Flaw(
                        "a closed store still answers",
                        "MetaLaws.a_closed_store_refuses_everything",
                        () -> new Tampered() {
                            @Override
                            public void close() {}
                        }),
                new Flaw(
                        "a closed store still counts",
                        "MetaLaws.a_closed_store_refuses_everything",
                        () -> new Tampered() {
                            private boolean closed;

                            @Override
                            public void close() {
                                closed = true;
                                super.close();
                            }

                            @Override
                            public long count(Find find) {
                                return closed ? 0 : super.count(find);
                            }
                        }),
                new Flaw("put if absent replaces", "MetaLaws.put_if_absent_keeps_the_first", () -> new Tampered() {
                    @Override
                    public String putIfAbsent(String name, String value) {
                        put(name, value);
                        return value;
                    }
                }),
                new Flaw("names ignore case", "MetaLaws.names_are_told_apart", () -> new Tampered() {
                    @Override
                    public void put(String name, String value) {
                        super.put(name.toLowerCase(java.util.Locale.ROOT), value);
                    }
                }));
    }
}
