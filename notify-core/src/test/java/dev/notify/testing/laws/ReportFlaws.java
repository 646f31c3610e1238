package dev.notify.testing.laws;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.ChangePart.Reported;
import dev.notify.store.Rows;
import dev.notify.testing.laws.PlantedFlawsTest.Flaw;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Flaws in what is recorded of reports. */
final class ReportFlaws {

    private ReportFlaws() {}

    private static Tampered reporting(UnaryOperator<Reported> edit) {
        return new Tampered() {
            @Override
            public boolean report(Reported r) {
                return super.report(edit.apply(r));
            }
        };
    }

    private static Reported with(Reported r, String tenant, Set<DeliveryState> from, String why) {
        return new Reported(tenant, r.delivery(), from, r.state(), r.doneAt(), why, r.work(), r.trail(), r.counters());
    }

    private static Reported with(Reported r, List<Rows.Trail> trail, List<Rows.Counter> counters) {
        return new Reported(
                r.tenant(), r.delivery(), r.from(), r.state(), r.doneAt(), r.why(), r.work(), trail, counters);
    }

    private static final Set<DeliveryState> ANY =
            Set.of(DeliveryState.SENT, DeliveryState.MAYBE_SENT, DeliveryState.FAILED, DeliveryState.DELIVERED);

    static List<Flaw> all() {
        return List.of(
                new Flaw(
                        "a report leaves no trail",
                        "ReportLaws.a_report_changes_what_has_gone_out_with_reason_trail_and_counter",
                        () -> reporting(r -> with(r, List.of(), r.counters()))),
                new Flaw(
                        "a report is not counted",
                        "ReportLaws.a_report_changes_what_has_gone_out_with_reason_trail_and_counter",
                        () -> reporting(r -> with(r, r.trail(), List.of()))),
                new Flaw(
                        "a report without a reason wipes the old one",
                        "ReportLaws.a_report_without_a_reason_leaves_the_reason_that_was_there",
                        () -> reporting(r -> with(r, r.tenant(), r.from(), r.why() == null ? "" : r.why()))),
                new Flaw(
                        "nothing follows from a report",
                        "ReportLaws.what_follows_from_a_report_begins_with_it_and_with_nothing_else",
                        () -> reporting(r -> new Reported(
                                r.tenant(),
                                r.delivery(),
                                r.from(),
                                r.state(),
                                r.doneAt(),
                                r.why(),
                                List.of(),
                                r.trail(),
                                r.counters()))),
                new Flaw(
                        "a report takes effect in every state",
                        "ReportLaws.a_report_that_is_repeated_takes_effect_once",
                        () -> reporting(r -> with(r, r.tenant(), ANY, r.why()))),
                new Flaw(
                        "a report ends what waits",
                        "ReportLaws.a_report_leaves_what_waits_as_it_is",
                        () -> new Tampered() {
                            @Override
                            public boolean report(Reported r) {
                                boolean effective = super.report(r);
                                cancelIfWaiting(r);
                                return effective;
                            }

                            private void cancelIfWaiting(Reported r) {
                                good.reads().load(List.of(r.delivery())).stream()
                                        .filter(l -> l.delivery().state().isPending())
                                        .forEach(l -> good.changes()
                                                .cancel(new Cancel(
                                                        r.tenant(),
                                                        List.of(l.notification().id()),
                                                        r.doneAt(),
                                                        java.util.Map.of(),
                                                        List.of())));
                            }
                        }),
                new Flaw(
                        "a report of nothing known is taken for one",
                        "ReportLaws.a_report_of_nothing_known_takes_no_effect",
                        () -> new Tampered() {
                            @Override
                            public boolean report(Reported r) {
                                boolean known = !good.reads()
                                        .load(List.of(r.delivery()))
                                        .isEmpty();
                                return super.report(r) || !known;
                            }
                        }),
                new Flaw(
                        "a report ignores the tenant",
                        "ReportLaws.a_report_reaches_nothing_of_another_tenant",
                        () -> new Tampered() {
                            @Override
                            public boolean report(Reported r) {
                                String owner = good.reads().load(List.of(r.delivery())).stream()
                                        .map(l -> l.delivery().tenant())
                                        .findFirst()
                                        .orElse(r.tenant());
                                return super.report(with(r, owner, r.from(), r.why()));
                            }
                        }),
                new Flaw(
                        "a report that fails has changed the delivery",
                        "ReportLaws.a_report_that_fails_changes_nothing",
                        () -> new Tampered() {
                            @Override
                            public boolean report(Reported r) {
                                boolean effective = super.report(with(r, List.of(), r.counters()));
                                if (effective) {
                                    smuggle(List.of(), r.trail(), List.of());
                                }
                                return effective;
                            }
                        }),
                new Flaw(
                        "reports look first and write later",
                        "ReportLaws.of_eight_reports_at_once_one_takes_effect",
                        () -> new Tampered() {
                            private final CyclicBarrier two = new CyclicBarrier(2);

                            @Override
                            public boolean report(Reported r) {
                                UUID id = r.delivery();
                                boolean may = good.reads().load(List.of(id)).stream()
                                        .anyMatch(l ->
                                                r.from().contains(l.delivery().state()));
                                try {
                                    two.await(50, TimeUnit.MILLISECONDS);
                                } catch (Exception e) {
                                    two.reset();
                                }
                                return may && super.report(with(r, r.tenant(), ANY, r.why()));
                            }
                        }));
    }
}
