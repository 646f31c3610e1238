package dev.notify.jdbc.internal.open;

import dev.notify.jdbc.internal.accept.JdbcAccepts;
import dev.notify.jdbc.internal.card.JdbcCards;
import dev.notify.jdbc.internal.change.JdbcChanges;
import dev.notify.jdbc.internal.connect.BorrowedLine;
import dev.notify.jdbc.internal.connect.Gate;
import dev.notify.jdbc.internal.connect.HostLine;
import dev.notify.jdbc.internal.connect.OwnLine;
import dev.notify.jdbc.internal.connect.Transactions;
import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.jdbc.internal.dialect.Dialect;
import dev.notify.jdbc.internal.dialect.Product;
import dev.notify.jdbc.internal.inbox.JdbcInbox;
import dev.notify.jdbc.internal.listen.Listener;
import dev.notify.jdbc.internal.queue.JdbcQueue;
import dev.notify.jdbc.internal.read.JdbcReads;
import dev.notify.jdbc.internal.schema.JdbcMeta;
import dev.notify.jdbc.internal.settle.JdbcSettles;
import dev.notify.store.AcceptPart;
import dev.notify.store.CardPart;
import dev.notify.store.ChangePart;
import dev.notify.store.InboxPart;
import dev.notify.store.MetaPart;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.SettlePart;
import dev.notify.store.StoreSession;
import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A store that is open: its parts, each on its own line.
 *
 * <p>Accepting, settling, claiming and listening have a connection each, so that none waits for another; callers borrow.
 */
public final class OpenStore implements StoreSession, AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;
    /** A caller whose key is held open in a transaction of the host's must not hold up all others: he comes again alone. */
    private static final OwnLine.Bounds COMMITTER = new OwnLine.Bounds(5_000, CONNECT_MILLIS, 150, 15_000);

    private static final OwnLine.Bounds SETTLER = new OwnLine.Bounds(5_000, CONNECT_MILLIS, 2_000, 15_000);
    private static final OwnLine.Bounds CLAIMER = new OwnLine.Bounds(3_000, CONNECT_MILLIS, 1_000, 5_000);
    private static final int CALLERS_LOCK_MILLIS = 3_000;

    private final Dialect dialect;
    private final String installation;
    private final OwnLine committer;
    private final OwnLine settler;
    private final OwnLine claimer;
    private final BorrowedLine borrowed;
    private final Optional<Listener> listener;
    private final Runnable release;
    private final Session session;
    private final QueuePart queue;
    private final SettlePart settles;
    private final MetaPart meta;

    private record Session(AcceptPart accepts, ChangePart changes, ReadPart reads, CardPart cards, InboxPart inbox)
            implements StoreSession {}

    private OpenStore(
            DataSource source, Dialect dialect, String installation, Optional<String> channel, Runnable release) {
        this.dialect = dialect;
        this.installation = installation;
        this.release = release;
        Gate gate = dialect.product() == Product.H2 ? Gate.narrow() : Gate.wide();
        this.committer = new OwnLine("committer", source, dialect, gate, COMMITTER);
        this.settler = new OwnLine("settler", source, dialect, gate, SETTLER);
        this.claimer = new OwnLine("claimer", source, dialect, gate, CLAIMER);
        this.borrowed = new BorrowedLine(source, dialect, gate, CALLERS_LOCK_MILLIS);
        this.session = new Session(
                new JdbcAccepts(committer, dialect),
                new JdbcChanges(borrowed, dialect),
                new JdbcReads(claimer, borrowed, dialect),
                new JdbcCards(claimer, settler, borrowed, dialect),
                new JdbcInbox(borrowed, dialect));
        this.queue = new JdbcQueue(claimer, dialect);
        this.settles = new JdbcSettles(settler, dialect);
        this.meta = new JdbcMeta(borrowed, dialect);
        connect();
        this.listener = channel.flatMap(name -> Listener.start(source, name, this::announce));
    }

    /** Connects every line; if one cannot be had, none is kept. */
    static OpenStore connect(
            DataSource source, Dialect dialect, String installation, Optional<String> channel, Runnable release) {
        return new OpenStore(source, dialect, installation, channel, release);
    }

    private void connect() {
        try {
            committer.open();
            settler.open();
            claimer.open();
        } catch (RuntimeException e) {
            closeLines();
            throw e;
        }
    }

    private void announce() {
        committer.in(Promise.WRITES, "listen", c -> {
            dialect.announce(c);
            return installation;
        });
    }

    @Override
    public AcceptPart accepts() {
        return session.accepts();
    }

    @Override
    public ChangePart changes() {
        return session.changes();
    }

    @Override
    public ReadPart reads() {
        return session.reads();
    }

    @Override
    public CardPart cards() {
        return session.cards();
    }

    @Override
    public InboxPart inbox() {
        return session.inbox();
    }

    /** What waits. */
    public QueuePart queue() {
        return queue;
    }

    /** What was done. */
    public SettlePart settles() {
        return settles;
    }

    /** What is remembered. */
    public MetaPart meta() {
        return meta;
    }

    /** The time. */
    public long databaseTime() {
        return claimer.once(Promise.READS, "read the time", dialect::time);
    }

    /** The same rooms inside the host's transaction. */
    public StoreSession join(Connection connection) {
        Transactions host = HostLine.join(connection, dialect, installation, CALLERS_LOCK_MILLIS);
        return new Session(
                new JdbcAccepts(host, dialect, claimer),
                new JdbcChanges(host, dialect),
                new JdbcReads(host, host, dialect),
                new JdbcCards(host, host, host, dialect),
                new JdbcInbox(host, dialect));
    }

    /** Wakes this one when other nodes add work. */
    public void listen(Runnable wake) {
        listener.ifPresent(l -> l.add(wake));
    }

    private void closeLines() {
        borrowed.close();
        claimer.close();
        settler.close();
        committer.close();
    }

    @Override
    public void close() {
        listener.ifPresent(Listener::close);
        closeLines();
        release.run();
    }
}
