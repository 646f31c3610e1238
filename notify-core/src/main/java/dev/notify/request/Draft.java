package dev.notify.request;

import dev.notify.directory.Group;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.policy.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request says so far. */
final class Draft {

    String type = "";
    List<Recipient> recipients = List.of();
    List<Group> groups = List.of();
    Map<String, Object> data = Map.of();
    Optional<Notification.Text> text = Optional.empty();
    Optional<String> key = Optional.empty();
    Optional<String> subject = Optional.empty();
    Optional<String> correlation = Optional.empty();
    Optional<Priority> priority = Optional.empty();
    List<ChannelName> onlyBy = List.of();
    boolean inTurn;
    List<ChannelName> fallBackTo = List.of();
    Optional<Route.Patience> patience = Optional.empty();
    When when = When.NOW;
    Optional<Duration> expiresAfter = Optional.empty();
    Optional<Instant> usefulUntil = Optional.empty();
    IfQuiet ifQuiet = IfQuiet.SEND_BEFORE;
    Optional<String> sendIf = Optional.empty();
    Enclosed enclosed = Enclosed.NOTHING;

    Draft copy() {
        Draft d = new Draft();
        d.type = type;
        d.recipients = recipients;
        d.groups = groups;
        d.data = data;
        d.text = text;
        d.key = key;
        d.subject = subject;
        d.correlation = correlation;
        d.priority = priority;
        d.onlyBy = onlyBy;
        d.inTurn = inTurn;
        d.fallBackTo = fallBackTo;
        d.patience = patience;
        d.when = when;
        d.expiresAfter = expiresAfter;
        d.usefulUntil = usefulUntil;
        d.ifQuiet = ifQuiet;
        d.sendIf = sendIf;
        d.enclosed = enclosed;
        return d;
    }

    /** Those it is for and these, each once. */
    List<Recipient> and(Collection<Recipient> more) {
        Map<String, Recipient> all = new LinkedHashMap<>();
        recipients.forEach(r -> all.put(r.key(), r));
        more.forEach(r -> all.putIfAbsent(r.key(), r));
        return List.copyOf(all.values());
    }

    /** The way it goes as one of this type; see {@link Notification#route}. */
    Route route(NotificationType type) {
        Route route = onlyBy.isEmpty()
                ? type.route()
                : inTurn
                        ? new Route.FirstOf(onlyBy, Optional.empty())
                        : new Route.All(onlyBy, List.of(), Optional.empty());
        if (!fallBackTo.isEmpty()) {
            route = route.fallBackTo(fallBackTo.toArray(ChannelName[]::new));
        }
        if (patience.isPresent() && !route.fallsBack()) {
            throw new InvalidInputException(
                    patience.get().field(), "says nothing without a channel to fall back to: say fallBackTo(..)");
        }
        return patience.isPresent() ? route.patience(patience.get()) : route;
    }

    /** The earlier of the two ends that can be said, if it is due then. */
    Optional<Instant> deadline(Instant due) {
        Optional<Instant> expiry = expiresAfter.map(due::plus);
        return expiry.isPresent() && usefulUntil.isPresent()
                ? expiry.filter(e -> e.isBefore(usefulUntil.get())).or(() -> usefulUntil)
                : expiry.or(() -> usefulUntil);
    }
}
