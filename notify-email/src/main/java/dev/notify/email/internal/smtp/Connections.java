package dev.notify.email.internal.smtp;

import dev.notify.email.internal.smtp.Submission.Phase;
import dev.notify.email.internal.smtp.Submission.Trouble;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one account's server: kept open for the next mail, bounded in number, age, mails and rest.
 *
 * <p>Safe for all threads. A mail that finds a kept connection dead, before anything was said about it, is tried once more on a fresh one.
 */
public final class Connections {

    /** A connection that rested longer is asked whether it lives; asking each time would cost a round trip for every mail. */
    private static final Duration SURELY_ALIVE = Duration.ofSeconds(10);

    private static final long LONGEST_LOOK = 250;

    private final Account account;
    private final Session session;
    private final Semaphore permits;
    private final Deque<Connection> kept = new ArrayDeque<>();
    private final Watch watch;
    private boolean closed;

    /** Connections to this account; none is opened yet. */
    public Connections(Account account) {
        this.account = account;
        this.session = Session.getInstance(properties(account));
        this.permits = new Semaphore(account.limits().connections(), true);
        long shortest = Math.min(
                account.limits().reply().toMillis(), account.limits().idle().toMillis());
        this.watch = new Watch(
                "notify-email-" + account.host(),
                Math.max(10, Math.min(LONGEST_LOOK, shortest / 4)),
                this::closeResting);
    }

    private static Properties properties(Account account) {
        boolean starttls = account.security() == Account.Security.STARTTLS;
        Properties all = new Properties();
        all.put("mail.smtp.localhost", account.greeting());
        all.put("mail.smtp.auth", Boolean.toString(account.user() != null));
        all.put("mail.smtp.auth.mechanisms", account.secretIsToken() ? "XOAUTH2" : "PLAIN LOGIN");
        all.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
        all.put("mail.smtp.starttls.required", Boolean.toString(starttls));
        all.put("mail.smtp.ssl.socketFactory", new Securing(account.tls()));
        all.put("mail.smtp.ssl.checkserveridentity", Boolean.toString(account.checkIdentity()));
        all.put("mail.smtp.quitwait", "false");
        return all;
    }

    /** Hands one mail over and tells how far it got. */
    public Submission submit(Envelope envelope) throws InterruptedException {
        long most = account.limits().connect().plus(account.limits().reply()).toMillis();
        if (!permits.tryAcquire(most, TimeUnit.MILLISECONDS)) {
            return Submission.failed(Phase.CONNECT, Trouble.BUSY);
        }
        try {
            Connection old = take();
            if (old != null) {
                Submission end = submit(old, envelope);
                if (!end.wasStale()) {
                    return end;
                }
            }
            return submit(fresh(), envelope);
        } catch (Failure e) {
            return e.submission();
        } finally {
            permits.release();
        }
    }

    private Submission submit(Connection connection, Envelope envelope) {
        try {
            return connection.submit(envelope);
        } finally {
            giveBack(connection);
        }
    }

    /** A token may have run out since it was asked for: then one more is asked for, once. */
    private Connection fresh() throws Failure {
        try {
            return Connection.open(session, account, watch);
        } catch (Failure e) {
            Reply reply = e.submission().reply();
            boolean stale = account.secretIsToken()
                    && e.submission().phase() == Phase.LOGIN
                    && reply != null
                    && !reply.passing();
            if (!stale) {
                throw e;
            }
            return Connection.open(session, account, watch);
        }
    }

    private @Nullable Connection take() {
        Connection found = next();
        while (found != null && found.restedFor(SURELY_ALIVE) && !found.alive()) {
            found.drop(watch);
            found = next();
        }
        return found;
    }

    private @Nullable Connection next() {
        synchronized (kept) {
            return kept.pollFirst();
        }
    }

    private void giveBack(Connection connection) {
        connection.rests();
        boolean keep;
        synchronized (kept) {
            keep = !closed && connection.usable();
            if (keep) {
                kept.addFirst(connection);
            }
        }
        if (!keep) {
            connection.leave(watch);
        }
    }

    private void closeResting() {
        List<Connection> old = new ArrayList<>();
        synchronized (kept) {
            while (!kept.isEmpty()
                    && (kept.getLast().restedFor(account.limits().idle())
                            || !kept.getLast().usable())) {
                old.add(kept.removeLast());
            }
        }
        old.forEach(c -> c.leave(watch));
    }

    /** Opens a connection, lets this be asked of it, and closes it. */
    public Offer probe() {
        try {
            Connection connection = Connection.open(session, account, watch);
            Offer offer = connection.offer();
            connection.leave(watch);
            return offer;
        } catch (Failure e) {
            return Offer.none(e.submission());
        }
    }

    /** How many connections are kept for the next mail. */
    public int kept() {
        synchronized (kept) {
            return kept.size();
        }
    }

    /** Closes all connections; those in use end with their mail. Once is enough. */
    public void close() {
        List<Connection> all;
        synchronized (kept) {
            closed = true;
            all = new ArrayList<>(kept);
            kept.clear();
        }
        all.forEach(c -> c.leave(watch));
        watch.close();
    }
}
