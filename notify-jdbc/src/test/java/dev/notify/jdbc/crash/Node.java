package dev.notify.jdbc.crash;

import dev.notify.NotificationService;
import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.event.NotificationEvent;
import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Ledger.Line;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.NotRunningException;
import dev.notify.policy.Concurrency;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A host application in a process of its own: it sends, delivers and keeps a ledger, until it is told to close, is killed, or
 * whoever started it is gone.
 */
public final class Node {

    static final ChannelName CHANNEL = ChannelName.of("ledger");
    static final NotificationType TYPE = NotificationType.named("crash")
            .anyTime()
            .sendBy(CHANNEL)
            .discreet("Crash test", "Nothing to see")
            .retry(RetryPolicy.DEFAULT.waiting(Duration.ofMillis(20), Duration.ofMillis(200)));

    private static final int AT_ONCE = 8;
    private static final int EVERY_NTH_IS_TRIED_TWICE = 16;
    private static final int EVERY_NTH_HAS_SEVERAL = 5;

    /** What a node does. */
    enum Task {
        /** Sends from several threads, first what an earlier life did not get a receipt for. */
        SEND,
        /** Only delivers. */
        WORK,
        /** Sends what is in doubt, delivers everything, and ends. */
        DRAIN
    }

    /** How a node breaks the rules, to try out the checker. */
    enum Flaw {
        NONE,
        /** Writes that a send was acknowledged before it is called. */
        ACKNOWLEDGES_TOO_EARLY
    }

    /** How a node is set up; handed over as words. */
    record Options(
            Place place, Path ledger, String name, Task task, int threads, int leaseMillis, int channelMillis, Flaw flaw) {

        List<String> words() {
            return List.of(
                    place.word(),
                    ledger.toString(),
                    name,
                    task.name(),
                    "" + threads,
                    "" + leaseMillis,
                    "" + channelMillis,
                    flaw.name());
        }

        static Options parse(String... words) {
            return new Options(
                    Place.parse(words[0]),
                    Path.of(words[1]),
                    words[2],
                    Task.valueOf(words[3]),
                    Integer.parseInt(words[4]),
                    Integer.parseInt(words[5]),
                    Integer.parseInt(words[6]),
                    Flaw.valueOf(words[7]));
        }
    }

    private final Options options;
    private final Ledger ledger;
    private final NotificationService service;
    private volatile boolean closing;

    private Node(Options options) {
        this.options = options;
        this.ledger = Ledger.open(options.ledger());
        this.service = NotificationService.builder()
                .store(options.place().store())
                .node(options.name())
                .define(TYPE)
                .channel(new LedgerChannel(ledger, options.channelMillis()), Concurrency.of(AT_ONCE))
                .lease(Duration.ofMillis(options.leaseMillis()), Duration.ofMillis(options.leaseMillis() / 4))
                .poll(Duration.ofMillis(200))
                .onEvent(this::told)
                .build();
    }

    /** Runs until the end. */
    public static void main(String[] args) throws Exception {
        Options options = Options.parse(args);
        Set<String> doubtful = options.task() == Task.WORK ? Set.of() : inDoubt(options.ledger());
        Node node = new Node(options);
        listenToParent(node);
        node.service.start();
        node.ledger.write(Event.READY);
        doubtful.forEach(node::send);
        switch (options.task()) {
            case SEND -> node.sendForever();
            case WORK -> Thread.sleep(Long.MAX_VALUE);
            case DRAIN -> node.drain();
        }
    }

    /** A closed standard input says that the parent is gone; "close" asks to end in order. */
    private static void listenToParent(Node node) {
        Thread listener = new Thread(
                () -> {
                    try {
                        StringBuilder said = new StringBuilder();
                        for (int c = System.in.read(); c >= 0; c = System.in.read()) {
                            if (said.append((char) c).toString().endsWith("close\n")) {
                                node.close();
                            }
                        }
                    } catch (IOException e) {
                        e.printStackTrace();
                    }
                    Runtime.getRuntime().halt(3);
                },
                "parent");
        listener.setDaemon(true);
        listener.start();
    }

    private void close() {
        closing = true;
        boolean drained = service.close(Duration.ofSeconds(10));
        Runtime.getRuntime().halt(drained ? 0 : 4);
    }

    private void told(NotificationEvent event) {
        if (event instanceof NotificationEvent.Finished finished) {
            ledger.write(Event.FINISHED, finished.delivery().id(), finished.state());
        }
    }

    private void sendForever() {
        for (int i = 0; i < options.threads(); i++) {
            String prefix = options.name() + "-" + i + "-";
            Thread sender = new Thread(
                    () -> {
                        for (int n = 0; !closing; n++) {
                            send(prefix + n);
                        }
                    },
                    "sender-" + i);
            sender.start();
        }
    }

    private void send(String key) {
        ledger.write(Event.TRY, key);
        if (options.flaw() == Flaw.ACKNOWLEDGES_TOO_EARLY) {
            ledger.write(Event.ACK, key, recipients(key));
            pause(2);
        }
        try {
            Receipt receipt = service.send(notification(key));
            if (options.flaw() != Flaw.ACKNOWLEDGES_TOO_EARLY) {
                ledger.write(Event.ACK, key, receipt.deliveries());
            }
        } catch (NotRunningException e) {
            closing = true;
        } catch (RuntimeException e) {
            ledger.write(Event.REFUSED, key, e.getClass().getSimpleName());
            pause(5);
        }
    }

    static Notification notification(String key) {
        Notification notification =
                Notification.of(TYPE).key(key).correlation(key);
        for (int i = 0; i < recipients(key); i++) {
            notification = notification.toAddress(Address.of(CHANNEL, key + "." + i));
        }
        return notification;
    }

    static int recipients(String key) {
        return Math.floorMod(key.hashCode(), EVERY_NTH_HAS_SEVERAL) == 0 ? 3 : 1;
    }

    private void drain() throws InterruptedException {
        while (service.count(DeliveryQuery.all().in(DeliveryState.PENDING)) > 0) {
            Thread.sleep(20);
        }
        close();
    }

    /** What was tried in any life so far and never acknowledged: its sender does what a host does after a crash. */
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

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands over by writing to the ledger, sometimes only at the second try. */
    record LedgerChannel(Ledger ledger, int millis) implements Channel {

        @Override
        public ChannelName name() {
            return CHANNEL;
        }

        @Override
        public Outcome deliver(Message message) throws InterruptedException {
            String key = message.correlationId().orElse("none");
            ledger.write(Event.BEGUN, message.id(), message.attempt());
            if (millis > 0) {
                Thread.sleep(millis);
            }
            if (message.attempt() == 1 && Math.floorMod(key.hashCode(), EVERY_NTH_IS_TRIED_TWICE) == 1) {
                ledger.write(Event.NOT_YET, message.id(), key, message.attempt());
                return Outcome.tryAgain("the line is busy");
            }
            ledger.write(Event.DELIVERED, message.id(), key, message.attempt());
            return Outcome.sent("ledger-" + message.id());
        }
    }
}
