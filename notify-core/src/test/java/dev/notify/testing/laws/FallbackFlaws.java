package dev.notify.testing.laws;

import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.SettlePart.Settlement;
import dev.notify.store.SettlePart.StandIn;
import dev.notify.store.SettlePart.Withdrawal;
import dev.notify.testing.laws.PlantedFlawsTest.Flaw;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Flaws in what begins and ends with a settlement. */
final class FallbackFlaws {

    private FallbackFlaws() {}

    static List<Flaw> all() {
        return List.of(
                new Flaw(
                        "a stand-in loses its contact",
                        "FallbackLaws.a_stand_in_begins_with_the_settlement",
                        () -> beginning(
                                s -> new StandIn(s.cause(), s.delivery(), null, s.work(), s.trail(), s.counters()))),
                new Flaw(
                        "a stand-in is counted though there was one",
                        "FallbackLaws.a_recipient_has_one_stand_in_on_a_channel",
                        () -> new Seconds((t, s) -> t.smuggle(List.of(), List.of(), s.counters()))),
                new Flaw(
                        "a stale settlement begins its stand-in",
                        "FallbackLaws.a_stale_settlement_begins_no_stand_in",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                Set<UUID> settled = super.settle(group);
                                group.stream()
                                        .filter(s -> !settled.contains(s.ref()))
                                        .flatMap(s -> s.next().standIns().stream())
                                        .forEach(s -> smuggle(s.work(), List.of(), List.of()));
                                return settled;
                            }
                        }),
                new Flaw(
                        "a stand-in that has ended waits again",
                        "FallbackLaws.a_stand_in_that_is_there_is_left",
                        () -> new Seconds((t, s) -> t.smuggle(s.work(), List.of(), List.of()))),
                new Flaw(
                        "two that begin one stand-in both count it",
                        "FallbackLaws.of_two_settlements_at_once_one_begins_the_stand_in",
                        () -> new Seconds((t, s) -> t.smuggle(List.of(), List.of(), s.counters()))),
                new Flaw(
                        "what is withdrawn goes on waiting",
                        "FallbackLaws.a_withdrawn_delivery_that_waits_is_cancelled",
                        () -> writing(s -> new Next(
                                s.next().work(), s.next().calls(), s.next().standIns(), List.of()))),
                new Flaw(
                        "what is withdrawn while it is held is not marked",
                        "FallbackLaws.a_withdrawn_delivery_that_is_held_is_not_to_be_tried_again",
                        () -> writing(s -> new Next(
                                s.next().work(), s.next().calls(), s.next().standIns(), List.of()))),
                new Flaw(
                        "what has ended is withdrawn in the trail",
                        "FallbackLaws.a_withdrawn_delivery_that_has_ended_is_left",
                        () -> new Tampered() {
                            @Override
                            public Set<UUID> settle(List<Settlement> group) {
                                group.stream()
                                        .flatMap(s -> s.next().withdrawn().stream())
                                        .map(Withdrawal::trail)
                                        .forEach(line -> smuggle(List.of(), List.of(line), List.of()));
                                return super.settle(group);
                            }
                        }));
    }

    private static Tampered writing(java.util.function.Function<Settlement, Next> next) {
        return new Tampered() {
            @Override
            public Set<UUID> settle(List<Settlement> group) {
                return super.settle(
                        group.stream().map(s -> Edits.next(s, next.apply(s))).toList());
            }
        };
    }

    private static Tampered beginning(UnaryOperator<StandIn> edit) {
        return writing(s -> new Next(
                s.next().work(),
                s.next().calls(),
                s.next().standIns().stream().map(edit).toList(),
                s.next().withdrawn()));
    }

    /** Does something for every stand-in whose recipient had one, or that was there. */
    private static final class Seconds extends Tampered {
        private final BiConsumer<Tampered, StandIn> slip;

        Seconds(BiConsumer<Tampered, StandIn> slip) {
            this.slip = slip;
        }

        private synchronized boolean isThere(Rows.Delivery row) {
            return good.reads().deliveriesOf(row.tenant(), List.of(row.notificationId())).stream()
                    .anyMatch(d -> d.channel().equals(row.channel())
                            && d.recipientLookup().equals(row.recipientLookup()));
        }

        @Override
        public synchronized Set<UUID> settle(List<Settlement> group) {
            List<StandIn> seconds = group.stream()
                    .flatMap(s -> s.next().standIns().stream())
                    .filter(s -> isThere(s.delivery()))
                    .toList();
            Set<UUID> settled = super.settle(group);
            seconds.forEach(s -> slip.accept(this, s));
            return settled;
        }
    }
}
