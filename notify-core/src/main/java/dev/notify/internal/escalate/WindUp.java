package dev.notify.internal.escalate;

import dev.notify.delivery.DeliveryState;
import dev.notify.escalation.Asked;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationStatus.State;
import dev.notify.escalation.UnansweredHandler;
import dev.notify.event.Health;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.Trace;
import dev.notify.internal.escalation.EscalationCard;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotificationId;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.Which;
import dev.notify.security.FieldSeal;
import dev.notify.sign.Signature;
import dev.notify.store.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows when somebody has it, when it is over, and when nobody answers. Each may be done twice, after a crash. */
final class WindUp {

    static final String NOT_NEEDED = "the escalation needs no answer any more";

    private static final Logger LOG = LoggerFactory.getLogger(WindUp.class);
    private static final long LEFT_TO_OTHERS_FOR = 15_000;
    private static final Set<DeliveryState> KNOW_OF_IT =
            Set.of(DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.MAYBE_SENT);
    private static final RetryPolicy HANDLER =
            RetryPolicy.DEFAULT.waiting(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final Tools tools;
    private final Ending ending;

    WindUp(Tools tools, Ending ending) {
        this.tools = tools;
        this.ending = ending;
    }

    /** Takes back what waits, and tells the others who has it. */
    void of(Task task) {
        EscalationCard card = task.card();
        List<UUID> sent = sent(task);
        for (UUID id : sent) {
            tools.intake().get().cancel(Which.id(new NotificationId(id)), why(card), task.scope());
        }
        if (card.state() == State.TAKEN) {
            card.taken().ifPresent(who -> tell(task, sent, who));
        }
        EscalationCard after = card.wound();
        if (card.mark().nextAt() < Long.MAX_VALUE) {
            ending.waits(task, after, card.mark().nextAt());
        } else {
            ending.leaves(task, after);
        }
    }

    private static String why(EscalationCard card) {
        return card.taken().map(Signature::asText).orElse(NOT_NEEDED);
    }

    /** All it has sent in this lap, one that is just being sent among it. */
    private List<UUID> sent(Task task) {
        FieldSeal seal = tools.setup().seams().seal();
        List<UUID> ids = new ArrayList<>();
        for (Asked asked : task.card().ofThisLap()) {
            Optional<UUID> known = asked.notification().map(NotificationId::value);
            boolean maybe = known.isEmpty() && asked.missed().isEmpty();
            if (maybe) {
                String key = seal.lookup("key", EscalationCard.keyOf(task.id(), asked));
                String type = task.card().escalation().message().type();
                known = tools.store().reads().byKey(task.tenantName(), type, key);
            }
            known.ifPresent(ids::add);
        }
        return ids;
    }

    /** By the channels by which each of them got something. */
    private void tell(Task task, List<UUID> sent, Signature who) {
        Map<String, Set<String>> reached = new TreeMap<>();
        if (!sent.isEmpty()) {
            for (Rows.Delivery d : tools.store().reads().deliveriesOf(task.tenantName(), sent)) {
                if (KNOW_OF_IT.contains(d.state())) {
                    String recipient = tools.setup().seams().seal().open(d.id(), "delivery.recipient", d.recipient());
                    reached.computeIfAbsent(recipient, r -> new TreeSet<>()).add(d.channel());
                }
            }
        }
        tools.people().idsOf(who.by(), task.tenant()).forEach(reached::remove);
        Map<List<String>, List<String>> byWays = new LinkedHashMap<>();
        reached.forEach((recipient, ways) -> byWays.computeIfAbsent(List.copyOf(ways), w -> new ArrayList<>())
                .add(recipient));
        byWays.forEach((ways, people) -> tell(task, who, ways, people));
    }

    private void tell(Task task, Signature who, List<String> ways, List<String> people) {
        List<ChannelName> by = ways.stream().map(ChannelName::of).toList();
        Escalation escalation = task.card().escalation();
        try {
            tools.intake()
                    .get()
                    .send(
                            Messages.news(task.card(), task.id(), who.by(), people, by),
                            task.scope(),
                            escalation.passesQuietHours());
        } catch (InvalidInputException e) {
            tools.announcer()
                    .raiseFor(
                            Duration.ofHours(1).toMillis(),
                            Health.Status.DEGRADED,
                            "escalation." + escalation.message().type(),
                            "the others could not be told who has it: " + e.getMessage());
        }
    }

    /** Calls the handler, until it returns or somebody takes it on after all. */
    void nobodyAnswered(Task task) {
        String name = task.card().escalation().ifNobodyAnswers().orElse("");
        String where = "handler." + name;
        UnansweredHandler handler = tools.setup().seams().ladders().handlers().get(name);
        if (handler == null) {
            tools.announcer()
                    .raiseFor(
                            2 * LEFT_TO_OTHERS_FOR,
                            Health.Status.DOWN,
                            where,
                            "is not registered on this node: an escalation nobody has answered is left to others");
            ending.waits(task, task.card(), tools.now() + LEFT_TO_OTHERS_FOR);
            return;
        }
        try {
            handler.on(task.card().shown(task.id()));
        } catch (Tasks.NeverReturns e) {
            throw e;
        } catch (Throwable e) {
            failed(task, name, e);
            return;
        }
        tools.announcer().clear(where);
        ending.leaves(task, task.card().told(tools.now()), ending.line(task, "escalation.told", name));
    }

    private void failed(Task task, String name, Throwable e) {
        long wait = HANDLER.waitAfter(
                        task.claim().attempt(), tools.surroundings().chance().getAsDouble())
                .toMillis();
        tools.announcer()
                .raiseFor(
                        wait + LEFT_TO_OTHERS_FOR,
                        Health.Status.DOWN,
                        "handler." + name,
                        "failed and is tried again: " + e.getClass().getName());
        LOG.warn(
                "handler {} failed escalation={} attempt={}",
                name,
                task.id(),
                task.claim().attempt(),
                Trace.of(e));
        ending.again(task, tools.now() + wait);
    }
}
