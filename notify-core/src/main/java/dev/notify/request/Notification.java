package dev.notify.request;

import dev.notify.directory.Group;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.model.Priority;
import dev.notify.model.Recipient;
import dev.notify.policy.Route;
import dev.notify.sign.Sign;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One request to notify somebody of something.
 *
 * <p>Immutable; each call returns a new request. What is wrong with a single value is refused at the call that gives it, what is
 * wrong with the whole at {@code send}.
 */
public final class Notification {

    /** The longest key. */
    public static final int MAX_KEY = 200;
    /** The longest subject. */
    public static final int MAX_SUBJECT = 200;
    /** The longest correlation id. */
    public static final int MAX_CORRELATION = 120;

    /** Words given with the request, without a template. */
    public record Text(String title, String body) {
        public Text {
            Names.checkText("text.title", title, 500);
            Names.checkWhole("text.body", Objects.requireNonNull(body, "body"));
        }

        @Override
        public String toString() {
            return "Text[***]";
        }
    }

    private final Draft is;

    private Notification(Draft draft) {
        this.is = draft;
    }

    private Notification edit(Consumer<Draft> change) {
        Draft d = is.copy();
        change.accept(d);
        return new Notification(d);
    }

    /** A notification of a declared type. */
    public static Notification of(String type) {
        Draft d = new Draft();
        d.type = Names.check("type", type, NotificationType.MAX_NAME);
        return new Notification(d);
    }

    /** A notification of a declared type. */
    public static Notification of(NotificationType type) {
        return of(type.name());
    }

    /** Words of the host's own, without a declared type; say by which channels with {@link #onlyBy}. */
    public static Notification text(String title, String body) {
        return of(NotificationType.AD_HOC).saying(title, body);
    }

    /** Says these words in place of the type's full text; they are shown as they are, and only where details may be shown. */
    public Notification saying(String title, String body) {
        Text words = new Text(title, body);
        return edit(d -> d.text = Optional.of(words));
    }

    /** Adds recipients by id. */
    public Notification to(String... recipientIds) {
        return toAll(Arrays.asList(recipientIds));
    }

    /** Adds recipients by id; however many there are, it takes one look at each. */
    public Notification toAll(Collection<String> recipientIds) {
        return with(recipientIds.stream().map(Recipient::id).toList());
    }

    /** Adds a recipient with the contact to use. */
    public Notification to(Contact contact) {
        return to(Recipient.contact(contact));
    }

    /** Adds a bare address. */
    public Notification toAddress(Address address) {
        return to(Recipient.address(address));
    }

    /** Adds a recipient; one that is named already counts once. */
    public Notification to(Recipient recipient) {
        return with(List.of(recipient));
    }

    private Notification with(Collection<Recipient> more) {
        List<Recipient> all = is.and(more);
        return all.size() == is.recipients.size() ? this : edit(d -> d.recipients = all);
    }

    /** Adds the members of a group, whoever they are when the time to send has come. */
    public Notification toGroup(String group) {
        return to(Group.named(group));
    }

    /** Adds those who have a role at a place when the time to send has come. */
    public Notification toRole(String role, String place) {
        return to(Group.role(role, place));
    }

    /** Adds those who are subscribed to a topic when the time to send has come. */
    public Notification toTopic(String topic) {
        return to(Group.topic(topic));
    }

    /** Adds a group, role or topic; one that is named already counts once. */
    public Notification to(Group group) {
        if (is.groups.contains(Objects.requireNonNull(group, "group"))) {
            return this;
        }
        List<Group> more = new ArrayList<>(is.groups);
        more.add(group);
        return edit(d -> d.groups = List.copyOf(more));
    }

    /**
     * Gives a variable its value: text, a number, true or false, a value of {@code java.time}, or lists and maps of these.
     *
     * @throws InvalidInputException naming {@code data.<variable>} if the value is anything else
     */
    public Notification with(String variable, Object value) {
        Names.checkText("data", variable, 80);
        Object plain = DataValues.plain("data." + variable, value);
        Map<String, Object> more = new LinkedHashMap<>(is.data);
        more.put(variable, plain);
        return edit(d -> d.data = Collections.unmodifiableMap(more));
    }

    /** Gives several variables their values. */
    public Notification with(Map<String, ?> values) {
        Notification n = this;
        for (Map.Entry<String, ?> e : values.entrySet()) {
            n = n.with(e.getKey(), e.getValue());
        }
        return n;
    }

    /** Is sent once under this key: a second send of the same type and key returns the first receipt. */
    public Notification key(String key) {
        Names.checkText("key", key, MAX_KEY);
        return edit(d -> d.key = Optional.of(key));
    }

    /** Is about this thing of the host's; later changes can name it. */
    public Notification about(String subject) {
        Names.checkText("about", subject, MAX_SUBJECT);
        return edit(d -> d.subject = Optional.of(subject));
    }

    /** Carries this id to every attempt, log line and event. */
    public Notification correlation(String id) {
        Names.checkText("correlation", id, MAX_CORRELATION);
        return edit(d -> d.correlation = Optional.of(id));
    }

    /** Is this urgent, whatever its type says. */
    public Notification priority(Priority priority) {
        Objects.requireNonNull(priority, "priority");
        return edit(d -> d.priority = Optional.of(priority));
    }

    /** Goes by these channels, whatever its type says. */
    public Notification onlyBy(ChannelName... channels) {
        if (channels.length == 0) {
            throw new InvalidInputException("onlyBy", "names no channel");
        }
        List<ChannelName> all =
                List.copyOf(List.of(channels).stream().distinct().toList());
        return edit(d -> {
            d.onlyBy = all;
            d.inTurn = false;
        });
    }

    /**
     * Goes by the first of these channels, and by the next one only where the one before does not reach; in place of its type's, and
     * of {@link #onlyBy}.
     *
     * @throws InvalidInputException if none is named, or one twice
     */
    public Notification firstOf(ChannelName... channels) {
        List<ChannelName> all = Route.firstOf(channels).channels();
        return edit(d -> {
            d.onlyBy = all;
            d.inTurn = true;
        });
    }

    /**
     * Goes by these channels, in turn, where one it goes by does not reach its recipient, as told at
     * {@link NotificationType#fallBackTo}; in place of those its type falls back to, and after all of a {@code firstOf}. What says
     * {@link #onlyBy} and nothing here falls back to nothing.
     *
     * @throws InvalidInputException if none is named, or one twice; {@code send} refuses one that it goes by already
     */
    public Notification fallBackTo(ChannelName... channels) {
        List<ChannelName> all = new Route.All(List.of(), List.of(), Optional.empty())
                .fallBackTo(channels)
                .channels();
        return edit(d -> d.fallBackTo = all);
    }

    /** Falls back, too, where it was not read within this time, as told at {@link NotificationType#ifNotReadWithin}. */
    public Notification ifNotReadWithin(Duration time) {
        Route.Patience patience = new Route.Patience(time, Sign.READ);
        return edit(d -> d.patience = Optional.of(patience));
    }

    /** Falls back, too, where it was not acknowledged within this time, as told at {@link NotificationType#ifNotAcknowledgedWithin}. */
    public Notification ifNotAcknowledgedWithin(Duration time) {
        Route.Patience patience = new Route.Patience(time, Sign.ACKNOWLEDGED);
        return edit(d -> d.patience = Optional.of(patience));
    }

    /** Is due at this moment. */
    public Notification at(Instant moment) {
        return when(When.at(moment));
    }

    /** Is due when a clock on the wall of that zone shows this time. */
    public Notification at(LocalDateTime time, ZoneId zone) {
        return when(When.at(time, zone));
    }

    /** Is due after this long. */
    public Notification after(Duration wait) {
        return when(When.after(wait));
    }

    /** Is due then. */
    public Notification when(When when) {
        Objects.requireNonNull(when, "when");
        return edit(d -> d.when = when);
    }

    /** Is of no use this long after it was due: what has not gone out by then ends EXPIRED. */
    public Notification expiresAfter(Duration life) {
        if (life.isNegative() || life.isZero()) {
            throw new InvalidInputException("expiresAfter", "must be longer than nothing");
        }
        return edit(d -> d.expiresAfter = Optional.of(life));
    }

    /** Is of no use from this moment on, as a reminder is once the appointment has begun: what has not gone out by then ends EXPIRED. */
    public Notification usefulUntil(Instant moment) {
        Objects.requireNonNull(moment, "moment");
        return edit(d -> d.usefulUntil = Optional.of(moment));
    }

    /** Does this where its time falls into hours that are to be quiet. Default: {@link IfQuiet#SEND_BEFORE}. */
    public Notification ifQuiet(IfQuiet what) {
        Objects.requireNonNull(what, "what");
        return edit(d -> d.ifQuiet = what);
    }

    /**
     * Goes out only if the condition of this name, registered on the builder, holds right before each try; in place of its type's. What
     * no longer holds ends SUPPRESSED. {@code send} refuses a name that is not registered.
     */
    public Notification sendIf(String condition) {
        Names.check("sendIf", condition, 60);
        return edit(d -> d.sendIf = Optional.of(condition));
    }

    /** Takes this file along, where the channel can carry files. */
    public Notification attach(Attachment attachment) {
        return edit(d -> d.enclosed = d.enclosed.with(attachment));
    }

    /** Enters this into the recipient's calendar, where the channel can; needs {@link #about}. */
    public Notification invite(Invite entry) {
        return edit(d -> d.enclosed = d.enclosed.with(entry));
    }

    /** Has answers sent to this e-mail address. Default: to the sender. */
    public Notification replyTo(String email) {
        return edit(d -> d.enclosed = d.enclosed.replyTo(email));
    }

    /** Carries this header, where the channel allows it. */
    public Notification header(String name, String value) {
        return edit(d -> d.enclosed = d.enclosed.header(name, value));
    }

    /** The name of its type. */
    public String type() {
        return is.type;
    }

    /** Whom it is for, each once, in the order they were named. */
    public List<Recipient> recipients() {
        return is.recipients;
    }

    /** The groups, roles and topics it is for, each once, in the order they were named. */
    public List<Group> groups() {
        return is.groups;
    }

    /** Its data, unmodifiable, in the order given. */
    public Map<String, Object> data() {
        return is.data;
    }

    /** Its own words. */
    public Optional<Text> text() {
        return is.text;
    }

    /** Its key. */
    public Optional<String> key() {
        return is.key;
    }

    /** What it is about. */
    public Optional<String> subject() {
        return is.subject;
    }

    /** Its correlation id. */
    public Optional<String> correlation() {
        return is.correlation;
    }

    /** Its own priority. */
    public Optional<Priority> priority() {
        return is.priority;
    }

    /** Its own channels; empty for those of its type. */
    public List<ChannelName> onlyBy() {
        return is.onlyBy;
    }

    /** Whether its own channels are gone by in turn, the next one only where the one before does not reach. */
    public boolean isInTurn() {
        return is.inTurn;
    }

    /** The channels it falls back to itself. */
    public List<ChannelName> fallBackTo() {
        return is.fallBackTo;
    }

    /** How long it waits itself for a sign before it falls back. */
    public Optional<Route.Patience> patience() {
        return is.patience;
    }

    /** Whether it says anything of its own about the way it goes. */
    public boolean hasOwnRoute() {
        return !is.onlyBy.isEmpty() || !is.fallBackTo.isEmpty() || is.patience.isPresent();
    }

    /**
     * By which channels it goes as one of this type, and by which instead.
     *
     * @throws InvalidInputException if it falls back to a channel it goes by already, or waits for a sign and falls back to nothing
     */
    public Route route(NotificationType type) {
        return is.route(type);
    }

    /** When it is due. */
    public When when() {
        return is.when;
    }

    /** How long it is of use. */
    public Optional<Duration> expiresAfter() {
        return is.expiresAfter;
    }

    /** Until when it is of use. */
    public Optional<Instant> usefulUntil() {
        return is.usefulUntil;
    }

    /** The moment from which it is of no use, if it is due then: the earlier of the two that can be said. */
    public Optional<Instant> deadline(Instant due) {
        return is.deadline(due);
    }

    /** What it does where its time is quiet. */
    public IfQuiet ifQuiet() {
        return is.ifQuiet;
    }

    /** Its own condition. */
    public Optional<String> sendIf() {
        return is.sendIf;
    }

    /** What it takes along. */
    public Enclosed enclosed() {
        return is.enclosed;
    }

    @Override
    public String toString() {
        String groups = is.groups.isEmpty() ? "" : ", " + is.groups.size() + " groups";
        return "Notification[" + is.type + ", " + is.recipients.size() + " recipients" + groups + "]";
    }
}
