package dev.notify.internal.cards;

import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.report.Report;
import dev.notify.report.TrackedReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reports that are taken in later, as plain maps. */
final class ReportJson {

    private static final String DELIVERY = "delivery";
    private static final String DEAD = "dead";

    private ReportJson() {}

    static Map<String, Object> write(Report report) {
        Map<String, Object> map = said(report.kind(), report.reason(), report.deadAddress());
        map.put(DELIVERY, report.delivery().toString());
        return map;
    }

    static Map<String, Object> write(ChannelName channel, TrackedReport report) {
        Map<String, Object> map = said(report.kind(), report.reason(), report.deadAddress());
        map.put("channel", channel.value());
        map.put("id", report.providerId());
        return map;
    }

    private static Map<String, Object> said(Report.Kind kind, String reason, @Nullable Address dead) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", kind.name());
        map.put("reason", reason);
        if (dead != null) {
            map.put("deadBy", dead.channel().value());
            map.put(DEAD, dead.value());
        }
        return map;
    }

    /** @param found where nothing but the place of a provider's id is known: the delivery that stands for, by channel and id */
    static Optional<Report> read(Map<String, Object> map, BiFunction<ChannelName, String, Optional<DeliveryId>> found) {
        Report.Kind kind = Report.Kind.valueOf(Fields.text(map, "kind"));
        Address dead = map.containsKey(DEAD)
                ? Address.of(ChannelName.of(Fields.text(map, "deadBy")), Fields.text(map, DEAD))
                : null;
        Optional<DeliveryId> about = map.containsKey(DELIVERY)
                ? Optional.of(DeliveryId.parse(Fields.text(map, DELIVERY)))
                : found.apply(ChannelName.of(Fields.text(map, "channel")), Fields.text(map, "id"));
        return about.map(delivery -> new Report(delivery, kind, Fields.text(map, "reason"), dead));
    }
}
