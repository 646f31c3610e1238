package dev.notify.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.notify.examples.bench.raw.Load;
import dev.notify.examples.bench.report.Tally;
import dev.notify.model.DeliveryId;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Two nodes in two processes empty one database; every id is looked for in what both say they delivered. */
final class Twins {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    /** What came of it: how many in a second, and who did how much. */
    record Outcome(double perSecond, long here, long there) {
        String words() {
            return String.format(
                    Locale.ROOT,
                    "Two nodes in two processes on one database: %,.0f in a second, %,d by the one and %,d by the other.",
                    perSecond,
                    here,
                    there);
        }
    }

    private Twins() {}

    /** Accepts a backlog for one moment, at which both begin. */
    static Outcome drain(String url, HikariDataSource source, int backlog, Path folder, Tally tally) throws Exception {
        Files.createDirectories(folder);
        Path ledger = folder.resolve("second-node.ids");
        Files.deleteIfExists(ledger);
        Set<DeliveryId> sent = ConcurrentHashMap.newKeySet();
        Process child = start(url, ledger, folder.resolve("second-node.log"));
        Thread ending = new Thread(child::destroyForcibly, "end-second-node");
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            Node node = Node.working(source, "first", new Tally());
            long start;
            long end;
            try (node) {
                awaitReady(child);
                Duration fill = Duration.ofSeconds(2 + backlog / 2_500);
                Instant due = Instant.now().plus(fill);
                start = System.nanoTime() + fill.toNanos();
                try (Node accepts = Node.acceptOnly(source)) {
                    accepts.fill(backlog, due, sent);
                }
                LockSupport.parkNanos(Math.max(0, start - System.nanoTime()));
                end = System.nanoTime() + PATIENCE;
                while (System.nanoTime() < end && Node.isWaiting(source)) {
                    LockSupport.parkNanos(2_000_000);
                }
                end = System.nanoTime();
            }
            child.getOutputStream().close();
            if (!child.waitFor(60, TimeUnit.SECONDS) || child.exitValue() != 0) {
                tally.trouble("the second node did not end well, see " + folder.resolve("second-node.log"));
            }
            return compare(node, ledger, sent, tally, backlog / Load.seconds(end - start));
        } finally {
            child.destroyForcibly().waitFor();
            Runtime.getRuntime().removeShutdownHook(ending);
        }
    }

    private static Outcome compare(Node node, Path ledger, Set<DeliveryId> sent, Tally tally, double perSecond)
            throws IOException {
        List<String> there = Files.exists(ledger) ? Files.readAllLines(ledger) : List.of();
        List<String> here = new ArrayList<>();
        node.sink().seen().forEach(id -> here.add(id.value().toString()));
        node.sink().again().forEach(id -> here.add(id.value().toString()));
        count(sent.stream().map(id -> id.value().toString()).toList(), here, there, tally);
        return new Outcome(perSecond, here.size(), there.size());
    }

    /** Every id that was sent must be found once, in one of the two. */
    static void count(Collection<String> sent, List<String> here, List<String> there, Tally tally) {
        Map<String, Integer> times = new HashMap<>();
        sent.forEach(id -> times.put(id, 0));
        here.forEach(id -> times.merge(id, 1, Integer::sum));
        there.forEach(id -> times.merge(id, 1, Integer::sum));
        long came = sent.stream().filter(id -> times.getOrDefault(id, 0) > 0).count();
        long again = times.values().stream().mapToInt(n -> Math.max(0, n - 1)).sum();
        tally.count("two nodes in two processes", sent.size(), came, again);
        if (here.isEmpty() || there.isEmpty()) {
            tally.trouble("of two nodes only one worked: " + here.size() + " and " + there.size());
        }
    }

    private static Process start(String url, Path ledger, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                classPath(),
                SecondNode.class.getName(),
                ledger.toAbsolutePath().toString());
        builder.environment().put(SecondNode.URL, url);
        return builder.redirectError(log.toFile()).start();
    }

    private static void awaitReady(Process child) throws IOException {
        BufferedReader words = child.inputReader();
        String line = words.readLine();
        while (line != null && !line.equals(SecondNode.READY)) {
            line = words.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("The second node ended before it was ready");
        }
    }

    /** Maven runs this program in its own process, by a class loader of its own. */
    static String classPath() {
        if (!(Twins.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        List<String> paths = new ArrayList<>();
        for (URL url : loader.getURLs()) {
            try {
                paths.add(Path.of(url.toURI()).toString());
            } catch (URISyntaxException e) {
                throw new IllegalStateException("The class path has something that is no file: " + url, e);
            }
        }
        return String.join(java.io.File.pathSeparator, paths);
    }
}
