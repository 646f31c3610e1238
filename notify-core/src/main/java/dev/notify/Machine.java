package dev.notify;

import dev.notify.internal.base.SampledTimeSource;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.ThreadTasks;
import dev.notify.internal.base.UuidV7;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;

/** What a service takes from this machine where nothing else is given: threads, the store's clock, chance and ids. */
final class Machine {

    private Machine() {}

    static Surroundings surroundings(String node, boolean virtualThreads) {
        ThreadTasks tasks = virtualThreads ? ThreadTasks.preferVirtual(node) : ThreadTasks.platform(node);
        UuidV7 ids = UuidV7.ofProcess();
        SplittableRandom random = new SplittableRandom(ids.next(0).getLeastSignificantBits());
        ReentrantLock lock = new ReentrantLock();
        return new Surroundings(new SampledTimeSource(), tasks, () -> chance(random, lock), ids);
    }

    private static double chance(SplittableRandom random, ReentrantLock lock) {
        lock.lock();
        try {
            return random.nextDouble();
        } finally {
            lock.unlock();
        }
    }

    /** A name for a node that was given none. */
    static String someName() {
        return "node-" + Long.toHexString(UuidV7.ofProcess().next(0).getLeastSignificantBits() & 0xffffffffL);
    }
}
