package dev.notify.memory;

import dev.notify.internal.base.SampledTimeSource;
import dev.notify.internal.base.TimeSource;
import dev.notify.store.AcceptPart;
import dev.notify.store.CardPart;
import dev.notify.store.ChangePart;
import dev.notify.store.InboxPart;
import dev.notify.store.MetaPart;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import dev.notify.store.StoreSession;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps everything in memory: for tests, and for services that may forget.
 *
 * <p>The laws of {@link Store} hold, but nothing survives the process, and no host transaction can be joined. Closing closes the
 * door and leaves the content: the same store may be opened again, as after a restart. {@link #anotherNode()} is a second door to
 * the same content, opened and closed on its own.
 */
public final class MemoryStore implements Store {

    private final Content content;
    private final InstantSource clock;
    private final Door door;
    private final AcceptPart accepts;
    private final QueuePart queue;
    private final SettlePart settles;
    private final ChangePart changes;
    private final ReadPart reads;
    private final CardPart cards;
    private final InboxPart inbox;
    private final MetaPart meta;

    private MemoryStore(Content content, InstantSource clock) {
        this.content = content;
        this.clock = Objects.requireNonNull(clock, "clock");
        this.door = new Door(content);
        this.accepts = new MemoryAccepts(door, content);
        this.queue = new MemoryQueue(door, content.queue());
        this.settles = new MemorySettles(door, content);
        this.changes = new MemoryChanges(door, content);
        this.reads = new MemoryReads(door, content);
        this.cards = new MemoryCards(door, content);
        this.inbox = new MemoryInbox(door, content.inboxes());
        this.meta = new Meta(door, content);
    }

    /** An empty store by the clock of this machine. */
    public static MemoryStore create() {
        TimeSource machine = new SampledTimeSource();
        return at(machine::now);
    }

    /** An empty store whose {@link #databaseTime()} follows this clock. */
    public static MemoryStore at(InstantSource clock) {
        return new MemoryStore(new Content(), clock);
    }

    /** The same content, as another node sees it: opened and closed on its own. */
    public MemoryStore anotherNode() {
        return new MemoryStore(content, clock);
    }

    /** The audit record, in the order it was written. */
    List<Rows.Trail> trail() {
        return door.in(() -> content.ledger().trail());
    }

    @Override
    public List<String> open() {
        door.open();
        return List.of();
    }

    @Override
    public AcceptPart accepts() {
        return accepts;
    }

    @Override
    public QueuePart queue() {
        return queue;
    }

    @Override
    public SettlePart settles() {
        return settles;
    }

    @Override
    public ChangePart changes() {
        return changes;
    }

    @Override
    public ReadPart reads() {
        return reads;
    }

    @Override
    public CardPart cards() {
        return cards;
    }

    @Override
    public InboxPart inbox() {
        return inbox;
    }

    @Override
    public MetaPart meta() {
        return meta;
    }

    @Override
    public long databaseTime() {
        door.check();
        return clock.millis();
    }

    /** @throws StoreException always: what is in memory cannot be part of a database's transaction */
    @Override
    public StoreSession join(Connection connection) {
        throw new StoreException(
                "A store in memory cannot join a transaction: it is in no database. Use a JDBC store over the host's"
                        + " database.",
                null);
    }

    @Override
    public void close() {
        door.close();
    }

    /** What the installation remembers. */
    private static final class Meta implements MetaPart {

        private final Door door;
        private final Table<String, String> meta;

        Meta(Door door, Content content) {
            this.door = door;
            this.meta = content.meta();
        }

        @Override
        public Optional<String> get(String name) {
            return door.in(() -> Optional.ofNullable(meta.get(name)));
        }

        @Override
        public String putIfAbsent(String name, String value) {
            return door.in(() -> {
                String before = meta.get(name);
                if (before != null) {
                    return before;
                }
                meta.insert(name, value);
                return value;
            });
        }

        @Override
        public void put(String name, String value) {
            door.in(() -> {
                meta.put(name, value);
                return value;
            });
        }
    }
}
