package dev.notify.internal.base;

import java.util.Objects;
import java.util.function.DoubleSupplier;

/** What a running service takes from its surroundings: time, tasks, chance (numbers from 0 inclusive to 1 exclusive), ids. */
public record Surroundings(TimeSource time, Tasks tasks, DoubleSupplier chance, UuidV7 ids) {

    public Surroundings {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(tasks, "tasks");
        Objects.requireNonNull(chance, "chance");
        Objects.requireNonNull(ids, "ids");
    }
}
