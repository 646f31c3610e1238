package dev.notify.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.notify.NotificationService;
import dev.notify.delivery.Receipt;
import dev.notify.event.NotificationEvent;
import dev.notify.examples.bench.report.Tally;
import dev.notify.jdbc.JdbcStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** One notification to very many by name: how long until all deliveries are made, and until all have gone out, and in how much memory. */
final class Crowd {

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(4);
    private static final NotificationType TYPE = NotificationType.named("crowd")
            .anyTime()
            .sendBy(Sink.NAME)
            .showDetailsOn(Sink.NAME)
            .requires("clinic")
            .text("Flu clinic", "The flu clinic at {{clinic}} is open. " + "x".repeat(200));

    private Crowd() {}

    /** Does it once; a sentence with the figures. */
    static String measure(HikariDataSource source, int people, Tally tally) {
        Sink sink = new Sink();
        AtomicLong madeAt = new AtomicLong();
        NotificationService service = NotificationService.builder()
                .store(JdbcStore.of(source))
                .node("crowd")
                .channel(sink)
                .define(TYPE)
                .contactsFrom(id -> Optional.of(Contact.of(id).at(Address.of(Sink.NAME, id))))
                .onEvent(event -> {
                    if (event instanceof NotificationEvent.FannedOut) {
                        madeAt.set(System.nanoTime());
                    }
                })
                .start();
        try (service) {
            List<String> ids =
                    IntStream.range(0, people).mapToObj(i -> "person-" + i).toList();
            long start = System.nanoTime();
            Receipt receipt = service.send(Notification.of(TYPE).toAll(ids).with("clinic", "Main Road"));
            double stored = seconds(start, System.nanoTime());
            long most = 0;
            while ((sink.taken() < people || madeAt.get() == 0) && System.nanoTime() < start + PATIENCE) {
                most = Math.max(most, used());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            double sent = seconds(start, System.nanoTime());
            double made = seconds(start, madeAt.get() == 0 ? System.nanoTime() : madeAt.get());
            if (receipt.fanOut().isEmpty()) {
                throw new IllegalStateException("was no fan-out: ask for more people");
            }
            service.close(Duration.ofSeconds(30));
            return String.format(
                    Locale.ROOT,
                    "One notification to %,d people by name: `send` returned after %.2f s, all deliveries were made"
                            + " after %.1f s (%,.0f a second) and had gone out after %.1f s (%,.0f a second), with at most"
                            + " %,d MB of heap in use, garbage and all.",
                    people,
                    stored,
                    made,
                    people / made,
                    sent,
                    people / sent,
                    most >> 20);
        } finally {
            tally.count("crowd", people, sink.taken(), sink.again().size());
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
