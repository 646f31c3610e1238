package dev.notify.behaviour;

import static dev.notify.behaviour.Ward.MINUTE;
import static dev.notify.behaviour.Ward.THREE;
import static dev.notify.behaviour.Ward.asked;
import static dev.notify.behaviour.Ward.begin;
import static dev.notify.behaviour.Ward.ladder;
import static dev.notify.behaviour.Ward.status;
import static dev.notify.model.ChannelName.PUSH;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationService;
import dev.notify.escalation.Acknowledgement;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationId;
import dev.notify.escalation.EscalationStatus;
import dev.notify.escalation.EscalationStatus.State;
import dev.notify.escalation.NextPerson;
import dev.notify.memory.MemoryStore;
import dev.notify.store.StoreException;
import dev.notify.testing.RecordingChannel;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer and the next rung at the same moment, and a store that fails at any call: one of them comes first, and nothing is done twice. */
class EscalationRaceTest {

    private final Ward ward = new Ward();
    private final VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
    private final ShakyStore shaky = Ward.shaky(clock);

    @Test
    void an_answer_right_before_a_rung_is_begun_comes_first() {
        try (TestNotifications test = ward.openOn(clock, shaky)) {
            EscalationId id = begin(test, ladder());
            test.advance(MINUTE.minusMillis(1));
            Once answer = new Once(() -> test.notifications().escalations().acknowledge(id, "dr-a"));
            shaky.before("write", () -> answer.ifAt(clock, MINUTE)); // its card was read, and not yet written
            test.advance(THREE);
            assertThat(answer.done()).isTrue();
            assertThat(asked(test, id)).containsExactly("dr-a [push]");
            test.sent().on(SMS).none();
            assertThat(status(test, id).state()).isEqualTo(State.TAKEN);
        }
    }

    @Test
    void an_answer_right_after_a_rung_was_begun_takes_back_what_it_sends() {
        try (TestNotifications test = ward.openOn(clock, shaky)) {
            EscalationId id = begin(test, ladder());
            test.advance(MINUTE.minusMillis(1));
            Once answer = new Once(() -> test.notifications().escalations().acknowledge(id, "dr-a"));
            shaky.before("accept", () -> answer.ifAt(clock, MINUTE)); // its card is written, nothing is sent
            test.advance(THREE);
            assertThat(answer.done()).isTrue();
            assertThat(asked(test, id)).containsExactly("dr-a [push]", "dr-a [sms]");
            assertThat(status(test, id).state()).isEqualTo(State.TAKEN);
            test.advance(Duration.ofHours(1));
            test.sent().on(PUSH).count(1);
            assertThat(ward.rung).isEmpty();
        }
    }

    /** Does it once, when that time has come, and not within itself. */
    private static final class Once {
        private final Runnable what;
        private boolean done;

        Once(Runnable what) {
            this.what = what;
        }

        void ifAt(VirtualClock clock, Duration since) {
            if (!done && !clock.instant().isBefore(TestNotifications.BEGINNING.plus(since))) {
                done = true;
                what.run();
            }
        }

        boolean done() {
            return done;
        }
    }

    /** The whole life of an escalation, each time with the next call to the store failing. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void survives_any_one_call_to_the_store_failing(boolean after) {
        int calls = 1;
        for (int n = 1; n <= calls; n++) {
            calls = Math.max(calls, nobodyAnswers(n, after));
        }
        assertThat(calls).isGreaterThan(40);
    }

    private static int nobodyAnswers(int n, boolean after) {
        Ward here = new Ward();
        VirtualClock time = VirtualClock.at(TestNotifications.BEGINNING);
        ShakyStore store = Ward.shaky(time);
        try (TestNotifications test = here.openOn(time, store)) {
            EscalationId id = begin(test, quick());
            store.failCall(n, after);
            test.advance(Duration.ofMinutes(1));
            int calls = calm(store);
            assertThat(status(test, id).state()).as("call %s", n).isEqualTo(State.UNANSWERED);
            assertThat(asked(test, id)).as("call %s", n).containsExactly("dr-a [push]", "dr-a [sms]", "dr-b [push]");
            test.sent().count(3);
            assertThat(here.rung).as("call %s", n).isNotEmpty();
            test.advance(Duration.ofMinutes(2));
            assertThat(here.rung.size()).as("call %s", n).isLessThanOrEqualTo(2);
            return calls;
        }
    }

    private static Escalation quick() {
        Duration five = Duration.ofSeconds(5);
        return Escalation.of(Ward.VITALS)
                .to("dr-a")
                .with("room", "12B")
                .firstBy(PUSH)
                .thenAfter(five, SMS)
                .thenAfter(five, NextPerson.onCall("cardiology"))
                .ifNobodyAnswers("ring-switchboard");
    }

    /** How many calls there were, none of which fails from now on. */
    private static int calm(ShakyStore store) {
        int calls = store.calls();
        store.failCall(-1, false);
        return calls;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_answer_survives_any_one_call_to_the_store_failing(boolean after) {
        int calls = 1;
        for (int n = 1; n <= calls; n++) {
            calls = Math.max(calls, answered(n, after));
        }
        assertThat(calls).isGreaterThan(10);
    }

    private static int answered(int n, boolean after) {
        Ward here = new Ward();
        VirtualClock time = VirtualClock.at(TestNotifications.BEGINNING);
        ShakyStore store = Ward.shaky(time);
        try (TestNotifications test = here.openOn(time, store)) {
            EscalationId id = begin(test, quick().resolveWithin(Duration.ofSeconds(40)));
            test.advance(Duration.ofSeconds(10));
            store.failCall(n, after);
            Acknowledgement first = null;
            try {
                first = test.notifications().escalations().acknowledge(id, "dr-b");
            } catch (StoreException e) {
                first = test.notifications().escalations().acknowledge(id, "dr-b");
            }
            assertThat(first.has().orElseThrow().by()).isEqualTo("dr-b");
            test.advance(Duration.ofSeconds(30));
            int calls = calm(store);
            assertThat(status(test, id).state()).as("call %s", n).isEqualTo(State.TAKEN);
            test.sent().to("dr-a").count(4); // asked twice, and told who has it by both
            test.sent().to("dr-b").count(1);
            test.advance(Duration.ofSeconds(15));
            assertThat(status(test, id).lap()).as("call %s", n).isEqualTo(2);
            return calls;
        }
    }

    /** Real threads, and an answer at a moment nobody chooses: nothing is begun after it. */
    @Test
    void nothing_is_begun_after_an_answer() throws Exception {
        RecordingChannel push = RecordingChannel.of(PUSH);
        RecordingChannel sms = RecordingChannel.of(SMS);
        SplittableRandom random = new SplittableRandom(7);
        ScheduledExecutorService callers = Executors.newScheduledThreadPool(2);
        try (NotificationService service = NotificationService.builder()
                .store(MemoryStore.create())
                .channel(push)
                .channel(sms)
                .define(Ward.VITALS)
                .contactsFrom(id -> Optional.of(Ward.doctor("dr-a")))
                .ifNobodyAnswers("ring-switchboard", ward.rung::add)
                .start()) {
            List<Future<EscalationStatus>> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                EscalationId id = service.escalate(often()).id();
                all.add(callers.schedule(() -> answer(service, id), random.nextInt(800), TimeUnit.MILLISECONDS));
            }
            int begun = 0;
            for (Future<EscalationStatus> one : all) {
                EscalationStatus status = one.get(60, TimeUnit.SECONDS);
                assertThat(status.state()).isEqualTo(State.TAKEN);
                EscalationStatus later =
                        service.escalations().status(status.id()).orElseThrow();
                assertThat(later.asked()).hasSameSizeAs(status.asked());
                begun += later.asked().size();
            }
            assertThat(begun).as("rungs of all, of some fewer than of others").isBetween(31, 30 * 42 - 1);
            assertThat(ward.rung).isEmpty();
        } finally {
            callers.shutdownNow();
        }
    }

    private static Escalation often() {
        return Escalation.of(Ward.VITALS)
                .to("dr-a")
                .with("room", "12B")
                .firstBy(PUSH)
                .thenAfter(Duration.ofMillis(10), SMS)
                .repeatUpTo(20)
                .ifNobodyAnswers("ring-switchboard");
    }

    /** Nobody may answer before somebody was asked. */
    private static EscalationStatus answer(NotificationService service, EscalationId id) {
        Acknowledgement taken = service.escalations().acknowledge(id, "dr-a");
        while (!taken.first()) {
            assertThat(taken.result()).isEqualTo(Acknowledgement.Result.NOT_ASKED);
            Thread.onSpinWait();
            taken = service.escalations().acknowledge(id, "dr-a");
        }
        return service.escalations().status(id).orElseThrow();
    }
}
