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
    private VirtualTasks tasks;
    private NotificationService service;

    private TestNotifications(
            VirtualClock clock, Store store, Consumer<NotificationServiceBuilder> setup, List<ChannelName> recorded) {
        this.clock = clock;
        this.store = store;
        this.setup = setup;
        recorded.forEach(name -> channels.put(name, RecordingChannel.of(name)));
        this.tasks = new VirtualTasks(clock);
        this.service = startNode();
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

    private NotificationService startNode() {
        Surroundings around = new Surroundings(
                () -> clock.instant().toEpochMilli(), tasks, random::nextDouble, UuidV7.from(random.split()));
        NotificationServiceBuilder builder =
                NotificationService.builder().surroundings(around).store(store);
        channels.values().forEach(builder::channel);
        setup.accept(builder);
        return builder.start();
    }

    /** The service. */
    public NotificationService notifications() {
        return service;
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
        tasks.runUntil(clock.instant().plus(by));
        return this;
    }

    /** Moves the clock to this moment and does everything that becomes due on the way. */
    public TestNotifications advanceTo(Instant moment) {
        tasks.runUntil(moment);
        return this;
    }

    /** The process dies and another takes its place: what was in memory is gone, what was stored is not. */
    public TestNotifications crash() {
        tasks.close();
        store.close();
        tasks = new VirtualTasks(clock);
        service = startNode();
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
        return service.status(id).orElseThrow(() -> new AssertionError("there is no notification " + id));
    }

    @Override
    public void close() {
        service.close(Duration.ofSeconds(30));
    }
}
