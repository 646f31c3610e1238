package dev.notify.examples.bench;

import dev.notify.NotificationService;
import dev.notify.NotificationServiceBuilder;
import dev.notify.jdbc.JdbcStore;
import dev.notify.model.Address;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** A service on a database, with a sink for a channel. */
final class Node implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final NotificationType TYPE = NotificationType.named("bench")
            .anyTime()
            .text("Hello {{name}}", "Your parcel {{parcel}} is at the door. {{words}}")
            .showDetailsOn(Sink.NAME)
            .sendBy(Sink.NAME);
    private static final String WORDS = "x".repeat(200);

    private final DataSource source;
    private final Sink sink = new Sink();
    private final NotificationService service;

    private Node(DataSource source, boolean works) {
        this.source = source;
        NotificationServiceBuilder builder = NotificationService.builder()
                .store(JdbcStore.of(source))
                .node("bench")
                .channel(sink)
                .define(TYPE);
        service = (works ? builder : builder.acceptOnly()).start();
    }

    static Node working(DataSource source) {
        return new Node(source, true);
    }

    static Node acceptOnly(DataSource source) {
        return new Node(source, false);
    }

    private static Notification message() {
        int person = ThreadLocalRandom.current().nextInt(100_000);
        return Notification.of(TYPE)
                .toAddress(Address.of(Sink.NAME, "person-" + person))
                .with("name", "Thandi")
                .with("parcel", person)
                .with("words", WORDS);
    }

    /** Accepts what is due tomorrow, from so many callers; in a second. */
    double accept(int callers, long millis) throws Exception {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        return Load.perSecond(callers, millis, () -> () -> {
            service.send(message().at(tomorrow));
            return 1;
        });
    }

    /** Accepts so many that are due at once. */
    void fill(int count) throws Exception {
        Load.times(64, count, () -> {
            service.send(message());
            return 1;
        });
    }

    /** Sends what is due at once, from so many callers, and counts what is delivered and settled; in a second. */
    double endToEnd(int callers, long millis) throws Exception {
        long before = sink.taken();
        long start = System.nanoTime();
        double sent = Load.perSecond(callers, millis, () -> () -> {
            service.send(message());
            return 1;
        });
        awaitSettled(before + Math.round(sent * Load.seconds(System.nanoTime() - start)) / 2);
        return (sink.taken() - before) / Load.seconds(System.nanoTime() - start);
    }

    /** Waits until all that is due, and this many at least, is delivered and settled. */
    void awaitSettled(long atLeast) throws SQLException {
        long end = System.nanoTime() + PATIENCE;
        while (sink.taken() < atLeast || waiting() > 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not done: taken " + sink.taken() + ", waiting " + waiting());
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    private int waiting() throws SQLException {
        long soon = System.currentTimeMillis() + TimeUnit.HOURS.toMillis(1);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT ref_id FROM notify_queue WHERE available_at < " + soon + " FETCH FIRST 1 ROW ONLY")) {
            return rows.next() ? 1 : 0;
        }
    }

    /** The way from a call to the channel on an idle node, so many times one after the other; sorted, in milliseconds. */
    double[] ways(int count) throws SQLException {
        sink.waits();
        long before = sink.taken();
        for (int i = 1; i <= count; i++) {
            service.send(message().correlation(Long.toString(System.nanoTime())));
            while (sink.taken() < before + i) {
                LockSupport.parkNanos(50_000);
            }
            LockSupport.parkNanos(2_000_000);
        }
        awaitSettled(before + count);
        return sink.waits();
    }

    /** How late so many arrive that are due over the same second, two seconds from now; sorted, in milliseconds. */
    double[] lateness(int count) throws Exception {
        sink.waits();
        long before = sink.taken();
        Instant start = Instant.now().plusMillis(2_000);
        long startNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2_000);
        AtomicLong turn = new AtomicLong();
        Load.times(16, count, () -> {
            long millis = 1_000 * turn.getAndIncrement() / count;
            service.send(message()
                    .at(start.plusMillis(millis))
                    .correlation(Long.toString(startNanos + TimeUnit.MILLISECONDS.toNanos(millis))));
            return 1;
        });
        awaitSettled(before + count);
        return sink.waits();
    }

    @Override
    public void close() {
        service.close(Duration.ofSeconds(20));
    }
}
