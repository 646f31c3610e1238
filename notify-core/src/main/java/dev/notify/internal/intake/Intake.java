package dev.notify.internal.intake;

import dev.notify.delivery.Bulk;
import dev.notify.delivery.Change;
import dev.notify.delivery.Receipt;
import dev.notify.explain.DeliveryPlan;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.collapse.Collapse;
import dev.notify.internal.content.Content;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.dispatch.Dispatcher;
import dev.notify.internal.fanout.FanOutCard;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.quota.QuotaStore;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Names;
import dev.notify.model.Recipient;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.Scope;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreSession;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Takes requests in. Safe for all threads; blocks until the request is durable, or refused. */
public final class Intake {

    private final Surroundings surroundings;
    private final Dispatcher dispatcher;
    private final Announcer announcer;
    private final Checker checker;
    private final Admission admission;
    private final Composer composer;
    private final Acceptor acceptor;
    private final Changes changes;
    private final Rehearsal rehearsal;
    private final AtomicInteger underWay = new AtomicInteger();

    /** Takes in by this setup. */
    public Intake(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            Planner planner,
            People people,
            QuotaStore quotas,
            Directory directory,
            Dispatcher dispatcher) {
        this.surroundings = surroundings;
        this.dispatcher = dispatcher;
        this.announcer = announcer;
        this.checker = new Checker(setup);
        this.admission = new Admission(setup, surroundings.time());
        this.composer = new Composer(setup, surroundings, planner, people, dispatcher);
        Receipts receipts = new Receipts(setup);
        this.acceptor = new Acceptor(setup, surroundings, store, announcer, dispatcher, checker, receipts);
        this.changes = new Changes(setup, surroundings);
        Collapse collapse = new Collapse(surroundings, store, setup.seams().seal());
        Outlook outlook = new Outlook(setup, surroundings, composer, planner, people, collapse, quotas);
        this.rehearsal = new Rehearsal(setup, surroundings, checker, composer, outlook, receipts, directory);
    }

    /** Stores a notification, or finds the one sent before under the same key. */
    public Receipt send(Notification notification, Scope scope) {
        return send(notification, scope, false);
    }

    /** The same, past schedule and hours if it is forced. */
    public Receipt send(Notification notification, Scope scope, boolean forced) {
        underWay.incrementAndGet();
        try {
            return take(notification, scope, forced);
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** What would become of a notification; nothing is stored, told or counted. */
    public DeliveryPlan preview(Notification notification, Scope scope) {
        return rehearsal.of(
                notification,
                scope,
                acceptor.session(acceptor.transactionOf(scope)).reads());
    }

    /** Refuses what {@link #send} would refuse of a request that is to be sent later; returns its type. */
    public NotificationType check(Notification notification) {
        NotificationType type = checker.typeOf(notification);
        checker.check(notification, type, surroundings.time().now());
        return type;
    }

    /** Whether no caller is inside {@link #send}. */
    public boolean idle() {
        return underWay.get() == 0;
    }

    /** Takes in very many, share by share. */
    public Bulk sendAll(Stream<Notification> all, Consumer<Receipt> each, Scope scope) {
        underWay.incrementAndGet();
        try {
            return new BulkIntake(new Shares(scope, Optional.empty()), each).take(all.iterator());
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** Takes in some that belong to an edition of a plan, in one transaction: all of them or none. The receipts come in their order. */
    public List<Receipt> sendTogether(List<Notification> all, Content.Edition edition, Scope scope) {
        underWay.incrementAndGet();
        try {
            Shares share = new Shares(scope, Optional.of(edition));
            all.forEach(share::add);
            return share.store().stream().map(BulkIntake.Result::receipt).toList();
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** Takes shares in as each would be taken in alone, but for the transaction they have in common. */
    private final class Shares implements BulkIntake.Share {
        private final Scope scope;
        private final Optional<Content.Edition> edition;
        private final List<Composer.Composed> composed = new ArrayList<>();

        Shares(Scope scope, Optional<Content.Edition> edition) {
            this.scope = scope;
            this.edition = edition;
        }

        @Override
        public void add(Notification one) {
            NotificationType type = checker.typeOf(one);
            When.At due = checker.check(one, type, surroundings.time().now());
            Composer.Composed rows = composer.compose(one, type, scope, due.moment(), false, false, edition);
            checker.checkSize(rows.acceptance());
            admission.admit(scope.tenant(), type);
            composed.add(rows);
        }

        @Override
        public List<BulkIntake.Result> store() {
            List<BulkIntake.Result> results = acceptor.acceptAll(composed, acceptor.transactionOf(scope));
            composed.clear();
            return results;
        }
    }

    private Receipt take(Notification notification, Scope scope, boolean forced) {
        NotificationType type = checker.typeOf(notification);
        When.At due = checker.check(notification, type, surroundings.time().now());
        admission.admit(scope.tenant(), type);
        Optional<Connection> transaction = acceptor.transactionOf(scope);
        Composer.Composed composed = composer.compose(
                notification, type, scope, due.moment(), transaction.isEmpty(), forced, Optional.empty());
        return acceptor.accept(composed, transaction);
    }

    /** The rows that one step of a fan-out makes. */
    public record Made(
            List<Rows.Content> contents,
            List<Rows.Delivery> deliveries,
            List<Rows.Work> work,
            List<Rows.Trail> trail,
            List<Rows.Counter> counters) {}

    /** What one step of a fan-out makes for these recipients: decided and queued as all deliveries are. */
    public Made make(Rows.Notification row, NotificationType type, FanOutCard card, List<Recipient> recipients) {
        DeliveryMaker.Draft draft = composer.more(row, type, card, recipients);
        return new Made(draft.contents, draft.deliveries, draft.work, draft.trail, draft.counters);
    }

    /** When the members of a fan-out's groups are to be found. */
    public long beginsAt(Rows.Notification row, NotificationType type, FanOutCard card) {
        return composer.beginsAt(row, type, card);
    }

    /** What a step made is stored. */
    public void made(Made made) {
        made.work().stream().mapToLong(Rows.Work::availableAt).min().ifPresent(dispatcher::dueAt);
    }

    /** Takes back what has not gone out. */
    public Change cancel(Which which, String why, Scope scope) {
        return change(which, why, scope, (session, share) -> changes.cancel(session, share, why, scope));
    }

    /** Moves what has not gone out to another time. */
    public Change reschedule(Which which, When when, String why, Scope scope) {
        When.At due = checker.checkTime("when", when, surroundings.time().now());
        Changes.Target to = new Changes.Target(when, due.moment(), false);
        return change(which, why, scope, (session, share) -> changes.move(session, share, to, why, scope));
    }

    /** Sends what has not gone out at once, past schedule and hours. */
    public Change sendNow(Which which, String why, Scope scope) {
        Changes.Target to = new Changes.Target(When.NOW, surroundings.time().now(), true);
        return change(which, why, scope, (session, share) -> changes.move(session, share, to, why, scope));
    }

    private Change change(
            Which which, String why, Scope scope, BiFunction<StoreSession, List<UUID>, Changes.Result> what) {
        Names.checkText("why", why, 300);
        Optional<Connection> transaction = acceptor.transactionOf(scope);
        StoreSession session = acceptor.session(transaction);
        Change total = Change.NOTHING;
        for (List<UUID> share : changes.named(session, which, scope)) {
            Changes.Result result = what.apply(session, share);
            changed(transaction.isPresent(), result);
            total = total.and(result.change());
        }
        return total;
    }

    private void changed(boolean inTransaction, Changes.Result result) {
        Runnable after = () -> {
            result.events().forEach(announcer::tell);
            dispatcher.cancelAsked(result.asked());
            dispatcher.wake();
        };
        if (inTransaction) {
            acceptor.afterCommit(result.changed(), after);
        } else {
            after.run();
        }
    }
}
