package dev.notify.internal.recur;

import dev.notify.directory.Slice;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.model.Recipient;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.Scope;
import dev.notify.schedule.Recurring;
import dev.notify.schedule.RecurringId;
import dev.notify.schedule.Schedules;
import dev.notify.store.CardPart;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds what comes again, in one scope. */
final class Book implements Schedules {

    private final Recurrences all;
    private final Scope scope;

    Book(Recurrences all, Scope scope) {
        this.all = all;
        this.scope = scope;
    }

    private CardPart cards() {
        return all.desk().cards(scope);
    }

    private Recurring handle(UUID id) {
        return new Handle(all, scope, id);
    }

    @Override
    public Optional<Recurring> find(RecurringId id) {
        return all.repeats().at(cards(), scope.tenant(), id.value()).map(found -> handle(found.id()));
    }

    @Override
    public Optional<Recurring> byKey(String type, String key) {
        Names.check("type", type, NotificationType.MAX_NAME);
        Names.checkText("key", key, Notification.MAX_KEY);
        CardPart.Place place = all.repeats().keyAt(scope.tenant(), type, key);
        return cards().read(List.of(place)).stream()
                .findFirst()
                .flatMap(lead -> find(new RecurringId(RepeatStore.leadsTo(lead))));
    }

    @Override
    public Slice<Recurring> ofRecipient(String recipientId, @Nullable String after, int limit) {
        Names.checkText("recipientId", recipientId, Recipient.MAX_ID);
        return slice(all.repeats().ofRecipient(cards(), scope.tenant(), recipientId, after, check(limit)), limit);
    }

    @Override
    public Slice<Recurring> about(String subject, @Nullable String after, int limit) {
        Names.checkText("subject", subject, Notification.MAX_SUBJECT);
        return slice(all.repeats().about(cards(), scope.tenant(), subject, after, check(limit)), limit);
    }

    @Override
    public Slice<Recurring> list(@Nullable String after, int limit) {
        return slice(RepeatStore.all(cards(), scope.tenant(), after, check(limit)), limit);
    }

    private static int check(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new InvalidInputException("limit", "must be 1 to " + MAX_PAGE);
        }
        return limit;
    }

    private Slice<Recurring> slice(List<UUID> ids, int limit) {
        Optional<String> next = ids.size() < limit
                ? Optional.empty()
                : Optional.of(ids.get(ids.size() - 1).toString());
        return new Slice<>(ids.stream().map(this::handle).toList(), next);
    }
}
