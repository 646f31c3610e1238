package dev.notify.jdbc;

import static dev.notify.jdbc.Guest.accepting;
import static dev.notify.jdbc.Guest.accepts;
import static dev.notify.jdbc.Guest.on;

import dev.notify.store.AcceptPart;
import dev.notify.store.AcceptPart.Answer;
import dev.notify.store.AcceptPart.First;
import dev.notify.store.ChangePart;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.store.StoreSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Flaws in joining the host's transaction. */
final class HostFlaws {

    /** What is wrong, the law that must find it, and the store it is in. */
    record Flaw(String name, String law, Function<Store, Store> spoil) {}

    private HostFlaws() {}

    static List<Flaw> all() {
        List<Flaw> all = new ArrayList<>(joins());
        all.addAll(commits());
        all.addAll(keys());
        all.addAll(changes());
        all.addAll(neighbours());
        all.addAll(HostCardFlaws.all());
        return all;
    }

    /** A store that joins in this way. */
    private static Flaw joining(String name, String law, BiFunction<Guest, Connection, StoreSession> join) {
        return new Flaw(name, law, good -> new Guest(good) {
            @Override
            public StoreSession join(Connection connection) {
                return join.apply(this, connection);
            }
        });
    }

    /** A store that does this before it refuses a connection. */
    private static Flaw refusing(String name, String law, Function<Connection, Guest.OnConnection> first) {
        return joining(name, law, (store, connection) -> {
            try {
                return store.good.join(connection);
            } catch (StoreException e) {
                on(first.apply(connection));
                throw e;
            }
        });
    }

    /** A store that writes in a transaction of its own. */
    private static Flaw byItself(String name, String law) {
        return joining(name, law, (store, connection) -> store.good);
    }

    private static List<Flaw> joins() {
        return List.of(
                joining("ends autocommit", "HostJoinLaws.a_connection_in_autocommit_mode_is_refused", (store, c) -> {
                    on(() -> c.setAutoCommit(false));
                    return store.good.join(c);
                }),
                byItself("takes any connection, closed or not", "HostJoinLaws.a_closed_connection_is_refused"),
                refusing(
                        "rolls back what it refuses",
                        "HostJoinLaws.a_database_without_the_stores_tables_is_refused_and_its_transaction_goes_on",
                        c -> c::rollback),
                refusing(
                        "closes what it refuses",
                        "HostJoinLaws.the_database_of_another_store_is_refused_and_its_transaction_goes_on",
                        c -> c::close),
                byItself("joins when closed", "HostJoinLaws.a_closed_store_joins_nothing"),
                new Flaw(
                        "joins a connection once",
                        "HostJoinLaws.two_joins_of_one_transaction_are_in_it_both",
                        good -> new Guest(good) {
                            private final Set<Connection> joined = new HashSet<>();

                            @Override
                            public StoreSession join(Connection connection) {
                                return joined.add(connection) ? good.join(connection) : good;
                            }
                        }),
                joining(
                        "commits",
                        "HostJoinLaws.it_neither_commits_nor_rolls_back_nor_closes",
                        (store, c) -> accepting(store.good.join(c), (joined, group) -> {
                            List<Answer> answers = joined.accept(group);
                            on(c::commit);
                            return answers;
                        })),
                joining("changes holdability", "HostJoinLaws.the_connection_is_left_as_it_was", (store, c) -> {
                    on(() -> c.setHoldability(
                            c.getHoldability() == ResultSet.CLOSE_CURSORS_AT_COMMIT
                                    ? ResultSet.HOLD_CURSORS_OVER_COMMIT
                                    : ResultSet.CLOSE_CURSORS_AT_COMMIT));
                    return store.good.join(c);
                }),
                joining("leaves a statement open", "HostJoinLaws.no_statement_is_left_open", (store, c) -> {
                    on(c::createStatement);
                    return store.good.join(c);
                }),
                new Flaw(
                        "looks at the connection when it closes",
                        "HostJoinLaws.the_connection_is_not_touched_after_the_commit",
                        good -> new Guest(good) {
                            private final AtomicReference<Connection> last = new AtomicReference<>();

                            @Override
                            public StoreSession join(Connection connection) {
                                last.set(connection);
                                return good.join(connection);
                            }

                            @Override
                            public void close() {
                                if (last.get() != null) {
                                    on(() -> last.getAndSet(null).isClosed());
                                }
                                good.close();
                            }
                        }));
    }

    private static Flaw sending(String name, String law, Guest.Accepting accepting) {
        return joining(name, law, (store, c) -> accepting(store.good.join(c), accepting));
    }

    private static List<Flaw> commits() {
        return List.of(
                byItself("writes by itself", "HostCommitLaws.what_is_sent_becomes_true_with_the_commit"),
                joining(
                        "counts by itself",
                        "HostCommitLaws.what_is_sent_is_gone_with_the_rollback",
                        (store, c) -> accepting(store.good.join(c), (joined, group) -> {
                            store.good
                                    .accepts()
                                    .accept(group.stream()
                                            .map(HostFlaws::countersOnly)
                                            .toList());
                            return joined.accept(group);
                        })),
                joining("reads by itself", "HostCommitLaws.the_transaction_sees_what_it_sent", (store, c) -> {
                    StoreSession joined = store.good.join(c);
                    return new Guest.Parts(
                            joined.accepts(), joined.changes(), store.good.reads(), joined.cards(), joined.inbox());
                }),
                new Flaw(
                        "remembers the keys of a transaction",
                        "HostCommitLaws.the_hosts_savepoint_takes_back_what_was_sent_since",
                        RemembersKeys::new),
                joining(
                        "begins with a commit",
                        "HostCommitLaws.the_hosts_savepoint_can_be_released_after_a_send",
                        (store, c) -> {
                            on(c::commit);
                            return store.good.join(c);
                        }),
                joining(
                        "rolls back when a row is refused",
                        "HostCommitLaws.a_refused_row_leaves_nothing_of_its_group_and_the_work_can_be_committed",
                        (store, c) -> accepting(store.good.join(c), (joined, group) -> {
                            try {
                                return joined.accept(group);
                            } catch (StoreException e) {
                                on(c::rollback);
                                throw e;
                            }
                        })),
                byItself(
                        "writes by itself, whatever became of the transaction",
                        "HostCommitLaws.in_a_transaction_that_failed_nothing_is_stored"),
                sending(
                        "takes 64 of a group at most",
                        "HostCommitLaws.hundreds_are_sent_in_one_transaction",
                        (joined, group) -> joined.accept(group.subList(0, Math.min(64, group.size())))),
                new Flaw(
                        "sends again what was rolled back",
                        "HostCommitLaws.each_transaction_of_a_connection_stands_alone",
                        good -> new Guest(good) {
                            private final List<Rows.Acceptance> unconfirmed = new ArrayList<>();

                            @Override
                            public StoreSession join(Connection connection) {
                                return accepting(good.join(connection), (joined, group) -> {
                                    unconfirmed.removeIf(a -> !joined.stored(
                                                    List.of(a.notification().id()))
                                            .isEmpty());
                                    joined.accept(List.copyOf(unconfirmed));
                                    unconfirmed.addAll(group);
                                    return joined.accept(group);
                                });
                            }
                        }));
    }

    private static Rows.Acceptance countersOnly(Rows.Acceptance a) {
        Rows.Acceptance other = Samples.acceptance(null);
        return new Rows.Acceptance(
                other.notification(), List.of(), List.of(), List.of(), null, List.of(), List.of(), a.counters());
    }

    private static Rows.Acceptance withoutKey(Rows.Acceptance a) {
        return new Rows.Acceptance(
                a.notification(), a.contents(), a.deliveries(), a.work(), null, a.templates(), a.trail(), a.counters());
    }

    /** Answers by memory, which knows of no rollback. */
    private static final class RemembersKeys extends Guest {
        private final Map<String, Answer> answers = new HashMap<>();

        RemembersKeys(Store good) {
            super(good);
        }

        @Override
        public StoreSession join(Connection connection) {
            return accepting(good.join(connection), (joined, group) -> {
                Rows.Dedup key = group.get(0).dedup();
                if (key == null || group.size() > 1) {
                    return joined.accept(group);
                }
                Answer before = answers.get(key.keyLookup());
                if (before != null) {
                    return List.of(new Answer(before.id(), new First(null, List.of())));
                }
                List<Answer> now = joined.accept(group);
                answers.put(key.keyLookup(), now.get(0));
                return now;
            });
        }
    }

    private static boolean isTaken(StoreSession session, Rows.Dedup key) {
        return key != null
                && session.reads()
                        .byKey(key.tenant(), key.type(), key.keyLookup())
                        .isPresent();
    }

    /** Looks for the key before it writes, and writes no key. */
    private static Flaw looksFirst(String name, String law) {
        return joining(
                name,
                law,
                (store, c) -> accepting(
                        store.good.join(c),
                        (joined, group) -> joined.accept(group.stream()
                                .map(a -> isTaken(store.good, a.dedup()) ? a : withoutKey(a))
                                .toList())));
    }

    private static List<Flaw> keys() {
        return List.of(
                sending(
                        "a taken key is an error",
                        "HostKeyLaws.a_taken_key_is_answered_with_the_first_and_the_work_goes_on",
                        (joined, group) -> {
                            List<Answer> answers = joined.accept(group);
                            if (answers.get(0).first().isPresent()) {
                                throw new StoreException("the key is taken", null);
                            }
                            return answers;
                        }),
                looksFirst(
                        "does not look for keys of its own transaction",
                        "HostKeyLaws.a_key_taken_in_this_transaction_is_answered_with_the_first"),
                joining(
                        "takes an expired key over by itself",
                        "HostKeyLaws.an_expired_key_taken_over_goes_back_with_the_rollback",
                        (store, c) -> accepting(
                                store.good.join(c),
                                (joined, group) ->
                                        isTaken(store.good, group.get(0).dedup())
                                                ? store.good.accepts().accept(group)
                                                : joined.accept(group))),
                looksFirst(
                        "looks for the key before it writes", "HostKeyLaws.of_two_open_transactions_one_gets_the_key"),
                new Flaw(
                        "remembers keys for ever",
                        "HostKeyLaws.when_the_first_of_two_rolls_back_the_second_may_have_the_key",
                        RemembersKeys::new),
                new Flaw(
                        "lets nobody in while a transaction is open",
                        "HostKeyLaws.a_key_held_open_holds_up_its_own_caller_and_nobody_else",
                        good -> new Guest(good) {
                            private volatile boolean joined;

                            @Override
                            public StoreSession join(Connection connection) {
                                joined = true;
                                return good.join(connection);
                            }

                            @Override
                            public AcceptPart accepts() {
                                return joined
                                        ? accepts(good.accepts(), (own, group) -> {
                                            throw new StoreBusyException("a transaction is open", null);
                                        })
                                        : good.accepts();
                            }
                        }));
    }

    /** A store that changes in a transaction of its own. */
    private static Flaw changesByItself(String name, String law) {
        return joining(name, law, (store, c) -> {
            StoreSession joined = store.good.join(c);
            return new Guest.Parts(
                    joined.accepts(), store.good.changes(), joined.reads(), joined.cards(), joined.inbox());
        });
    }

    /** A store that writes the trail of a change in a transaction of its own. */
    private static Flaw recordsByItself(String name, String law) {
        return joining(name, law, (store, c) -> {
            StoreSession joined = store.good.join(c);
            ChangePart changes = new ChangePart() {
                @Override
                public Changed cancel(Cancel cancel) {
                    store.good
                            .changes()
                            .cancel(new Cancel(cancel.tenant(), List.of(), cancel.now(), Map.of(), cancel.trail()));
                    return joined.changes()
                            .cancel(new Cancel(
                                    cancel.tenant(), cancel.notifications(), cancel.now(), cancel.each(), List.of()));
                }

                @Override
                public Changed move(Move m) {
                    store.good.changes().cancel(new Cancel(m.tenant(), List.of(), m.now(), Map.of(), m.trail()));
                    return joined.changes()
                            .move(new Move(
                                    m.tenant(),
                                    m.notifications(),
                                    m.now(),
                                    m.dueAt(),
                                    m.wallTime(),
                                    m.zone(),
                                    m.expiryMoves(),
                                    m.forced(),
                                    List.of()));
                }

                @Override
                public boolean report(Reported reported) {
                    return joined.changes().report(reported);
                }
            };
            return new Guest.Parts(joined.accepts(), changes, joined.reads(), joined.cards(), joined.inbox());
        });
    }

    private static List<Flaw> changes() {
        return List.of(
                changesByItself("cancels by itself", "HostChangeLaws.a_cancel_becomes_true_with_the_commit"),
                recordsByItself("records a cancel by itself", "HostChangeLaws.a_cancel_is_gone_with_the_rollback"),
                changesByItself("moves by itself", "HostChangeLaws.a_move_becomes_true_with_the_commit"),
                recordsByItself("records a move by itself", "HostChangeLaws.a_move_is_gone_with_the_rollback"),
                changesByItself(
                        "changes what is committed only",
                        "HostChangeLaws.what_was_sent_in_this_transaction_can_be_cancelled_in_it"),
                changesByItself(
                        "asks the holder at once",
                        "HostChangeLaws.the_holder_of_what_is_held_is_asked_with_the_commit"));
    }

    /** The queue of a good store with one method in another way. */
    private static QueuePart queue(QueuePart good, String method, Function<Object[], Object> otherwise) {
        return (QueuePart) Proxy.newProxyInstance(
                HostFlaws.class.getClassLoader(), new Class<?>[] {QueuePart.class}, (proxy, called, arguments) -> {
                    try {
                        return called.getName().equals(method)
                                ? otherwise.apply(arguments)
                                : called.invoke(good, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean seesThePast(Connection connection) {
        int[] level = new int[1];
        on(() -> level[0] = connection.getTransactionIsolation());
        return level[0] > Connection.TRANSACTION_READ_COMMITTED;
    }

    private static List<Flaw> neighbours() {
        return List.of(
                new Flaw(
                        "heads tell of what is not committed",
                        "HostNeighbourLaws.nothing_is_due_before_the_commit",
                        good -> new Guest(good) {
                            private final Map<Integer, Long> sent = new HashMap<>();

                            @Override
                            public StoreSession join(Connection connection) {
                                return accepting(good.join(connection), (joined, group) -> {
                                    group.forEach(a -> a.work().forEach(w -> sent.put(w.lane(), w.availableAt())));
                                    return joined.accept(group);
                                });
                            }

                            @Override
                            public QueuePart queue() {
                                return HostFlaws.queue(good.queue(), "heads", arguments -> sent);
                            }
                        }),
                new Flaw(
                        "claims go forward only",
                        "HostNeighbourLaws.what_is_committed_late_is_found_without_a_floor",
                        good -> new Guest(good) {
                            private long last;

                            @Override
                            public QueuePart queue() {
                                return HostFlaws.queue(good.queue(), "claim", arguments -> {
                                    QueuePart.Request r = (QueuePart.Request) arguments[0];
                                    List<QueuePart.Claim> taken = good.queue()
                                            .claim(new QueuePart.Request(
                                                    r.lane(),
                                                    r.now(),
                                                    Math.max(last, r.floor()),
                                                    r.limit(),
                                                    r.owner(),
                                                    r.leaseUntil()));
                                    taken.forEach(c -> last = Math.max(last, c.dueAt()));
                                    return taken;
                                });
                            }
                        }),
                new Flaw(
                        "settles nothing while a transaction is open",
                        "HostNeighbourLaws.an_open_transaction_makes_nobody_wait",
                        good -> new Guest(good) {
                            private volatile boolean joined;

                            @Override
                            public StoreSession join(Connection connection) {
                                joined = true;
                                return good.join(connection);
                            }

                            @Override
                            public SettlePart settles() {
                                if (joined) {
                                    throw new StoreBusyException("a transaction is open", null);
                                }
                                return good.settles();
                            }
                        }),
                joining(
                        "writes by itself where a transaction sees the past",
                        "HostNeighbourLaws.at_every_isolation_level_it_is_both_or_neither",
                        (store, c) -> seesThePast(c) ? store.good : store.good.join(c)),
                joining(
                        "begins a transaction that sees the past anew",
                        "HostNeighbourLaws.at_every_isolation_level_a_key_taken_meanwhile_hurts_nothing",
                        (store, c) -> {
                            if (seesThePast(c)) {
                                on(c::rollback);
                            }
                            return store.good.join(c);
                        }),
                new Flaw(
                        "confuses transactions",
                        "HostNeighbourLaws.many_transactions_at_once_keep_to_themselves",
                        good -> new Guest(good) {
                            private final AtomicReference<StoreSession> first = new AtomicReference<>();

                            @Override
                            public StoreSession join(Connection connection) {
                                first.compareAndSet(null, good.join(connection));
                                return first.get();
                            }
                        }));
    }
}
