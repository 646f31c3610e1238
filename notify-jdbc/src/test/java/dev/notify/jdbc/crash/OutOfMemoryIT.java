package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notify.jdbc.Lanes;
import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Host.Flaw;
import dev.notify.jdbc.crash.KillRounds.Death;
import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Node.Machine;
import dev.notify.jdbc.crash.Node.Task;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A process without memory loses nothing that was acknowledged, whether it ends or lives on. {@code -Dnotify.crash.oom=20} does more of it. */
class OutOfMemoryIT {

    private static final int SMALL_HEAP = 64;
    private static final int LEASE_MILLIS = 4_000;
    private static final int WITHOUT_MEMORY = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void loses_nothing_on_postgresql_when_its_process_ends_for_want_of_memory() throws SQLException {
        Place place = Place.postgres(Lanes.postgres().createDatabase("crash_oom"));
        survives("oom-postgresql", place, Bench.folder("oom-postgresql"));
    }

    @Test
    void loses_nothing_on_h2_when_its_process_ends_for_want_of_memory() throws SQLException {
        Path folder = Bench.folder("oom-h2");
        survives("oom-h2", Place.h2(folder.resolve("db").resolve("notify")), folder);
    }

    private static void survives(String name, Place place, Path folder) throws SQLException {
        long seed = Bench.seed();
        int rounds = Bench.rounds("oom", 4);
        Verdict verdict = new KillRounds(place, folder, seed, Flaw.NONE, Death.OUT_OF_MEMORY).run(rounds);
        Bench.report(name, verdict.line() + " seed=" + seed);
        assertThat(verdict.lost()).as("lost, ledgers in %s", folder).isEmpty();
        assertThat(verdict.violations()).as("ledgers in %s", folder).isEmpty();
        assertThat(verdict.acked()).as("acknowledged sends").isGreaterThan(rounds);
        Bench.remove(folder);
    }

    /**
     * For three seconds whoever allocates anything in this process fails, in the middle of whatever it is doing. What it can meet differs from
     * run to run, so that it is a search rather than a check: {@code -Dnotify.crash.livesOn=true}.
     */
    @Test
    @EnabledIfSystemProperty(named = "notify.crash.livesOn", matches = "true")
    void a_process_that_lives_on_sends_again_and_another_takes_over_what_it_dropped() throws SQLException {
        Path folder = Bench.folder("oom-lives-on");
        Place place = Place.postgres(Lanes.postgres().createDatabase("crash_oom_lives_on"));
        try (ChildNode small = node("small", Task.SEND, Machine.small(SMALL_HEAP, false), place, folder);
                ChildNode other = node("other", Task.WORK, Machine.ORDINARY, place, folder)) {
            other.await(Event.READY, 1);
            small.await(Event.FINISHED, 20);
            small.takeItsMemory(WITHOUT_MEMORY);
            small.await(Event.SLOWEST, 1); // it has memory again
            small.awaitMore(Event.ACK, 20).awaitMore(Event.FINISHED, 20);
            small.askToSendNoMore();
            await("everything was delivered, by either")
                    .atMost(PATIENCE)
                    .until(() -> Stored.read(place).waiting() == 0);
            small.kill();
            assertThat(other.askToClose()).isZero();
            Checker checker = new Checker(true);
            List.of(small, other).forEach(node -> checker.life(Ledger.read(node.ledger())));
            Verdict verdict = checker.judge(1, Stored.read(place));
            Bench.report("oom-lives-on", verdict.line());
            assertThat(verdict.lost()).as("lost, ledgers in %s", folder).isEmpty();
            assertThat(verdict.violations())
                    .as("a channel may die of it after it has handed over, ledgers in %s", folder)
                    .allMatch(violation -> violation.startsWith("delivered "));
            assertThat(verdict.failed()).isZero();
        }
        Bench.remove(folder);
    }

    private static ChildNode node(String name, Task task, Machine machine, Place place, Path folder) {
        return ChildNode.start(new Node.Options(
                place, folder.resolve(name + ".ledger"), task, 4, new Host.Setup(name, LEASE_MILLIS, 1), machine));
    }
}
