package dev.notify.escalation;

import dev.notify.directory.Group;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.model.Priority;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A request to ask somebody, and then others, until one of them takes it on: a ladder of rungs, each of which asks somebody by some
 * channels once those before have had their time.
 *
 * <pre>{@code
 * Escalation.of("critical-vitals").to("dr-silva").with("room", "12B").key("vitals-88120")
 *         .firstBy(PUSH, IN_APP)
 *         .thenAfter(Duration.ofMinutes(1), SMS)
 *         .thenAfter(Duration.ofMinutes(3), NextPerson.onCall("cardiology"))
 *         .repeatUpTo(3)
 *         .ifNobodyAnswers("ring-switchboard")
 * }</pre>
 *
 * <p>Immutable; each call returns a new request. What is wrong with a single value is refused at the call that gives it, what is wrong with
 * the whole at {@code escalate}. Those who are asked are named by id or group, and looked up when they are: whoever is not to be reached,
 * or has no address on any of a rung's channels, is passed over at once; so is a rung none of whose deliveries reaches anybody (FAILED,
 * MAYBE_SENT and SUPPRESSED do not).
 */
public final class Escalation {

    /** The most rungs of a ladder. */
    public static final int MOST_RUNGS = 20;
    /** The most times it is repeated. */
    public static final int MOST_REPEATS = 20;
    /** The longest wait for an answer. */
    public static final Duration LONGEST_WAIT = Duration.ofDays(7);
    /** How long the only rung of a ladder has to answer, where nothing is said. */
    public static final Duration ONLY_RUNG_WAITS = Duration.ofMinutes(5);

    /** What the others are told where nothing is said: declared in every service, in English. Give {@link #tellOthers} for words of your own. */
    public static final NotificationType TAKEN = NotificationType.named("escalation-taken")
            .priority(Priority.HIGH)
            .anyTime()
            .requires("takenBy")
            .text("Taken", "{{takenBy}} has taken it on. You need do nothing more.")
            .discreet("Taken", "Somebody has taken it on. You need do nothing more.");

    private static final String BY = "firstBy";
    private static final String THEN = "thenAfter";

    /**
     * A rung of the ladder.
     *
     * @param after how long after the rung before
     * @param next who is asked from here on; empty for those of the rung before
     * @param by the channels; empty for those of {@code firstBy}
     */
    public record Rung(Duration after, Optional<NextPerson> next, List<ChannelName> by) {
        public Rung {
            Objects.requireNonNull(after, "after");
            Objects.requireNonNull(next, "next");
            by = List.copyOf(by);
        }
    }

    /** What is said beside what those who are asked are sent. */
    private static final class Terms {
        List<Rung> rungs = List.of();
        int repeats;
        Optional<Duration> answerWithin = Optional.empty();
        Optional<Duration> resolveWithin = Optional.empty();
        boolean passesQuietHours;
        String tellOthers = TAKEN.name();
        Optional<String> ifNobodyAnswers = Optional.empty();

        Terms copy() {
            Terms t = new Terms();
            t.rungs = rungs;
            t.repeats = repeats;
            t.answerWithin = answerWithin;
            t.resolveWithin = resolveWithin;
            t.passesQuietHours = passesQuietHours;
            t.tellOthers = tellOthers;
            t.ifNobodyAnswers = ifNobodyAnswers;
            return t;
        }
    }

    private final Notification message;
    private final Terms terms;

    private Escalation(Notification message, Terms terms) {
        this.message = message;
        this.terms = terms;
    }

    private Escalation says(UnaryOperator<Notification> change) {
        return new Escalation(change.apply(message), terms);
    }

    private Escalation edit(Consumer<Terms> change) {
        Terms t = terms.copy();
        change.accept(t);
        return new Escalation(message, t);
    }

    /** Sends notifications of a declared type. */
    public static Escalation of(String type) {
        return new Escalation(Notification.of(type), new Terms());
    }

    /** Sends notifications of a declared type. */
    public static Escalation of(NotificationType type) {
        return of(type.name());
    }

    /** Asks these first, by id. */
    public Escalation to(String... recipientIds) {
        return says(n -> n.to(recipientIds));
    }

    /** Asks the members of a group first. */
    public Escalation toGroup(String group) {
        return says(n -> n.toGroup(group));
    }

    /** Asks those who have a role at a place first. */
    public Escalation toRole(String role, String place) {
        return says(n -> n.toRole(role, place));
    }

    /** Asks the members of a group, role or topic first. */
    public Escalation to(Group group) {
        return says(n -> n.to(group));
    }

    /** Gives a variable its value, as {@link Notification#with(String, Object)} does. */
    public Escalation with(String variable, Object value) {
        return says(n -> n.with(variable, value));
    }

    /** Gives several variables their values. */
    public Escalation with(Map<String, ?> values) {
        return says(n -> n.with(values));
    }

    /** Says these words in place of the type's full text. */
    public Escalation saying(String title, String body) {
        return says(n -> n.saying(title, body));
    }

    /** Is begun once under this key: a second one of the same type and key returns the first one's receipt. */
    public Escalation key(String key) {
        return says(n -> n.key(key));
    }

    /** Is about this thing of the host's. */
    public Escalation about(String subject) {
        return says(n -> n.about(subject));
    }

    /** Carries this id to every attempt, log line and event. */
    public Escalation correlation(String id) {
        return says(n -> n.correlation(id));
    }

    /** Is this urgent, whatever its type says. */
    public Escalation priority(Priority priority) {
        return says(n -> n.priority(priority));
    }

    /**
     * Asks by these channels at once: the first rung, and the channels of whoever is asked next where nothing else is said. Needed; said
     * once.
     */
    public Escalation firstBy(ChannelName... channels) {
        if (!terms.rungs.isEmpty()) {
            throw new InvalidInputException(BY, "is said twice, or after thenAfter(..)");
        }
        List<Rung> first = List.of(new Rung(Duration.ZERO, Optional.empty(), named(BY, channels)));
        return edit(t -> t.rungs = first);
    }

    /**
     * Asks those who were asked last again, by these channels, if nobody has answered this long after the rung before.
     *
     * @throws InvalidInputException naming {@code thenAfter} if the wait is none or longer than {@link #LONGEST_WAIT}, no channel is named,
     *     or they were asked by all of these before: that would be a loop
     */
    public Escalation thenAfter(Duration wait, ChannelName... channels) {
        return then(new Rung(waits(THEN, wait), Optional.empty(), named(THEN, channels)));
    }

    /**
     * Asks somebody else, if nobody has answered this long after the rung before.
     *
     * @param channels by which; those of {@link #firstBy} if none is named
     * @throws InvalidInputException as the other one does
     */
    public Escalation thenAfter(Duration wait, NextPerson next, ChannelName... channels) {
        List<ChannelName> by = channels.length == 0 ? List.of() : named(THEN, channels);
        return then(new Rung(waits(THEN, wait), Optional.of(next), by));
    }

    private Escalation then(Rung rung) {
        if (terms.rungs.isEmpty()) {
            throw new InvalidInputException(BY, "is missing: say firstBy(..) before thenAfter(..)");
        }
        if (terms.rungs.size() == MOST_RUNGS) {
            throw new InvalidInputException(THEN, "is said too often: a ladder has at most " + MOST_RUNGS + " rungs");
        }
        List<Rung> all = new ArrayList<>(terms.rungs);
        all.add(rung);
        Escalation more = edit(t -> t.rungs = List.copyOf(all));
        more.refuseLoop(all.size() - 1);
        return more;
    }

    /** Whoever is asked again by nothing that is new. */
    private void refuseLoop(int rung) {
        String who = whoOf(rung);
        List<ChannelName> used = new ArrayList<>();
        for (int i = 0; i < rung; i++) {
            if (whoOf(i).equals(who)) {
                used.addAll(channelsOf(i));
            }
        }
        if (used.containsAll(channelsOf(rung))) {
            throw new InvalidInputException(
                    THEN,
                    "asks " + (who.isEmpty() ? "the first" : who)
                            + " again by nothing new, which is a loop: say repeatUpTo(..) to climb the ladder again");
        }
    }

    /**
     * This, if it can be climbed: {@code escalate} and the builder ask.
     *
     * @throws InvalidInputException naming {@code to}, {@code firstBy}, {@code thenAfter} or {@code ifNobodyAnswers}, if that is missing
     *     or leads back
     */
    public Escalation whole() {
        if (message.recipients().isEmpty() && message.groups().isEmpty()) {
            throw new InvalidInputException("to", "names nobody: say to(..) or toGroup(..)");
        }
        if (terms.rungs.isEmpty()) {
            throw new InvalidInputException(BY, "is missing: a ladder needs a first rung");
        }
        for (int i = 1; i < terms.rungs.size(); i++) {
            refuseLoop(i);
        }
        if (terms.ifNobodyAnswers.isEmpty()) {
            throw new InvalidInputException("ifNobodyAnswers", "is missing: name what is done when nobody answers");
        }
        return this;
    }

    /** Empty for those the request names. */
    private String whoOf(int rung) {
        for (int i = rung; i >= 0; i--) {
            Optional<NextPerson> next = terms.rungs.get(i).next();
            if (next.isPresent()) {
                boolean first = message.groups().isEmpty()
                        && message.recipients().size() == 1
                        && next.get()
                                .key()
                                .equals("user/" + message.recipients().get(0).key());
                return first ? "" : next.get().key();
            }
        }
        return "";
    }

    /** Climbs the whole ladder again, so often at most, before nobody has answered. Default: 0. */
    public Escalation repeatUpTo(int times) {
        if (times < 0 || times > MOST_REPEATS) {
            throw new InvalidInputException("repeatUpTo", "must be 0 to " + MOST_REPEATS);
        }
        return edit(t -> t.repeats = times);
    }

    /**
     * Gives whoever is asked last this long to answer before the ladder is repeated, or nobody has answered. Default: as long as the rung
     * before them; {@link #ONLY_RUNG_WAITS} where there is only one.
     */
    public Escalation answerWithin(Duration time) {
        Optional<Duration> answer = Optional.of(waits("answerWithin", time));
        return edit(t -> t.answerWithin = answer);
    }

    /**
     * Begins anew, another lap, where it is not resolved within this time after it was taken on: see {@link Escalations#resolve}. Default:
     * who has it has it.
     */
    public Escalation resolveWithin(Duration time) {
        Optional<Duration> resolve = Optional.of(waits("resolveWithin", time));
        return edit(t -> t.resolveWithin = resolve);
    }

    /**
     * Goes out in quiet hours, past delivery hours and pauses of those who are asked, too; not past what they have turned off. Needs
     * {@code allowPassingQuietHours()} on the service's builder. What is CRITICAL does so by itself.
     */
    public Escalation passQuietHours() {
        return edit(t -> t.passesQuietHours = true);
    }

    /**
     * Tells those who were sent something, and are not who took it on, by a notification of this type, on the channels they had it by; its
     * data is that of the escalation and {@code takenBy}, the id of whoever has it. Default: {@link #TAKEN}.
     */
    public Escalation tellOthers(String type) {
        Names.check("tellOthers", type, NotificationType.MAX_NAME);
        return edit(t -> t.tellOthers = type);
    }

    /** Calls the handler of this name, which is registered on the builder, when the ladder has ended without an answer. Needed. */
    public Escalation ifNobodyAnswers(String handler) {
        Names.check("ifNobodyAnswers", handler, 60);
        return edit(t -> t.ifNobodyAnswers = Optional.of(handler));
    }

    private static Duration waits(String field, Duration wait) {
        Objects.requireNonNull(wait, field);
        if (wait.toMillis() < 1) {
            throw new InvalidInputException(field, "must be longer than nothing");
        }
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            throw new InvalidInputException(field, "is longer than " + LONGEST_WAIT.toDays() + " days");
        }
        return wait;
    }

    private static List<ChannelName> named(String field, ChannelName... channels) {
        if (channels.length == 0) {
            throw new InvalidInputException(field, "names no channel");
        }
        return List.of(channels).stream().distinct().toList();
    }

    /** What those who are asked are sent, without channels; its recipients and groups are those who are asked first. */
    public Notification message() {
        return message;
    }

    /** The rungs, in order; none before {@link #firstBy}. */
    public List<Rung> rungs() {
        return terms.rungs;
    }

    /** By which channels a rung asks, counted from 0. */
    public List<ChannelName> channelsOf(int rung) {
        List<ChannelName> own = terms.rungs.get(rung).by();
        return own.isEmpty() ? terms.rungs.get(0).by() : own;
    }

    /** Whom a rung asks, counted from 0; empty for those the request names. */
    public Optional<NextPerson> personOf(int rung) {
        for (int i = rung; i >= 0; i--) {
            Optional<NextPerson> next = terms.rungs.get(i).next();
            if (next.isPresent()) {
                return next;
            }
        }
        return Optional.empty();
    }

    /** How often the ladder is climbed again. */
    public int repeats() {
        return terms.repeats;
    }

    /** How long those who are asked last have to answer. */
    public Duration lastHas() {
        int rungs = terms.rungs.size();
        return terms.answerWithin.orElse(
                rungs < 2 ? ONLY_RUNG_WAITS : terms.rungs.get(rungs - 1).after());
    }

    /** How long whoever has it has to resolve it. */
    public Optional<Duration> resolveWithin() {
        return terms.resolveWithin;
    }

    /** How long whoever is asked last was said to have. */
    public Optional<Duration> answerWithin() {
        return terms.answerWithin;
    }

    /** Whether it goes out in quiet hours. */
    public boolean passesQuietHours() {
        return terms.passesQuietHours;
    }

    /** The type by which the others are told who has it. */
    public String tellOthers() {
        return terms.tellOthers;
    }

    /** The handler for what nobody answers. */
    public Optional<String> ifNobodyAnswers() {
        return terms.ifNobodyAnswers;
    }

    @Override
    public String toString() {
        return "Escalation[" + message.type() + ", " + terms.rungs.size() + " rungs]";
    }
}
