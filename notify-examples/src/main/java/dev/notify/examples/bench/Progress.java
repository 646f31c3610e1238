package dev.notify.examples.bench;

import dev.notify.examples.bench.raw.Load;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says what is being done, how far it has come, and how long it has taken. */
final class Progress {

    private static final long OFTEN = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final long start = System.nanoTime();
    private long said = start;

    Progress(PrintStream out) {
        this.out = out;
    }

    double seconds() {
        return Load.seconds(System.nanoTime() - start);
    }

    void say(String what) {
        said = System.nanoTime();
        out.printf(Locale.ROOT, "[%4.0f s] %s%n", seconds(), what);
    }

    /** Says it, unless something was said a moment ago. */
    void far(String what, long done, long all) {
        if (System.nanoTime() - said > OFTEN) {
            say(String.format(Locale.ROOT, "%s: %,d of %,d", what, done, all));
        }
    }
}
