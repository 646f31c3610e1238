package dev.notify.internal.escalate;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.fanout.FanOutCard;
import dev.notify.model.NotificationId;
import dev.notify.store.Rows;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Whether what was sent has reached anybody. */
final class Reach {

    /** What there is to say. */
    enum Far {
        SOMEBODY,
        NOBODY_YET,
        NOBODY
    }

    private static final Set<DeliveryState> REACHED = Set.of(DeliveryState.SENT, DeliveryState.DELIVERED);

    private final Tools tools;

    Reach(Tools tools) {
        this.tools = tools;
    }

    /** How far it has come. */
    record Seen(Far far, String why) {}

    Seen of(String tenant, NotificationId notification) {
        UUID id = notification.value();
        List<Rows.Delivery> deliveries = tools.store().reads().deliveriesOf(tenant, List.of(id));
        Set<DeliveryState> states =
                deliveries.stream().map(Rows.Delivery::state).collect(Collectors.toSet());
        if (states.stream().anyMatch(REACHED::contains)) {
            return new Seen(Far.SOMEBODY, "");
        }
        boolean allMade = tools.store().cards().byIds(List.of(id)).stream()
                .filter(FanOutCard::isOne)
                .allMatch(card -> FanOutCard.read(tools.setup().seams().seal(), card)
                        .state()
                        .isOver());
        if (!allMade || states.contains(DeliveryState.PENDING)) {
            return new Seen(Far.NOBODY_YET, "");
        }
        String why = deliveries.isEmpty()
                ? "there is nobody in it"
                : states.stream().map(DeliveryState::name).sorted().collect(Collectors.joining(", "));
        return new Seen(Far.NOBODY, why);
    }
}
