package dev.notify.examples.bench.push;

import dev.notify.push.VapidKeys;
import dev.notify.push.internal.web.Curve;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Measures what it costs to prepare a push, encrypted and signed, beside the library web-push: processor time of one, by one thread, in turns.
 *
 * <p>Prints a table. {@code -Dnotify.bench.quick=true} for a look whether it works; otherwise it takes half a minute.
 */
public final class PushBenchmark {

    private static final double WANTED = 8;
    private static final String TEXT = "{\"title\":\"Example Hospital\",\"body\":\"" + "x".repeat(260) + "\"}";
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private PushBenchmark() {}

    public static void main(String[] args) throws Exception {
        if (Boolean.getBoolean("notify.bench.quick")) {
            run(System.out, 1, 50);
        } else {
            run(System.out, 7, 1_500);
        }
    }

    private interface Way {
        int prepare() throws Exception;
    }

    /**
     * Runs it, after a round that warms up.
     *
     * @return the page that is printed
     */
    static String run(PrintStream out, int rounds, long millis) throws Exception {
        Security.addProvider(new BouncyCastleProvider()); // the library asks for it; we do not
        VapidKeys keys = VapidKeys.generate();
        Curve.Pair browser = Curve.generate();
        byte[] auth = new byte[16];
        new SecureRandom().nextBytes(auth);
        String endpoint = "https://push.example.org/p/1";
        LibraryWay library = new LibraryWay(keys.publicKey(), keys.privateKey(), endpoint, browser.publicKey(), auth);
        OurWay ours = new OurWay(keys, endpoint, browser.publicKey(), auth);
        List<Double> theirs = new ArrayList<>();
        List<Double> our = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double a = micros(() -> library.prepare(TEXT), millis);
            double b = micros(() -> ours.prepare(TEXT), millis);
            if (round > 0) {
                theirs.add(a);
                our.add(b);
                ratios.add(a / b);
            }
        }
        String page = String.format(
                Locale.ROOT,
                "%n|  | processor time of one, us | a second, by one thread |%n| --- | ---: | ---: |%n"
                        + "| `web-push` 5.1.2, `prepareRequest` | %,.0f | %,.0f |%n"
                        + "| `WebPush` | %,.0f | %,.0f |%n%n"
                        + "|  | goal | measured |%n| --- | --- | ---: |%n"
                        + "| processor time, library : ours | >= %.0f | %.1f, %s |%n",
                median(theirs),
                1_000_000 / median(theirs),
                median(our),
                1_000_000 / median(our),
                WANTED,
                median(ratios),
                median(ratios) >= WANTED ? "reached" : "**not reached**");
        out.print(page);
        return page;
    }

    private static double micros(Way way, long millis) throws Exception {
        long end = System.nanoTime() + millis * 1_000_000;
        long before = THREADS.getCurrentThreadCpuTime();
        long done = 0;
        long bytes = 0;
        while (System.nanoTime() < end || done == 0) {
            bytes += way.prepare();
            done++;
        }
        if (bytes < done * 300) {
            throw new IllegalStateException("the pushes are too short to hold the text");
        }
        return (THREADS.getCurrentThreadCpuTime() - before) / 1_000.0 / done;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
