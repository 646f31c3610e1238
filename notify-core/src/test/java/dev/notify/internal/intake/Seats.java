package dev.notify.internal.intake;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.TimeSource;
import dev.notify.internal.base.UuidV7;
import dev.notify.internal.setup.Setup;
import dev.notify.internal.words.WordBook;
import dev.notify.policy.DeliveryHours;
import dev.notify.store.AcceptPart;
import dev.notify.store.FieldSeal;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the tests of this room commit, and by what. */
final class Seats {

    private Seats() {}

    static Rows.Acceptance row(UUID id) {
        Rows.Notification n = new Rows.Notification(
                id, "default", "t", 1, null, null, null, null, 0, 0, null, 0, 0, null, null, null, null, "host");
        return new Rows.Acceptance(n, List.of(), List.of(), List.of(), null, List.of(), List.of(), List.of());
    }

    static Setup setup(Duration within) {
        Duration some = Duration.ofSeconds(10);
        return new Setup(
                new Setup.Identity(
                        "n", Optional.empty(), false, false, ZoneId.of("UTC"), Locale.ENGLISH, DeliveryHours.DEFAULT),
                Map.of(),
                WordBook.of(WordBook.Sources.NONE, List.of()),
                new Setup.Lines(Map.of(), Optional.empty(), false, Map.of()),
                new Setup.Guard(List.of(), Map.of()),
                new Setup.Timings(some, some, some, within, some),
                new Setup.Limits(Optional.empty(), 1_000, 1_000, 256 * 1024),
                new Setup.Seams(Optional.empty(), Map.of(), List.of(), List.of(), Optional.empty(), FieldSeal.plain()));
    }

    static Committer committer(AcceptPart accepts, Tasks tasks, TimeSource time, Duration within) {
        Store store = (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, args) -> {
                    if (!method.getName().equals("accepts")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return accepts;
                });
        return new Committer(setup(within), new Surroundings(time, tasks, () -> 0, UuidV7.ofProcess()), store);
    }
}
