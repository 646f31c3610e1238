package dev.notify.schedule;

import dev.notify.model.InvalidInputException;
import dev.notify.request.IfQuiet;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.When;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One request to send the same again and again.
 *
 * <p>Immutable; each call returns a new request. What is wrong with a single value is refused at the call that gives it, what is wrong with
 * the whole at {@code repeat}. What is sent at each time is a {@link Notification}, with the variable {@code occurrence}, the local
 * date-time, added to its data unless that has one of its own.
 */
public final class Repeat {

    private final Plan is;

    private Repeat(Plan plan) {
        this.is = plan;
    }

    private Repeat edit(Consumer<Plan> change) {
        Plan p = is.copy(is.what);
        change.accept(p);
        return new Repeat(p);
    }

    private Repeat say(UnaryOperator<Notification> change) {
        return new Repeat(is.copy(change.apply(is.what)));
    }

    /** Repeats a notification of a declared type. */
    public static Repeat of(String type) {
        return of(Notification.of(type));
    }

    /** Repeats a notification of a declared type. */
    public static Repeat of(NotificationType type) {
        return of(type.name());
    }

    /**
     * Repeats this notification; its key becomes that of the whole. Its {@link Notification#ifQuiet} counts unless it is the default: times
     * that were prescribed are kept, quiet or not ({@link IfQuiet#SEND_ANYWAY}).
     *
     * @throws InvalidInputException if it has a time of its own, a moment from which it is of no use, or takes files or an invite along
     */
    public static Repeat of(Notification what) {
        if (!what.when().equals(When.NOW)) {
            throw new InvalidInputException("when", "is said of the notification: the schedule says when it comes");
        }
        if (what.usefulUntil().isPresent()) {
            throw new InvalidInputException("usefulUntil", "is one moment, but it comes again: say tooLateAfter(..)");
        }
        if (!what.enclosed().isEmpty()) {
            throw new InvalidInputException("enclosed", "cannot be repeated: send a link to it");
        }
        return new Repeat(new Plan(what.ifQuiet() == IfQuiet.SEND_BEFORE ? what.ifQuiet(IfQuiet.SEND_ANYWAY) : what));
    }

    /** Adds recipients by id. */
    public Repeat to(String... recipientIds) {
        return say(n -> n.to(recipientIds));
    }

    /** Gives a variable its value, as {@link Notification#with(String, Object)}. */
    public Repeat with(String variable, Object value) {
        return say(n -> n.with(variable, value));
    }

    /** Gives several variables their values. */
    public Repeat with(Map<String, ?> values) {
        return say(n -> n.with(values));
    }

    /** Is about this thing of the host's. */
    public Repeat about(String subject) {
        return say(n -> n.about(subject));
    }

    /** Stands once under this key: a second request of the same type, key, people and times finds the first. */
    public Repeat key(String key) {
        return say(n -> n.key(key));
    }

    /** Comes by this schedule. */
    public Repeat by(Schedule schedule) {
        Objects.requireNonNull(schedule, "schedule");
        if (is.schedule.isPresent()) {
            throw new InvalidInputException("schedule", "is given twice");
        }
        return edit(p -> p.schedule = Optional.of(schedule));
    }

    /** Comes each day at these times, such as {@code 08:00}. */
    public Repeat dailyAt(String... times) {
        return by(Schedule.dailyAt(times));
    }

    /** Comes each day at these times. */
    public Repeat dailyAt(LocalTime... times) {
        return by(Schedule.dailyAt(times));
    }

    /** Comes at the start and whenever this long has passed, whatever clocks do. */
    public Repeat every(Duration gap) {
        return by(Schedule.every(gap));
    }

    /** Comes by a cron expression, see {@link Schedule#cron}. */
    public Repeat cron(String expression) {
        return by(Schedule.cron(expression));
    }

    /** Comes by a rule of RFC 5545, see {@link Schedule#rrule}. */
    public Repeat rrule(String rule) {
        return by(Schedule.rrule(rule));
    }

    /** Comes at the start, and then this long after the last was acknowledged. */
    public Repeat afterAcknowledged(Duration wait) {
        return by(Schedule.afterAcknowledged(wait));
    }

    /** Means times on the wall of its one recipient, or of the service where nobody knows the recipient's zone. */
    public Repeat inZoneOfRecipient() {
        return edit(p -> {
            p.zone = null;
            p.ofRecipient = true;
        });
    }

    /** Means times on the wall of this zone. */
    public Repeat inZone(ZoneId zone) {
        Objects.requireNonNull(zone, "zone");
        return edit(p -> {
            p.zone = zone;
            p.ofRecipient = false;
        });
    }

    /**
     * Means times on the wall of the zone of this name.
     *
     * @throws InvalidInputException naming {@code zone} if there is no such zone
     */
    public Repeat inZone(String zone) {
        try {
            return inZone(ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new InvalidInputException("zone", "is no known time zone: use a name such as Africa/Johannesburg");
        }
    }

    /** Does this where the recipient's zone changes. Default: {@link OnZoneChange#FOLLOW}. */
    public Repeat onZoneChange(OnZoneChange what) {
        Objects.requireNonNull(what, "onZoneChange");
        return edit(p -> p.onZoneChange = what);
    }

    /** Begins with this day. Default: now. */
    public Repeat from(LocalDate day) {
        return from(day.atStartOfDay());
    }

    /** Begins at this time on the wall; where elapsed time counts, that is the first one. */
    public Repeat from(LocalDateTime time) {
        Objects.requireNonNull(time, "from");
        return edit(p -> p.from = Optional.of(time));
    }

    /** Ends with this day, which is the last one. Default: it does not end. */
    public Repeat until(LocalDate day) {
        return until(day.atTime(LocalTime.MAX));
    }

    /** Ends at this time on the wall, which still counts. */
    public Repeat until(LocalDateTime time) {
        Objects.requireNonNull(time, "until");
        return edit(p -> p.until = Optional.of(time));
    }

    /**
     * Is missed if it could not be sent this long after its time; {@link #ifMissed} says what follows. What was sent in time and waits for a
     * provider longer than that ends EXPIRED. Default: half the time to the next one, at most 90 minutes.
     *
     * @throws InvalidInputException naming {@code tooLateAfter} if it is not a second to a year
     */
    public Repeat tooLateAfter(Duration limit) {
        if (limit.compareTo(Duration.ofSeconds(1)) < 0 || limit.compareTo(Duration.ofDays(366)) > 0) {
            throw new InvalidInputException("tooLateAfter", "must be a second to a year");
        }
        return edit(p -> p.tooLateAfter = Optional.of(limit));
    }

    /** Does this with what was missed. Default: {@link IfMissed#TELL}. Where the next one is due too, the one before it counts as missed. */
    public Repeat ifMissed(IfMissed what) {
        Objects.requireNonNull(what, "ifMissed");
        return edit(p -> p.ifMissed = what);
    }

    /**
     * Never comes sooner than this after the one before: one whose time would come sooner, because the recipient moved eastwards or the one
     * before was late, waits until then. One that would have to wait into the time of the next is left out as missed. Default: nothing is
     * kept apart.
     *
     * @throws InvalidInputException naming {@code atLeastApart} if it is negative; {@code repeat} refuses one longer than the plan's
     *     shortest gap, by which something would always be left out
     */
    public Repeat atLeastApart(Duration gap) {
        if (gap.isNegative() || gap.compareTo(Duration.ofDays(366)) > 0) {
            throw new InvalidInputException("atLeastApart", "must be nothing to a year");
        }
        return edit(p -> p.atLeastApart = gap);
    }

    /** What is sent, with the key of the whole. */
    public Notification what() {
        return is.what;
    }

    /** When it comes; empty if nothing was said yet. */
    public Optional<Schedule> schedule() {
        return is.schedule;
    }

    /** The zone that was named. */
    public Optional<ZoneId> zone() {
        return Optional.ofNullable(is.zone);
    }

    /** Whether its times are those of its recipient's wall. */
    public boolean isInZoneOfRecipient() {
        return is.ofRecipient;
    }

    /** What follows where the recipient's zone changes. */
    public OnZoneChange onZoneChange() {
        return is.onZoneChange;
    }

    /** When it begins. */
    public Optional<LocalDateTime> from() {
        return is.from;
    }

    /** When it ends. */
    public Optional<LocalDateTime> until() {
        return is.until;
    }

    /** When it is missed. */
    public Optional<Duration> tooLateAfter() {
        return is.tooLateAfter;
    }

    /** What follows where it is missed. */
    public IfMissed ifMissed() {
        return is.ifMissed;
    }

    /** How far apart it is kept. */
    public Duration atLeastApart() {
        return is.atLeastApart;
    }

    @Override
    public String toString() {
        return "Repeat[" + is.what + is.schedule.map(s -> ", " + s).orElse("") + "]";
    }
}
