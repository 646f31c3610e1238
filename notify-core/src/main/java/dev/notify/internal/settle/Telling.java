package dev.notify.internal.settle;

import dev.notify.delivery.DeliveryState;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.base.History;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.content.Content;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.store.Lane;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.WorkKind;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is told of a piece of work: in its own row, in the trail and the counters, to listeners and to the handler of its dead letters. */
final class Telling {

    private static final String WHY = "delivery.why";

    private final Setup setup;
    private final Surroundings surroundings;
    private final Fallbacks fallbacks;

    Telling(Setup setup, Surroundings surroundings, Fallbacks fallbacks) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.fallbacks = fallbacks;
    }

    /** What it waits for, and until when. */
    String waits(Settler.Work work, String holds, long until) {
        String origin = fallbacks.originOf(new Fallbacks.From(work.loaded(), work.type()));
        String said = origin.isEmpty() ? holds : origin + "; " + holds;
        return sealed(work, history(work).waits(surroundings.time().millis(), PlainText.of(said), until));
    }

    /** Why it is tried again, and when. */
    String triesAgain(Settler.Work work, String why, long next) {
        return sealed(work, history(work).tried(told(work, why), next));
    }

    /** Why it ended. */
    String ends(Settler.Work work, String why) {
        return sealed(work, history(work).ends(told(work, why)));
    }

    /** The call of the handler this notification names for its dead letters. */
    Next alarm(Settler.Work work, String why, long now) {
        Rows.Notification n = work.loaded().notification();
        String handler = n.ifFailed();
        if (handler == null) {
            return Next.NOTHING;
        }
        UUID id = surroundings.ids().next(now);
        String sealedWhy = setup.seams().seal().seal(id, "call.why", PlainText.of(why));
        Rows.Call call = new Rows.Call(
                id, n.tenant(), handler, n.id(), work.loaded().delivery().id(), sealedWhy, now, null, null);
        Lane lane = Lane.of(WorkKind.CALL, Priority.ofCode(n.priority()), Tenant.of(n.tenant()));
        return new Next(List.of(Rows.Work.waiting(id, WorkKind.CALL, lane, now)), List.of(call));
    }

    Rows.Trail trail(Settler.Work work, DeliveryState state, long now) {
        String tenant = work.loaded().notification().tenant();
        return new Rows.Trail(
                surroundings.ids().next(now),
                tenant,
                now,
                Actor.NOTIFY.value(),
                "delivery." + state.name().toLowerCase(java.util.Locale.ROOT),
                work.loaded().delivery().id(),
                null);
    }

    Rows.Counter counter(Settler.Work work, DeliveryState state, long now) {
        Rows.Notification n = work.loaded().notification();
        return Rows.Counter.one(
                now,
                setup.identity().node(),
                n.tenant(),
                n.type(),
                work.loaded().delivery().channel(),
                state);
    }

    /** Instead of a reason that the store refuses. */
    String unsaid(UUID ref) {
        return setup.seams().seal().seal(ref, WHY, "the store refused to keep the reason");
    }

    @Nullable
    String sealed(Settler.Work work, String field, @Nullable String text) {
        return text == null ? null : setup.seams().seal().seal(work.claim().ref(), field, PlainText.of(text));
    }

    /** With what else is worth keeping: why it went out when it did, and the hold that came before. */
    private String told(Settler.Work work, String why) {
        String held = Planner.holdIn(history(work).last());
        String origin = fallbacks.originOf(new Fallbacks.From(work.loaded(), work.type()));
        return PlainText.of(Stream.of(why, work.by(), work.decided(), origin, held)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; ")));
    }

    private History history(Settler.Work work) {
        String before = work.loaded().delivery().why();
        return before == null
                ? History.NONE
                : History.read(setup.seams().seal().open(work.claim().ref(), WHY, before));
    }

    private String sealed(Settler.Work work, History history) {
        return setup.seams().seal().seal(work.claim().ref(), WHY, history.write());
    }

    static NotificationEvent.About about(Settler.Work work) {
        Rows.Notification n = work.loaded().notification();
        return new NotificationEvent.About(
                new NotificationId(n.id()), Tenant.of(n.tenant()), n.type(), n.correlation());
    }

    NotificationEvent.Of of(Settler.Work work) {
        ReadPart.Loaded loaded = work.loaded();
        Rows.Delivery d = loaded.delivery();
        String recipient = setup.seams().seal().open(d.id(), "delivery.recipient", d.recipient());
        return new NotificationEvent.Of(
                new DeliveryId(d.id()),
                Content.shown(recipient),
                ChannelName.of(d.channel()),
                work.claim().attempt());
    }
}
