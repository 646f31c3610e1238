package dev.notify.testing;

import dev.notify.NotificationService;
import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.Message;
import dev.notify.delivery.NotificationStatus;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.UuidV7;
import dev.notify.memory.MemoryStore;
import dev.notify.model.ChannelName;
import dev.notify.model.NotificationId;
import dev.notify.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A service for tests: the real engine, in memory, on a virtual clock, with channels that record. One thread, no waiting, the same
 * result every time.
 *
 * <pre>{@code
 * try (TestNotifications test = TestNotifications.start(b -> b.define(labReady).contactsFrom(CONTACTS), EMAIL)) {
 *     test.notifications().send(Notification.of("lab-result-ready").to("patient-42"));
 *     test.run();
 *     test.sent().on(EMAIL).to("patient-42").one();
 * }
 * }</pre>
 *
 * The clock begins at {@link #BEGINNING}. Not safe for several threads.
 */
public final class TestNotifications implements AutoCloseable {

    /** Where the virtual clock begins: a Monday at noon, UTC. */
    public static final Instant BEGINNING = Instant.parse("2026-03-02T12:00:00Z");

    private final VirtualClock clock;
    private final Store store;
    private final Consumer<NotificationServiceBuilder> setup;
    private final Map<ChannelName, RecordingChannel> channels = new LinkedHashMap<>();
    private final SplittableRandom random = new SplittableRandom(42);
    private final VirtualQueue queue;
    private final List<TestNode> others = new ArrayList<>();
    private TestNode node;

    private TestNotifications(
            VirtualClock clock, Store store, Consumer<NotificationServiceBuilder> setup, List<ChannelName> recorded) {
        this.clock = clock;
        this.store = store;
        this.setup = setup;
        recorded.forEach(name -> channels.put(name, RecordingChannel.of(name)));
        this.queue = new VirtualQueue(clock);
        this.node = startNode(store, setup);
    }

    /**
     * Starts a service.
     *
     * @param setup adds types, contacts, listeners and the like; store, channels and clock are there already
     * @param recorded the channels that record
     */
    public static TestNotifications start(Consumer<NotificationServiceBuilder> setup, ChannelName... recorded) {
        VirtualClock clock = VirtualClock.at(BEGINNING);
        return new TestNotifications(clock, MemoryStore.at(clock), setup, List.of(recorded));
    }

    /** Starts a service on a store of the test's own; its time should be this clock's. */
    public static TestNotifications startOn(
            Store store, VirtualClock clock, Consumer<NotificationServiceBuilder> setup, ChannelName... recorded) {
        return new TestNotifications(clock, store, setup, List.of(recorded));
    }

    private TestNode startNode(Store itsStore, Consumer<NotificationServiceBuilder> itsSetup) {
        VirtualTasks tasks = new VirtualTasks(queue);
        Surroundings around = new Surroundings(
                () -> clock.instant().toEpochMilli(), tasks, random::nextDouble, UuidV7.from(random.split()));
        NotificationServiceBuilder builder =
                NotificationService.builder().surroundings(around).store(itsStore);
        channels.values().forEach(builder::channel);
        itsSetup.accept(builder);
        return new TestNode(builder.start(), tasks, itsStore);
    }

    /**
     * Starts another service on the same store, clock and channels, as another process would be.
     *
     * @param itsSetup adds types, contacts, listeners and the like, as for the first
     * @throws IllegalStateException if this test runs on a store of its own that is not in memory
     */
    public TestNode addNode(Consumer<NotificationServiceBuilder> itsSetup) {
        if (!(store instanceof MemoryStore memory)) {
            throw new IllegalStateException("Only a store in memory can be opened by several nodes of one test");
        }
        TestNode other = startNode(memory.anotherNode(), itsSetup);
        others.add(other);
        return other;
    }

    /** The first node. */
    public TestNode node() {
        return node;
    }

    /** The service. */
    public NotificationService notifications() {
        return node.notifications();
    }

    /** The channel that records under this name. */
    public RecordingChannel channel(ChannelName name) {
        return Optional.ofNullable(channels.get(name))
                .orElseThrow(
                        () -> new IllegalArgumentException("channel " + name + " does not record: name it at start"));
    }

    /** The clock. */
    public VirtualClock clock() {
        return clock;
    }

    /** Does everything that is due now. */
    public TestNotifications run() {
        return advance(Duration.ZERO);
    }

    /** Moves the clock on and does everything that becomes due on the way, in order. */
    public TestNotifications advance(Duration by) {
        queue.runUntil(clock.instant().plus(by));
        return this;
    }

    /** Moves the clock to this moment and does everything that becomes due on the way. */
    public TestNotifications advanceTo(Instant moment) {
        queue.runUntil(moment);
        return this;
    }

    /** The process dies and another takes its place: what was in memory is gone, what was stored is not. */
    public TestNotifications crash() {
        node.crash();
        node = startNode(store, setup);
        return this;
    }

    /** Everything received so far on all channels, in the order of the deliveries' ids. */
    public SentMessages sent() {
        List<Message> all = new ArrayList<>();
        channels.values().forEach(c -> all.addAll(c.received()));
        all.sort(Comparator.comparing(Message::id));
        return new SentMessages(all, "messages");
    }

    /** How a notification stands. */
    public NotificationStatus status(NotificationId id) {
        return notifications().status(id).orElseThrow(() -> new AssertionError("there is no notification " + id));
    }

    @Override
    public void close() {
        others.forEach(other -> other.notifications().close(Duration.ofSeconds(30)));
        notifications().close(Duration.ofSeconds(30));
    }
}
