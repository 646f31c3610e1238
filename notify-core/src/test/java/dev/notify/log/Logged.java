package dev.notify.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Everything that is logged, at every level, between {@link #everything()} and {@link #close()}.
 *
 * <p>Outside of that nothing is logged at all: tests provoke every trouble there is. {@code -Dnotify.test.log=true} prints it.
 */
public final class Logged implements AutoCloseable {

    private static final boolean PRINTED = Boolean.getBoolean("notify.test.log");
    private static volatile @Nullable Logged current;

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    private Logged() {}

    /** A line, with what the MDC held when it was written; {@code trace} is the whole print of what was thrown. */
    public record Line(Level level, String logger, String thread, Map<String, String> mdc, String text, String trace) {}

    /** Begins. */
    public static Logged everything() {
        Logged logged = new Logged();
        current = logged;
        return logged;
    }

    /** What was logged so far, in order. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The lines whose text has this in it. */
    public List<Line> saying(String part) {
        return lines.stream().filter(l -> l.text().contains(part)).toList();
    }

    @Override
    public void close() {
        current = null;
    }

    static boolean wanted() {
        return PRINTED || current != null;
    }

    static void write(Level level, String logger, String text, @Nullable Throwable thrown) {
        StringWriter trace = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(trace));
        }
        Line line = new Line(level, logger, Thread.currentThread().getName(), TestMdc.copy(), text, trace.toString());
        Logged to = current;
        if (to != null) {
            to.lines.add(line);
        }
        if (PRINTED) {
            System.err.println(
                    line.level() + " " + line.logger() + " " + line.mdc() + " " + line.text() + " " + line.trace());
        }
    }
}
