package dev.notify.simulation;

import static dev.notify.model.ChannelName.IN_APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.inbox.Inbox;
import dev.notify.inbox.InboxChanges;
import dev.notify.inbox.InboxCounts;
import dev.notify.inbox.InboxItem;
import dev.notify.inbox.InboxStatus;
import dev.notify.memory.MemoryStore;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import dev.notify.store.StoreSession;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.sql.Connection;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An item comes once, is read once and is counted right, whichever call to the store goes wrong on the way. */
class InboxSweepTest {

    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(IN_APP).text("News", "There is news");

    /** Fails the n-th call from when it is told to begin. */
    private static final class Nth implements Faults.Node {
        private final int n;
        private final Faults.Fault fault;
        private int calls = Integer.MIN_VALUE;

        Nth(int n, Faults.Fault fault) {
            this.n = n;
            this.fault = fault;
        }

        @Override
        public Faults.Fault choose(String call) {
            return ++calls == n ? fault : Faults.Fault.NONE;
        }

        @Override
        public void dawdle() {}

        @Override
        public void saw(String call, Object[] arguments, Object result) {}

        @Override
        public StoreSession join(Connection connection) {
            throw new UnsupportedOperationException();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "AWAY_BEFORE", "LOST_AFTER"})
    void survives_any_one_call_to_the_store_failing(Faults.Fault fault) {
        int n = 1;
        while (lives(n, fault)) {
            n++;
        }
        assertThat(n).as("calls that failed in turn").isGreaterThan(10);
    }

    /** Whether there was a call to fail. */
    private static boolean lives(int n, Faults.Fault fault) {
        VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
        MemoryStore memory = MemoryStore.at(clock);
        Nth nth = new Nth(n, fault);
        memory.open();
        Store store = Faults.faulty(memory, nth);
        try (TestNotifications test = TestNotifications.startOn(store, clock, b -> b.define(NEWS))) {
            nth.calls = 0;
            for (int i = 0; i < 2; i++) {
                String key = "news-" + i;
                again(() -> test.notifications()
                        .send(Notification.of("news").to("ann").key(key)));
                test.advance(Duration.ofSeconds(30));
            }
            Inbox inbox = test.notifications().as("ann").inbox();
            InboxItem first = again(inbox::page).items().get(1);
            again(() -> inbox.read(first.id()));
            again(() -> inbox.snooze(first.id(), clock.instant().plusSeconds(60)));
            test.advance(Duration.ofSeconds(60));
            again(() -> inbox.read(first.id()));
            int calls = nth.calls;
            nth.calls = Integer.MIN_VALUE;
            assertThat(inbox.page().items())
                    .as("%s at call %d", fault, n)
                    .extracting(InboxItem::status)
                    .containsExactlyInAnyOrder(InboxStatus.NEW, InboxStatus.READ);
            assertThat(inbox.counts()).as("%s at call %d", fault, n).isEqualTo(new InboxCounts(1, 1));
            assertThat(inbox.changesSince(InboxChanges.BEGINNING).items()).hasSize(2);
            return calls >= n;
        }
    }

    private static <T> T again(Supplier<T> call) {
        try {
            return call.get();
        } catch (StoreException e) {
            return call.get();
        }
    }
}
