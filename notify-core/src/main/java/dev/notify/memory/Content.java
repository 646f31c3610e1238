package dev.notify.memory;

import dev.notify.store.Rows;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** All tables, behind one lock. Nobody touches a table but inside {@link #alone}. */
final class Content {

    record Key(String tenant, String type, String lookup) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Journal journal = new Journal();
    private final NotificationTable notifications = new NotificationTable(journal);
    private final QueueTable queue = new QueueTable(journal);
    private final Ledger ledger = new Ledger(journal);
    private final Table<Key, Rows.Dedup> keys = new Table<>("key", journal);
    private final Table<String, Rows.Template> templates = new Table<>("template", journal);
    private final Table<UUID, Rows.Call> calls = new Table<>("call", journal);
    private final CardTable cards = new CardTable(journal);
    private final MemoryInbox.Inboxes inboxes = new MemoryInbox.Inboxes(journal);
    private final Table<String, String> meta = new Table<>("memory", journal);

    /** One transaction: what it has done is taken back if it fails. */
    <T> T alone(Supplier<T> transaction) {
        lock.lock();
        try {
            T answer = transaction.get();
            journal.commit();
            return answer;
        } catch (RuntimeException | Error e) {
            journal.rollBack();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    NotificationTable notifications() {
        return notifications;
    }

    QueueTable queue() {
        return queue;
    }

    Ledger ledger() {
        return ledger;
    }

    Table<Key, Rows.Dedup> keys() {
        return keys;
    }

    Table<String, Rows.Template> templates() {
        return templates;
    }

    Table<UUID, Rows.Call> calls() {
        return calls;
    }

    CardTable cards() {
        return cards;
    }

    MemoryInbox.Inboxes inboxes() {
        return inboxes;
    }

    Table<String, String> meta() {
        return meta;
    }
}
