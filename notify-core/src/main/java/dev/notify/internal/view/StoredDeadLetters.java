package dev.notify.internal.view;

import dev.notify.delivery.Attempt;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.dispatch.Dispatcher;
import dev.notify.internal.setup.Setup;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.operation.DeadLetter;
import dev.notify.operation.DeadLetters;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Scope;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Dead letters, where they lie: deliveries that are FAILED, but for those that are marked as put away. */
final class StoredDeadLetters implements DeadLetters {

    private static final int LONGEST_WHY = 300;

    private final Tools tools;
    private final Scope scope;
    private final DeadLetter.@Nullable Failure only;

    /** What all of them are made with. */
    record Tools(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Dispatcher dispatcher,
            Announcer announcer,
            Shapes shapes,
            Queries queries) {

        Marks marks() {
            return new Marks(setup.seams().seal());
        }
    }

    StoredDeadLetters(Tools tools, Scope scope, DeadLetter.@Nullable Failure only) {
        this.tools = tools;
        this.scope = scope;
        this.only = only;
    }

    /** One of them, with what it takes to change it; the mark was read before the delivery. */
    record Dead(ReadPart.Found found, Marks.Mark mark, DeadLetter letter) {}

    /** A page of them, and where the next one begins. */
    private record Page(List<Dead> dead, @Nullable DeliveryId last) {}

    @Override
    public DeadLetters that(DeadLetter.Failure failed) {
        return new StoredDeadLetters(tools, scope, failed);
    }

    @Override
    public Letters list(DeliveryQuery query) {
        Page page = page(query);
        return new Letters(page.dead().stream().map(Dead::letter).toList(), page.last());
    }

    @Override
    public Optional<DeadLetter> find(DeliveryId id) {
        return dead(List.of(id.value())).stream().map(Dead::letter).findFirst();
    }

    private Page page(DeliveryQuery query) {
        if (query.offset() > 0) {
            throw new InvalidInputException("offset", "counts what was discarded: page with after(..)");
        }
        List<ReadPart.Found> found = tools.store().reads().find(tools.queries().dead(query, scope));
        List<UUID> ids = found.stream().map(f -> f.delivery().id()).toList();
        DeliveryId last = found.size() < query.limit() ? null : new DeliveryId(ids.get(ids.size() - 1));
        return new Page(dead(ids), last);
    }

    /** Those of these that are dead letters, in the same order: the marks are read first, then how the deliveries stand. */
    List<Dead> dead(List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String tenant = scope.tenant().value();
        Map<UUID, Marks.Mark> marks = tools.marks().read(tools.store().cards(), tenant, ids);
        Map<UUID, List<Rows.Attempt>> attempts = tools.store().reads().attempts(ids);
        Map<UUID, ReadPart.Loaded> loaded = new HashMap<>();
        tools.store().reads().load(ids).forEach(l -> loaded.put(l.delivery().id(), l));
        List<Dead> dead = new ArrayList<>();
        for (UUID id : ids) {
            ReadPart.Loaded row = loaded.get(id);
            Marks.Mark mark = marks.getOrDefault(id, Marks.Mark.NONE);
            if (row != null && isDead(row.delivery(), mark)) {
                letter(row, mark, attempts.getOrDefault(id, List.of())).ifPresent(dead::add);
            }
        }
        return dead;
    }

    private boolean isDead(Rows.Delivery d, Marks.Mark mark) {
        return d.tenant().equals(scope.tenant().value())
                && d.state() == dev.notify.delivery.DeliveryState.FAILED
                && !mark.discarded()
                && !mark.underWay(d);
    }

    private Optional<Dead> letter(ReadPart.Loaded row, Marks.Mark mark, List<Rows.Attempt> attempts) {
        List<Attempt> tries = attempts.stream().map(tools.shapes()::attempt).toList();
        DeadLetter.Failure failure = DeadLetter.Failure.of(tries);
        if (only != null && only != failure) {
            return Optional.empty();
        }
        DeadLetter letter = new DeadLetter(
                tools.shapes().delivery(row.notification().type(), row.delivery(), attempts),
                failure,
                mark.fence() > 0);
        return Optional.of(new Dead(new ReadPart.Found(row.delivery(), row.notification()), mark, letter));
    }

    @Override
    public boolean retry(DeliveryId id, String why) {
        return change(Set.of(id.value()), why, false) == 1;
    }

    @Override
    public Changed retry(DeliveryQuery query, String why) {
        return change(query, why, false);
    }

    @Override
    public boolean discard(DeliveryId id, String why) {
        return change(Set.of(id.value()), why, true) == 1;
    }

    @Override
    public Changed discard(DeliveryQuery query, String why) {
        return change(query, why, true);
    }

    private Changed change(DeliveryQuery query, String why, boolean discard) {
        Names.checkText("why", why, LONGEST_WHY);
        Page page = page(query);
        return new Changed(new Revival(tools, scope, why, discard).change(this, page.dead()), page.last());
    }

    private int change(Set<UUID> ids, String why, boolean discard) {
        Names.checkText("why", why, LONGEST_WHY);
        return new Revival(tools, scope, why, discard).change(this, dead(List.copyOf(ids)));
    }
}
