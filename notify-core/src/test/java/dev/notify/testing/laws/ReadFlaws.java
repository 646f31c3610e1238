package dev.notify.testing.laws;

import dev.notify.store.Rows;
import dev.notify.store.StoreSession;
import dev.notify.testing.laws.PlantedFlawsTest.Flaw;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Flaws in finding, remembering and ending. */
final class ReadFlaws {

    private static final long FAR = 1L << 50;

    private ReadFlaws() {}

    static List<Flaw> all() {
        List<Flaw> all = new ArrayList<>(reads());
        all.addAll(words());
        all.addAll(wholes());
        all.addAll(memories());
        return all;
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
                        "deliveries to everybody are deliveries to somebody",
                        "ReadLaws.deliveries_to_recipients_are_those_of_one_notification",
                        () -> new Tampered() {
                            @Override
                            public List<Rows.Delivery> deliveriesTo(
                                    String tenant, UUID notification, Collection<String> recipientLookups) {
                                return super.deliveriesOf(tenant, List.of(notification));
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
                        super.put(name.toLowerCase(Locale.ROOT), value);
                    }
                }));
    }

    private static List<Flaw> words() {
        return List.of(
                new Flaw(
                        "own words are found whatever the case",
                        "ReadLaws.loading_finds_own_words_by_the_recipient_exactly",
                        () -> new Tampered() {
                            private final Map<String, String> own = new HashMap<>();

                            @Override
                            public List<Answer> accept(List<Rows.Acceptance> group) {
                                group.forEach(a -> a.contents()
                                        .forEach(c -> own.put(c.recipient().toLowerCase(Locale.ROOT), c.text())));
                                return super.accept(group);
                            }

                            @Override
                            public List<Loaded> load(Collection<UUID> ids) {
                                return super.load(ids).stream()
                                        .map(l -> new Loaded(
                                                l.delivery(),
                                                l.notification(),
                                                l.shared(),
                                                own.get(l.delivery().recipient())))
                                        .toList();
                            }
                        }),
                new Flaw("loading stops at 500", "ReadLaws.loading_hundreds_brings_each_once", () -> new Tampered() {
                    @Override
                    public List<Loaded> load(Collection<UUID> ids) {
                        return super.load(ids.stream().limit(500).toList());
                    }
                }),
                new Flaw(
                        "what was never tried has an empty list of tries",
                        "ReadLaws.what_is_unknown_is_absent",
                        () -> new Tampered() {
                            @Override
                            public Map<UUID, List<Rows.Attempt>> attempts(Collection<UUID> ids) {
                                Map<UUID, List<Rows.Attempt>> found = new HashMap<>(super.attempts(ids));
                                ids.forEach(id -> found.putIfAbsent(id, List.of()));
                                return found;
                            }
                        }));
    }

    private static List<Flaw> memories() {
        return List.of(
                new Flaw("texts end at 255 characters", "MetaLaws.any_short_text_is_remembered", () -> new Tampered() {
                    @Override
                    public void put(String name, String value) {
                        super.put(name, value.substring(0, Math.min(255, value.length())));
                    }
                }),
                new Flaw("what was put first stays", "MetaLaws.put_replaces_what_was", () -> new Tampered() {
                    @Override
                    public void put(String name, String value) {
                        super.putIfAbsent(name, value);
                    }
                }),
                new Flaw(
                        "what was never remembered is empty",
                        "MetaLaws.what_was_never_remembered_is_absent",
                        () -> new Tampered() {
                            @Override
                            public Optional<String> get(String name) {
                                return Optional.of(super.get(name).orElse(""));
                            }
                        }),
                new Flaw(
                        "the clock runs backwards",
                        "MetaLaws.the_clock_of_the_store_does_not_run_backwards",
                        () -> new Tampered() {
                            private long time = FAR;

                            @Override
                            public long databaseTime() {
                                return time--;
                            }
                        }),
                new Flaw("closing twice fails", "MetaLaws.closing_twice_is_closing_once", () -> new Tampered() {
                    private boolean closed;

                    @Override
                    public void close() {
                        if (closed) {
                            throw new IllegalStateException("closed");
                        }
                        closed = true;
                        super.close();
                    }
                }),
                new Flaw(
                        "any connection is joined",
                        "MetaLaws.a_connection_that_is_closed_is_refused",
                        () -> new Tampered() {
                            @Override
                            public StoreSession join(Connection connection) {
                                return this;
                            }
                        }));
    }
}
