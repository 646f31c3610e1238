package dev.notify.internal.intake;

import dev.notify.delivery.KeyConflictException;
import dev.notify.delivery.Receipt;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.dispatch.Dispatcher;
import dev.notify.internal.fanout.FanOutCard;
import dev.notify.internal.setup.Setup;
import dev.notify.model.NotificationId;
import dev.notify.model.Tenant;
import dev.notify.request.HostTransactions;
import dev.notify.request.Scope;
import dev.notify.store.AcceptPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreSession;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores what was composed, in a transaction of ours or in the host's, and does what follows once it is committed: it is told, and its work is
 * handed over or woken for.
 */
final class Acceptor {

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private final Dispatcher dispatcher;
    private final Checker checker;
    private final Committer committer;
    private final Receipts receipts;

    Acceptor(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            Dispatcher dispatcher,
            Checker checker,
            Receipts receipts) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
        this.dispatcher = dispatcher;
        this.checker = checker;
        this.committer = new Committer(setup, surroundings, store);
        this.receipts = receipts;
    }

    /** The host's transaction that a call in this scope belongs to. */
    Optional<Connection> transactionOf(Scope scope) {
        return scope.connection().or(() -> setup.seams().transactions().flatMap(HostTransactions::current));
    }

    /** The store as that transaction sees it, else the store itself. */
    StoreSession session(Optional<Connection> transaction) {
        return transaction.<StoreSession>map(store::join).orElse(store);
    }

    /**
     * Does this once the host has committed, where the host says when that is.
     *
     * @param refs work to look for where it does not say
     */
    void afterCommit(List<UUID> refs, Runnable what) {
        Optional<HostTransactions> known =
                setup.seams().transactions().filter(t -> t.current().isPresent());
        if (known.isPresent()) {
            known.get().afterCommit(what);
        } else if (!refs.isEmpty()) {
            dispatcher.mayCommit(refs);
        }
    }

    /**
     * Stores one.
     *
     * @throws KeyConflictException if its key was used for something else
     */
    Receipt accept(Composer.Composed composed, Optional<Connection> transaction) {
        AcceptPart.Answer answer = transaction.isPresent() ? joined(transaction.get(), composed) : alone(composed);
        return answer.first()
                .map(first -> replay(first, answer.id(), composed, transaction))
                .orElseGet(() -> receipts.of(composed));
    }

    private AcceptPart.Answer alone(Composer.Composed composed) {
        AcceptPart.Answer answer;
        try {
            checker.checkSize(composed.acceptance());
            answer = committer.commit(composed.acceptance());
        } catch (RuntimeException | Error e) {
            composed.giveBack(dispatcher);
            throw e;
        }
        if (answer.first().isPresent()) {
            composed.giveBack(dispatcher);
            return answer;
        }
        announcer.tell(accepted(composed));
        composed.handOver(dispatcher, surroundings.time().millis());
        dispatcher.dueAt(composed.firstDue());
        return answer;
    }

    private AcceptPart.Answer joined(Connection transaction, Composer.Composed composed) {
        checker.checkSize(composed.acceptance());
        AcceptPart.Answer answer = store.join(transaction)
                .accepts()
                .accept(List.of(composed.acceptance()))
                .get(0);
        if (answer.first().isEmpty()) {
            committedLater(composed);
        }
        return answer;
    }

    /** Stores a share in one transaction, past the queue of single callers; what each came to, in order. */
    List<BulkIntake.Result> acceptAll(List<Composer.Composed> share, Optional<Connection> transaction) {
        List<Rows.Acceptance> rows =
                share.stream().map(Composer.Composed::acceptance).toList();
        List<AcceptPart.Answer> answers = transaction.isPresent()
                ? store.join(transaction.get()).accepts().accept(rows)
                : committer.commit(rows);
        List<BulkIntake.Result> results = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            results.add(result(answers.get(i), share.get(i), transaction));
        }
        return results;
    }

    private BulkIntake.Result result(
            AcceptPart.Answer answer, Composer.Composed one, Optional<Connection> transaction) {
        if (answer.first().isPresent()) {
            try {
                return BulkIntake.Result.of(replay(answer.first().get(), answer.id(), one, transaction));
            } catch (KeyConflictException e) {
                return BulkIntake.Result.of(e);
            }
        }
        if (transaction.isPresent()) {
            committedLater(one);
        } else {
            announcer.tell(accepted(one));
            dispatcher.dueAt(one.firstDue());
        }
        return BulkIntake.Result.of(receipts.of(one));
    }

    private void committedLater(Composer.Composed composed) {
        List<UUID> refs = composed.dueNow(dispatcher, surroundings.time().millis());
        NotificationEvent event = accepted(composed);
        afterCommit(refs, () -> {
            announcer.tell(event);
            if (refs.isEmpty()) {
                dispatcher.wake();
            } else {
                dispatcher.committed(refs);
            }
        });
    }

    private Receipt replay(
            AcceptPart.First first, UUID id, Composer.Composed composed, Optional<Connection> transaction) {
        Optional<FanOutCard> fanOut = composed.fanOut().isEmpty()
                ? Optional.empty()
                : session(transaction).cards().byIds(List.of(id)).stream()
                        .filter(FanOutCard::isOne)
                        .map(card -> FanOutCard.read(setup.seams().seal(), card))
                        .findFirst();
        Receipt receipt = receipts.replayed(first, id, composed, fanOut);
        Rows.Notification before = first.notification();
        if (before != null
                && before.shape() != composed.acceptance().notification().shape()) {
            throw Receipts.conflict(receipt);
        }
        return receipt;
    }

    private NotificationEvent accepted(Composer.Composed composed) {
        Rows.Notification row = composed.acceptance().notification();
        return new NotificationEvent.Accepted(
                surroundings.time().now(),
                new NotificationEvent.About(
                        new NotificationId(row.id()), Tenant.of(row.tenant()), row.type(), row.correlation()),
                composed.acceptance().deliveries().size());
    }
}
