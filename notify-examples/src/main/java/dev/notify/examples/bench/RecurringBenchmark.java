package dev.notify.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.notify.NotificationService;
import dev.notify.jdbc.JdbcStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.request.NotificationType;
import dev.notify.schedule.Recurring;
import dev.notify.schedule.Repeat;
import dev.notify.store.CardPart;
import dev.notify.store.Lane;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.WorkKind;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What an occurrence costs beside few and beside very many recurrences that are not due: it must not grow with them. {@code
 * -Dnotify.bench.on=h2} or {@code postgres}, {@code -Dnotify.bench.rows} for how many very many are (1,000,000; few are a hundredth),
 * {@code -Dnotify.bench.quick=true} for a look whether it all works. Ends with an error if not every occurrence came.
 */
public final class RecurringBenchmark {

    private static final double GOAL = 1.3;
    private static final int SHARE = 500;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final NotificationType TYPE = NotificationType.named("dose")
            .anyTime()
            .sendBy(Sink.NAME)
            .showDetailsOn(Sink.NAME)
            .text("Dose", "It is time: {{occurrence}}");

    private final Ground ground;
    private final PrintStream out;
    private final int each;
    private final int rounds;

    private RecurringBenchmark(Ground ground, PrintStream out, int each, int rounds) {
        this.ground = ground;
        this.out = out;
        this.each = each;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        boolean quick = Boolean.getBoolean("notify.bench.quick");
        long most = Long.getLong("notify.bench.rows", quick ? 20_000 : 1_000_000);
        String on = System.getProperty("notify.bench.on", "h2");
        try (Ground ground =
                on.equals("postgres") ? Ground.postgres() : Ground.h2(Path.of("target", "bench-recurring"))) {
            new RecurringBenchmark(ground, System.out, quick ? 50 : 200, quick ? 3 : 6).compare(most / 100, most);
        }
    }

    private void compare(long few, long many) throws Exception {
        double beside = measure("few", few);
        double besideMany = measure("many", many);
        double ratio = besideMany / beside;
        out.printf(
                Locale.ROOT,
                "%n| %s | beside %,d | beside %,d | ratio | goal <= %.1f |%n|---|---|---|---|---|%n"
                        + "| an occurrence, from due to handed over, ms | %.2f | %.2f | %.2f | %s |%n",
                ground.name(),
                few,
                many,
                GOAL,
                beside,
                besideMany,
                ratio,
                ratio <= GOAL ? "reached" : "**not reached**");
    }

    /** Milliseconds for one occurrence, in the median round. */
    private double measure(String database, long waiting) throws Exception {
        ground.create(database);
        try (HikariDataSource source = ground.open(database)) {
            seed(source, waiting);
            double[] costs = new double[rounds];
            Sink sink = new Sink();
            try (NotificationService service = service(source, sink)) {
                for (int i = 0; i < rounds; i++) {
                    costs[i] = round(service, sink, i);
                }
            }
            double[] sorted = Arrays.stream(costs).skip(1).sorted().toArray(); // the first one warms up
            out.printf(Locale.ROOT, "%s beside %,d: %s ms%n", ground.name(), waiting, Arrays.toString(sorted));
            return sorted[sorted.length / 2];
        }
    }

    private static NotificationService service(HikariDataSource source, Sink sink) {
        return NotificationService.builder()
                .store(JdbcStore.of(source).allowLossy())
                .channel(sink)
                .define(TYPE)
                .contactsFrom(id -> Optional.of(Contact.of(id).at(Address.of(Sink.NAME, id))))
                .start();
    }

    private double round(NotificationService service, Sink sink, int round) {
        long before = sink.taken();
        LocalDateTime due =
                LocalDateTime.now(Clock.systemUTC()).plusSeconds(2 + each / 10).withNano(0);
        List<Recurring> all = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            all.add(service.repeat(Repeat.of(TYPE)
                    .to("person-" + round + "-" + i)
                    .every(Duration.ofDays(1))
                    .inZone("UTC")
                    .from(due)));
        }
        long wait = Duration.between(LocalDateTime.now(Clock.systemUTC()), due).toNanos();
        if (wait <= 0) {
            throw new IllegalStateException("the machine is too busy: they were due before all had begun");
        }
        long start = System.nanoTime() + wait;
        long patience = start + TimeUnit.MINUTES.toNanos(2);
        while (sink.taken() < before + each) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException("only " + (sink.taken() - before) + " of " + each + " came");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        double millis = (System.nanoTime() - start) / 1e6;
        all.forEach(recurring -> recurring.end("measured"));
        return millis / each;
    }

    /** So many that are due in years: copies of one that the service made. */
    private void seed(HikariDataSource source, long waiting) {
        UUID sample;
        try (NotificationService service = service(source, new Sink())) {
            sample = service.repeat(Repeat.of(TYPE)
                            .to("person-sample")
                            .dailyAt("08:00")
                            .inZone("UTC")
                            .from(LocalDate.now(Clock.systemUTC()).plusYears(9)))
                    .id()
                    .value();
        }
        Store store = JdbcStore.of(source).allowLossy();
        try (store) {
            store.open();
            Rows.Card card = store.cards().byIds(List.of(sample)).get(0);
            long due = store.databaseTime() + 9 * 365 * DAY;
            for (long done = 0; done < waiting; done += SHARE) {
                copy(store, card, due, Math.min(SHARE, waiting - done));
            }
        }
    }

    private static void copy(Store store, Rows.Card card, long due, long count) {
        List<CardPart.Put> puts = new ArrayList<>();
        List<Rows.Work> work = new ArrayList<>();
        Lane lane = Lane.of(WorkKind.RECUR, Priority.NORMAL, Tenant.DEFAULT);
        for (long i = 0; i < count; i++) {
            UUID id = UUID.randomUUID();
            CardPart.Place place = card.place();
            CardPart.Place own = new CardPart.Place(place.tenant(), place.kind(), id.toString(), place.name());
            CardPart.Place lead = new CardPart.Place(place.tenant(), "repeat-of", "person-" + id, id.toString());
            puts.add(new CardPart.Put(own, id, 0L, card.changedAt(), null, card.body()));
            puts.add(new CardPart.Put(lead, UUID.randomUUID(), 0L, card.changedAt(), null, id.toString()));
            work.add(Rows.Work.waiting(id, WorkKind.RECUR, lane, due + i));
        }
        if (!store.cards().write(CardPart.Step.EMPTY.puts(puts).work(work))) {
            throw new IllegalStateException("was not seeded");
        }
    }
}
