package dev.notify.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an example prints, and whether what it shows came true. Nothing here is about notifications. */
final class Show {

    /** An example: it returns if what it shows came true, and throws if it did not. */
    @FunctionalInterface
    interface Example {
        void run(Show show) throws Exception;
    }

    /** Something the example promised did not happen. */
    static final class NotShown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotShown(String what) {
            super("this did not come true: " + what);
        }
    }

    private final PrintStream out = System.out;
    private final boolean colours = colours();

    private Show() {}

    /** Runs an example; ends this process with 1 if it fails, and leaves it running otherwise. */
    static void main(Example example) {
        if (!succeeds(example)) {
            System.exit(1);
        }
    }

    /** Runs an example and says what went wrong, if anything did. */
    static boolean succeeds(Example example) {
        Show show = new Show();
        try {
            example.run(show);
            return true;
        } catch (Exception | AssertionError e) {
            show.line(show.paint("31;1", "Something went wrong: ") + e);
            for (StackTraceElement at : e.getStackTrace()) {
                if (at.getClassName().startsWith("dev.notify.examples.")) {
                    show.line("  at " + at);
                }
            }
            return false;
        }
    }

    /** A headline. */
    void title(String text) {
        line("");
        line(paint("1", text));
    }

    /** What is done next, and why. */
    void step(String text) {
        line("");
        line(paint("36", "> " + text));
    }

    /** Plain text. */
    void line(String text) {
        out.println(text);
    }

    /** Text that may be passed over. */
    void aside(String text) {
        line(paint("2", text));
    }

    /** Says that this is so; if it is not, the example has failed. */
    void check(boolean holds, String what) {
        if (!holds) {
            throw new NotShown(what);
        }
        line(paint("32", "  ok ") + what);
    }

    /** Good news in green, the rest in yellow. */
    String mark(boolean good, String text) {
        return paint(good ? "32" : "33", text);
    }

    /** An empty folder of this name under the module's own target folder. */
    static Path freshFolder(String name) {
        Path folder = target().resolve("examples").resolve(name);
        try {
            if (Files.exists(folder)) {
                for (Path old : deepestFirst(folder)) {
                    Files.delete(old);
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> deepestFirst(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** Where the build put this class's folder: found by the class, since the command may start anywhere. */
    private static Path target() {
        try {
            Path classes = Path.of(Show.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the classes are at no proper place", e);
        }
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Colours are for people: not for files and pipes, not for those who say NO_COLOR (no-color.org). */
    @SuppressWarnings("SystemConsoleNull") // null where there is no terminal before JDK 22; later ones are asked
    private static boolean colours() {
        @Nullable String no = System.getenv("NO_COLOR");
        @Nullable String terminal = System.getenv("TERM");
        boolean wanted = (no == null || no.isEmpty()) && terminal != null && !terminal.equals("dumb");
        return wanted && System.console() != null && isTerminal(System.console());
    }

    /** From JDK 22 on there is always a console, which then says whether somebody sits at it. */
    private static boolean isTerminal(java.io.Console console) {
        try {
            return (boolean) console.getClass().getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
