package dev.notify.internal.view;

import dev.notify.delivery.FanOut;
import dev.notify.delivery.NotificationStatus;
import dev.notify.delivery.Page;
import dev.notify.delivery.Statistics;
import dev.notify.explain.Explanation;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.dispatch.Dispatcher;
import dev.notify.internal.fanout.FanOutCard;
import dev.notify.internal.pauses.Halts;
import dev.notify.internal.people.People;
import dev.notify.internal.setup.Setup;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotificationId;
import dev.notify.operation.DeadLetters;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.HostTransactions;
import dev.notify.request.Scope;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Answers questions from what is stored, inside the host's transaction where there is one. Safe for all threads; blocks. */
public final class View {

    private static final Duration FARTHEST = Duration.ofDays(3_660);

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Shapes shapes;
    private final Queries queries;
    private final Explainer explainer;
    private final StoredDeadLetters.Tools tools;

    /** Answers from this store. */
    public View(
            Setup setup,
            Surroundings surroundings,
            Store store,
            People people,
            Dispatcher dispatcher,
            Announcer announcer,
            Halts halts) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.shapes = new Shapes(setup.seams().seal());
        this.queries = new Queries(setup.seams().seal());
        this.explainer = new Explainer(setup, people, shapes, halts);
        this.tools = new StoredDeadLetters.Tools(setup, surroundings, store, dispatcher, announcer, shapes, queries);
    }

    private StoreSession session(Scope scope) {
        return scope.connection()
                .or(() -> setup.seams().transactions().flatMap(HostTransactions::current))
                .<StoreSession>map(store::join)
                .orElse(store);
    }

    private ReadPart reads(Scope scope) {
        return session(scope).reads();
    }

    /** How a notification of the scope's tenant stands; empty for one that is unknown or another's. */
    public Optional<NotificationStatus> status(NotificationId id, Scope scope) {
        StoreSession session = session(scope);
        ReadPart reads = session.reads();
        return reads.notification(scope.tenant().value(), id.value()).map(row -> {
            List<Rows.Delivery> deliveries = reads.deliveriesOf(scope.tenant().value(), List.of(id.value()));
            Map<UUID, List<Rows.Attempt>> attempts =
                    reads.attempts(deliveries.stream().map(Rows.Delivery::id).toList());
            Optional<FanOut> fanOut = session.cards().byIds(List.of(id.value())).stream()
                    .filter(FanOutCard::isOne)
                    .map(card -> FanOutCard.read(setup.seams().seal(), card).shown())
                    .findFirst();
            return shapes.status(row, deliveries, attempts, fanOut);
        });
    }

    /** What became of a notification of the scope's tenant, and why; empty for one that is unknown or another's. */
    public Optional<Explanation> explain(NotificationId id, Scope scope) {
        ReadPart reads = reads(scope);
        String tenant = scope.tenant().value();
        return reads.notification(tenant, id.value())
                .map(row -> explainer.explain(
                        row,
                        reads.deliveriesOf(tenant, List.of(id.value())),
                        reads,
                        surroundings.time().now()));
    }

    /** What became of one delivery of the scope's tenant, and why; empty for one that is unknown or another's. */
    public Optional<Explanation> explain(DeliveryId id, Scope scope) {
        ReadPart reads = reads(scope);
        return reads.load(List.of(id.value())).stream()
                .filter(loaded ->
                        loaded.delivery().tenant().equals(scope.tenant().value()))
                .findFirst()
                .map(loaded -> explainer.explain(
                        loaded.notification(),
                        List.of(loaded.delivery()),
                        reads,
                        surroundings.time().now()));
    }

    /** One page of deliveries. */
    public Page find(DeliveryQuery query, Scope scope) {
        List<ReadPart.Found> found = reads(scope).find(queries.find(query, scope));
        return shapes.page(found, query.limit());
    }

    /** What failed. */
    public DeadLetters deadLetters(Scope scope) {
        return new StoredDeadLetters(tools, scope, null);
    }

    /** How many deliveries a query finds in all. */
    public long count(DeliveryQuery query, Scope scope) {
        return reads(scope).count(queries.find(query, scope));
    }

    /** How deliveries ended since then. */
    public Statistics statistics(Duration past, Scope scope) {
        if (past.isNegative() || past.isZero() || past.compareTo(FARTHEST) > 0) {
            throw new InvalidInputException("past", "must be longer than nothing and at most ten years");
        }
        return shapes.statistics(
                surroundings.time().now().minus(past),
                from -> reads(scope).counters(scope.tenant().value(), from));
    }
}
