package dev.notify.jdbc.crash;

import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Host.Flaw;
import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Node.Machine;
import dev.notify.jdbc.crash.Node.Task;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Kills node after node on one database, lets the last one finish, and has everything checked. */
final class KillRounds {

    private static final int SENDERS = 6;
    private static final int LEASE_MILLIS = 4_000;
    private static final int SMALL_HEAP = 64;

    private final Place place;
    private final Path folder;
    private final SplittableRandom random;
    private final Flaw flaw;
    private final Death death;
    private final List<Path> ledgers = new ArrayList<>();

    /** How a node ends. */
    enum Death {
        /** As {@code kill -9} does it. */
        KILL(Machine.ORDINARY) {
            @Override
            void end(ChildNode node) {
                node.kill();
            }
        },
        /** By the first OutOfMemoryError, wherever it is met. */
        OUT_OF_MEMORY(Machine.small(SMALL_HEAP, true)) {
            @Override
            void end(ChildNode node) {
                node.takeItsMemory(0);
                node.awaitEnd();
                if (!node.printed().contains("java.lang.OutOfMemoryError")) {
                    throw new IllegalStateException("It ended of something else, see beside " + node.ledger());
                }
            }
        };

        private final Machine machine;

        Death(Machine machine) {
            this.machine = machine;
        }

        abstract void end(ChildNode node);
    }

    KillRounds(Place place, Path folder, long seed, Flaw flaw) {
        this(place, folder, seed, flaw, Death.KILL);
    }

    KillRounds(Place place, Path folder, long seed, Flaw flaw, Death death) {
        this.death = death;
        this.place = place;
        this.folder = folder;
        this.random = new SplittableRandom(seed);
        this.flaw = flaw;
    }

    Verdict run(int rounds) throws SQLException {
        for (int round = 0; round < rounds; round++) {
            killOnce(round);
        }
        try (ChildNode last = ChildNode.start(options(rounds, Task.DRAIN, Machine.ORDINARY))) {
            int code = last.awaitEnd();
            if (code != 0) {
                throw new IllegalStateException("The last node could not finish: " + code + ", see " + last.ledger());
            }
        }
        Checker checker = new Checker(place.kind() != Place.Kind.LOSSY_H2);
        ledgers.forEach(ledger -> checker.life(Ledger.read(ledger)));
        return checker.judge(rounds, Stored.read(place));
    }

    private void killOnce(int round) {
        try (ChildNode node = ChildNode.start(options(round, Task.SEND, death.machine))) {
            if (round % 2 == 0) {
                node.await(Event.ACK, 1 + random.nextInt(40));
            } else {
                node.await(Event.ACK, 1);
                ChildNode.sleep(50 + random.nextInt(1_450));
            }
            death.end(node);
        }
    }

    private Node.Options options(int life, Task task, Machine machine) {
        Path ledger = folder.resolve(String.format("life-%04d.ledger", life));
        ledgers.add(ledger);
        return new Node.Options(
                place, ledger, task, SENDERS, new Host.Setup("life" + life, LEASE_MILLIS, 1, flaw), machine);
    }
}
