package dev.notify.internal.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Moments at which all of several stretches are open. The search goes from edge to edge and ends after a year. */
record Openings(List<Stretch> stretches) {

    private static final Duration FARTHEST = Duration.ofDays(366);
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    /** A moment, and what was in the way of an earlier one. */
    record Found(Instant at, Set<String> because) {}

    /** What closes this moment; empty if it is open. */
    Set<String> closes(Instant moment) {
        Set<String> because = new LinkedHashSet<>();
        stretches.forEach(s -> s.closes(moment).ifPresent(because::add));
        return because;
    }

    private Instant nextEdge(Instant moment) {
        Instant next = Instant.MAX;
        for (Stretch stretch : stretches) {
            Instant edge = stretch.nextEdge(moment);
            next = edge.isBefore(next) ? edge : next;
        }
        return next;
    }

    /** The first open moment from then on, with what closes {@code from} and what closed the moment right before; null if none within a year. */
    @Nullable
    Found first(Instant from) {
        Set<String> atFirst = closes(from);
        Set<String> atLast = atFirst;
        Instant end = from.plus(FARTHEST);
        Instant at = from;
        while (!atLast.isEmpty()) {
            Instant next = nextEdge(at);
            if (next.isAfter(end)) {
                return null;
            }
            Set<String> there = closes(next);
            if (there.isEmpty()) {
                Set<String> because = new LinkedHashSet<>(atFirst);
                because.addAll(atLast);
                return new Found(next, because);
            }
            at = next;
            atLast = there;
        }
        return new Found(from, Set.of());
    }

    /**
     * The last open moment before {@code due}, not before {@code earliest}: a minute before it closes, so that there is time to send, or as
     * it opens where it is open for less; null if there is none.
     */
    @Nullable
    Instant last(Instant earliest, Instant due) {
        Instant last = null;
        Instant at = earliest;
        while (at.isBefore(due)) {
            boolean open = closes(at).isEmpty();
            Instant begin = at;
            while (at.isBefore(due) && closes(at).isEmpty() == open) {
                at = nextEdge(at);
            }
            if (open) {
                Instant end = at.isBefore(due) ? at : due;
                Instant late = end.minus(LEEWAY);
                last = late.isBefore(begin) ? begin : late;
            }
        }
        return last;
    }
}
