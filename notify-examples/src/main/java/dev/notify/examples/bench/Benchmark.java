package dev.notify.examples.bench;

import dev.notify.examples.bench.report.Charts;
import dev.notify.examples.bench.report.Page;
import dev.notify.examples.bench.report.Sheet;
import dev.notify.examples.bench.report.Tally;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures accepting, delivering and draining beside what plain JDBC does on the same database, in turns, on an empty database and on
 * ones with a million rows, and writes tables and charts under {@code target/bench}.
 *
 * <p>Ends with an error if anything was lost or delivered twice. What can be said on the command line: {@link Options}.
 */
public final class Benchmark {

    private final Options options;
    private final Progress progress;
    private final List<Sheet> sheets = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Tally tally = new Tally();

    private Benchmark(Options options, PrintStream out) {
        this.options = options;
        this.progress = new Progress(out);
    }

    public static void main(String[] args) throws Exception {
        run(Options.of(System.getProperties()), System.out);
    }

    /**
     * Runs it, and leaves its pages in the target folder.
     *
     * @return the page of tables
     * @throws IllegalStateException if anything was lost or delivered twice
     */
    static String run(Options options, PrintStream out) throws Exception {
        Benchmark benchmark = new Benchmark(options, out);
        for (String name : options.on()) {
            benchmark.measure(name);
            benchmark.save();
        }
        String page = benchmark.save();
        out.println();
        out.println(page);
        if (!benchmark.tally.troubles().isEmpty()) {
            throw new IllegalStateException("Not everything was delivered once: " + benchmark.tally.troubles());
        }
        return page;
    }

    private Ground ground(String name) throws Ground.Missing {
        return switch (name) {
            case "h2" -> Ground.h2(options.target().resolve("h2"));
            case "postgres" -> Ground.postgres();
            case "mariadb" -> Ground.mariaDb();
            default -> throw new IllegalArgumentException("notify.bench.on knows h2, postgres and mariadb: " + name);
        };
    }

    private void measure(String name) throws Exception {
        try (Ground ground = ground(name)) {
            Sheet sheet = new Sheet(ground.name());
            sheets.add(sheet);
            Once once = new Once(ground, Pace.of(options), sheet, tally, progress);
            try (Rounds rounds = new Rounds(ground, options, sheet, tally, progress)) {
                rounds.run(() -> {
                    once.costs();
                    once.twins(options.target());
                    once.deciding();
                    once.crowd(options.crowd());
                });
            }
        } catch (Ground.Missing e) {
            remarks.add(name + " was skipped: " + e.getMessage());
            progress.say(name + " is skipped: " + e.getMessage());
        }
    }

    private String save() throws IOException {
        Path target = Files.createDirectories(options.target());
        String run = String.format(
                Locale.ROOT,
                "%s; %d processors, Java %s, %s; %,d rows in a full database; %.0f minutes in all. %s",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                System.getProperty("os.name"),
                options.rows(),
                Math.ceil(progress.seconds() / 60),
                tally.words());
        String page = new Page(run, options.rows(), sheets, remarks).markdown();
        Files.writeString(target.resolve("benchmark.md"), page);
        for (Map.Entry<String, String> chart : Charts.of(sheets, options.rows()).entrySet()) {
            Files.writeString(target.resolve(chart.getKey()), chart.getValue());
        }
        return page;
    }
}
