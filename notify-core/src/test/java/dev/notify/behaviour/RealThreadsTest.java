package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notify.NotificationService;
import dev.notify.NotificationServiceBuilder;
import dev.notify.Settings;
import dev.notify.channel.Channel;
import dev.notify.channel.DeliveryInterceptor;
import dev.notify.channel.LogChannel;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.memory.MemoryStore;
import dev.notify.model.ChannelName;
import dev.notify.model.NotifyException;
import dev.notify.model.OverloadedException;
import dev.notify.request.DeliveryQuery;
import dev.notify.testing.RecordingChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class RealThreadsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static NotificationServiceBuilder service(MemoryStore store, Channel channel) {
        NotificationServiceBuilder b =
                NotificationService.builder().store(store).node("real");
        People.usual(b);
        return b.channel(channel).channel(LogChannel.standingFor(SMS));
    }

    private static void together(int threads, IntConsumer each) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < threads; i++) {
            int n = i;
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                    each.accept(n);
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            thread.start();
            all.add(thread);
        }
        go.countDown();
        for (Thread thread : all) {
            thread.join(LONG.toMillis());
        }
        assertThat(failures).isEmpty();
        assertThat(all).noneMatch(Thread::isAlive);
    }

    private static void gone(String prefix) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .noneMatch(t -> t.getName().startsWith(prefix) && t.isAlive()));
    }

    @Test
    void refuses_more_callers_than_may_wait() throws InterruptedException {
        ShakyStore shaky = new ShakyStore(MemoryStore.create());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        shaky.before("accept", () -> {
            inside.countDown();
            awaits(goOn);
        });
        NotificationServiceBuilder b = NotificationService.builder()
                .store(shaky.store())
                .node("real")
                .acceptQueue(2)
                .acceptWithin(LONG)
                .settings(Settings.of(Map.of("notify.accept-queue", "1")))
                .channel(RecordingChannel.of(EMAIL))
                .channel(LogChannel.standingFor(SMS));
        People.usual(b);
        try (NotificationService service = b.start()) {
            AtomicInteger refused = new AtomicInteger();
            Thread first = new Thread(() -> service.send(lab("first")));
            first.start();
            awaits(inside);
            List<Thread> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Thread other = new Thread(() -> {
                    try {
                        service.send(lab("other"));
                    } catch (OverloadedException e) {
                        refused.incrementAndGet();
                    }
                });
                other.start();
                others.add(other);
            }
            await().atMost(LONG).until(() -> refused.get() == 1);
            goOn.countDown();
            first.join(LONG.toMillis());
            for (Thread other : others) {
                other.join(LONG.toMillis());
            }
            assertThat(refused).hasValue(1);
            assertThat(service.count(DeliveryQuery.all())).isEqualTo(3);
        }
        gone("notify-real");
    }

    private static void awaits(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sixty_four_senders_of_one_key_make_one_notification() throws InterruptedException {
        RecordingChannel email = RecordingChannel.of(EMAIL);
        Set<Object> ids = ConcurrentHashMap.newKeySet();
        try (NotificationService service = service(MemoryStore.create(), email).start()) {
            together(64, n -> ids.add(service.send(lab("a").key("same")).id()));
            await().atMost(LONG).until(() -> service.count(DeliveryQuery.all().in(DeliveryState.SENT)) == 1);
            assertThat(ids).hasSize(1);
            assertThat(email.received()).hasSize(1);
        }
        gone("notify-real-");
    }

    @Test
    void many_senders_and_a_channel_that_runs_out_of_memory_now_and_then() throws InterruptedException {
        RecordingChannel email = RecordingChannel.of(EMAIL);
        AtomicInteger calls = new AtomicInteger();
        DeliveryInterceptor everyTwentieth = (message, next) -> {
            if (calls.incrementAndGet() % 20 == 0) {
                throw new OutOfMemoryError("play");
            }
            return next.deliver(message);
        };
        try (NotificationService service = service(MemoryStore.create(), email)
                .interceptor(everyTwentieth)
                .preferVirtualThreads()
                .start()) {
            together(8, n -> {
                for (int i = 0; i < 50; i++) {
                    service.send(lab("p" + n + "-" + i));
                }
            });
            await().atMost(LONG).until(() -> service.count(DeliveryQuery.all().in(DeliveryState.SENT)) == 400);
            assertThat(email.received())
                    .extracting(Message::id)
                    .doesNotHaveDuplicates()
                    .hasSize(400);
        }
    }

    @Test
    void closing_under_load_loses_no_receipt_and_leaves_no_thread() throws InterruptedException {
        MemoryStore store = MemoryStore.create();
        RecordingChannel email = RecordingChannel.of(EMAIL);
        NotificationService service = service(store, email).start();
        Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
        AtomicBoolean closed = new AtomicBoolean();
        together(9, n -> {
            if (n == 8) {
                await().atMost(LONG).until(() -> receipts.size() > 200);
                service.close(Duration.ofSeconds(10));
                closed.set(true);
                return;
            }
            while (!closed.get()) {
                try {
                    receipts.add(service.send(lab("p" + n)));
                } catch (NotifyException e) {
                    return; // closed, said so
                }
            }
        });
        gone("notify-real-");
        try (NotificationService next = service(store, email)
                .lease(Duration.ofSeconds(2), Duration.ofSeconds(1))
                .start()) {
            await().atMost(LONG).until(() -> next.count(DeliveryQuery.all().in(DeliveryState.PENDING)) == 0);
            for (Receipt receipt : receipts) {
                assertThat(next.status(receipt.id())
                                .orElseThrow()
                                .deliveries()
                                .get(0)
                                .state())
                        .isEqualTo(DeliveryState.SENT);
            }
            assertThat(email.received())
                    .extracting(Message::id)
                    .contains(receipts.stream()
                            .map(r -> r.planned().get(0).id())
                            .toArray(dev.notify.model.DeliveryId[]::new));
        }
    }

    /** Hangs until it is let go, deaf to interrupts. */
    private static final class Deaf implements Channel {
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final Queue<String> calls = new ConcurrentLinkedQueue<>();

        @Override
        public ChannelName name() {
            return EMAIL;
        }

        @Override
        public Duration timeout() {
            return Duration.ofMillis(300);
        }

        @Override
        public Outcome deliver(Message message) {
            calls.add(message.recipient());
            if (message.recipient().equals("slow") && message.attempt() == 1) {
                boolean waiting = true;
                while (waiting) {
                    try {
                        letGo.await();
                        waiting = false;
                    } catch (InterruptedException e) {
                        calls.add("interrupted");
                    }
                }
                return Outcome.sent("late");
            }
            return message.recipient().equals("slow")
                    ? Outcome.tryAgain(Duration.ofHours(1), "busy")
                    : Outcome.sent("on time");
        }
    }

    @Test
    void a_late_success_finishes_what_waits_for_another_try() {
        Deaf deaf = new Deaf();
        try (NotificationService service = service(MemoryStore.create(), deaf).start()) {
            Receipt slow = service.send(lab("slow"));
            await().atMost(LONG)
                    .until(() -> deaf.calls.stream().filter("slow"::equals).count() == 2);
            deaf.letGo.countDown();
            await().atMost(LONG)
                    .until(() -> service.status(slow.id()).orElseThrow().finished());
            assertThat(service.status(slow.id())
                            .orElseThrow()
                            .deliveries()
                            .get(0)
                            .providerId())
                    .isEqualTo("late");
            for (int i = 0; i < 20; i++) {
                service.send(lab("p" + i));
            }
            await().atMost(LONG).until(() -> service.count(DeliveryQuery.all().in(DeliveryState.SENT)) == 21);
            assertThat(deaf.calls).filteredOn("interrupted"::equals).hasSize(1);
        }
    }
}
