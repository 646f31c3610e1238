package dev.notify.internal.view;

import dev.notify.delivery.Attempt;
import dev.notify.delivery.DeliveryState;
import dev.notify.explain.ExplainedDelivery;
import dev.notify.explain.Step;
import dev.notify.internal.base.History;
import dev.notify.internal.base.LocalTimes;
import dev.notify.internal.content.Content;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.store.Rows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what became of one delivery, in order, from what is stored. */
final class Telling {

    private final Rows.Notification notification;
    private final Rows.Delivery delivery;
    private final History history;
    private final List<Attempt> attempts;
    private final ZoneId zone;
    private final Instant now;
    private final Optional<String> paused;

    Telling(
            Rows.Notification notification,
            Rows.Delivery delivery,
            History history,
            List<Attempt> attempts,
            ZoneId zone,
            Instant now,
            Optional<String> paused) {
        this.paused = paused;
        this.notification = notification;
        this.delivery = delivery;
        this.history = history;
        this.attempts = attempts;
        this.zone = zone;
        this.now = now;
    }

    ExplainedDelivery told(String recipient) {
        Instant at = nextAt();
        return new ExplainedDelivery(
                new DeliveryId(delivery.id()),
                Content.shown(recipient),
                ChannelName.of(delivery.channel()),
                delivery.state(),
                zone,
                steps(),
                next(at),
                at);
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        Instant accepted = Instant.ofEpochMilli(notification.createdAt());
        steps.add(new Step(accepted, "accepted", "accepted from " + notification.actor()));
        for (History.Line line : history.lines()) {
            String what = line.at() == notification.createdAt() ? "planned" : "waited";
            steps.add(new Step(Instant.ofEpochMilli(line.at()), what, line.said()));
        }
        for (Attempt attempt : attempts) {
            steps.add(new Step(attempt.endedAt(), "tried", tried(attempt)));
        }
        steps.sort(Comparator.comparing(Step::at));
        Long done = delivery.doneAt();
        if (done != null) {
            steps.add(new Step(Instant.ofEpochMilli(done), "ended", delivery.state() + ": " + history.last()));
        }
        return steps;
    }

    private String tried(Attempt attempt) {
        String id = delivery.providerId();
        boolean sent = attempt.outcome().equals("sent");
        return "try " + attempt.number() + " on " + attempt.node() + ": " + attempt.outcome()
                + attempt.why().map(why -> ", " + why).orElse("")
                + (sent && id != null ? ", the provider calls it " + id : "");
    }

    private @Nullable Instant nextAt() {
        if (!delivery.state().isPending()) {
            return null;
        }
        Long until = history.next();
        return Instant.ofEpochMilli(until == null ? delivery.dueAt() : until);
    }

    private String next(@Nullable Instant at) {
        if (at == null) {
            return ended(delivery.state());
        }
        if (delivery.cancelAsked()) {
            return "it was cancelled while it was being sent: if that fails, it is not tried again";
        }
        if (paused.isPresent()) {
            return "it waits: " + paused.get();
        }
        if (!at.isAfter(now)) {
            return "it is due: it is being sent, or waits for its turn";
        }
        String then = LocalTimes.dated(at, zone);
        return delivery.attempts() > 0
                ? "it is tried again at " + then
                : "it goes out at " + then + ", if nothing else is decided by then";
    }

    private static String ended(DeliveryState state) {
        return switch (state) {
            case SENT -> "nothing, unless its provider reports what became of it";
            case FAILED, MAYBE_SENT -> "nothing by itself: it is left to an operator";
            default -> "nothing";
        };
    }
}
