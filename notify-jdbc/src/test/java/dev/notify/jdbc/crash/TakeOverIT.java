package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Ledger.Line;
import dev.notify.jdbc.crash.Node.Options;
import dev.notify.jdbc.crash.Node.Task;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node that was stopped for longer than its leases changes nothing when it goes on: another has taken over. */
class TakeOverIT {

    private static final int LEASE_MILLIS = 3_000;
    private static final int CHANNEL_MILLIS = 400;
    private static final int AT_ONCE_SENT = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Set<String> inFlight = new HashSet<>();
    private final List<String> stale = new ArrayList<>();
    private int keys;

    @Test
    void takes_over_from_a_stopped_node_which_then_writes_nothing_stale() throws SQLException {
        takesOver("takeover", Place.postgres(Lanes.postgres().createDatabase("crash_takeover")));
    }

    @Test
    void takes_over_from_a_stopped_node_on_mariadb() throws SQLException {
        takesOver("takeover-mariadb", Place.mariaDb(Lanes.mariaDb().createDatabase("crash_takeover")));
    }

    private void takesOver(String name, Place place) throws SQLException {
        Path folder = Bench.folder(name);
        int rounds = Bench.rounds("takeovers", 5);
        Path mine = folder.resolve("sender.ledger");
        try (Ledger ledger = Ledger.open(mine);
                ChildNode a = node("a", place, folder);
                ChildNode b = node("b", place, folder)) {
            a.await(Event.READY, 1);
            b.await(Event.READY, 1);
            Host sender = Host.accepting(new Host.Setup("sender", LEASE_MILLIS, 0), ledger, place.store())
                    .start();
            for (int round = 0; round < rounds; round++) {
                takeOver(sender, place, a);
            }
            assertThat(sender.close(Duration.ofSeconds(5))).isTrue();
            assertThat(a.askToClose()).isZero();
            assertThat(b.askToClose()).isZero();
            check(name, rounds, place, List.of(mine, a.ledger(), b.ledger()));
        }
        Bench.remove(folder);
    }

    private static ChildNode node(String name, Place place, Path folder) {
        Host.Setup host = new Host.Setup(name, LEASE_MILLIS, CHANNEL_MILLIS);
        return ChildNode.start(new Options(place, folder.resolve(name + ".ledger"), Task.WORK, 0, host));
    }

    private void takeOver(Host sender, Place place, ChildNode a) throws SQLException {
        Set<String> held = Set.of();
        while (held.isEmpty()) {
            for (int i = 0; i < AT_ONCE_SENT; i++) {
                sender.send("key-" + keys++);
            }
            long end = System.nanoTime() + Duration.ofMillis(CHANNEL_MILLIS).toNanos();
            while (held.isEmpty() && System.nanoTime() < end) {
                held = unfinished(a.ledger(), false);
            }
        }
        a.stop();
        Set<String> stoppedWith = unfinished(a.ledger(), true);
        inFlight.addAll(stoppedWith);
        await("the other node has taken over and done everything")
                .atMost(PATIENCE)
                .until(() -> Stored.read(place).waiting() == 0);
        Map<String, Stored.Delivery> before = Stored.read(place).deliveries();
        a.goOn();
        await("the node that went on is done with what it had begun")
                .atMost(PATIENCE)
                .until(() -> unfinished(a.ledger(), false).isEmpty());
        ChildNode.sleep(LEASE_MILLIS / 2);
        Map<String, Stored.Delivery> after = Stored.read(place).deliveries();
        before.forEach((id, delivery) -> {
            if (!delivery.equals(after.get(id))) {
                stale.add(delivery + " became " + after.get(id));
            }
        });
    }

    /** What a node has begun and not handed over; or not heard the end of. */
    private static Set<String> unfinished(Path ledger, boolean untilRecorded) {
        Set<String> ids = new HashSet<>();
        for (Line line : Ledger.read(ledger)) {
            switch (line.event()) {
                case BEGUN -> ids.add(line.word(0));
                case FINISHED -> ids.remove(line.word(0));
                case DELIVERED, NOT_YET -> {
                    if (!untilRecorded) {
                        ids.remove(line.word(0));
                    }
                }
                default -> {}
            }
        }
        return ids;
    }

    private void check(String name, int rounds, Place place, List<Path> ledgers) throws SQLException {
        Stored stored = Stored.read(place);
        List<String> handedOver = ledgers.stream()
                .flatMap(ledger -> Ledger.read(ledger).stream())
                .filter(line -> line.event() == Event.DELIVERED)
                .map(line -> line.word(0))
                .toList();
        Set<String> once = new HashSet<>();
        List<String> repeated = handedOver.stream().filter(id -> !once.add(id)).toList();
        long acked = Ledger.read(ledgers.get(0)).stream()
                .filter(line -> line.event() == Event.ACK)
                .count();
        int most = Math.max(inFlight.size(), rounds * Host.AT_ONCE);
        Bench.report(
                name,
                "rounds=" + rounds + " acked=" + acked + " delivered=" + once.size() + " duplicates=" + repeated.size()
                        + " inFlightAtStops=" + inFlight.size() + " staleWrites=" + stale.size());

        assertThat(stale).isEmpty();
        assertThat(acked).isEqualTo(keys);
        assertThat(stored.keys()).hasSize(keys);
        assertThat(stored.deliveries().values()).allMatch(d -> d.state().equals("SENT"));
        assertThat(once).containsExactlyInAnyOrderElementsOf(stored.deliveries().keySet());
        assertThat(repeated.size())
                .as("delivered twice, where %s were in a channel by the ledger and %s can be", inFlight.size(), most)
                .isLessThanOrEqualTo(most);
        assertThat(repeated).as("each at most once more").doesNotHaveDuplicates();
        long deliveries = stored.deliveries().size();
        for (String sql : oneForEachDelivery()) {
            assertThat(Stored.number(place, sql)).as(sql).isEqualTo(deliveries);
        }
        assertThat(Stored.number(place, "SELECT COUNT(*) FROM notify_attempt WHERE outcome = 'sent'"))
                .as("every hand-over is on record, also one that came too late to count")
                .isEqualTo(handedOver.size());
        assertThat(Stored.number(
                        place,
                        "SELECT COUNT(*) FROM notify_attempt a JOIN notify_delivery d ON d.id = a.delivery_id"
                                + " WHERE a.fence > d.last_fence"))
                .as("attempts later than the one that ended the delivery")
                .isZero();
    }

    /** Each delivery ended once: in the trail and in the counters. */
    private static List<String> oneForEachDelivery() {
        return List.of(
                "SELECT SUM(total) FROM notify_counter WHERE state = 'SENT'",
                "SELECT COUNT(*) FROM notify_trail WHERE action = 'delivery.sent'",
                "SELECT COUNT(DISTINCT about) FROM notify_trail WHERE action = 'delivery.sent'");
    }
}
