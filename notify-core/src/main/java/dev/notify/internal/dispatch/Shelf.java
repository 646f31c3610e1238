package dev.notify.internal.dispatch;

import dev.notify.model.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs waiting in memory: the most urgent first, but every fifth time the least urgent, so that nothing starves. */
final class Shelf {

    private static final int TURN_OF_THE_LEAST = 5;

    private final List<ArrayDeque<Job>> byUrgency = new ArrayList<>();
    private int size;
    private int taken;

    Shelf() {
        Priority.MOST_URGENT_FIRST.forEach(priority -> byUrgency.add(new ArrayDeque<>()));
    }

    void add(Job job) {
        byUrgency.get(job.urgency()).addLast(job);
        size++;
    }

    int size() {
        return size;
    }

    boolean hasCritical() {
        return !byUrgency.get(Priority.CRITICAL.code()).isEmpty();
    }

    @Nullable
    Job next() {
        if (size == 0) {
            return null;
        }
        boolean critical = hasCritical();
        boolean fromBelow = !critical && ++taken % TURN_OF_THE_LEAST == 0;
        int last = byUrgency.size() - 1;
        for (int i = 0; i <= last; i++) {
            Job job = byUrgency.get(fromBelow ? i : last - i).pollFirst();
            if (job != null) {
                size--;
                return job;
            }
        }
        return null;
    }

    @Nullable
    Job nextCritical() {
        Job job = byUrgency.get(Priority.CRITICAL.code()).pollFirst();
        if (job != null) {
            size--;
        }
        return job;
    }

    List<Job> clear() {
        List<Job> all = new ArrayList<>(size);
        byUrgency.forEach(deque -> {
            all.addAll(deque);
            deque.clear();
        });
        size = 0;
        return all;
    }
}
