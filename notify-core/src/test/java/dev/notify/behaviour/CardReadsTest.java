package dev.notify.behaviour;

import static dev.notify.behaviour.People.visit;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.memory.MemoryStore;
import dev.notify.store.CardPart;
import dev.notify.store.QueuePart;
import dev.notify.store.Store;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What it costs to know what people want: queries, counted. */
class CardReadsTest {

    private int reads;
    private int batches;

    private Store counted(Store real) {
        CardPart cards = proxy(CardPart.class, real.cards(), "read", answer -> reads++);
        QueuePart queue = proxy(
                QueuePart.class, real.queue(), "claim", answer -> batches += ((List<?>) answer).isEmpty() ? 0 : 1);
        return Store.class.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Store.class},
                (p, method, args) -> switch (method.getName()) {
                    case "cards" -> cards;
                    case "queue" -> queue;
                    default -> method.invoke(real, args);
                }));
    }

    private interface Counter {
        void count(Object answer);
    }

    private <T> T proxy(Class<T> part, T real, String name, Counter counter) {
        return part.cast(
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {part}, (p, method, args) -> {
                    Object answer = method.invoke(real, args);
                    if (method.getName().equals(name) && !ofProviders(args[0])) {
                        counter.count(answer);
                    }
                    return answer;
                }));
    }

    /** What nodes tell each other of providers, and what is paused, is read now and then, whatever is sent. */
    private static boolean ofProviders(Object asked) {
        return asked instanceof Collection<?> places
                && places.stream()
                        .allMatch(p -> p instanceof CardPart.Place place
                                && (place.kind().equals("provider")
                                        || place.kind().equals("pause")));
    }

    private TestNotifications start() {
        VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
        return TestNotifications.startOn(counted(MemoryStore.at(clock)), clock, People::usual, EMAIL, SMS);
    }

    private void reminders(TestNotifications test, int many) {
        for (int i = 0; i < many; i++) {
            test.notifications().send(visit("p" + i).after(Duration.ofMinutes(2)));
        }
        test.advance(Duration.ofSeconds(110));
        reads = 0;
        batches = 0;
        test.advance(Duration.ofSeconds(20));
        test.sent().count(2 * many);
    }

    @Test
    void a_batch_is_one_query_whatever_its_number() {
        try (TestNotifications test = start()) {
            test.notifications()
                    .preferences()
                    .of("p0")
                    .pauseAllUntil(TestNotifications.BEGINNING.plusSeconds(60), "a minute");
            reminders(test, 200);
            assertThat(batches).isPositive();
            assertThat(reads).isPositive().isLessThanOrEqualTo(batches + 2).isLessThan(60);
        }
    }

    @Test
    void contacts_of_the_directory_and_preferences_are_one_query_for_both() {
        VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
        try (TestNotifications test = TestNotifications.startOn(
                counted(MemoryStore.at(clock)), clock, b -> b.define(People.LAB, People.VISIT), EMAIL, SMS)) {
            for (int i = 0; i < 200; i++) {
                test.notifications().contacts().save(People.contact("p" + i).orElseThrow());
            }
            test.notifications().preferences().of("p0").turnOffType("lab-result-ready");
            reminders(test, 200);
            assertThat(batches).isPositive();
            assertThat(reads).isPositive().isLessThanOrEqualTo(batches + 2);
        }
    }

    @Test
    void what_nobody_uses_costs_a_query_every_three_seconds() {
        try (TestNotifications test = start()) {
            reminders(test, 200);
            assertThat(reads).isLessThanOrEqualTo(2);
        }
    }
}
