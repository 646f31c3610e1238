package dev.notify.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.notify.jdbc.JdbcStore;
import dev.notify.store.QueuePart;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What deciding a delivery and putting it into words costs, beside its share of a settlement of 256. A preview does both and more (it checks,
 * writes and reads the request as well), so the ratio is never flattered.
 */
final class Deciding {

    private static final int GROUP = 256;
    private static final int PREVIEWS = 400;
    /** Rounds before those that count: a figure of code that is compiled while it is taken says nothing. */
    private static final int WARM_UP = 60;

    private Deciding() {}

    /** Both, one after the other, since a file of H2 is open once; a sentence with the medians and their ratio. */
    static String beside(HikariDataSource source, int rounds) throws Exception {
        double[] decides = new double[rounds];
        double[] settles = new double[rounds];
        try (Node node = Node.acceptOnly(source)) {
            for (int i = -WARM_UP; i < rounds; i++) {
                decides[Math.max(i, 0)] = decide(node);
            }
        }
        try (Store store = JdbcStore.of(source)) {
            store.open();
            Stage stage = new Stage(store);
            for (int i = -WARM_UP / 2; i < rounds; i++) {
                settles[Math.max(i, 0)] = settle(stage);
            }
        }
        return String.format(
                Locale.ROOT,
                "A preview of one delivery, which checks, decides and words it, takes %.1f \u00b5s of a processor, a"
                        + " row's share of a settlement of %d takes %.1f \u00b5s: a ratio of %.2f (goal: at most 0.30).",
                median(decides),
                GROUP,
                median(settles),
                median(decides) / median(settles));
    }

    /** In time of the processor: nothing waits for anything here, and what else runs on the machine is not to be counted. */
    private static double decide(Node node) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < PREVIEWS; i++) {
            node.foresee();
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e3 / PREVIEWS;
    }

    private static double settle(Stage stage) {
        stage.crowd(GROUP);
        List<QueuePart.Claim> claims = stage.claim(SampleRows.NOW + 1_000, GROUP);
        List<SettlePart.Settlement> group = claims.stream()
                .map(claim -> stage.sent(
                        claim.ref(),
                        claim.fence(),
                        List.of(stage.rows().trail(stage.rows().id(), claim.ref())),
                        List.of()))
                .toList();
        long start = System.nanoTime();
        int settled = stage.store().settles().settle(group).size();
        if (settled != claims.size() || settled == 0) {
            throw new IllegalStateException("settled " + settled + " of " + claims.size());
        }
        return (System.nanoTime() - start) / 1e3 / settled;
    }

    private static double median(double[] all) {
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
