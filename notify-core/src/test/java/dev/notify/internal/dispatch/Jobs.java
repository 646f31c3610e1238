package dev.notify.internal.dispatch;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.UuidV7;
import dev.notify.internal.providers.Providers;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.policy.Concurrency;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import dev.notify.store.WorkKind;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Jobs and lines for the tests of this room, and tasks that run when they are told to. */
final class Jobs {

    private Jobs() {}

    static Job of(Priority priority) {
        return of(priority, 0, line(Concurrency.of(1), new Steps(), new Isolation(() -> {}), job -> {}, () -> {}));
    }

    static Job suspect() {
        return of(
                Priority.NORMAL, 2, line(Concurrency.of(1), new Steps(), new Isolation(() -> {}), job -> {}, () -> {}));
    }

    static Job of(Priority priority, int crashes, Line line) {
        int lane = Lane.of(ChannelName.EMAIL, priority, Tenant.DEFAULT).number();
        return new Job(
                new QueuePart.Claim(UUID.randomUUID(), WorkKind.DELIVER, lane, 1, 1, crashes, false, 0),
                Optional.empty(),
                line,
                Long.MAX_VALUE);
    }

    static Line line(Concurrency concurrency, Tasks tasks, Isolation isolation, Consumer<Job> work, Runnable more) {
        return line(Providers.Way.FREE, concurrency, tasks, isolation, new Line.Calls(work, more, jobs -> {}));
    }

    static Line line(Providers.Way way, Concurrency concurrency, Tasks tasks, Isolation isolation, Line.Calls calls) {
        Surroundings around = new Surroundings(() -> 0, tasks, () -> 0, UuidV7.from(new SplittableRandom(1)));
        Line line = new Line(Lane.all(ChannelName.EMAIL), way, concurrency, around, isolation, calls);
        line.open(true);
        return line;
    }

    /** Tasks that run, one by one, when a test says so. */
    static final class Steps implements Tasks {
        final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
        final ArrayDeque<Runnable> timers = new ArrayDeque<>();
        boolean noThreads;

        /** The next timer goes off, and all it begins is done. */
        void tick() {
            timers.remove().run();
            all();
        }

        void all() {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        }

        @Override
        public Running run(Runnable task) {
            if (noThreads) {
                throw new OutOfMemoryError("no thread to be had");
            }
            waiting.add(task);
            return () -> {};
        }

        @Override
        public Running current() {
            return () -> {};
        }

        @Override
        public Timer after(long millis, Runnable task) {
            timers.add(task);
            return () -> timers.remove(task);
        }

        @Override
        public void pause(long millis) {}

        @Override
        public boolean await(long millis, BooleanSupplier condition) {
            return condition.getAsBoolean();
        }

        @Override
        public void close() {}
    }

    static List<Job> many(int count, Priority priority, Line line) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> of(priority, 0, line))
                .toList();
    }
}
