package dev.notify.internal.view;

import dev.notify.delivery.DeliveryState;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Scope;
import dev.notify.security.FieldSeal;
import dev.notify.store.ReadPart;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns a query into what a store is asked. */
final class Queries {

    private final FieldSeal seal;

    Queries(FieldSeal seal) {
        this.seal = seal;
    }

    ReadPart.Find find(DeliveryQuery q, Scope scope) {
        return new ReadPart.Find(
                scope.tenant().value(),
                q.recipient().map(r -> seal.lookup("recipient", r)).orElse(null),
                q.type().orElse(null),
                q.subject().map(s -> seal.lookup("subject", s)).orElse(null),
                q.correlation().orElse(null),
                q.channel().map(ChannelName::value).orElse(null),
                states(q.states()),
                q.from().map(Instant::toEpochMilli).orElse(null),
                q.to().map(Instant::toEpochMilli).orElse(null),
                q.after().map(DeliveryId::value).orElse(null),
                q.offset(),
                q.limit());
    }

    /** The same of dead letters alone. */
    ReadPart.Find dead(DeliveryQuery q, Scope scope) {
        return find(q.in(DeliveryState.FAILED), scope);
    }

    private static Set<DeliveryState> states(Set<String> names) {
        try {
            return names.stream().map(DeliveryState::valueOf).collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("in", "names what is no DeliveryState: " + names);
        }
    }
}
