package dev.notify.internal.intake;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.TimeSource;
import dev.notify.internal.base.UuidV7;
import dev.notify.internal.setup.Setups;
import dev.notify.store.AcceptPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What the tests of this room commit, and by what. */
final class Seats {

    private Seats() {}

    static Rows.Acceptance row(UUID id) {
        Rows.Notification n = new Rows.Notification(
                id, "default", "t", 1, null, null, null, null, 0, 0, null, 0, 0, null, null, null, null, "host");
        return new Rows.Acceptance(n, List.of(), List.of(), List.of(), null, List.of(), List.of(), List.of());
    }

    static Committer committer(AcceptPart accepts, Tasks tasks, TimeSource time, Duration within) {
        Store store = (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, args) -> {
                    if (!method.getName().equals("accepts")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return accepts;
                });
        return new Committer(
                Setups.timed(Setups.timings(within)),
                new Surroundings(time, tasks, () -> 0, UuidV7.ofProcess()),
                store);
    }
}
