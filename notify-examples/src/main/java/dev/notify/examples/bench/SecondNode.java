package dev.notify.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.notify.examples.bench.report.Tally;
import dev.notify.model.DeliveryId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A node in a process of its own: works until its standard input ends, then writes down the id of everything it delivered. */
final class SecondNode {

    /** The environment variable with the database's URL: a command line is there for all to read. */
    static final String URL = "NOTIFY_BENCH_URL";

    static final String READY = "ready";

    private SecondNode() {}

    public static void main(String[] args) throws IOException {
        Path ledger = Path.of(args[0]);
        List<String> ids = new ArrayList<>();
        try (HikariDataSource source = Ground.pool(Objects.requireNonNull(System.getenv(URL), URL), "")) {
            Node node = Node.working(source, "second", new Tally());
            try (node) {
                System.out.println(READY);
                while (System.in.read() >= 0) {
                    // Nothing is said; the end is what counts.
                }
            }
            for (DeliveryId id : node.sink().seen()) {
                ids.add(id.value().toString());
            }
            for (DeliveryId id : node.sink().again()) {
                ids.add(id.value().toString());
            }
        }
        Files.write(ledger, ids, StandardCharsets.UTF_8);
    }
}
