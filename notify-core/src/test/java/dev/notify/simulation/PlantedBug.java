package dev.notify.simulation;

import dev.notify.simulation.Invariants.Promise;
import dev.notify.store.AcceptPart;
import dev.notify.store.CardPart;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.SettlePart.Settlement;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The eight mistakes a queue like this is known to be ruined by, and two that a fan-out and a fallback could be, each planted between the
 * engine and its store. Whoever cannot catch them cannot say that they are not there.
 */
enum PlantedBug {
    ACK_BEFORE_COMMIT(Promise.I1_NOTHING_IS_LOST) {
        @Override
        SimWorld.Plant plant() {
            return (store, life) -> with(store, AcceptPart.class, (call, args) -> {
                if (!call.equals("accept")) {
                    return null;
                }
                List<Rows.Acceptance> rows = acceptances(args);
                life.tasks().after(50, () -> {
                    try {
                        store.accepts().accept(rows);
                    } catch (StoreException e) {
                        // the receipt is out already
                    }
                });
                return rows.stream()
                        .map(r -> AcceptPart.Answer.stored(r.notification().id()))
                        .toList();
            });
        }
    },

    SETTLE_WITHOUT_FENCE(Promise.I5_STALE_HOLDERS_CHANGE_NOTHING) {
        @Override
        SimWorld.Plant plant() {
            Map<UUID, Long> fences = new HashMap<>();
            return (store, life) -> {
                Store seeing = with(store, QueuePart.class, (call, args) -> {
                    if (!call.startsWith("claim")) {
                        return null;
                    }
                    Object claims = invoke(QueuePart.class, store.queue(), call, args);
                    ((List<?>) claims)
                            .forEach(c -> fences.put(((QueuePart.Claim) c).ref(), ((QueuePart.Claim) c).fence()));
                    return claims;
                });
                return with(seeing, SettlePart.class, (call, args) -> {
                    if (!call.equals("settle")) {
                        return null;
                    }
                    return store.settles()
                            .settle(settlements(args).stream()
                                    .map(s -> edited(s, fences.getOrDefault(s.ref(), s.fence()), s.move()))
                                    .toList());
                });
            };
        }
    },

    SWALLOWED_SETTLE_ERROR(Promise.I3_DUPLICATES_HAVE_A_REASON) {
        @Override
        SimWorld.Plant plant() {
            return (store, life) -> with(store, SettlePart.class, (call, args) -> {
                if (!call.equals("settle")) {
                    return null;
                }
                try {
                    return store.settles().settle(settlements(args));
                } catch (StoreException e) {
                    Set<UUID> done = new HashSet<>();
                    settlements(args).forEach(s -> done.add(s.ref()));
                    return done;
                }
            });
        }
    },

    /** Shown where it happens: with real files and a real kill. */
    H2_DEFAULT_WRITE_DELAY(null) {
        @Override
        SimWorld.Plant plant() {
            throw new UnsupportedOperationException(CAUGHT_ELSEWHERE);
        }
    },

    CLAIM_FLOOR_WITHOUT_SWEEP(Promise.I2_NOTHING_WAITS_FOR_EVER) {
        @Override
        SimWorld.Plant plant() {
            return (store, life) -> {
                Map<Integer, Long> highest = new HashMap<>();
                return with(store, QueuePart.class, (call, args) -> {
                    if (call.equals("heads")) {
                        Map<Integer, Long> floors = new HashMap<>();
                        ((Map<?, ?>) args[0])
                                .forEach((lane, floor) -> floors.put(
                                        (Integer) lane, highest.merge((Integer) lane, (Long) floor, Math::max)));
                        return store.queue().heads(floors);
                    }
                    if (call.equals("claim")) {
                        QueuePart.Request r = (QueuePart.Request) args[0];
                        long floor = highest.merge(r.lane(), r.floor(), Math::max);
                        return store.queue()
                                .claim(new QueuePart.Request(
                                        r.lane(), r.now(), floor, r.limit(), r.owner(), r.leaseUntil()));
                    }
                    return null;
                });
            };
        }
    },

    ATTEMPT_NOT_REFUNDED_ON_HOLD(Promise.I6_TRIES_ARE_COUNTED_AND_SPACED) {
        @Override
        SimWorld.Plant plant() {
            return (store, life) -> with(store, SettlePart.class, (call, args) -> {
                if (!call.equals("settle")) {
                    return null;
                }
                return store.settles()
                        .settle(settlements(args).stream()
                                .map(s -> s.move().refund()
                                        ? edited(
                                                s,
                                                s.fence(),
                                                Move.again(s.move().availableAt()))
                                        : s)
                                .toList());
            });
        }
    },

    DEDUP_OUTSIDE_TRANSACTION(Promise.I4_NOTHING_IS_MADE_UP) {
        @Override
        SimWorld.Plant plant() {
            Map<String, UUID> keys = new HashMap<>();
            return (store, life) -> with(store, AcceptPart.class, (call, args) -> {
                if (!call.equals("accept")) {
                    return null;
                }
                List<AcceptPart.Answer> answers = new ArrayList<>();
                for (Rows.Acceptance row : acceptances(args)) {
                    Rows.Dedup key = row.dedup();
                    UUID first = key == null ? null : keys.get(key.keyLookup());
                    if (first != null) {
                        answers.add(new AcceptPart.Answer(
                                first,
                                new AcceptPart.First(
                                        store.reads()
                                                .notification(key.tenant(), first)
                                                .orElse(null),
                                        store.reads().deliveriesOf(key.tenant(), List.of(first)))));
                        continue;
                    }
                    answers.addAll(store.accepts().accept(List.of(withoutKey(row))));
                    if (key != null) {
                        keys.put(key.keyLookup(), row.notification().id());
                    }
                }
                return answers;
            });
        }
    },

    LEASE_NOT_RENEWED_WHILE_WAITING(Promise.I3_DUPLICATES_HAVE_A_REASON) {
        @Override
        SimWorld.Plant plant() {
            return (store, life) -> with(store, QueuePart.class, (call, args) -> {
                if (!call.equals("renew")) {
                    return null;
                }
                List<QueuePart.Held> begun = new ArrayList<>();
                Set<UUID> kept = new LinkedHashSet<>();
                for (Object one : (Collection<?>) args[0]) {
                    QueuePart.Held held = (QueuePart.Held) one;
                    if (life.inCall(held.ref())) {
                        begun.add(held);
                    } else {
                        kept.add(held.ref()); // as far as the node knows
                    }
                }
                kept.addAll(store.queue().renew(begun, (String) args[1], (Long) args[2]));
                return kept;
            });
        }
    },

    FAN_OUT_STEP_IN_TWO_TRANSACTIONS(Promise.I11_EVERY_MEMBER_ONCE) {
        @Override
        SimWorld.Plant plant() {
            return (store, life) -> with(store, CardPart.class, (call, args) -> {
                CardPart.Step step = call.equals("write") ? (CardPart.Step) args[0] : CardPart.Step.EMPTY;
                CardPart.Done done = step.done();
                if (done == null) {
                    return null;
                }
                CardPart.Step mark = CardPart.Step.EMPTY.puts(step.puts()).done(done.ref(), done.fence(), done.move());
                boolean written = store.cards().write(mark);
                if (written) {
                    later(life, store, step.deliveries(), step.work());
                }
                return written;
            });
        }
    },

    STAND_IN_AFTER_THE_SETTLEMENT(Promise.I12_ONE_STANDS_IN) {
        @Override
        SimWorld.Plant plant() {
            return (store, life) -> with(store, SettlePart.class, (call, args) -> {
                if (!call.equals("settle")) {
                    return null;
                }
                List<Settlement> group = settlements(args);
                Set<UUID> done = store.settles()
                        .settle(group.stream().map(PlantedBug::withoutStandIns).toList());
                group.stream()
                        .filter(s -> done.contains(s.ref()))
                        .flatMap(s -> s.next().standIns().stream())
                        .forEach(stand -> later(life, store, List.of(stand.delivery()), stand.work()));
                return done;
            });
        }
    };

    /** The test of the bug that this store cannot have. */
    static final String CAUGHT_ELSEWHERE =
            "notify-jdbc/src/test/java/dev/notify/jdbc/crash/HarnessIT.java#catches_an_h2_that_writes_later_than_it_says";

    private final Promise caughtBy;

    PlantedBug(Promise caughtBy) {
        this.caughtBy = caughtBy;
    }

    /** The promise that must be seen broken; empty if not in a simulation. */
    Optional<Promise> caughtBy() {
        return Optional.ofNullable(caughtBy);
    }

    /** The bug, for one world. */
    abstract SimWorld.Plant plant();

    /** Answers a call in place of the store; null leaves it to the store. */
    interface Hand {
        Object answer(String call, Object[] args) throws Throwable;
    }

    private static Store with(Store store, Class<?> part, Hand hand) {
        String name = part.getSimpleName().replace("Part", "").toLowerCase(java.util.Locale.ROOT);
        return (Store) Proxy.newProxyInstance(
                PlantedBug.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, args) -> {
                    Object real = invoke(method, store, args);
                    if (!method.getReturnType().equals(part)
                            || !method.getName().startsWith(name)) {
                        return real;
                    }
                    return Proxy.newProxyInstance(
                            PlantedBug.class.getClassLoader(), new Class<?>[] {part}, (self, call, arguments) -> {
                                Object answer = hand.answer(call.getName(), arguments);
                                return answer != null ? answer : invoke(call, real, arguments);
                            });
                });
    }

    private static Object invoke(Class<?> part, Object target, String call, Object[] args) throws Throwable {
        for (var method : part.getMethods()) {
            if (method.getName().equals(call)) {
                return invoke(method, target, args);
            }
        }
        throw new IllegalArgumentException(call);
    }

    private static Object invoke(java.lang.reflect.Method method, Object target, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Rows.Acceptance> acceptances(Object[] args) {
        return (List<Rows.Acceptance>) args[0];
    }

    @SuppressWarnings("unchecked")
    private static List<Settlement> settlements(Object[] args) {
        return (List<Settlement>) args[0];
    }

    private static Settlement edited(Settlement s, long fence, Move move) {
        return new Settlement(
                s.ref(), fence, move, s.delivery(), s.attempt(), s.call(), s.next(), s.trail(), s.counters());
    }

    /** Written a moment later, unless something comes in between. */
    private static void later(SimNode.Life life, Store store, List<Rows.Delivery> deliveries, List<Rows.Work> work) {
        life.tasks().after(2_000, () -> {
            try {
                store.cards()
                        .write(CardPart.Step.EMPTY
                                .deliveries(List.of(), deliveries)
                                .work(work));
            } catch (StoreException e) {
                // what it belongs to is stored already
            }
        });
    }

    private static Settlement withoutStandIns(Settlement s) {
        SettlePart.Next next = new SettlePart.Next(
                s.next().work(), s.next().calls(), List.of(), s.next().withdrawn());
        return new Settlement(
                s.ref(), s.fence(), s.move(), s.delivery(), s.attempt(), s.call(), next, s.trail(), s.counters());
    }

    private static Rows.Acceptance withoutKey(Rows.Acceptance a) {
        return new Rows.Acceptance(
                a.notification(), a.contents(), a.deliveries(), a.work(), null, a.templates(), a.trail(), a.counters());
    }
}
