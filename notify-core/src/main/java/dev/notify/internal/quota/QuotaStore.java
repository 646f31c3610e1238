package dev.notify.internal.quota;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Trace;
import dev.notify.policy.Quota;
import dev.notify.security.FieldSeal;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts quotas in the store, on cards of kind {@code quota}: never more than declared on all nodes together, over restarts too.
 *
 * <p>A quota that many deliveries share is taken in blocks of a twentieth, so that its card is written seldom; what is left of a block goes
 * back on close, and is lost where a process dies. One that is about a person or an address keeps the ids of those that were counted, so
 * that a delivery that comes again is counted once. Safe for all threads; blocks for the store.
 */
public final class QuotaStore {

    private static final Logger LOG = LoggerFactory.getLogger(QuotaStore.class);
    private static final int BLOCKS = 20;
    private static final int TRIES = 30;
    private static final long LOOKED_AT_AGAIN_AFTER = Duration.ofMinutes(1).toMillis();

    private final Surroundings surroundings;
    private final QuotaCards cards;
    private final FieldSeal seal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Block> blocks = new HashMap<>();

    /** Counts in this store. */
    public QuotaStore(Surroundings surroundings, Store store, FieldSeal seal) {
        this.surroundings = surroundings;
        this.cards = new QuotaCards(surroundings, store, seal);
        this.seal = seal;
    }

    /**
     * What a quota is about.
     *
     * @param owner whom or what it is about; a text about people has passed {@link #lookup}
     */
    public record Key(String tenant, String owner, Quota quota) {}

    /** The form in which a recipient or an address stands in a key. */
    public String lookup(String text) {
        return seal.lookup("card.owner", text);
    }

    /** What counts the notifications of a category that one recipient has. */
    public Key capOf(String tenant, String category, String recipient, Quota cap) {
        return new Key(tenant, "cap:" + category + ":" + lookup(recipient), cap);
    }

    /** Whether the window of that moment has no more of what a few share. */
    public boolean isUsedUp(Key key, Instant at) {
        return cards.read(key, at)
                .filter(card -> QuotaCards.listIn(cards.bodyOf(card)).size()
                        >= key.quota().count())
                .isPresent();
    }

    /** Takes one of what many share; false if the window has no more. */
    public boolean take(Key key) {
        Instant now = surroundings.time().now();
        long window = key.quota().beginning(now).toEpochMilli();
        while (true) {
            lock.lock();
            try {
                Block block = blockOf(key, window);
                if (block.take()) {
                    return true;
                }
                if (block.isSpent(now.toEpochMilli())) {
                    return false;
                }
            } finally {
                lock.unlock();
            }
            int more = fetch(key, now);
            lock.lock();
            try {
                Block block = blockOf(key, window);
                block.add(more);
                if (more == 0) {
                    block.spent(now.toEpochMilli() + LOOKED_AT_AGAIN_AFTER);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private Block blockOf(Key key, long window) {
        Block block = blocks.get(key);
        if (block == null || !block.of(window)) {
            block = new Block(window);
            blocks.put(key, block);
        }
        return block;
    }

    /** What was taken was not used. */
    public void giveBack(Key key) {
        lock.lock();
        try {
            Block block = blocks.get(key);
            if (block != null) {
                block.giveBack();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes one of what a few share, for this delivery or notification, for which it is counted once; false if the window has no more. */
    public boolean take(Key key, UUID by) {
        Instant now = surroundings.time().now();
        String mine = by.toString();
        for (int i = 0; i < TRIES; i++) {
            Optional<Rows.Card> card = cards.read(key, now);
            List<Object> counted =
                    card.map(c -> QuotaCards.listIn(cards.bodyOf(c))).orElseGet(ArrayList::new);
            if (counted.contains(mine)) {
                return true;
            }
            if (counted.size() >= key.quota().count()) {
                return false;
            }
            counted.add(mine);
            if (cards.write(key, now, card, Map.of(QuotaCards.BY, counted))) {
                return true;
            }
        }
        return false;
    }

    /** A part of what is left, in the store's own count: nothing if that is used up, or others are always quicker. */
    private int fetch(Key key, Instant now) {
        int count = key.quota().count();
        for (int i = 0; i < TRIES; i++) {
            Optional<Rows.Card> card = cards.read(key, now);
            int taken = card.map(c -> QuotaCards.takenIn(cards.bodyOf(c))).orElse(0);
            int part = Math.min(Math.max(1, count / BLOCKS), count - taken);
            if (part <= 0) {
                return 0;
            }
            if (cards.write(key, now, card, Map.of(QuotaCards.TAKEN, taken + part))) {
                return part;
            }
        }
        return 0;
    }

    /** Gives back what this node took and did not use. */
    public void close() {
        Map<Key, Block> unused;
        lock.lock();
        try {
            unused = new HashMap<>(blocks);
            blocks.clear();
        } finally {
            lock.unlock();
        }
        try {
            unused.forEach(this::returnUnused);
        } catch (StoreException e) {
            LOG.warn("what was not used of quotas could not be given back: it counts as used", Trace.of(e));
        }
    }

    private void returnUnused(Key key, Block block) {
        Instant window = Instant.ofEpochMilli(block.window());
        for (int i = 0; i < TRIES && block.left() > 0; i++) {
            Optional<Rows.Card> card = cards.read(key, window);
            int taken = card.map(c -> QuotaCards.takenIn(cards.bodyOf(c))).orElse(0);
            if (cards.write(key, window, card, Map.of(QuotaCards.TAKEN, Math.max(0, taken - block.left())))) {
                return;
            }
        }
    }
}
