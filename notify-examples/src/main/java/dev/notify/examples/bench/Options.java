package dev.notify.examples.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * What the command says: {@code -Dnotify.bench.on} for the databases, {@code -Dnotify.bench.seconds} for how long in all, {@code
 * -Dnotify.bench.rows} for how many rows lie in a full database, {@code -Dnotify.bench.quick=true} for a look whether it all works.
 *
 * @param crowd to how many people one notification is sent once, {@code -Dnotify.bench.crowd}; 0 for not at all
 * @param target where the tables, the charts and the H2 files go
 */
record Options(List<String> on, double seconds, long rows, boolean quick, int crowd, Path target) {

    /** More than this the ids of seeded rows have no room for. */
    static final long MOST_ROWS = 1_000_000;

    private static final Path TARGET = Path.of("notify-examples", "target", "bench");

    Options {
        on = List.copyOf(on);
        if (rows < 1 || rows > MOST_ROWS) {
            throw new IllegalArgumentException("notify.bench.rows must be 1 to " + MOST_ROWS + ": " + rows);
        }
        if (crowd != 0 && (crowd <= 1_000 || crowd > 100_000)) {
            throw new IllegalArgumentException("notify.bench.crowd must be 0, or 1001 to 100000: " + crowd);
        }
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("notify.bench.seconds must be more than 0: " + seconds);
        }
    }

    static Options of(Properties properties) {
        boolean quick = Boolean.parseBoolean(properties.getProperty("notify.bench.quick", "false"));
        String on = properties.getProperty("notify.bench.on", "h2,postgres,mariadb");
        return new Options(
                Arrays.stream(on.split(",", -1)).map(String::strip).toList(),
                Double.parseDouble(properties.getProperty("notify.bench.seconds", quick ? "75" : "840")),
                Long.parseLong(properties.getProperty("notify.bench.rows", quick ? "20000" : "1000000")),
                quick,
                Integer.parseInt(properties.getProperty("notify.bench.crowd", "0")),
                Files.isDirectory(TARGET.getName(0)) ? TARGET : Path.of("target", "bench"));
    }

    double secondsForEach() {
        return seconds / on.size();
    }
}
