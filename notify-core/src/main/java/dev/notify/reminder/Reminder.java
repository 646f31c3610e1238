package dev.notify.reminder;

import dev.notify.directory.Group;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.model.Priority;
import dev.notify.request.IfQuiet;
import dev.notify.request.Invite;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reminds people of an event, each time asked for before it begins, and never after.
 *
 * <p>Immutable; each call returns a new request. Its words find the beginning of the event as {@code event}, which is shown in the
 * recipient's own zone ({@code {{event.time}}}), and as {@code eventLocal}, what the clock shows where it takes place; {@code moved} and
 * {@code cancelled} say whether it was.
 *
 * <p>A time that has passed when it is planned is skipped, as the plan says; one that passed less than five minutes ago is met at once.
 */
public final class Reminder {

    /** The variables that a reminder gives its words. */
    public static final Set<String> VARIABLES = Set.of("event", "eventLocal", "moved", "cancelled");

    /** The most times before an event. */
    public static final int MOST = 20;

    private static final int LONGEST_NAME = 80;

    private final Notification content;
    private final Optional<When> event;
    private final List<TemporalAmount> before;
    private final boolean nearest;
    private final Optional<Notification> entry;
    private final String name;

    private Reminder(
            Notification content,
            Optional<When> event,
            List<TemporalAmount> before,
            boolean nearest,
            Optional<Notification> entry,
            String name) {
        this.content = content;
        this.event = event;
        this.before = before;
        this.nearest = nearest;
        this.entry = entry;
        this.name = name;
    }

    /** A reminder of a declared type. */
    public static Reminder of(String type) {
        return of(Notification.of(type));
    }

    /** A reminder of a declared type. */
    public static Reminder of(NotificationType type) {
        return of(type.name());
    }

    /**
     * Reminds with what this says, whomever it is for and by whatever way it goes.
     *
     * @throws InvalidInputException if it has a key, a time or a deadline: those are the reminder's own
     */
    public static Reminder of(Notification content) {
        if (content.key().isPresent()) {
            throw new InvalidInputException("key", "is the reminder's own: say named(..) to tell several apart");
        }
        if (!content.when().equals(When.NOW)) {
            throw new InvalidInputException("when", "is the reminder's own: say eventAt(..) and before(..)");
        }
        if (content.usefulUntil().isPresent() || content.expiresAfter().isPresent()) {
            throw new InvalidInputException(
                    "usefulUntil", "is the reminder's own: it is of use until the event begins");
        }
        if (content.enclosed().invite().isPresent()) {
            throw new InvalidInputException("invite", "is the reminder's own: say invite(..) to the reminder");
        }
        checkData(content.data());
        return new Reminder(content, Optional.empty(), List.of(), false, Optional.empty(), "");
    }

    private static void checkData(Map<String, ?> data) {
        for (String variable : data.keySet()) {
            if (VARIABLES.contains(variable)) {
                throw new InvalidInputException("data." + variable, "is given by the reminder itself");
            }
        }
    }

    private Reminder saying(Notification other) {
        return new Reminder(other, event, before, nearest, entry, name);
    }

    /** Adds recipients by id. */
    public Reminder to(String... recipientIds) {
        return saying(content.to(recipientIds));
    }

    /** Adds a recipient with the contact to use. */
    public Reminder to(Contact contact) {
        return saying(content.to(contact));
    }

    /** Adds a bare address. */
    public Reminder toAddress(Address address) {
        return saying(content.toAddress(address));
    }

    /** Adds a group, role or topic: whoever belongs to it when a reminder goes out. */
    public Reminder to(Group group) {
        return saying(content.to(group));
    }

    /** Adds the members of a group, whoever they are when a reminder goes out. */
    public Reminder toGroup(String group) {
        return saying(content.toGroup(group));
    }

    /** Is about this thing of the host's, by which it is moved and cancelled. */
    public Reminder about(String subject) {
        return saying(content.about(subject));
    }

    /** Gives a variable its value, as {@link Notification#with(String, Object)} does. */
    public Reminder with(String variable, Object value) {
        checkData(Map.of(variable, value));
        return saying(content.with(variable, value));
    }

    /** Is this urgent, whatever its type says. */
    public Reminder priority(Priority priority) {
        return saying(content.priority(priority));
    }

    /** Goes by these channels, whatever its type says. */
    public Reminder onlyBy(ChannelName... channels) {
        return saying(content.onlyBy(channels));
    }

    /** Does this where a time falls into hours that are to be quiet. Default: {@link IfQuiet#SEND_BEFORE}. */
    public Reminder ifQuiet(IfQuiet what) {
        return saying(content.ifQuiet(what));
    }

    /** Goes out only if this condition holds right before each try. */
    public Reminder sendIf(String condition) {
        return saying(content.sendIf(condition));
    }

    /** Carries this id to every attempt, log line and event. */
    public Reminder correlation(String id) {
        return saying(content.correlation(id));
    }

    /**
     * Is one of several of its type about the same subject: the patient's own, say, and a companion's. Default: the only one.
     *
     * @throws InvalidInputException if it is no name of at most 80 characters
     */
    public Reminder named(String name) {
        Names.check("named", name, LONGEST_NAME);
        return new Reminder(content, event, before, nearest, entry, name);
    }

    /** The event begins when a clock on the wall of that zone shows this time; time and zone are what is stored. */
    public Reminder eventAt(LocalDateTime time, ZoneId zone) {
        return event(When.at(time, zone));
    }

    /** The event begins then, by the wall clocks of that zone. */
    public Reminder eventAt(ZonedDateTime time) {
        Instant moment = time.toInstant();
        boolean plain =
                When.at(time.toLocalDateTime(), time.getZone()).from(moment).equals(moment);
        return plain ? eventAt(time.toLocalDateTime(), time.getZone()) : eventAt(moment);
    }

    /** The event begins at this moment; a {@link Period} before it is counted by the wall clocks of the service's zone. */
    public Reminder eventAt(Instant moment) {
        return event(When.at(moment));
    }

    private Reminder event(When when) {
        return new Reminder(content, Optional.of(when), before, nearest, entry, name);
    }

    /**
     * Reminds so long before the event: a {@link Period} keeps the time of day, a {@link Duration} is time that passes, which differs where
     * clocks are changed in between.
     *
     * @throws InvalidInputException if one is anything else, not before the event, longer than ten years, or given twice
     */
    public Reminder before(TemporalAmount... amounts) {
        List<TemporalAmount> all = new ArrayList<>(before);
        for (TemporalAmount amount : amounts) {
            TemporalAmount checked = checked(Objects.requireNonNull(amount, "amount"));
            if (all.contains(checked)) {
                throw new InvalidInputException("before", "names " + checked + " twice");
            }
            all.add(checked);
        }
        if (all.size() > MOST) {
            throw new InvalidInputException(
                    "before", "names " + all.size() + " times: at most " + MOST + " are allowed");
        }
        return new Reminder(content, event, List.copyOf(all), nearest, entry, name);
    }

    private static TemporalAmount checked(TemporalAmount amount) {
        if (amount instanceof Duration d) {
            if (d.isZero() || d.isNegative()) {
                throw new InvalidInputException("before", "is " + d + ": not before the event");
            }
            if (d.toDays() > 3_660) {
                throw new InvalidInputException("before", "is " + d + ": longer than ten years");
            }
            return d;
        }
        if (amount instanceof Period p) {
            if (p.isZero() || p.getYears() < 0 || p.getMonths() < 0 || p.getDays() < 0) {
                throw new InvalidInputException("before", "is " + p + ": not before the event");
            }
            if (p.toTotalMonths() * 30 + p.getDays() > 3_660) {
                throw new InvalidInputException("before", "is " + p + ": longer than ten years");
            }
            return p;
        }
        throw new InvalidInputException(
                "before", "is a " + amount.getClass().getSimpleName() + ": give a Period or a Duration");
    }

    /** Where times have passed already, meets the last of them at once. Default: they are skipped. */
    public Reminder nearestAtOnce() {
        return new Reminder(content, event, before, true, entry, name);
    }

    /**
     * Enters the event into calendars as well: at once, with the words of this type and the same recipients and data; moved and taken out
     * again with the event, at once. Start and end are those of the event as it is given now; a move keeps how they lie to it.
     *
     * @throws InvalidInputException if the entry is a cancelled one, or has a revision: those are counted here
     */
    public Reminder invite(String type, Invite entry) {
        if (entry.isCancelled() || entry.revision() != null) {
            throw new InvalidInputException("invite", "is cancelled or has a revision: a reminder counts those itself");
        }
        Optional<Notification> all = Optional.of(Notification.of(type).invite(entry));
        return new Reminder(content, event, before, nearest, all, name);
    }

    /** See {@link #invite(String, Invite)}. */
    public Reminder invite(NotificationType type, Invite entry) {
        return invite(type.name(), entry);
    }

    /** What each of them says and to whom; no time, key or deadline of its own. */
    public Notification content() {
        return content;
    }

    /** When the event begins. */
    public Optional<When> event() {
        return event;
    }

    /** How long before it. */
    public List<TemporalAmount> before() {
        return before;
    }

    /** Whether the last of the times that have passed is met at once. */
    public boolean isNearestAtOnce() {
        return nearest;
    }

    /** The calendar entry and the type whose words go with it; without recipients and data, which are those of the reminders. */
    public Optional<Notification> entry() {
        return entry;
    }

    /** What tells it from others of its type about the same subject; empty if nothing does. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "Reminder[" + content.type() + ", " + before.size() + " times]";
    }
}
