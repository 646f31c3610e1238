package dev.notify.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class PulseTest {

    @Test
    void loses_no_wake_and_never_runs_twice_at_once() throws InterruptedException {
        try (ThreadTasks tasks = ThreadTasks.platform("pulse")) {
            AtomicInteger asked = new AtomicInteger();
            AtomicInteger seen = new AtomicInteger();
            AtomicInteger inside = new AtomicInteger();
            AtomicBoolean twice = new AtomicBoolean();
            Pulse pulse = new Pulse(tasks, () -> {
                twice.compareAndSet(false, inside.incrementAndGet() > 1);
                seen.set(asked.get());
                inside.decrementAndGet();
            });
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Thread thread = new Thread(() -> {
                    for (int n = 0; n < 2_000; n++) {
                        asked.incrementAndGet();
                        pulse.wake();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            await().atMost(Duration.ofSeconds(20)).until(pulse::idle);
            assertThat(seen).hasValue(16_000);
            assertThat(twice).isFalse();
        }
    }

    @Test
    void survives_a_body_that_throws_and_a_moment_without_threads() {
        AtomicBoolean none = new AtomicBoolean(true);
        AtomicInteger runs = new AtomicInteger();
        Tasks tasks = new Tasks() {
            @Override
            public Running run(Runnable task) {
                if (none.get()) {
                    throw new OutOfMemoryError("no thread to be had");
                }
                try {
                    task.run();
                } catch (IllegalStateException e) {
                    runs.addAndGet(100);
                }
                return () -> {};
            }

            @Override
            public Running current() {
                return () -> {};
            }

            @Override
            public Timer after(long millis, Runnable task) {
                return () -> {};
            }

            @Override
            public void pause(long millis) {}

            @Override
            public boolean await(long millis, BooleanSupplier condition) {
                return condition.getAsBoolean();
            }

            @Override
            public void close() {}
        };
        Pulse pulse = new Pulse(tasks, () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("bug");
        });
        assertThatThrownBy(pulse::wake).isInstanceOf(OutOfMemoryError.class);
        assertThat(pulse.idle()).isTrue();
        none.set(false);
        pulse.wake();
        pulse.wake();
        assertThat(runs).hasValue(202);
    }

    @Test
    void threads_are_named_and_end_with_their_owner() {
        ThreadTasks tasks = ThreadTasks.preferVirtual("ends");
        AtomicBoolean ran = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        tasks.after(1, () -> ran.set(true));
        tasks.run(() -> interrupted.set(!tasks.await(60_000, () -> false)));
        await().until(ran::get);
        tasks.close();
        await().until(interrupted::get);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().startsWith("notify-ends-")));
        tasks.run(() -> ran.set(false));
        assertThat(ran).isTrue();
    }
}
