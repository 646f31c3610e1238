package dev.notify.testing.laws;

import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.WorkKind;
import dev.notify.testing.laws.PlantedFlawsTest.Flaw;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Flaws in taking, keeping and giving back. */
final class QueueFlaws {

    private static final long FAR = 1L << 50;

    private QueueFlaws() {}

    static List<Flaw> all() {
        List<Flaw> all = new ArrayList<>(claims());
        all.addAll(these());
        all.addAll(leases());
        all.addAll(longLeases());
        return all;
    }

    private static Tampered asking(UnaryOperator<Tampered.Request> edit) {
        return new Tampered() {
            @Override
            public List<Claim> claim(Request request) {
                return super.claim(edit.apply(request));
            }
        };
    }

    private static Tampered telling(UnaryOperator<Tampered.Claim> edit) {
        return new Tampered() {
            @Override
            public List<Claim> claim(Request request) {
                return super.claim(request).stream().map(edit).toList();
            }
        };
    }

    private static Tampered.Request at(Tampered.Request r, long now, long floor, int limit, long leaseUntil) {
        return new Tampered.Request(r.lane(), now, floor, limit, r.owner(), leaseUntil);
    }

    private static List<Flaw> claims() {
        return List.of(
                new Flaw(
                        "a claim ignores the lease",
                        "QueueLaws.a_held_row_is_nobodys_until_its_lease_is_over",
                        () -> new Tampered() {
                            @Override
                            public List<Claim> claim(Request r) {
                                List<Claim> due = super.claim(r);
                                return due.isEmpty()
                                        ? claimThese(lastClaims.keySet(), FAR, r.owner(), r.leaseUntil())
                                        : due;
                            }
                        }),
                new Flaw(
                        "a claim hands a row out twice",
                        "QueueLaws.takes_no_more_than_the_limit",
                        () -> new Tampered() {
                            @Override
                            public List<Claim> claim(Request r) {
                                List<Claim> due = super.claim(r);
                                return due.isEmpty() ? List.copyOf(lastClaims.values()) : due;
                            }
                        }),
                new Flaw(
                        "claims look first and take later",
                        "RaceLaws.two_claims_at_once_share_the_rows",
                        LooksFirst::new),
                new Flaw(
                        "a claim ignores the floor",
                        "QueueLaws.never_takes_a_row_left_of_the_floor",
                        () -> asking(r -> at(r, r.now(), 0, r.limit(), r.leaseUntil()))),
                new Flaw(
                        "a claim leaves the row on the floor",
                        "QueueLaws.never_takes_a_row_left_of_the_floor",
                        () -> asking(r -> at(r, r.now(), r.floor() + 1, r.limit(), r.leaseUntil()))),
                new Flaw(
                        "a claim is a millisecond early",
                        "QueueLaws.never_takes_a_row_before_its_time",
                        () -> asking(r -> at(r, r.now() + 1, r.floor(), r.limit(), r.leaseUntil()))),
                new Flaw(
                        "a claim is a millisecond late",
                        "QueueLaws.never_takes_a_row_before_its_time",
                        () -> asking(r -> at(r, r.now() - 1, r.floor(), r.limit(), r.leaseUntil()))),
                new Flaw(
                        "a claim takes one too many",
                        "QueueLaws.takes_no_more_than_the_limit",
                        () -> asking(r -> at(r, r.now(), r.floor(), r.limit() + 1, r.leaseUntil()))),
                new Flaw(
                        "a claim never takes more than 500",
                        "QueueLaws.a_large_claim_takes_every_row",
                        () -> asking(r -> at(r, r.now(), r.floor(), Math.min(500, r.limit()), r.leaseUntil()))),
                new Flaw(
                        "a claim chooses its own lease",
                        "QueueLaws.the_lease_ends_when_the_claim_says",
                        () -> asking(r -> at(r, r.now(), r.floor(), r.limit(), r.now() + 12_000))),
                new Flaw("a claim is not earliest first", "QueueLaws.takes_the_earliest_first", () -> new Tampered() {
                    @Override
                    public List<Claim> claim(Request r) {
                        return super.claim(r).stream()
                                .sorted(Comparator.comparing(Claim::dueAt).reversed())
                                .toList();
                    }
                }),
                new Flaw(
                        "rows of one moment come by signed reference",
                        "QueueLaws.takes_rows_of_one_moment_by_reference_as_bytes_compare",
                        () -> new Tampered() {
                            @Override
                            public List<Claim> claim(Request r) {
                                return super.claim(r).stream()
                                        .sorted(Comparator.comparing(Claim::dueAt)
                                                .thenComparing(Claim::ref))
                                        .toList();
                            }
                        }),
                new Flaw(
                        "a claim confuses lanes",
                        "QueueLaws.takes_from_the_lane_asked_only",
                        () -> asking(r -> new Tampered.Request(
                                r.lane() | 1, r.now(), r.floor(), r.limit(), r.owner(), r.leaseUntil()))),
                new Flaw(
                        "the fence is not raised",
                        "QueueLaws.a_claim_raises_fence_and_attempt_and_tells_what_it_took",
                        () -> telling(c -> Edits.claim(c, c.fence() - 1, c.attempt(), c.crashes(), c.tookOver()))),
                new Flaw(
                        "the attempt is not counted",
                        "QueueLaws.a_claim_raises_fence_and_attempt_and_tells_what_it_took",
                        () -> telling(c -> Edits.claim(c, c.fence(), c.attempt() - 1, c.crashes(), c.tookOver()))),
                new Flaw(
                        "a crash is not counted",
                        "QueueLaws.taking_over_counts_a_crash_each_time",
                        () -> telling(c -> Edits.claim(c, c.fence(), c.attempt(), 0, c.tookOver()))),
                new Flaw(
                        "a take-over is not told",
                        "QueueLaws.taking_over_counts_a_crash_each_time",
                        () -> telling(c -> Edits.claim(c, c.fence(), c.attempt(), c.crashes(), false))),
                new Flaw(
                        "heads ignore the floor",
                        "QueueLaws.heads_tell_the_earliest_row_at_or_after_each_floor",
                        () -> new Tampered() {
                            @Override
                            public Map<Integer, Long> heads(Map<Integer, Long> floors) {
                                Map<Integer, Long> zero = new HashMap<>(floors);
                                zero.replaceAll((lane, floor) -> 0L);
                                return super.heads(zero);
                            }
                        }),
                new Flaw(
                        "heads tell of 256 lanes at most",
                        "QueueLaws.heads_of_many_lanes_come_at_once",
                        () -> new Tampered() {
                            @Override
                            public Map<Integer, Long> heads(Map<Integer, Long> floors) {
                                Map<Integer, Long> some = new HashMap<>();
                                floors.entrySet().stream()
                                        .sorted(Map.Entry.comparingByKey())
                                        .limit(256)
                                        .forEach(e -> some.put(e.getKey(), e.getValue()));
                                return super.heads(some);
                            }
                        }),
                new Flaw(
                        "claiming these takes what is not due",
                        "QueueLaws.claim_these_leaves_what_is_not_due",
                        () -> new Tampered() {
                            @Override
                            public List<Claim> claimThese(Collection<UUID> refs, long now, String o, long until) {
                                return super.claimThese(refs, FAR, o, until);
                            }
                        }));
    }

    /** Finds rows, lets another do the same, and only then takes them. */
    private static final class LooksFirst extends Tampered {
        private final CountDownLatch two = new CountDownLatch(2);
        private final Set<UUID> known = ConcurrentHashMap.newKeySet();

        @Override
        public List<Answer> accept(List<Rows.Acceptance> group) {
            group.forEach(a -> a.work().forEach(w -> known.add(w.ref())));
            return super.accept(group);
        }

        @Override
        public List<Claim> claim(Request r) {
            List<UUID> looked = known.stream().limit(r.limit()).toList();
            two.countDown();
            try {
                two.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            List<Claim> taken = claimThese(looked, FAR, r.owner(), r.leaseUntil());
            known.removeAll(looked);
            return taken;
        }
    }

    private static Tampered releasing(UnaryOperator<Tampered.Release> edit) {
        return new Tampered() {
            @Override
            public Set<UUID> release(Collection<Release> releases) {
                return super.release(releases.stream().map(edit).toList());
            }
        };
    }

    private static List<Flaw> leases() {
        return List.of(
                new Flaw(
                        "renewing says yes to all",
                        "LeaseLaws.renews_exactly_what_is_still_held",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> renew(Collection<Held> held, String owner, long until) {
                                super.renew(held, owner, until);
                                return new LinkedHashSet<>(
                                        held.stream().map(Held::ref).toList());
                            }
                        }),
                new Flaw(
                        "renewing asks for no owner",
                        "LeaseLaws.renews_nothing_of_another_owner",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> renew(Collection<Held> held, String owner, long until) {
                                return super.renew(held, Stage.OWNER, until);
                            }
                        }),
                new Flaw(
                        "renewing does not move the end",
                        "LeaseLaws.renewing_moves_the_end_of_the_lease_and_nothing_else",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> renew(Collection<Held> held, String owner, long until) {
                                return super.renew(held, owner, SampleRows.NOW + 12_000);
                            }
                        }),
                new Flaw(
                        "renewing stops at 500",
                        "LeaseLaws.renews_hundreds_at_once_and_none_of_none",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> renew(Collection<Held> held, String owner, long until) {
                                return super.renew(held.stream().limit(500).toList(), owner, until);
                            }
                        }),
                new Flaw(
                        "releasing asks for no fence",
                        "LeaseLaws.a_release_under_an_old_fence_leaves_the_row_alone",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> release(Collection<Release> releases) {
                                return super.release(releases.stream()
                                        .map(r -> new Release(
                                                r.ref(),
                                                lastClaims.get(r.ref()).fence(),
                                                r.availableAt(),
                                                r.tookOver()))
                                        .toList());
                            }
                        }),
                new Flaw(
                        "releasing keeps the attempt", "LeaseLaws.releasing_refunds_the_attempt", () -> new Tampered() {
                            @Override
                            public Set<UUID> release(Collection<Release> releases) {
                                return settle(releases.stream()
                                        .map(r -> Edits.nothingBut(
                                                r.ref(), r.fence(), SettlePart.Move.again(r.availableAt())))
                                        .toList());
                            }
                        }),
                new Flaw(
                        "releasing keeps the crash",
                        "LeaseLaws.releasing_refunds_the_crash_its_claim_counted",
                        () -> releasing(r -> new Tampered.Release(r.ref(), r.fence(), r.availableAt(), false))),
                new Flaw(
                        "releasing forgets all crashes",
                        "LeaseLaws.releasing_keeps_crashes_its_claim_did_not_count",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> release(Collection<Release> releases) {
                                return settle(releases.stream()
                                        .map(r -> Edits.nothingBut(
                                                r.ref(), r.fence(), SettlePart.Move.hold(r.availableAt())))
                                        .toList());
                            }
                        }),
                new Flaw(
                        "releasing makes due at once",
                        "LeaseLaws.rows_released_for_different_moments_are_due_then",
                        () -> releasing(r -> new Tampered.Release(r.ref(), r.fence(), 0, r.tookOver()))),
                new Flaw(
                        "releasing twice counts twice",
                        "LeaseLaws.releasing_twice_is_releasing_once",
                        () -> new Tampered() {
                            private final Set<UUID> gone = new LinkedHashSet<>();

                            @Override
                            public Set<UUID> release(Collection<Release> releases) {
                                gone.addAll(super.release(releases));
                                return gone;
                            }
                        }));
    }

    private static Tampered takingThese(UnaryOperator<List<Tampered.Claim>> edit) {
        return new Tampered() {
            @Override
            public List<Claim> claimThese(Collection<UUID> refs, long now, String o, long until) {
                return edit.apply(super.claimThese(refs, now, o, until));
            }
        };
    }

    private static List<Flaw> these() {
        return List.of(
                new Flaw(
                        "claiming these takes what is held",
                        "QueueLaws.claim_these_leaves_what_is_held_and_takes_over_what_was",
                        () -> new Tampered() {
                            @Override
                            public List<Claim> claimThese(Collection<UUID> refs, long now, String o, long until) {
                                boolean held = refs.stream().anyMatch(lastClaims::containsKey);
                                return super.claimThese(refs, held ? FAR : now, o, until);
                            }
                        }),
                new Flaw(
                        "claiming these takes a row as often as it is named",
                        "QueueLaws.claim_these_takes_a_row_named_twice_once",
                        () -> new Tampered() {
                            @Override
                            public List<Claim> claimThese(Collection<UUID> refs, long now, String o, long until) {
                                List<Claim> taken = new ArrayList<>();
                                Set<UUID> seen = new LinkedHashSet<>();
                                refs.forEach(ref -> taken.addAll(
                                        super.claimThese(List.of(ref), seen.add(ref) ? now : FAR, o, until)));
                                return taken;
                            }
                        }),
                new Flaw(
                        "claiming these takes the others along",
                        "QueueLaws.claim_these_takes_exactly_these",
                        () -> new Tampered() {
                            private final Set<UUID> known = new LinkedHashSet<>();

                            @Override
                            public List<Answer> accept(List<Rows.Acceptance> group) {
                                group.forEach(a -> a.work().forEach(w -> known.add(w.ref())));
                                return super.accept(group);
                            }

                            @Override
                            public List<Claim> claimThese(Collection<UUID> refs, long now, String o, long until) {
                                return super.claimThese(known, now, o, until).stream()
                                        .filter(c -> refs.contains(c.ref()))
                                        .toList();
                            }
                        }),
                new Flaw(
                        "claiming these never takes more than 500",
                        "QueueLaws.claim_these_takes_hundreds",
                        () -> new Tampered() {
                            @Override
                            public List<Claim> claimThese(Collection<UUID> refs, long now, String o, long until) {
                                return super.claimThese(refs.stream().limit(500).toList(), now, o, until);
                            }
                        }),
                new Flaw(
                        "claiming these goes lane by lane",
                        "QueueLaws.claim_these_takes_the_earliest_first_whatever_the_lane",
                        () -> takingThese(claims -> claims.stream()
                                .sorted(Comparator.comparing(Tampered.Claim::lane))
                                .toList())),
                new Flaw(
                        "every work is a delivery",
                        "QueueLaws.every_kind_of_work_is_kept",
                        () -> telling(c -> new Tampered.Claim(
                                c.ref(),
                                WorkKind.DELIVER,
                                c.lane(),
                                c.fence(),
                                c.attempt(),
                                c.crashes(),
                                c.tookOver(),
                                c.dueAt()))),
                new Flaw(
                        "heads leave out what is held",
                        "QueueLaws.the_head_of_a_held_row_is_the_end_of_its_lease",
                        () -> new Tampered() {
                            @Override
                            public Map<Integer, Long> heads(Map<Integer, Long> floors) {
                                Map<Integer, Long> heads = new HashMap<>(super.heads(floors));
                                lastClaims.values().forEach(c -> heads.remove(c.lane()));
                                return heads;
                            }
                        }),
                new Flaw(
                        "lanes end at 30 bits",
                        "QueueLaws.the_highest_lane_number_is_a_lane",
                        () -> asking(r -> new Tampered.Request(
                                r.lane() & 0x3fff_ffff, r.now(), r.floor(), r.limit(), r.owner(), r.leaseUntil()))));
    }

    private static List<Flaw> longLeases() {
        return List.of(
                new Flaw("releasing stops at 256", "LeaseLaws.releases_many_and_tells_which", () -> new Tampered() {
                    @Override
                    public Set<UUID> release(Collection<Release> releases) {
                        return super.release(releases.stream().limit(256).toList());
                    }
                }),
                new Flaw(
                        "a lease that is over cannot be renewed",
                        "LeaseLaws.renews_a_lease_that_has_run_out_but_was_not_taken_over",
                        () -> new Tampered() {
                            private long end;

                            @Override
                            public List<Claim> claim(Request r) {
                                end = r.leaseUntil();
                                return super.claim(r);
                            }

                            @Override
                            public Set<UUID> renew(Collection<Held> held, String owner, long until) {
                                return end < until - 12_000 ? Set.of() : super.renew(held, owner, until);
                            }
                        }));
    }
}
