package dev.notify.internal.desk;

import dev.notify.internal.json.Json;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.Priority;
import dev.notify.report.Report;
import dev.notify.report.Reports.Effect;
import dev.notify.report.TrackedReport;
import dev.notify.request.Scope;
import dev.notify.store.CardPart;
import dev.notify.store.Lane;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reports that overtook the record of what they are about: a card each, and work that looks again. One about a delivery that waits is kept for a day, since that may be
 * tried again much later; one about a provider's id for a quarter of an hour, since the id is recorded right after the try or never.
 */
final class KeptReports {

    private static final String KIND = "report.kept";
    private static final long FIRST_LOOK = 1_000;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long QUARTER = Duration.ofMinutes(15).toMillis();

    private final Setup setup;
    private final Writing writing;
    private final Scope scope;

    KeptReports(Setup setup, Writing writing, Scope scope) {
        this.setup = setup;
        this.writing = writing;
        this.scope = scope;
    }

    /** The delivery a provider's id stands for, if that is recorded. */
    Optional<DeliveryId> deliveryOf(ChannelName channel, String providerId) {
        CardPart.Place place = writing.cards().trackedAt(scope.tenant(), channel, providerId);
        return Optional.ofNullable(writing.read(writing.in(scope), place)).map(writing.cards()::tracked);
    }

    Effect keep(Report report) {
        Map<String, Object> body = body(report.kind(), report.reason(), report.dead());
        body.put("delivery", report.delivery().toString());
        return keep(report.delivery().toString(), report.kind(), body, DAY);
    }

    Effect keep(ChannelName channel, TrackedReport report) {
        Map<String, Object> body = body(report.kind(), report.reason(), Optional.ofNullable(report.deadAddress()));
        body.put("channel", channel.value());
        body.put("id", report.providerId());
        String owner = writing.cards()
                .trackedAt(scope.tenant(), channel, report.providerId())
                .name();
        return keep(channel + " " + owner, report.kind(), body, QUARTER);
    }

    private static Map<String, Object> body(Report.Kind kind, String reason, Optional<Address> dead) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("kind", kind.name());
        body.put("reason", reason);
        dead.ifPresent(address -> {
            body.put("deadBy", address.channel().value());
            body.put("dead", address.value());
        });
        return body;
    }

    /** The same, told twice, is kept once. */
    private Effect keep(String about, Report.Kind kind, Map<String, Object> body, long life) {
        CardPart.Place place = new CardPart.Place(scope.tenant().value(), KIND, about, kind.name());
        return writing.write(scope, cards -> {
            if (writing.read(cards, place) != null) {
                return Writing.Change.nothing(Effect.KEPT);
            }
            Writing.Draft draft = writing.draft(scope);
            UUID id = draft.id();
            String sealed = setup.seams().seal().seal(id, "card." + KIND, Json.write(body));
            draft.put(new CardPart.Put(place, id, 0L, draft.now(), draft.now() + life, sealed));
            Lane lane = Lane.of(WorkKind.REPORT, Priority.NORMAL, scope.tenant());
            draft.work(Rows.Work.waiting(id, WorkKind.REPORT, lane, draft.now() + FIRST_LOOK));
            return draft.change(Effect.KEPT);
        });
    }

    /** What a card keeps, if it is known by now which delivery that is about. */
    Optional<Report> read(Rows.Card card) {
        Map<String, Object> body = Json.read(setup.seams().seal().open(card.id(), "card." + KIND, card.body()));
        Report.Kind kind = Report.Kind.valueOf(text(body, "kind"));
        Address dead =
                body.containsKey("dead") ? Address.of(ChannelName.of(text(body, "deadBy")), text(body, "dead")) : null;
        Optional<DeliveryId> about = body.containsKey("delivery")
                ? Optional.of(DeliveryId.parse(text(body, "delivery")))
                : deliveryOf(ChannelName.of(text(body, "channel")), text(body, "id"));
        return about.map(delivery -> new Report(delivery, kind, text(body, "reason"), dead));
    }

    private static String text(Map<String, Object> body, String field) {
        return String.valueOf(body.get(field));
    }
}
