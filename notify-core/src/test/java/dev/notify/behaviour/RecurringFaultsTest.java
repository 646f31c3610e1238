package dev.notify.behaviour;

import static dev.notify.behaviour.Doses.came;
import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.event.Health;
import dev.notify.memory.MemoryStore;
import dev.notify.schedule.Recurring;
import dev.notify.schedule.Standing;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes again comes once, whatever goes wrong around it. */
class RecurringFaultsTest {

    private final Doses doses = new Doses();

    private static List<String> times(TestNotifications test) {
        return came(test).stream().map(s -> s.substring(0, 16)).toList();
    }

    @Test
    void two_nodes_send_each_once() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:30:00Z")) {
            List<TestNode> others = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                others.add(test.addNode(doses::usual));
            }
            Recurring often = test.notifications().repeat(Doses.of().every(Duration.ofMinutes(1)));
            for (int i = 0; i < 20; i++) {
                test.advance(Duration.ofSeconds(47));
                others.get(i % 2).pause();
                test.advance(Duration.ofSeconds(13));
                others.get(i % 2).resume();
            }
            assertThat(times(test)).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(20);
            assertThat(often.standing().count().tooLate()).isZero();
        }
    }

    @Test
    void another_node_sends_what_a_dead_one_had_decided() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:30:00Z")) {
            test.addNode(doses::usual);
            test.notifications().repeat(Doses.of().dailyAt("13:00").inZoneOfRecipient());
            test.node().crash();
            test.advance(Duration.ofHours(1));
            assertThat(came(test)).hasSize(1);
        }
    }

    /** Each call to the store of two ticks, a pause and a skip fails in turn: away, or done with its answer lost. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void survives_any_one_call_to_the_store_failing(boolean afterwards) {
        int n = 0;
        int calls = Integer.MAX_VALUE;
        while (n < calls) {
            n++;
            VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
            ShakyStore shaky = new ShakyStore(MemoryStore.at(clock));
            try (TestNotifications test = TestNotifications.startOn(
                    shaky.store(),
                    clock,
                    b -> {
                        doses.define(b);
                        b.poll(Duration.ofSeconds(20));
                    },
                    EMAIL)) {
                Doses.lives(test, "UTC");
                Recurring daily = test.notifications()
                        .repeat(Doses.of()
                                .dailyAt("12:10", "12:20", "12:30", "12:40")
                                .inZoneOfRecipient()
                                .tooLateAfter(Duration.ofMinutes(4)));
                test.advance(Duration.ofMinutes(9));
                shaky.failCall(n, afterwards);
                test.advance(Duration.ofMinutes(12));
                calls = Math.min(calls, shaky.calls() + 1);
                shaky.failCall(-1, false);
                daily.skipNext();
                test.advance(Duration.ofMinutes(25));
                assertThat(times(test))
                        .as("call %d of %d", n, calls)
                        .containsExactly("2026-03-02T12:10", "2026-03-02T12:20", "2026-03-02T12:40");
                assertThat(daily.standing().count())
                        .as("call %d of %d", n, calls)
                        .isEqualTo(new Standing.Count(3, 1, 0));
            }
        }
        assertThat(n).isGreaterThan(15);
    }

    @Test
    void a_skip_while_an_occurrence_is_being_sent_is_about_the_one_after() {
        VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
        ShakyStore shaky = new ShakyStore(MemoryStore.at(clock));
        try (TestNotifications test = TestNotifications.startOn(shaky.store(), clock, doses::usual, EMAIL)) {
            Doses.lives(test, "UTC");
            Recurring daily = test.notifications()
                    .repeat(Doses.of().dailyAt("12:10", "12:20", "12:30").inZoneOfRecipient());
            boolean[] done = new boolean[1];
            test.advance(Duration.ofMinutes(9));
            shaky.before("accept", () -> {
                if (!done[0]) {
                    done[0] = true;
                    assertThat(daily.skipNext().orElseThrow().time()).hasToString("2026-03-02T12:20");
                }
            });
            test.advance(Duration.ofMinutes(30));
            assertThat(times(test)).containsExactly("2026-03-02T12:10", "2026-03-02T12:30");
            assertThat(daily.standing().count()).isEqualTo(new Standing.Count(2, 1, 0));
        }
    }

    @Test
    void a_pause_just_before_the_decision_keeps_it_from_being_sent() {
        VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
        ShakyStore shaky = new ShakyStore(MemoryStore.at(clock));
        try (TestNotifications test = TestNotifications.startOn(shaky.store(), clock, doses::usual, EMAIL)) {
            Doses.lives(test, "UTC");
            Recurring daily =
                    test.notifications().repeat(Doses.of().dailyAt("12:10").inZoneOfRecipient());
            boolean[] done = new boolean[1];
            test.advance(Duration.ofMinutes(9));
            shaky.before("write", () -> {
                if (!done[0]) {
                    done[0] = true;
                    assertThat(daily.pause()).isTrue();
                }
            });
            test.advance(Duration.ofMinutes(30));
            assertThat(times(test)).isEmpty();
            assertThat(daily.standing().state()).isEqualTo(Standing.State.PAUSED);
        }
    }

    @Test
    void what_its_type_refuses_by_then_is_tried_again_until_it_is_too_late() {
        try (TestNotifications test = doses.start("UTC", "2026-03-02T12:30:00Z")) {
            Recurring daily = test.notifications()
                    .repeat(Doses.of().dailyAt("13:00", "19:00").inZoneOfRecipient());
            test.node().crash();
            TestNode newer =
                    test.addNode(b -> b.define(Doses.TYPE.requires("batch")).contactsFrom(People::contact));
            test.advanceTo(Instant.parse("2026-03-02T13:05:00Z"));
            assertThat(newer.notifications().health().status()).isEqualTo(Health.Status.DOWN);
            test.advanceTo(Instant.parse("2026-03-02T15:00:00Z"));
            assertThat(newer.notifications()
                            .schedules()
                            .find(daily.id())
                            .orElseThrow()
                            .standing()
                            .count())
                    .isEqualTo(new Standing.Count(0, 0, 1));
            test.sent().none();
        }
    }
}
