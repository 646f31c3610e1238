package dev.notify.testing.laws;

import dev.notify.store.Rows;
import dev.notify.store.SettlePart.DeliveryChange;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.SettlePart.Next;
import dev.notify.testing.laws.PlantedFlawsTest.Flaw;
import dev.notify.testing.laws.kit.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Flaws in recording what was done. */
final class SettleFlaws {

    private SettleFlaws() {}

    static List<Flaw> all() {
        List<Flaw> all = new ArrayList<>(fences());
        all.addAll(rows());
        all.addAll(late());
        all.addAll(groups());
        return all;
    }

    private static Tampered writing(UnaryOperator<Tampered.Settlement> edit) {
        return new Tampered() {
            @Override
            public Set<UUID> settle(List<Settlement> group) {
                return super.settle(group.stream().map(edit).toList());
            }
        };
    }

    /** Writes something of what is stale. */
    private static final class WritesOfStale extends Tampered {
        private final BiConsumer<Tampered, Settlement> slip;

        WritesOfStale(BiConsumer<Tampered, Settlement> slip) {
            this.slip = slip;
        }

        @Override
        public Set<UUID> settle(List<Settlement> group) {
            Set<UUID> settled = super.settle(group);
            group.stream().filter(s -> !settled.contains(s.ref())).forEach(s -> slip.accept(this, s));
            return settled;
        }
    }

    /** Tells a row that was requeued by another story than its own. */
    private static Tampered afterRequeue(UnaryOperator<Tampered.Claim> story) {
        return new Tampered() {
            private final Set<UUID> requeued = new LinkedHashSet<>();

            @Override
            public Set<UUID> settle(List<Settlement> group) {
                group.stream().filter(s -> !s.move().remove()).forEach(s -> requeued.add(s.ref()));
                return super.settle(group);
            }

            @Override
            public List<Claim> claim(Request request) {
                return super.claim(request).stream()
                        .map(c -> requeued.contains(c.ref()) ? story.apply(c) : c)
                        .toList();
            }
        };
    }

    private static List<Flaw> fences() {
        String stale = "SettleLaws.a_stale_fence_settles_nothing_and_writes_nothing";
        return List.of(
                new Flaw("settling ignores the fence", stale, () -> new Tampered() {
                    @Override
                    public Set<UUID> settle(List<Settlement> group) {
                        return super.settle(group.stream()
                                .map(s -> Edits.fence(s, lastClaims.get(s.ref()).fence()))
                                .toList());
                    }
                }),
                new Flaw(
                        "a stale settlement writes its attempt",
                        stale,
                        () -> new WritesOfStale((t, s) -> t.good.settles().settleLate(s))),
                new Flaw(
                        "a stale settlement counts",
                        stale,
                        () -> new WritesOfStale((t, s) -> t.smuggle(List.of(), List.of(), s.counters()))),
                new Flaw(
                        "a stale settlement writes to the trail",
                        stale,
                        () -> new WritesOfStale((t, s) -> t.smuggle(List.of(), s.trail(), List.of()))),
                new Flaw(
                        "a stale settlement begins its work",
                        stale,
                        () -> new WritesOfStale((t, s) -> t.smuggle(s.next().work(), List.of(), List.of()))),
                new Flaw(
                        "settling says yes to all",
                        "SettleLaws.of_a_group_only_what_is_held_takes_effect",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                super.settle(group);
                                return Set.copyOf(
                                        group.stream().map(Settlement::ref).toList());
                            }
                        }),
                new Flaw(
                        "settling stops at the first stale one",
                        "SettleLaws.of_a_group_only_what_is_held_takes_effect",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                Set<UUID> settled = new LinkedHashSet<>();
                                for (Settlement s : group) {
                                    if (super.settle(List.of(s)).isEmpty()) {
                                        break;
                                    }
                                    settled.add(s.ref());
                                }
                                return settled;
                            }
                        }),
                new Flaw(
                        "settling is not atomic",
                        "SettleLaws.a_bad_row_leaves_nothing_of_the_group",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                Set<UUID> settled = new LinkedHashSet<>();
                                group.forEach(s -> settled.addAll(super.settle(List.of(s))));
                                return settled;
                            }
                        }),
                new Flaw(
                        "a repeated settlement takes effect again",
                        "SettleLaws.what_nobody_holds_is_not_settled",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                group.forEach(s -> claimThese(List.of(s.ref()), 1L << 50, Stage.OWNER, 0));
                                return super.settle(group.stream()
                                        .map(s -> lastClaims.containsKey(s.ref())
                                                ? Edits.fence(
                                                        s,
                                                        lastClaims.get(s.ref()).fence())
                                                : s)
                                        .toList());
                            }
                        }),
                new Flaw(
                        "a lease that is over settles nothing",
                        "SettleLaws.a_lease_that_is_over_settles_while_nobody_took_over",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                return Set.of();
                            }
                        }));
    }

    private static List<Flaw> rows() {
        String whole = "SettleLaws.a_settlement_removes_the_row_and_moves_the_delivery";
        String requeue = "SettleLaws.requeueing_keeps_the_fence_and_clears_owner_and_crashes";
        return List.of(
                new Flaw(
                        "requeueing sets the fence to 1",
                        requeue,
                        () -> afterRequeue(c -> Edits.claim(c, 1, c.attempt(), c.crashes(), c.tookOver()))),
                new Flaw(
                        "requeueing keeps the crashes",
                        requeue,
                        () -> afterRequeue(c -> Edits.claim(c, c.fence(), c.attempt(), c.crashes() + 1, c.tookOver()))),
                new Flaw(
                        "requeueing keeps the owner",
                        requeue,
                        () -> afterRequeue(c -> Edits.claim(c, c.fence(), c.attempt(), c.crashes(), true))),
                new Flaw(
                        "requeueing refunds the attempt",
                        requeue,
                        () -> writing(s -> s.move().remove()
                                ? s
                                : Edits.move(s, Move.hold(s.move().availableAt())))),
                new Flaw(
                        "holding does not refund",
                        "SettleLaws.holding_refunds_the_attempt",
                        () -> writing(s -> s.move().remove()
                                ? s
                                : Edits.move(s, Move.again(s.move().availableAt())))),
                new Flaw("settling drops the attempt", whole, () -> writing(s -> Edits.attempt(s, null))),
                new Flaw("settling leaves the delivery", whole, () -> writing(s -> Edits.delivery(s, null))),
                new Flaw(
                        "settling drops trail",
                        "SettleLaws.a_settlement_writes_trail_and_counters",
                        () -> writing(s -> Edits.written(s, List.of(), s.counters()))),
                new Flaw(
                        "settling drops counters",
                        "SettleLaws.a_settlement_writes_trail_and_counters",
                        () -> writing(s -> Edits.written(s, s.trail(), List.of()))),
                new Flaw(
                        "counters of a group are overwritten",
                        "SettleLaws.counters_of_settlements_add_up_to_what_was_there",
                        () -> writing(s -> Edits.written(
                                s, s.trail(), s.counters().stream().distinct().toList()))),
                new Flaw(
                        "no reason wipes the reason",
                        "SettleLaws.no_reason_leaves_the_reason_that_was_there",
                        () -> writing(s -> s.delivery() == null || s.delivery().why() != null
                                ? s
                                : Edits.delivery(
                                        s,
                                        new DeliveryChange(
                                                s.delivery().state(),
                                                s.delivery().dueAt(),
                                                s.delivery().doneAt(),
                                                s.delivery().attempts(),
                                                s.delivery().providerId(),
                                                "")))),
                new Flaw(
                        "settling forgets to begin calls",
                        "SettleLaws.what_begins_with_a_settlement_waits_from_then_on",
                        () -> writing(s -> Edits.next(s, new Next(s.next().work(), List.of())))),
                new Flaw(
                        "all of a group get one standing",
                        "SettleLaws.each_delivery_of_a_group_gets_its_own_standing",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                return super.settle(group.stream()
                                        .map(s -> Edits.delivery(s, group.get(0).delivery()))
                                        .toList());
                            }
                        }));
    }

    private static List<Flaw> late() {
        return List.of(
                new Flaw(
                        "a late success overwrites a held row",
                        "LateLaws.leaves_alone_what_another_holds",
                        () -> new Tampered() {
                            @Override
                            public boolean settleLate(Settlement late) {
                                Claim holder = lastClaims.get(late.ref());
                                return !settle(List.of(Edits.fence(late, holder.fence())))
                                                .isEmpty()
                                        || super.settleLate(late);
                            }
                        }),
                new Flaw(
                        "a late success never finishes",
                        "LateLaws.finishes_a_retry_nobody_has_started",
                        () -> new Tampered() {
                            @Override
                            public boolean settleLate(Settlement late) {
                                return false;
                            }
                        }),
                new Flaw(
                        "a late success asks for its own fence",
                        "LateLaws.finishes_what_was_given_back",
                        () -> new Tampered() {
                            @Override
                            public boolean settleLate(Settlement late) {
                                return late.fence()
                                                == lastClaims.get(late.ref()).fence()
                                        && super.settleLate(late);
                            }
                        }),
                new Flaw("a late attempt is lost", "LateLaws.leaves_alone_what_is_finished", () -> new Tampered() {
                    @Override
                    public boolean settleLate(Settlement late) {
                        return super.settleLate(Edits.attempt(late, null));
                    }
                }),
                new Flaw(
                        "a late success is always counted",
                        "LateLaws.leaves_alone_what_is_cancelled",
                        () -> new Tampered() {
                            @Override
                            public boolean settleLate(Settlement late) {
                                boolean finished = super.settleLate(late);
                                if (!finished) {
                                    smuggle(List.of(), List.of(), late.counters());
                                }
                                return finished;
                            }
                        }),
                new Flaw(
                        "a late attempt is recorded under a fence of its own",
                        "LateLaws.records_its_attempt_once",
                        () -> new Tampered() {
                            private int times;

                            @Override
                            public boolean settleLate(Settlement late) {
                                Rows.Attempt a = late.attempt();
                                return super.settleLate(Edits.attempt(
                                        late,
                                        new Rows.Attempt(
                                                a.deliveryId(),
                                                a.fence() + times++,
                                                a.number(),
                                                a.node(),
                                                a.startedAt(),
                                                a.endedAt(),
                                                a.outcome(),
                                                a.reason())));
                            }
                        }));
    }

    private static List<Flaw> groups() {
        return List.of(
                new Flaw(
                        "a call's error is forgotten",
                        "SettleLaws.a_call_is_settled_like_a_delivery",
                        () -> writing(s -> Edits.call(s, null))),
                new Flaw(
                        "a fence that is high enough settles",
                        "SettleLaws.a_fence_of_the_future_settles_nothing",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                return super.settle(group.stream()
                                        .map(s -> lastClaims.containsKey(s.ref())
                                                ? Edits.fence(
                                                        s,
                                                        Math.min(
                                                                s.fence(),
                                                                lastClaims
                                                                        .get(s.ref())
                                                                        .fence()))
                                                : s)
                                        .toList());
                            }
                        }),
                new Flaw(
                        "settling stops at 256",
                        "SettleLaws.a_group_of_hundreds_in_any_order_is_settled",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                return super.settle(group.stream().limit(256).toList());
                            }
                        }),
                new Flaw(
                        "requeueing ignores the fence",
                        "SettleLaws.a_stale_fence_requeues_nothing",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                return super.settle(group.stream()
                                        .map(s -> s.move().remove()
                                                ? s
                                                : Edits.fence(
                                                        s,
                                                        lastClaims.get(s.ref()).fence()))
                                        .toList());
                            }
                        }),
                new Flaw(
                        "settling writes over what operators asked",
                        "SettleLaws.what_operators_asked_meanwhile_stays",
                        () -> new Tampered() {
                            private final Set<UUID> settled = new LinkedHashSet<>();

                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                settled.addAll(super.settle(group));
                                return settled;
                            }

                            @Override
                            public List<Loaded> load(Collection<UUID> ids) {
                                return super.load(ids).stream()
                                        .map(l -> settled.contains(l.delivery().id())
                                                ? new Loaded(
                                                        Edits.unasked(l.delivery()),
                                                        l.notification(),
                                                        l.shared(),
                                                        l.own())
                                                : l)
                                        .toList();
                            }
                        }),
                new Flaw("a late success finishes again", "LateLaws.finishes_once", () -> new Tampered() {
                    private final Set<UUID> finished = new LinkedHashSet<>();

                    @Override
                    public boolean settleLate(Settlement late) {
                        if (super.settleLate(late)) {
                            finished.add(late.ref());
                        }
                        return finished.contains(late.ref());
                    }
                }),
                new Flaw(
                        "a late success frees the row of another",
                        "LateLaws.leaves_alone_what_another_held_last",
                        () -> new Tampered() {
                            @Override
                            public boolean settleLate(Settlement late) {
                                Claim held = lastClaims.get(late.ref());
                                release(List.of(new Release(held.ref(), held.fence(), held.dueAt(), true)));
                                return super.settleLate(Edits.fence(late, -1));
                            }
                        }));
    }
}
