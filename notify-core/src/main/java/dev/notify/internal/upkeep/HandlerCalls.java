package dev.notify.internal.upkeep;

import dev.notify.event.Alert;
import dev.notify.event.AlertHandler;
import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.LogContext;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Trace;
import dev.notify.internal.content.Content;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Tenant;
import dev.notify.policy.RetryPolicy;
import dev.notify.security.FieldSeal;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.CallChange;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.Store;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls named handlers until they return; a handler this node lacks is left to another. */
final class HandlerCalls {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerCalls.class);
    private static final long LEFT_TO_OTHERS_FOR = 15_000;

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private final Settler settler;

    HandlerCalls(Setup setup, Surroundings surroundings, Store store, Announcer announcer, Settler settler) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
        this.settler = settler;
    }

    void call(QueuePart.Claim claim) {
        List<Rows.Call> calls = store.reads().calls(List.of(claim.ref()));
        List<ReadPart.Loaded> about = calls.isEmpty()
                ? List.of()
                : store.reads().load(List.of(calls.get(0).deliveryId()));
        if (about.isEmpty()) {
            settler.orphan(claim);
            return;
        }
        Rows.Call call = calls.get(0);
        AlertHandler handler = setup.seams().handlers().get(call.handler());
        String where = "handler." + call.handler();
        if (handler == null) {
            announcer.raiseFor(
                    2 * LEFT_TO_OTHERS_FOR,
                    Health.Status.DEGRADED,
                    where,
                    "is not registered on this node: its calls are left to others");
            settler.call(
                    claim,
                    new CallChange(null, null),
                    Move.hold(surroundings.time().millis() + LEFT_TO_OTHERS_FOR));
            return;
        }
        String correlation = about.get(0).notification().correlation();
        LogContext context = LogContext.about(call.deliveryId(), correlation);
        try {
            handler.on(alert(call, about.get(0)));
            settler.call(claim, new CallChange(surroundings.time().millis(), null), Move.REMOVE);
            announcer.clear(where);
        } catch (Throwable e) {
            long wait = RetryPolicy.DEFAULT
                    .waitAfter(claim.attempt(), surroundings.chance().getAsDouble())
                    .toMillis();
            announcer.raiseFor(
                    wait + LEFT_TO_OTHERS_FOR,
                    Health.Status.DOWN,
                    where,
                    "failed and is tried again: " + e.getClass().getName());
            LOG.warn(
                    "handler {} failed delivery={} attempt={}",
                    call.handler(),
                    call.deliveryId(),
                    claim.attempt(),
                    Trace.of(e));
            settler.call(
                    claim,
                    new CallChange(null, e.getClass().getName()),
                    Move.again(surroundings.time().millis() + wait));
        } finally {
            context.end();
        }
    }

    private Alert alert(Rows.Call call, ReadPart.Loaded about) {
        FieldSeal seal = setup.seams().seal();
        Rows.Delivery d = about.delivery();
        return new Alert(
                new NotificationId(call.notificationId()),
                new DeliveryId(call.deliveryId()),
                Tenant.of(call.tenant()),
                about.notification().type(),
                Content.shown(seal.open(d.id(), "delivery.recipient", d.recipient())),
                ChannelName.of(d.channel()),
                seal.open(call.id(), "call.why", call.why()));
    }
}
