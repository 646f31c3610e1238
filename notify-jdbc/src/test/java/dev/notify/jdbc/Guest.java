package dev.notify.jdbc;

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
import dev.notify.store.StoreSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** A good store whose way of joining the host's transaction can be spoilt: a flaw is one method here, overridden. */
class Guest implements Store {

    final Store good;

    Guest(Store good) {
        this.good = good;
    }

    /** Something on the host's connection. */
    interface OnConnection {
        void run() throws SQLException;
    }

    static void on(OnConnection work) {
        try {
            work.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A session of these parts. */
    record Parts(AcceptPart accepts, ChangePart changes, ReadPart reads, CardPart cards, InboxPart inbox)
            implements StoreSession {}

    /** Accepts by what is joined, or otherwise. */
    interface Accepting {
        List<AcceptPart.Answer> accept(AcceptPart joined, List<Rows.Acceptance> group);
    }

    static AcceptPart accepts(AcceptPart joined, Accepting accepting) {
        return new AcceptPart() {
            @Override
            public List<Answer> accept(List<Rows.Acceptance> group) {
                return accepting.accept(joined, group);
            }

            @Override
            public void pin(List<Rows.Template> words) {
                joined.pin(words);
            }

            @Override
            public List<UUID> stored(List<UUID> notificationIds) {
                return joined.stored(notificationIds);
            }
        };
    }

    static StoreSession accepting(StoreSession joined, Accepting accepting) {
        return new Parts(
                accepts(joined.accepts(), accepting), joined.changes(), joined.reads(), joined.cards(), joined.inbox());
    }

    @Override
    public List<String> open() {
        return good.open();
    }

    @Override
    public AcceptPart accepts() {
        return good.accepts();
    }

    @Override
    public ChangePart changes() {
        return good.changes();
    }

    @Override
    public ReadPart reads() {
        return good.reads();
    }

    @Override
    public CardPart cards() {
        return good.cards();
    }

    @Override
    public InboxPart inbox() {
        return good.inbox();
    }

    @Override
    public QueuePart queue() {
        return good.queue();
    }

    @Override
    public SettlePart settles() {
        return good.settles();
    }

    @Override
    public MetaPart meta() {
        return good.meta();
    }

    @Override
    public long databaseTime() {
        return good.databaseTime();
    }

    @Override
    public StoreSession join(Connection connection) {
        return good.join(connection);
    }

    @Override
    public void close() {
        good.close();
    }
}
