package dev.notify.internal.plan;

import dev.notify.preference.DeliveryHours;
import dev.notify.preference.PreferredTime;
import dev.notify.preference.QuietHours;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hours by the clock on a wall: what closes a moment, and when that may change next. Asked of what the clock shows at the moment, so that
 * a clock which is set forward, back, or over a whole day needs no rule of its own.
 *
 * @param edges times of day at which it may change, ascending; it may also change at midnight
 */
record Stretch(ZoneId zone, List<LocalTime> edges, Function<LocalDateTime, Optional<String>> closedBy) {

    static Stretch of(DeliveryHours hours, ZoneId zone) {
        return new Stretch(
                zone,
                ascending(Stream.of(hours.from(), hours.to())),
                wall -> hours.open(wall.toLocalTime()) ? Optional.empty() : Optional.of("delivery hours " + hours));
    }

    static Stretch of(QuietHours quiet, ZoneId recipients) {
        ZoneId own = quiet.zone();
        return new Stretch(
                own == null ? recipients : own,
                ascending(quiet.windows().stream().flatMap(w -> Stream.of(w.from(), w.to()))),
                quiet::during);
    }

    static Stretch of(Collection<PreferredTime> times, ZoneId zone) {
        String said =
                "preferred time " + times.stream().map(PreferredTime::toString).collect(Collectors.joining(", "));
        return new Stretch(
                zone,
                ascending(times.stream().flatMap(t -> Stream.of(t.from(), t.to()))),
                wall -> times.stream().anyMatch(t -> t.covers(wall.toLocalTime()))
                        ? Optional.empty()
                        : Optional.of(said));
    }

    private static List<LocalTime> ascending(Stream<LocalTime> times) {
        return times.distinct().sorted().toList();
    }

    /** What closes this moment; empty if it is open. */
    Optional<String> closes(Instant moment) {
        return closedBy.apply(LocalDateTime.ofInstant(moment, zone));
    }

    /** The first moment after this one at which the answer may be another. */
    Instant nextEdge(Instant moment) {
        ZoneRules rules = zone.getRules();
        ZoneOffset offset = rules.getOffset(moment);
        LocalDateTime wall = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), moment.getNano(), offset);
        LocalDateTime edge = wall.toLocalDate().plusDays(1).atStartOfDay();
        for (LocalTime time : edges) {
            if (time.isAfter(wall.toLocalTime())) {
                edge = wall.toLocalDate().atTime(time);
                break;
            }
        }
        Instant next = edge.toInstant(offset);
        ZoneOffsetTransition change = rules.nextTransition(moment);
        return change != null && change.getInstant().isBefore(next) ? change.getInstant() : next;
    }
}
