package dev.notify.simulation;

import dev.notify.NotificationService;
import dev.notify.delivery.Change;
import dev.notify.delivery.Receipt;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.UuidV7;
import dev.notify.memory.MemoryStore;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.NotifyException;
import dev.notify.model.Priority;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.Which;
import dev.notify.store.QueuePart;
import dev.notify.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** Several nodes of the real engine on one store, in one thread, with everything going wrong that a seed can think of. */
final class SimWorld {

    static final ChannelName EMAIL = ChannelName.EMAIL;
    static final ChannelName SMS = ChannelName.SMS;
    static final long START = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

    static final NotificationType NEWS = NotificationType.named("news")
            .anyTime()
            .sendBy(EMAIL, SMS)
            .discreet("News", "Please sign in")
            .retry(RetryPolicy.upTo(Duration.ofHours(6)).waiting(Duration.ofSeconds(1), Duration.ofMinutes(2)));

    /** What a seed is allowed to break. */
    record Trouble(double store, double channel, boolean crashes, boolean pauses, boolean skew) {
        static final Trouble NONE = new Trouble(0, 0, false, false, false);
    }

    /** A notification somebody got a receipt for. */
    record Acked(Receipt receipt, long dueAt, long expiresAt) {}

    private final SplittableRandom random;
    private final Trouble trouble;
    private final SimTime time = new SimTime(START);
    private final Store store = MemoryStore.at(() -> Instant.ofEpochMilli(time.now()));
    private final List<SimChannel> channels;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Acked> acked = new ArrayList<>();
    private final Map<UUID, Long> cancelledAt = new HashMap<>();
    private final Map<UUID, Integer> takeOvers = new HashMap<>();
    private boolean calm = true; // until every node has started
    private int calls;
    private int failing = Integer.MAX_VALUE;
    private Faults.Fault failure = Faults.Fault.NONE;

    SimWorld(long seed, Trouble trouble, int nodeCount) {
        this.random = new SplittableRandom(seed);
        this.trouble = trouble;
        store.open();
        channels = List.of(
                new SimChannel(EMAIL, time, random.split(), trouble.channel()),
                new SimChannel(SMS, time, random.split(), trouble.channel()));
        for (int i = 0; i < nodeCount; i++) {
            nodes.add(new Node("node-" + i));
        }
    }

    final class Node {
        private final String name;
        private SimTime.NodeTasks tasks;
        private NotificationService service;

        Node(String name) {
            this.name = name;
            this.tasks = time.node();
            this.service = start();
        }

        private NotificationService start() {
            long skew = trouble.skew() ? random.nextInt(-500, 500) : 0;
            SplittableRandom own = random.split();
            return NotificationService.builder()
                    .surroundings(
                            new Surroundings(() -> time.now() + skew, tasks, own::nextDouble, UuidV7.from(own.split())))
                    .store(Faults.faulty(store, call -> fault(), SimWorld.this::observe))
                    .node(name)
                    .define(NEWS)
                    .allowCritical()
                    .contactsFrom(id -> Optional.of(
                            Contact.of(id).email(id + "@example.org").sms("+15550100")))
                    .channels(channels)
                    .start();
        }

        void crash() {
            tasks.close();
            tasks = time.node();
            boolean before = calm;
            calm = true; // a node that cannot even start is another story
            service = start();
            calm = before;
        }

        void pause(long millis) {
            tasks.pausedFor(millis);
        }
    }

    /** Fails the n-th call to the store from now on, and no other. */
    void failCall(int n, Faults.Fault fault) {
        calls = 0;
        failing = n;
        failure = fault;
    }

    /** Whether the call that was to fail has come. */
    boolean failed() {
        return calls >= failing;
    }

    private Faults.Fault fault() {
        if (++calls == failing) {
            return failure;
        }
        if (calm || random.nextDouble() >= trouble.store()) {
            return Faults.Fault.NONE;
        }
        return switch (random.nextInt(3)) {
            case 0 -> Faults.Fault.BUSY;
            case 1 -> Faults.Fault.AWAY_BEFORE;
            default -> Faults.Fault.LOST_AFTER;
        };
    }

    private void observe(String call, Object[] arguments, Object result) {
        if (call.startsWith("claim") && result instanceof List<?> claims) {
            for (Object claim : claims) {
                if (claim instanceof QueuePart.Claim c && c.tookOver()) {
                    takeOvers.merge(c.ref(), 1, Integer::sum);
                }
            }
        }
    }

    /** Lives through so many random steps, then calms down and finishes everything. */
    void live(int steps) {
        calm = false;
        for (int i = 0; i < steps; i++) {
            step();
            time.runUntil(time.now() + random.nextInt(1_500));
        }
        calm = true;
        channels.forEach(SimChannel::calm);
        long latest = time.now() + Duration.ofHours(1).toMillis();
        while (time.now() < latest && waiting() > 0) {
            time.runUntil(time.now() + 10_000);
        }
        nodes.forEach(node -> node.service.close(Duration.ofMinutes(1)));
    }

    private void step() {
        Node node = nodes.get(random.nextInt(nodes.size()));
        int what = random.nextInt(20);
        if (what == 0 && trouble.crashes()) {
            node.crash();
        } else if (what == 1 && trouble.pauses()) {
            node.pause(random.nextInt(30_000));
        } else if (what <= 3) {
            cancelOne(node);
        } else {
            sendOne(node);
        }
    }

    private void sendOne(Node node) {
        Notification n = Notification.of(NEWS)
                .to("p" + random.nextInt(50))
                .about("s" + random.nextInt(10))
                .priority(Priority.ofCode(random.nextInt(4)));
        long delay = random.nextInt(3) == 0 ? random.nextInt(60_000) : 0;
        long life = random.nextInt(6) == 0 ? 1_000 + random.nextInt(60_000) : Long.MAX_VALUE / 4;
        if (random.nextInt(4) == 0) {
            n = n.key("k" + random.nextLong());
        }
        n = n.after(Duration.ofMillis(delay));
        n = life < Long.MAX_VALUE / 4 ? n.expiresAfter(Duration.ofMillis(life)) : n;
        long now = time.now();
        try {
            acked.add(new Acked(node.service.send(n), now + delay, now + delay + life));
        } catch (NotifyException e) {
            // refused: nobody was promised anything
        }
    }

    private void cancelOne(Node node) {
        if (acked.isEmpty()) {
            return;
        }
        Acked one = acked.get(random.nextInt(acked.size()));
        try {
            Change change = node.service.cancel(Which.id(one.receipt().id()), "changed my mind");
            if (change.inFlight() == 0 && change.finished() == 0) {
                one.receipt().planned().forEach(p -> cancelledAt.putIfAbsent(p.id().value(), time.now()));
            }
        } catch (NotifyException e) {
            // not cancelled, as far as anybody knows
        }
    }

    List<Acked> acked() {
        return acked;
    }

    Store store() {
        return store;
    }

    List<SimChannel> channels() {
        return channels;
    }

    int takeOvers(UUID delivery) {
        return takeOvers.getOrDefault(delivery, 0);
    }

    Optional<Long> cancelledAt(UUID delivery) {
        return Optional.ofNullable(cancelledAt.get(delivery));
    }

    /** What is still in the queue, in any lane of this world. */
    int waiting() {
        Map<Integer, Long> lanes = new HashMap<>();
        for (ChannelName name : List.of(EMAIL, SMS)) {
            dev.notify.store.Lane.all(name).forEach(l -> lanes.put(l.number(), 0L));
        }
        return store.queue().heads(lanes).size();
    }
}
