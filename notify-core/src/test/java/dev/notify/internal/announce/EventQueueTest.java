package dev.notify.internal.announce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.event.Health;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.base.ThreadTasks;
import dev.notify.model.NotificationId;
import dev.notify.model.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EventQueueTest {

    private static NotificationEvent event(int n) {
        return new NotificationEvent.Accepted(
                Instant.EPOCH,
                new NotificationEvent.About(new NotificationId(new UUID(0, n)), Tenant.DEFAULT, "t", null),
                n);
    }

    @Test
    void drops_the_oldest_where_a_listener_is_too_slow_and_keeps_the_order() {
        try (ThreadTasks tasks = ThreadTasks.platform("events")) {
            CountDownLatch go = new CountDownLatch(1);
            Queue<Integer> told = new ConcurrentLinkedQueue<>();
            EventQueue queue = new EventQueue(
                    tasks,
                    List.of(e -> {
                        try {
                            go.await();
                        } catch (InterruptedException interrupted) {
                            return;
                        }
                        told.add(((NotificationEvent.Accepted) e).deliveries());
                    }),
                    new HealthBoard());
            for (int i = 0; i < 10_500; i++) {
                queue.add(event(i));
            }
            go.countDown();
            Awaitility.await().until(queue::idle);
            assertThat(List.copyOf(told))
                    .hasSizeBetween(10_000, 10_001)
                    .contains(10_499)
                    .isSorted();
        }
    }

    @Test
    void a_finding_that_replaces_another_is_not_taken_down_with_it() {
        HealthBoard board = new HealthBoard();
        Health.Finding first = new Health.Finding(Health.Status.DEGRADED, "work", "a");
        Health.Finding second = new Health.Finding(Health.Status.DOWN, "work", "b");
        board.raise(first);
        board.raise(second);
        board.clear(first);
        assertThat(board.health().status()).isEqualTo(Health.Status.DOWN);
        board.clear(second);
        assertThat(board.health().status()).isEqualTo(Health.Status.UP);
        board.clear("nothing");
        assertThat(board.health().findings()).isEmpty();
    }
}
