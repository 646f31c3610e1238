package dev.notify.jdbc.crash;

import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Ledger.Line;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A {@link Host} in a process of its own, until it is told to close, is killed, or whoever started it is gone. */
public final class Node {

    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(10);
    private static final Duration DRAINS_WITHIN = Duration.ofSeconds(100);

    /** What a node does. */
    enum Task {
        /** Sends from several threads, first what an earlier life did not get a receipt for. */
        SEND,
        /** Only delivers. */
        WORK,
        /** Sends one notification to very many and delivers it. */
        FAN_OUT,
        /** Sends what is in doubt, delivers everything, and ends. */
        DRAIN,
        /** Begins an escalation and climbs it. */
        ESCALATE,
        /** Delivers until the very many of {@link #FAN_OUT} have it, and ends. */
        FAN_OUT_END
    }

    /**
     * What machine a node is on.
     *
     * @param endsWithoutMemory whether its process ends at the first OutOfMemoryError, or tries to live on
     * @param clockAhead how far its clock is ahead, in milliseconds
     */
    record Machine(int heapMegabytes, boolean endsWithoutMemory, long clockAhead) {

        /** One with enough of everything. */
        static final Machine ORDINARY = new Machine(256, false, 0);

        /** One with so much memory. */
        static Machine small(int heapMegabytes, boolean ends) {
            return new Machine(heapMegabytes, ends, 0);
        }

        /** One whose clock is wrong by that much. */
        static Machine ahead(long millis) {
            return new Machine(ORDINARY.heapMegabytes(), false, millis);
        }

        List<String> flags() {
            String heap = "-Xmx" + heapMegabytes + "m";
            return endsWithoutMemory ? List.of(heap, "-XX:+ExitOnOutOfMemoryError") : List.of(heap);
        }
    }

    /** How a node is set up; handed over as words, but for what its process is started with. */
    record Options(Place place, Path ledger, Task task, int threads, Host.Setup host, Machine machine) {

        Options(Place place, Path ledger, Task task, int threads, Host.Setup host) {
            this(place, ledger, task, threads, host, Machine.ORDINARY);
        }

        List<String> words() {
            return List.of(
                    place.word(),
                    ledger.toString(),
                    task.name(),
                    "" + threads,
                    host.name(),
                    "" + host.leaseMillis(),
                    "" + host.channelMillis(),
                    host.flaw().name(),
                    "" + machine.clockAhead());
        }

        static Options parse(String... words) {
            return new Options(
                    Place.parse(words[0]),
                    Path.of(words[1]),
                    Task.valueOf(words[2]),
                    Integer.parseInt(words[3]),
                    new Host.Setup(
                            words[4],
                            Integer.parseInt(words[5]),
                            Integer.parseInt(words[6]),
                            Host.Flaw.valueOf(words[7])),
                    Machine.ahead(Long.parseLong(words[8])));
        }
    }

    private Node() {}

    /** Runs until the end. */
    public static void main(String[] args) throws Exception {
        Options options = Options.parse(args);
        Set<String> doubtful = options.task() == Task.WORK || options.task() == Task.FAN_OUT_END
                ? Set.of()
                : inDoubt(options.ledger());
        Ledger ledger = Ledger.open(options.ledger());
        long ahead = options.machine().clockAhead();
        Host host = ahead == 0
                ? new Host(options.host(), ledger, options.place().store())
                : Host.withClock(SkewedClock.ahead(ahead), options.host(), ledger, options.place());
        listenToParent(host);
        host.start();
        if (ahead != 0) {
            host.schedule();
        }
        doubtful.forEach(host::send);
        switch (options.task()) {
            case SEND -> host.sendFrom(options.threads());
            case WORK -> Thread.sleep(Long.MAX_VALUE);
            case FAN_OUT -> host.fanOut();
            case ESCALATE -> host.escalate();
            case DRAIN, FAN_OUT_END -> {
                boolean drained =
                        options.task() == Task.DRAIN ? host.drained(DRAINS_WITHIN) : host.fannedOut(DRAINS_WITHIN);
                boolean closed = host.close(CLOSES_WITHIN);
                Runtime.getRuntime().halt(drained && closed ? 0 : 5);
            }
        }
    }

    /** A closed standard input says that the parent is gone; until then the process goes on. */
    private static void listenToParent(Host host) {
        BufferedReader parent = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Thread listener = new Thread(
                () -> {
                    try {
                        for (String said = parent.readLine(); said != null; said = parent.readLine()) {
                            obey(said, host);
                        }
                    } catch (IOException e) {
                        e.printStackTrace();
                    }
                    Runtime.getRuntime().halt(3);
                },
                "parent");
        listener.start();
    }

    /**
     * "close" asks to end in order, "enough" to send no more, "room" and a number says that the disk has room for so many bytes more, "leak"
     * and a number takes all memory there is and keeps it for so many milliseconds.
     */
    private static void obey(String said, Host host) {
        if (said.equals("close")) {
            boolean closed = host.close(CLOSES_WITHIN);
            boolean returned = host.stopSending();
            host.tellSlowest();
            Runtime.getRuntime().halt(returned ? closed ? 0 : 4 : 6);
        } else if (said.equals("enough")) {
            host.stopSending();
            host.tellSlowest();
        } else if (said.startsWith("leak ")) {
            int millis = Integer.parseInt(said.substring("leak ".length()));
            new Thread(() -> Leak.takeAll(millis, host::tellSlowest), "leak").start();
        } else if (said.startsWith("room ")) {
            FullDisk.leave(Long.parseLong(said.substring("room ".length())));
        }
    }

    /** What was tried in any life so far and never acknowledged: sent again, as a host does after a crash. */
    private static Set<String> inDoubt(Path mine) throws IOException {
        List<Path> ledgers = new ArrayList<>();
        try (Stream<Path> files = Files.list(mine.toAbsolutePath().getParent())) {
            files.filter(f -> f.toString().endsWith(".ledger")).forEach(ledgers::add);
        }
        Set<String> doubtful = new TreeSet<>();
        Set<String> acknowledged = new TreeSet<>();
        for (Path file : ledgers) {
            for (Line line : Ledger.read(file)) {
                if (line.event() == Event.TRY) {
                    doubtful.add(line.word(0));
                } else if (line.event() == Event.ACK) {
                    acknowledged.add(line.word(0));
                }
            }
        }
        doubtful.removeAll(acknowledged);
        return doubtful;
    }
}
