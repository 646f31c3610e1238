package dev.notify.examples.bench.mail;

import dev.notify.examples.bench.report.Percentiles;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import javax.net.ssl.SSLContext;

/**
 * Measures {@code EmailChannel} beside plain Angus Mail over STARTTLS: messages a second and the processor time of one, by one thread, in turns.
 *
 * <p>Prints a table. Ends with an error if the server did not get every mail. {@code -Dnotify.bench.quick=true} for a look whether it all works;
 * otherwise it takes a minute and a half.
 */
public final class EmailBenchmark {

    private static final String EACH = "`Transport.send` for each";
    private static final String KEPT = "one kept transport, `MimeMessage`";
    private static final String OURS = "`EmailChannel`";
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final PrintStream out;
    private final long millis;
    private final Map<String, List<Turn>> turns = new LinkedHashMap<>();

    /** What one turn showed. */
    private record Turn(double perSecond, double cpuMicros) {}

    /** What must come out, of the medians of the ratios within each round. */
    private record Goal(String words, double wanted, double reached) {
        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | >= %.0f | %.1f, %s |%n",
                    words,
                    wanted,
                    reached,
                    reached >= wanted ? "reached" : "**not reached**");
        }
    }

    private EmailBenchmark(PrintStream out, long millis) {
        this.out = out;
        this.millis = millis;
    }

    public static void main(String[] args) throws Exception {
        if (Boolean.getBoolean("notify.bench.quick")) {
            run(System.out, 1, 300);
        } else {
            run(System.out, 5, 5_000);
        }
    }

    /**
     * Runs it, after a round that warms up.
     *
     * @return the page that is printed
     */
    static String run(PrintStream out, int rounds, long millis) throws Exception {
        EmailBenchmark benchmark = new EmailBenchmark(out, millis);
        SSLContext tls = Keys.context();
        try (MailSink server = new MailSink(tls);
                Way each = Way.transportSend(server, tls);
                Way kept = Way.keptTransport(server, tls);
                Way ours = Way.channel(server, tls)) {
            Map<String, Way> ways = new LinkedHashMap<>();
            ways.put(EACH, each);
            ways.put(KEPT, kept);
            ways.put(OURS, ours);
            for (int round = 0; round <= rounds; round++) {
                for (Map.Entry<String, Way> way : ways.entrySet()) {
                    benchmark.turn(way.getKey(), way.getValue(), server, round > 0);
                }
            }
        }
        String page = benchmark.page(rounds);
        out.println();
        out.println(page);
        return page;
    }

    private void turn(String name, Way way, MailSink server, boolean counts) throws Exception {
        long before = server.mails();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        int sent = 0;
        while (System.nanoTime() < end) {
            way.send("patient-" + sent++ + "@example.org");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double micros = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e3;
        if (server.mails() - before != sent) {
            throw new IllegalStateException(
                    name + ": sent " + sent + ", and the server got " + (server.mails() - before));
        }
        Turn turn = new Turn(sent / seconds, micros / sent);
        if (counts) {
            turns.computeIfAbsent(name, n -> new ArrayList<>()).add(turn);
        }
        out.printf(
                Locale.ROOT,
                "%s%s: %,.0f a second, %,.0f us of processor time each%n",
                counts ? "" : "warming up: ",
                name,
                turn.perSecond(),
                turn.cpuMicros());
    }

    private String page(int rounds) {
        StringBuilder page = new StringBuilder();
        page.append(String.format(
                Locale.ROOT,
                "%s; %d processors, Java %s; STARTTLS on loopback, text and HTML of 1.6 kB, one thread, median of"
                        + " %d.%n%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                rounds));
        page.append("|  | messages/s | processor time of one, us |\n| --- | ---: | ---: |\n");
        turns.forEach((name, all) -> page.append(String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f |%n",
                name,
                median(all, Turn::perSecond),
                median(all, Turn::cpuMicros))));
        page.append("\n|  | goal | measured |\n| --- | --- | ---: |\n");
        page.append(new Goal("messages/s : `Transport.send` for each", 10, ratio(OURS, EACH, Turn::perSecond)).row());
        page.append(
                new Goal("processor time of the kept transport : ours", 2, ratio(KEPT, OURS, Turn::cpuMicros)).row());
        return page.toString();
    }

    private static double median(List<Turn> all, ToDoubleFunction<Turn> figure) {
        return Percentiles.median(all.stream().map(figure::applyAsDouble).toList());
    }

    /** The median of the ratios of each round, whose turns lie side by side. */
    private double ratio(String above, String below, ToDoubleFunction<Turn> figure) {
        List<Turn> over = turns.getOrDefault(above, List.of());
        List<Turn> under = turns.getOrDefault(below, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < over.size(); i++) {
            ratios.add(figure.applyAsDouble(over.get(i)) / figure.applyAsDouble(under.get(i)));
        }
        return Percentiles.median(ratios);
    }
}
