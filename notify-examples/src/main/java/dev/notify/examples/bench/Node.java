package dev.notify.examples.bench;

import dev.notify.NotificationService;
import dev.notify.NotificationServiceBuilder;
import dev.notify.delivery.Receipt;
import dev.notify.examples.bench.raw.Load;
import dev.notify.examples.bench.report.Tally;
import dev.notify.jdbc.JdbcStore;
import dev.notify.model.Address;
import dev.notify.model.DeliveryId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.store.Lane;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import javax.sql.DataSource;

/** A service on a database, with a sink for a channel. Closing it counts what was accepted against what came. */
final class Node implements AutoCloseable {

    /** So many people are written to, whoever writes. */
    static final int PEOPLE = 100_000;

    private static final int SOUGHT = 100;
    private static final int PAGE = 20;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final NotificationType TYPE = NotificationType.named("bench")
            .anyTime()
            .text("Hello {{name}}", "Your parcel {{parcel}} is at the door. {{words}}")
            .showDetailsOn(Sink.NAME)
            .sendBy(Sink.NAME);
    private static final String WORDS = "x".repeat(200);
    private static final int LANE =
            Lane.of(Sink.NAME, Priority.NORMAL, Tenant.DEFAULT).number();
    private static final String WAITING = "SELECT ref_id FROM notify_queue WHERE lane = " + LANE
            + " AND available_at < ? ORDER BY lane, available_at FETCH FIRST 1 ROW ONLY";

    private final DataSource source;
    private final String name;
    private final Tally tally;
    private final Sink sink = new Sink();
    private final NotificationService service;
    private final AtomicLong owed = new AtomicLong();

    private Node(DataSource source, String name, Tally tally, boolean works) {
        this.source = source;
        this.name = name;
        this.tally = tally;
        NotificationServiceBuilder builder = NotificationService.builder()
                .store(JdbcStore.of(source))
                .node(name)
                .channel(sink)
                .define(TYPE);
        service = (works ? builder : builder.acceptOnly()).start();
    }

    static Node working(DataSource source, String name, Tally tally) {
        return new Node(source, name, tally, true);
    }

    static Node acceptOnly(DataSource source) {
        return new Node(source, "accepts", new Tally(), false);
    }

    Sink sink() {
        return sink;
    }

    private static Notification message(String person) {
        return Notification.of(TYPE)
                .toAddress(Address.of(Sink.NAME, person))
                .with("name", "Thandi")
                .with("parcel", 4711)
                .with("words", WORDS);
    }

    private static String anybody() {
        return "person-" + ThreadLocalRandom.current().nextInt(PEOPLE);
    }

    private Receipt sendNow(Notification message) {
        Receipt receipt = service.send(message);
        owed.incrementAndGet();
        return receipt;
    }

    /** Accepts one for this person and that time. */
    Receipt send(String person, Instant at) {
        return at.isAfter(Instant.now()) ? service.send(message(person).at(at)) : sendNow(message(person));
    }

    /** Accepts what is due tomorrow, from so many callers; in a second. */
    double accept(int callers, long millis) throws Exception {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        return Load.perSecond(callers, millis, () -> () -> {
            service.send(message(anybody()).at(tomorrow));
            return 1;
        });
    }

    /** Goes through what would become of one, storing nothing. */
    void foresee() {
        if (service.preview(message(anybody())).deliveries().size() != 1) {
            throw new IllegalStateException("not one delivery");
        }
    }

    /** Accepts what is due tomorrow for many people at once, from one caller; deliveries in a second. */
    double acceptMany(int people, long millis) throws Exception {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        return Load.perSecond(1, millis, () -> () -> {
            int first = ThreadLocalRandom.current().nextInt(PEOPLE);
            Notification all = message("person-" + first).at(tomorrow);
            for (int i = 1; i < people; i++) {
                all = all.toAddress(Address.of(Sink.NAME, "person-" + (first + i) % PEOPLE));
            }
            return service.send(all).deliveries();
        });
    }

    /** Accepts so many for that time, or for now once it has come; their ids are added. */
    void fill(int count, Instant due, Collection<DeliveryId> ids) throws Exception {
        Load.times(64, count, () -> {
            Notification message = message(anybody());
            Receipt receipt = service.send(due.isAfter(Instant.now()) ? message.at(due) : message);
            ids.add(receipt.planned().get(0).id());
            return 1;
        });
    }

    /** So many come from a node that only accepts. */
    void owes(int count) {
        owed.addAndGet(count);
    }

    /** Sends what is due at once, from so many callers, until all of it is delivered and settled; in a second. */
    double endToEnd(int callers, long millis) throws Exception {
        long before = owed.get();
        long start = System.nanoTime();
        Load.perSecond(callers, millis, () -> () -> {
            sendNow(message(anybody()));
            return 1;
        });
        awaitSettled();
        return (owed.get() - before) / Load.seconds(System.nanoTime() - start);
    }

    /** Sends so many that are due at once, from so many callers, until all of it is delivered and settled. */
    void sendAll(int callers, int count) throws Exception {
        Load.times(callers, count, () -> {
            sendNow(message(anybody()));
            return 1;
        });
        awaitSettled();
    }

    /** Waits until all that is owed is delivered and settled; gives up after a minute. */
    void awaitSettled() throws SQLException {
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < end && (sink.taken() < owed.get() || isWaiting(source))) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Whether anything is queued that is due now or soon. */
    static boolean isWaiting(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(WAITING)) {
            statement.setLong(1, System.currentTimeMillis() + TimeUnit.HOURS.toMillis(1));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Sends one and waits until it is there, on a node that has nothing else to do. */
    void way() {
        long next = sink.taken() + 1;
        long end = System.nanoTime() + PATIENCE;
        sendNow(message(anybody()).correlation(Long.toString(System.nanoTime())));
        while (sink.taken() < next && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000);
        }
        LockSupport.parkNanos(2_000_000);
    }

    /** How late so many arrive that are due over the same second, {@code ahead} from now; in milliseconds. */
    double[] lateness(int count, Duration ahead) throws Exception {
        sink.waits();
        Instant start = Instant.now().plus(ahead);
        long startNanos = System.nanoTime() + ahead.toNanos();
        AtomicLong turn = new AtomicLong();
        Load.times(16, count, () -> {
            long millis = 1_000 * turn.getAndIncrement() / count;
            sendNow(message(anybody())
                    .at(start.plusMillis(millis))
                    .correlation(Long.toString(startNanos + TimeUnit.MILLISECONDS.toNanos(millis))));
            return 1;
        });
        awaitSettled();
        return sink.waits();
    }

    /**
     * How long it takes to ask for somebody's deliveries, so many times; in milliseconds. Each of a hundred people has a page of
     * them, whatever else the database holds, and theirs lie among those of the others.
     */
    double[] finds(int count) throws Exception {
        AtomicInteger sent = new AtomicInteger();
        Load.times(64, SOUGHT * PAGE, () -> {
            service.send(message("sought-" + sent.getAndIncrement() % SOUGHT).after(Duration.ofDays(1)));
            return 1;
        });
        return times(
                count,
                () -> service.find(DeliveryQuery.all()
                                .recipient("address:" + Sink.NAME + ":sought-"
                                        + ThreadLocalRandom.current().nextInt(SOUGHT))
                                .limit(PAGE))
                        .deliveries()
                        .size());
    }

    /** How long it takes to ask how a notification stands, so many times; in milliseconds. */
    double[] stands(int count) {
        Receipt receipt = service.send(message(anybody()).after(Duration.ofDays(1)));
        return times(
                count,
                () -> service.status(receipt.id())
                        .map(s -> s.deliveries().size())
                        .orElse(0));
    }

    private static double[] times(int count, IntSupplier question) {
        double[] all = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            int found = question.getAsInt();
            all[i] = (System.nanoTime() - start) / 1e6;
            if (found < 0) {
                throw new IllegalStateException("found " + found);
            }
        }
        return all;
    }

    NotificationService service() {
        return service;
    }

    @Override
    public void close() {
        service.close(Duration.ofSeconds(20));
        tally.count("node " + name, owed.get(), sink.taken(), sink.again().size());
    }
}
