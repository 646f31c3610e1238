package dev.notify.testing.laws;

import dev.notify.store.ChangePart;
import dev.notify.store.Rows;
import dev.notify.testing.laws.PlantedFlawsTest.Flaw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Flaws in what operators change. */
final class ChangeFlaws {

    private static final long FAR = 1L << 50;

    private ChangeFlaws() {}

    static List<Flaw> all() {
        List<Flaw> all = new ArrayList<>(changes());
        all.addAll(cancels());
        all.addAll(moves());
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
                m.tenant(),
                m.notifications(),
                now,
                m.dueAt(),
                m.wallTime(),
                m.zone(),
                expiryMoves,
                forced,
                m.why(),
                m.trail(),
                m.whole());
    }

    private static ChangePart.Move said(ChangePart.Move m, Map<UUID, String> why, Set<UUID> whole) {
        return new ChangePart.Move(
                m.tenant(),
                m.notifications(),
                m.now(),
                m.dueAt(),
                m.wallTime(),
                m.zone(),
                m.expiryMoves(),
                m.forced(),
                why,
                m.trail(),
                whole);
    }

    private static List<Flaw> changes() {
        return List.of(
                new Flaw(
                        "a notification is moved with its deliveries only",
                        "MoveLaws.a_notification_whose_deliveries_are_not_all_made_is_moved_without_any",
                        () -> moving(m -> said(m, m.why(), Set.of()))),
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
                                return super.cancel(ChangeFlaws.cancel(c, owner, c.now()));
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
                        "moving does not say why",
                        "MoveLaws.moving_writes_why_of_what_was_moved_and_of_nothing_else",
                        () -> moving(m -> said(m, Map.of(), m.whole()))),
                new Flaw(
                        "moving wipes the reason of what it has none for",
                        "MoveLaws.moving_without_a_reason_leaves_the_reason_that_was_there",
                        () -> new Tampered() {
                            @Override
                            public Changed move(ChangePart.Move m) {
                                Map<UUID, String> all = new HashMap<>(m.why());
                                deliveriesOf(m.tenant(), m.notifications()).forEach(d -> all.putIfAbsent(d.id(), ""));
                                return super.move(said(m, all, m.whole()));
                            }
                        }),
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
                                return super.move(ChangeFlaws.move(m, m.now(), m.expiryMoves(), once));
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

    /** Only so many of the notifications are reached. */
    private static List<UUID> first(List<UUID> notifications, int most) {
        return notifications.subList(0, Math.min(most, notifications.size()));
    }

    private static List<Flaw> cancels() {
        return List.of(
                new Flaw(
                        "cancelling leaves the row in the queue",
                        "CancelLaws.cancelling_closes_what_is_free",
                        () -> new Tampered() {
                            private final Map<UUID, Rows.Work> work = new HashMap<>();

                            @Override
                            public List<Answer> accept(List<Rows.Acceptance> group) {
                                group.forEach(a -> a.work().forEach(w -> work.put(w.ref(), w)));
                                return super.accept(group);
                            }

                            @Override
                            public Changed cancel(Cancel c) {
                                Changed changed = super.cancel(c);
                                smuggle(
                                        changed.changed().stream()
                                                .map(work::get)
                                                .toList(),
                                        List.of(),
                                        List.of());
                                return changed;
                            }
                        }),
                new Flaw(
                        "cancelling is not atomic",
                        "CancelLaws.a_cancel_that_fails_changes_nothing",
                        () -> new Tampered() {
                            @Override
                            public Changed cancel(Cancel c) {
                                Changed changed = super.cancel(
                                        new Cancel(c.tenant(), c.notifications(), c.now(), c.each(), List.of()));
                                smuggle(List.of(), c.trail(), List.of());
                                return changed;
                            }
                        }),
                new Flaw(
                        "cancelling stops at the first notification",
                        "CancelLaws.cancelling_reaches_every_notification_named_and_no_other",
                        () -> cancelling(c -> reaching(c, 1))),
                new Flaw(
                        "cancelling reaches 256 notifications at most",
                        "CancelLaws.hundreds_are_cancelled_at_once",
                        () -> cancelling(c -> reaching(c, 256))),
                new Flaw(
                        "cancelling does not tell what had ended",
                        "CancelLaws.cancelling_sorts_free_held_and_finished",
                        () -> new Tampered() {
                            @Override
                            public Changed cancel(Cancel c) {
                                Changed changed = super.cancel(c);
                                return new Changed(changed.changed(), changed.held(), 0);
                            }
                        }),
                new Flaw(
                        "cancelling twice changes twice",
                        "CancelLaws.cancelling_twice_finds_it_finished",
                        () -> new Tampered() {
                            private final Map<List<UUID>, Changed> before = new HashMap<>();

                            @Override
                            public Changed cancel(Cancel c) {
                                Changed changed = super.cancel(c);
                                before.putIfAbsent(c.notifications(), changed);
                                return before.get(c.notifications());
                            }
                        }),
                new Flaw(
                        "cancelling without a reason wipes the reason",
                        "CancelLaws.cancelling_without_a_reason_leaves_the_reason_that_was_there",
                        () -> new Tampered() {
                            @Override
                            public Changed cancel(Cancel c) {
                                Map<UUID, Each> each = new HashMap<>(c.each());
                                deliveriesOf(c.tenant(), c.notifications())
                                        .forEach(d -> each.putIfAbsent(
                                                d.id(),
                                                new Each(
                                                        "",
                                                        new Rows.Counter(
                                                                0, "a", c.tenant(), "t", "email", "CANCELLED", 0))));
                                return super.cancel(
                                        new Cancel(c.tenant(), c.notifications(), c.now(), each, c.trail()));
                            }
                        }));
    }

    private static ChangePart.Cancel reaching(ChangePart.Cancel c, int most) {
        return new ChangePart.Cancel(c.tenant(), first(c.notifications(), most), c.now(), c.each(), c.trail());
    }

    private static ChangePart.Move to(ChangePart.Move m, long dueAt, String wallTime, List<Rows.Trail> trail) {
        return new ChangePart.Move(
                m.tenant(),
                m.notifications(),
                m.now(),
                dueAt,
                wallTime,
                wallTime == null ? null : "Europe/Berlin",
                m.expiryMoves(),
                m.forced(),
                m.why(),
                trail,
                m.whole());
    }

    private static List<Flaw> moves() {
        return List.of(
                new Flaw(
                        "moving leaves the notification behind",
                        "MoveLaws.moving_moves_delivery_queue_and_notification",
                        () -> new Tampered() {
                            private final Map<UUID, Rows.Notification> before = new HashMap<>();

                            @Override
                            public Changed move(ChangePart.Move m) {
                                m.notifications()
                                        .forEach(id -> super.notification(m.tenant(), id)
                                                .ifPresent(n -> before.put(id, n)));
                                return super.move(m);
                            }

                            @Override
                            public Optional<Rows.Notification> notification(String tenant, UUID id) {
                                return before.containsKey(id)
                                        ? Optional.of(before.get(id))
                                        : super.notification(tenant, id);
                            }
                        }),
                new Flaw(
                        "moving moves the notification though nothing of it moved",
                        "MoveLaws.moving_leaves_a_finished_notification_as_it_was",
                        () -> new Tampered() {
                            private final Map<UUID, Long> moved = new HashMap<>();

                            @Override
                            public Changed move(ChangePart.Move m) {
                                m.notifications().forEach(id -> moved.put(id, m.dueAt()));
                                return super.move(m);
                            }

                            @Override
                            public Optional<Rows.Notification> notification(String tenant, UUID id) {
                                return super.notification(tenant, id)
                                        .map(n -> n.dueAt(
                                                moved.getOrDefault(id, n.dueAt()),
                                                n.wallTime(),
                                                n.zone(),
                                                n.expiresAt()));
                            }
                        }),
                new Flaw(
                        "moving does not tell what had ended",
                        "MoveLaws.moving_sorts_free_held_and_finished",
                        () -> new Tampered() {
                            @Override
                            public Changed move(ChangePart.Move m) {
                                Changed changed = super.move(m);
                                return new Changed(changed.changed(), changed.held(), 0);
                            }
                        }),
                new Flaw(
                        "a wall time that was given once stays",
                        "MoveLaws.moving_to_a_moment_forgets_the_wall_clock",
                        () -> new Tampered() {
                            private String last;

                            @Override
                            public Changed move(ChangePart.Move m) {
                                last = m.wallTime() == null ? last : m.wallTime();
                                return super.move(to(m, m.dueAt(), last, m.trail()));
                            }
                        }),
                new Flaw(
                        "moving never makes anything earlier",
                        "MoveLaws.moving_to_the_past_makes_it_due",
                        () -> new Tampered() {
                            @Override
                            public Changed move(ChangePart.Move m) {
                                long latest = deliveriesOf(m.tenant(), m.notifications()).stream()
                                        .mapToLong(Rows.Delivery::dueAt)
                                        .max()
                                        .orElse(0);
                                return super.move(to(m, Math.max(latest, m.dueAt()), m.wallTime(), m.trail()));
                            }
                        }),
                new Flaw(
                        "moving writes no trail",
                        "MoveLaws.moving_writes_the_trail",
                        () -> moving(m -> to(m, m.dueAt(), m.wallTime(), List.of()))),
                new Flaw(
                        "moving reaches 256 notifications at most",
                        "MoveLaws.hundreds_are_moved_at_once",
                        () -> moving(m -> of(m, m.tenant(), first(m.notifications(), 256)))),
                new Flaw(
                        "moving ignores the tenant",
                        "MoveLaws.nothing_of_another_tenant_is_moved",
                        () -> new Tampered() {
                            @Override
                            public Changed move(ChangePart.Move m) {
                                String owner = m.notifications().stream()
                                        .map(tenants::get)
                                        .findFirst()
                                        .orElse(m.tenant());
                                return super.move(of(m, owner, m.notifications()));
                            }
                        }));
    }

    private static ChangePart.Move of(ChangePart.Move m, String tenant, List<UUID> notifications) {
        return new ChangePart.Move(
                tenant,
                notifications,
                m.now(),
                m.dueAt(),
                m.wallTime(),
                m.zone(),
                m.expiryMoves(),
                m.forced(),
                m.why(),
                m.trail(),
                m.whole());
    }
}
