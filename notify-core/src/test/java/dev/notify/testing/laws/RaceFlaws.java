package dev.notify.testing.laws;

import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import dev.notify.testing.laws.PlantedFlawsTest.Flaw;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Flaws that show only when several do something at once. Each waits for the moment it needs, so that it shows every time. */
final class RaceFlaws {

    private RaceFlaws() {}

    /** Waits until that happened, but not for ever: where it never happens, the flaw does not show. */
    private static void until(CountDownLatch happened) {
        try {
            happened.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first two to come meet; of the second it is true. */
    private static final class Meeting {
        private final CountDownLatch two = new CountDownLatch(2);
        private final AtomicInteger came = new AtomicInteger();

        boolean isSecond() {
            int place = came.getAndIncrement();
            two.countDown();
            if (place < 2) {
                until(two);
            }
            return place == 1;
        }
    }

    /** A settlement that looks who holds the rows, and writes when another has changed them meanwhile. */
    private abstract static class LooksFirst extends Tampered {
        final CountDownLatch changed = new CountDownLatch(1);

        @Override
        public Set<UUID> settle(List<Settlement> group) {
            until(changed);
            super.settle(group);
            return new LinkedHashSet<>(group.stream().map(Settlement::ref).toList());
        }
    }

    static List<Flaw> all() {
        return List.of(
                new Flaw(
                        "counters are read, added to and written back",
                        "RaceLaws.counters_written_at_once_add_up",
                        () -> new Tampered() {
                            private final Meeting meeting = new Meeting();

                            @Override
                            public List<Answer> accept(List<Rows.Acceptance> group) {
                                boolean lost = meeting.isSecond();
                                return super.accept(group.stream()
                                        .map(a -> lost ? Edits.written(a, a.trail(), List.of()) : a)
                                        .toList());
                            }
                        }),
                new Flaw(
                        "of two claims at once one forgets a row it took",
                        "RaceLaws.eight_claimers_drain_two_thousand_rows_once_each",
                        () -> new Tampered() {
                            private final Meeting meeting = new Meeting();

                            @Override
                            public List<Claim> claim(Request r) {
                                List<Claim> taken = super.claim(r);
                                return meeting.isSecond() ? taken.subList(1, taken.size()) : taken;
                            }
                        }),
                new Flaw(
                        "a deadlock is not told as one",
                        "RaceLaws.eight_groups_with_the_same_keys_in_any_order_all_pass",
                        () -> new Tampered() {
                            private final Meeting meeting = new Meeting();

                            @Override
                            public List<Answer> accept(List<Rows.Acceptance> group) {
                                if (meeting.isSecond()) {
                                    throw new StoreException("deadlock", null);
                                }
                                return super.accept(group);
                            }
                        }),
                new Flaw(
                        "everyone is told his own",
                        "RaceLaws.one_of_eight_is_remembered_and_all_are_told_which",
                        () -> new Tampered() {
                            @Override
                            public String putIfAbsent(String name, String value) {
                                super.putIfAbsent(name, value);
                                return value;
                            }
                        }),
                new Flaw(
                        "a row accepted during a claim is never seen",
                        "RaceLaws.rows_accepted_while_others_claim_are_all_claimed",
                        () -> new Tampered() {
                            private final CountDownLatch claiming = new CountDownLatch(1);
                            private final AtomicInteger accepted = new AtomicInteger();

                            @Override
                            public List<Answer> accept(List<Rows.Acceptance> group) {
                                if (accepted.incrementAndGet() != 3) {
                                    return super.accept(group);
                                }
                                until(claiming);
                                return super.accept(group.stream()
                                        .map(a -> Edits.work(a, List.of()))
                                        .toList());
                            }

                            @Override
                            public List<Claim> claim(Request r) {
                                claiming.countDown();
                                return super.claim(r);
                            }
                        }),
                new Flaw(
                        "settling looks for the fence before it writes, and a cancel comes between",
                        "RaceLaws.settling_and_cancelling_at_once_never_both_succeed",
                        () -> new LooksFirst() {
                            @Override
                            public Changed cancel(Cancel cancel) {
                                Changed done = super.cancel(cancel);
                                changed.countDown();
                                return done;
                            }
                        }),
                new Flaw(
                        "settling looks for the fence before it writes, and another takes over",
                        "RaceLaws.settling_and_taking_over_at_once_never_both_succeed",
                        () -> new LooksFirst() {
                            @Override
                            public List<Claim> claimThese(Collection<UUID> refs, long now, String o, long until) {
                                List<Claim> taken = new ArrayList<>(super.claimThese(refs, now, o, until));
                                changed.countDown();
                                return taken;
                            }
                        }));
    }
}
