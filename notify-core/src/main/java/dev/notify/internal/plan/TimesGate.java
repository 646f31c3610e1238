package dev.notify.internal.plan;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.base.LocalTimes;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Priority;
import dev.notify.preference.Preferences;
import dev.notify.preference.PreferredTime;
import dev.notify.preference.QuietHours;
import dev.notify.request.IfQuiet;
import dev.notify.request.TimeOfDay;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Whether its time has come: its plan, a pause, delivery hours, quiet hours, the time of day its recipient prefers. */
final class TimesGate implements Gate {

    /** How much earlier than planned it may go out. */
    private static final Duration FORWARD_AT_MOST = Duration.ofDays(2);

    static final String SCHEDULED = "scheduled";

    @Override
    public String name() {
        return "times";
    }

    /** How early a worker has to look at it. */
    static Instant firstLook(Planner.Question q, Instant planned) {
        Instant look = q.times().dueAt().minus(FORWARD_AT_MOST);
        Instant first = look.isBefore(q.times().now()) ? q.times().now() : look;
        return first.isBefore(planned) ? first : planned;
    }

    /** Whether what is planned for then may be looked at now. */
    static boolean mayLook(Instant planned, Instant now) {
        return !planned.minus(FORWARD_AT_MOST).isAfter(now);
    }

    /** Whether it may have to go out before its time, and what decides that is not known yet. */
    static boolean mayMoveForward(Planner.Question q, Setup setup) {
        Planner.Times t = q.times();
        boolean unknown = q.person().preferences().isEmpty() || (!q.person().known() && daytime(q));
        return unknown
                && t.expiresAt() != null
                && t.ifQuiet() == IfQuiet.SEND_BEFORE
                && t.dueAt().isAfter(t.now())
                && !q.passesHolds();
    }

    @Override
    public Answer judge(Planner.Question q, Setup setup) {
        if (q.forced()) {
            return Answer.ALLOW;
        }
        Planner.Times t = q.times();
        Openings hours = new Openings(q.person().known() ? hours(q, setup) : List.of());
        if (q.passesHolds()) {
            return t.base().isAfter(t.now()) ? Answer.hold(t.base(), SCHEDULED) : passing(q, hours);
        }
        Wait wait = paused(q);
        Instant deadline = t.expiresAt();
        if (deadline != null && !wait.until().isBefore(deadline)) {
            return q.early() ? Answer.hold(t.dueAt(), SCHEDULED) : tooLate(q, setup, wait.why());
        }
        Openings.Found open = hours.first(wait.until());
        if (t.ifQuiet() == IfQuiet.SEND_ANYWAY) {
            return wait.orElse(t, anyway(hours.closes(t.now())));
        }
        if (open == null) {
            return wait.orElse(
                    t,
                    Answer.close(
                            DeliveryState.SUPPRESSED,
                            "no hour of a whole year is open: " + joined(hours.closes(wait.until()))));
        }
        boolean quiet = open.at().isAfter(wait.until());
        if (quiet && t.ifQuiet() == IfQuiet.DROP) {
            return wait.orElse(t, Answer.close(DeliveryState.SUPPRESSED, "dropped: " + joined(open.because())));
        }
        if (deadline != null && !open.at().isBefore(deadline)) {
            return t.ifQuiet() == IfQuiet.SEND_BEFORE
                    ? before(q, setup, hours, wait, joined(open.because()))
                    : wait.orElse(t, tooLate(q, setup, joined(open.because())));
        }
        return preferred(q, setup, hours, quiet ? wait.and(open.at(), joined(open.because())) : wait)
                .answer(t);
    }

    /** Until when it waits and why; no wait at all where that is not after now. */
    private record Wait(Instant until, String why) {

        Answer answer(Planner.Times t) {
            return until.isAfter(t.now()) ? Answer.hold(until, why) : Answer.ALLOW;
        }

        /** This wait first, if there is one; what follows is decided when it is over. */
        Answer orElse(Planner.Times t, Answer then) {
            return until.isAfter(t.now()) ? answer(t) : then;
        }

        Wait and(Instant later, String reason) {
            return new Wait(later, why.isEmpty() || why.equals(SCHEDULED) ? reason : why + ", then " + reason);
        }
    }

    private static Wait paused(Planner.Question q) {
        Planner.Times t = q.times();
        Wait plan = new Wait(t.base(), t.dueAt().isAfter(t.now()) ? SCHEDULED : "");
        Instant end = pauseEnd(q);
        return end.isAfter(t.base()) ? new Wait(end, "paused by the recipient") : plan;
    }

    private static Instant pauseEnd(Planner.Question q) {
        return q.type().mandatory().isPresent()
                ? Instant.MIN
                : q.person().preferences().flatMap(Preferences::paused).orElse(Instant.MIN);
    }

    private static boolean daytime(Planner.Question q) {
        return q.type().timeOfDay().filter(d -> d == TimeOfDay.DAYTIME).isPresent();
    }

    private static List<Stretch> hours(Planner.Question q, Setup setup) {
        List<Stretch> hours = new ArrayList<>(2);
        ZoneId zone = Planner.zoneOf(q.person().contact(), setup);
        if (daytime(q)) {
            hours.add(Stretch.of(setup.identity().hours(), zone));
        }
        QuietHours quiet = q.person().preferences().map(Preferences::quietHours).orElse(QuietHours.NONE);
        if (!quiet.windows().isEmpty() || !quiet.holidays().isEmpty()) {
            hours.add(Stretch.of(quiet, zone));
        }
        return hours;
    }

    private static Answer passing(Planner.Question q, Openings hours) {
        Collection<String> quiet = hours.closes(q.times().now());
        return quiet.isEmpty()
                ? Answer.ALLOW
                : Answer.allow("not held by " + joined(quiet) + ": it is "
                        + (q.priority() == Priority.CRITICAL ? "CRITICAL" : q.channel()));
    }

    private static Answer anyway(Collection<String> quiet) {
        return quiet.isEmpty() ? Answer.ALLOW : Answer.allow("sent anyway in " + joined(quiet));
    }

    private static Answer tooLate(Planner.Question q, Setup setup, String why) {
        return Answer.close(
                DeliveryState.TOO_LATE, "held past its use, which ends at " + deadline(q, setup) + ": " + why);
    }

    /** It would be of no use afterwards, so it goes out before. */
    private static Answer before(Planner.Question q, Setup setup, Openings hours, Wait wait, String quiet) {
        Planner.Times t = q.times();
        Instant last = hours.last(t.dueAt().minus(FORWARD_AT_MOST), t.dueAt());
        Instant notBefore = pauseEnd(q).isAfter(t.now()) ? pauseEnd(q) : t.now();
        Instant target = last == null || last.isBefore(notBefore) ? notBefore : last;
        boolean passed = !target.equals(last);
        String use = ", since it is of no use at " + deadline(q, setup);
        if (target.isAfter(t.now())) {
            return Answer.hold(target, passed ? wait.why() : "before " + quiet + use);
        }
        return Answer.allow((passed ? "sent at once, in " : "sent before ") + quiet + use);
    }

    private static String deadline(Planner.Question q, Setup setup) {
        Instant end = q.times().expiresAt();
        return end == null
                ? "no time"
                : LocalTimes.said(
                        end, q.times().now(), Planner.zoneOf(q.person().contact(), setup));
    }

    /** The time of day its recipient likes, if that can be met; a wish that gives way to everything else. */
    private static Wait preferred(Planner.Question q, Setup setup, Openings hours, Wait wait) {
        Planner.Times t = q.times();
        List<PreferredTime> wished =
                q.person().preferences().map(p -> p.preferredOn(q.channel())).orElse(List.of());
        boolean urgent = q.priority().code() >= Priority.HIGH.code()
                || setup.categoryOf(q.type()).urgent();
        if (wished.isEmpty() || urgent || t.tried() || !q.person().known()) {
            return wait;
        }
        List<Stretch> both = new ArrayList<>(hours.stretches());
        both.add(Stretch.of(wished, Planner.zoneOf(q.person().contact(), setup)));
        Openings.Found liked = new Openings(both).first(wait.until());
        Instant deadline = t.expiresAt();
        boolean met = liked != null && (deadline == null || liked.at().isBefore(deadline));
        return met && liked != null && liked.at().isAfter(wait.until())
                ? wait.and(liked.at(), joined(liked.because()))
                : wait;
    }

    private static String joined(Collection<String> reasons) {
        return String.join(" and ", reasons);
    }
}
