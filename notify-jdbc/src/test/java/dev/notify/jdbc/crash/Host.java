package dev.notify.jdbc.crash;

import dev.notify.NotificationService;
import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.directory.Group;
import dev.notify.directory.Slice;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationId;
import dev.notify.escalation.NextPerson;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.ThreadTasks;
import dev.notify.internal.base.TimeSource;
import dev.notify.internal.base.UuidV7;
import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.NotRunningException;
import dev.notify.model.NotifyException;
import dev.notify.model.Tenant;
import dev.notify.policy.Concurrency;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.When;
import dev.notify.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A host application: a service, threads that send, a channel that delivers, and a ledger of all they do. */
final class Host {

    static final ChannelName CHANNEL = ChannelName.of("ledger");
    static final int AT_ONCE = 8;
    private static final NotificationType TYPE = NotificationType.named("crash")
            .anyTime()
            .sendBy(CHANNEL)
            .discreet("Crash test", "Nothing to see")
            .retry(RetryPolicy.DEFAULT.waiting(Duration.ofMillis(20), Duration.ofMillis(200)));

    private static final int SCHEDULED = 20;
    private static final Duration DELAY = Duration.ofSeconds(6);
    private static final int EVERY_NTH_IS_TRIED_TWICE = 16;
    private static final int EVERY_NTH_HAS_SEVERAL = 5;

    /** How a host breaks the rules, to try out the checker. */
    enum Flaw {
        NONE,
        /** Writes that a send was acknowledged before it is called. */
        ACKNOWLEDGES_TOO_EARLY
    }

    /** How a host is set up. */
    record Setup(String name, int leaseMillis, int channelMillis, Flaw flaw) {

        Setup(String name, int leaseMillis, int channelMillis) {
            this(name, leaseMillis, channelMillis, Flaw.NONE);
        }
    }

    private final Setup setup;
    private final Ledger ledger;
    private final NotificationService service;
    private final List<Thread> senders = new ArrayList<>();
    private final AtomicLong longestSend = new AtomicLong();
    private volatile boolean stopped;

    Host(Setup setup, Ledger ledger, Store store) {
        this(setup, ledger, store, NotificationService.builder());
    }

    /** One that delivers nothing itself. */
    static Host accepting(Setup setup, Ledger ledger, Store store) {
        return new Host(setup, ledger, store, NotificationService.builder().acceptOnly());
    }

    /** One on a machine with this clock. */
    static Host withClock(TimeSource clock, Setup setup, Ledger ledger, Place place) {
        SplittableRandom random = new SplittableRandom(Bench.seed());
        Surroundings surroundings = new Surroundings(
                clock,
                ThreadTasks.platform(setup.name()),
                () -> {
                    synchronized (random) {
                        return random.nextDouble();
                    }
                },
                UuidV7.ofProcess());
        return new Host(
                setup, ledger, place.store(), NotificationService.builder().surroundings(surroundings));
    }

    private Host(Setup setup, Ledger ledger, Store store, NotificationServiceBuilder builder) {
        this.setup = setup;
        this.ledger = ledger;
        this.service = builder.store(store)
                .node(setup.name())
                .define(TYPE)
                .channel(new LedgerChannel(ledger, setup.channelMillis()), Concurrency.of(AT_ONCE))
                .lease(Duration.ofMillis(setup.leaseMillis()), Duration.ofMillis(setup.leaseMillis() / 4))
                .poll(Duration.ofMillis(200))
                .contactsFrom(id -> Optional.of(Contact.of(id).at(Address.of(CHANNEL, id))))
                .groupsFrom(this::membersOf)
                .onEvent(this::told)
                .onCall("crash", question -> List.of("whoever-is-on-call"))
                .ifNobodyAnswers("ring", unanswered -> ledger.write(Event.RUNG, unanswered.id()))
                .build();
    }

    Host start() {
        service.start();
        ledger.write(Event.READY);
        return this;
    }

    String name() {
        return setup.name();
    }

    NotificationService service() {
        return service;
    }

    private void told(NotificationEvent event) {
        if (event instanceof NotificationEvent.Finished finished) {
            ledger.write(Event.FINISHED, finished.delivery().id(), finished.state());
        }
    }

    /** Sends from so many threads until {@link #stopSending()}, or until the service is closed. */
    void sendFrom(int threads) {
        for (int i = 0; i < threads; i++) {
            String prefix = setup.name() + "-" + i + "-";
            Thread sender = new Thread(
                    () -> {
                        for (int n = 0; !stopped; n++) {
                            sendIfThereIsMemory(prefix, n);
                        }
                    },
                    "sender-" + i);
            senders.add(sender);
            sender.start();
        }
    }

    /** A host's own thread that runs out of memory goes on as soon as it can: in doubt is what it was sending. */
    private void sendIfThereIsMemory(String prefix, int n) {
        try {
            send(prefix + n);
        } catch (OutOfMemoryError e) {
            Thread.yield(); // anything else might take memory
        }
    }

    /** Lets senders end what they are at; false if one of them hangs. */
    boolean stopSending() {
        stopped = true;
        boolean ended = true;
        for (Thread sender : senders) {
            try {
                sender.join(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended &= !sender.isAlive();
        }
        return ended;
    }

    /** Asks somebody, then whoever is on call, two seconds each; nobody answers. */
    void escalate() {
        Duration two = Duration.ofSeconds(2);
        EscalationId id = service.escalate(Escalation.of(TYPE)
                        .to("somebody")
                        .key("escalation")
                        .correlation("escalation")
                        .firstBy(CHANNEL)
                        .thenAfter(two, NextPerson.onCall("crash"))
                        .answerWithin(two)
                        .ifNobodyAnswers("ring"))
                .id();
        ledger.write(Event.ACK, id, 1);
    }

    /** How many the fan-out reaches by name, and as many again by a group. */
    static final int HALF = 4_000;

    private Optional<Slice<String>> membersOf(Group group, Tenant tenant, Optional<String> after, int limit) {
        int from = after.map(Integer::parseInt).orElse(0);
        int to = Math.min(HALF, from + limit);
        ledger.write(Event.PAGE, from);
        List<String> ids =
                IntStream.range(from, to).mapToObj(i -> "member-" + i).toList();
        return Optional.of(new Slice<>(ids, to < HALF ? Optional.of("" + to) : Optional.empty()));
    }

    /** Sends one notification to very many, or finds it sent. */
    void fanOut() {
        List<String> named =
                IntStream.range(0, HALF).mapToObj(i -> "named-" + i).toList();
        Receipt receipt = service.send(Notification.of(TYPE)
                .key("fan-out")
                .correlation("fan-out")
                .toAll(named)
                .toGroup("crowd"));
        ledger.write(Event.ACK, "fan-out", receipt.deliveries());
    }

    /** Waits until all of them have it; false if that takes too long. */
    boolean fannedOut(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (service.count(DeliveryQuery.all().in(DeliveryState.SENT)) < 2 * HALF) {
            if (System.nanoTime() > end) {
                return false;
            }
            ChildNode.sleep(100);
        }
        return drained(patience);
    }

    void send(String key) {
        send(key, notification(key));
    }

    /** Sends some that are due later: half of them after a while, half of them at a moment, which is the same by the clock that decides. */
    void schedule() {
        for (int i = 0; i < SCHEDULED; i++) {
            String key = setup.name() + "-later-" + i;
            long then = System.currentTimeMillis() + DELAY.toMillis();
            ledger.write(Event.LATER, key, then);
            send(key, i % 2 == 0 ? When.after(DELAY) : When.at(Instant.ofEpochMilli(then)));
        }
    }

    private void send(String key, When when) {
        send(key, notification(key).when(when));
    }

    private void send(String key, Notification notification) {
        ledger.write(Event.TRY, key);
        if (setup.flaw() == Flaw.ACKNOWLEDGES_TOO_EARLY) {
            ledger.write(Event.ACK, key, recipients(key));
            ChildNode.sleep(20);
        }
        long start = System.nanoTime();
        try {
            Receipt receipt = service.send(notification);
            if (setup.flaw() != Flaw.ACKNOWLEDGES_TOO_EARLY) {
                ledger.write(Event.ACK, key, receipt.deliveries());
            }
        } catch (NotRunningException e) {
            stopped = true;
            ledger.write(Event.REFUSED, key, e.getClass().getSimpleName());
        } catch (NotifyException e) {
            ledger.write(Event.REFUSED, key, e.getClass().getSimpleName());
            ChildNode.sleep(5);
        } catch (RuntimeException e) {
            ledger.write(Event.UNTYPED, key, e.getClass().getName());
            e.printStackTrace();
        } finally {
            long took = (System.nanoTime() - start) / 1_000_000;
            longestSend.accumulateAndGet(took, Math::max);
        }
    }

    /** How long the slowest send took, in milliseconds. */
    long longestSend() {
        return longestSend.get();
    }

    void tellSlowest() {
        ledger.write(Event.SLOWEST, longestSend());
    }

    private static Notification notification(String key) {
        Notification notification = Notification.of(TYPE).key(key).correlation(key);
        for (int i = 0; i < recipients(key); i++) {
            notification = notification.toAddress(Address.of(CHANNEL, key + "." + i));
        }
        return notification;
    }

    private static int recipients(String key) {
        return Math.floorMod(key.hashCode(), EVERY_NTH_HAS_SEVERAL) == 0 ? 3 : 1;
    }

    /** Waits until nothing is pending; false if that takes too long. */
    boolean drained(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (service.count(DeliveryQuery.all().in(DeliveryState.PENDING)) > 0) {
            if (System.nanoTime() > end) {
                return false;
            }
            ChildNode.sleep(20);
        }
        return true;
    }

    /** The threads of all services of this process. */
    static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> thread.getName().startsWith("notify"))
                .toList();
    }

    boolean close(Duration deadline) {
        return service.close(deadline);
    }

    /** Hands over by writing to the ledger, sometimes only at the second try. */
    private record LedgerChannel(Ledger ledger, int millis) implements Channel {

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
            ledger.write(Event.DELIVERED, message.id(), key, message.attempt(), System.currentTimeMillis());
            return Outcome.sent("ledger-" + message.id());
        }
    }
}
