package dev.notify.internal.recur;

import dev.notify.internal.desk.Desk;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.people.People;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Recipient;
import dev.notify.policy.WallTime;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.request.Scope;
import dev.notify.schedule.Occurrence;
import dev.notify.schedule.Repeat;
import dev.notify.schedule.Schedule;
import dev.notify.schedule.Standing;
import dev.notify.store.CardPart;
import dev.notify.store.CardPart.Place;
import dev.notify.store.Rows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins what comes again: refuses what is wrong with it as a whole, naming the field, and stores the rest. */
final class Beginnings {

    private static final int MOST_RECIPIENTS = 100;
    private static final int LOOKED_AT = 40;
    private static final LocalDateTime ANY_TIME = LocalDateTime.parse("2000-01-01T08:00");
    private static final Duration FARTHEST = Duration.ofDays(3_660);

    private final RepeatStore repeats;
    private final Zones zones;
    private final Desk desk;
    private final Intake intake;

    Beginnings(RepeatStore repeats, Zones zones, Desk desk, Intake intake) {
        this.repeats = repeats;
        this.zones = zones;
        this.desk = desk;
        this.intake = intake;
    }

    /** What stands in the store, and when it is due. */
    record Begun(UUID id, long due) {}

    /** Begins it, or finds what was begun before under its key. */
    Begun begin(Repeat asked, Scope scope) {
        NotificationType type = check(asked);
        RepeatCard card = card(asked, scope, null);
        UUID id = repeats.newId();
        Optional<Place> key = asked.what().key().map(k -> repeats.keyAt(scope.tenant(), type.name(), k));
        return desk.write(scope, cards -> {
            Optional<Rows.Card> before =
                    key.flatMap(place -> cards.read(List.of(place)).stream().findFirst());
            Optional<RepeatStore.Found> first =
                    before.flatMap(lead -> repeats.at(cards, scope.tenant(), RepeatStore.leadsTo(lead)));
            if (first.isPresent()) {
                checkSame(first.get().card().repeat(), card.repeat());
                return new Desk.Change<>(
                        Optional.empty(),
                        new Begun(first.get().id(), first.get().card().due(repeats.now())));
            }
            List<CardPart.Put> puts = new ArrayList<>();
            key.ifPresent(place -> puts.add(repeats.key(place, id, before.isPresent())));
            CardPart.Step step = step(id, card, scope, type, puts, "repeat.begun");
            return new Desk.Change<>(Optional.of(step), new Begun(id, card.due(repeats.now())));
        });
    }

    /** Ends one and begins another in its place. */
    Begun instead(UUID old, Repeat asked, Scope scope) {
        UUID id = repeats.newId();
        return desk.write(scope, cards -> {
            RepeatStore.Found found = repeats.at(cards, scope.tenant(), old).orElseThrow(Beginnings::gone);
            Repeat repeat = underKeyOf(found.card().repeat(), asked);
            NotificationType type = check(repeat);
            RepeatCard card = card(repeat, scope, found.card());
            RepeatCard ended =
                    found.card().with(found.card().progress().state(Standing.State.ENDED, null, "recreated as " + id));
            List<CardPart.Put> puts = new ArrayList<>(repeats.endingLeads(found));
            puts.add(repeats.put(found, ended));
            repeat.what()
                    .key()
                    .ifPresent(key -> puts.add(repeats.key(repeats.keyAt(scope.tenant(), type.name(), key), id, true)));
            CardPart.Step step = step(id, card, scope, type, puts, "repeat.recreated")
                    .dues(List.of(new CardPart.Due(old, repeats.now(), repeats.now())));
            return new Desk.Change<>(Optional.of(step), new Begun(id, card.due(repeats.now())));
        });
    }

    private static Repeat underKeyOf(Repeat before, Repeat asked) {
        if (!before.what().type().equals(asked.what().type())) {
            throw new InvalidInputException("type", "is another: end this one and begin the other");
        }
        Optional<String> key = before.what().key();
        if (asked.what().key().isPresent() && !asked.what().key().equals(key)) {
            throw new InvalidInputException("key", "is another: what is recreated keeps its key");
        }
        return key.map(asked::key).orElse(asked);
    }

    static InvalidInputException gone() {
        return new InvalidInputException("id", "is of nothing that comes again here, or of what retention has removed");
    }

    private CardPart.Step step(
            UUID id, RepeatCard card, Scope scope, NotificationType type, List<CardPart.Put> more, String action) {
        List<CardPart.Put> puts = new ArrayList<>(more);
        puts.add(repeats.put(
                new RepeatStore.Found(id, RepeatCard.place(scope.tenant().value(), id), 0, card), card));
        puts.addAll(repeats.leads(scope.tenant(), id, card));
        return CardPart.Step.EMPTY
                .puts(puts)
                .work(List.of(repeats.work(id, scope.tenant(), type, card)))
                .trail(List.of(repeats.trail(
                        scope.tenant(),
                        scope.actor().value(),
                        action,
                        id,
                        type.name() + ": " + card.schedule() + " in "
                                + card.progress().zone())));
    }

    private static void checkSame(Repeat before, Repeat now) {
        Notification was = before.what();
        Notification is = now.what();
        boolean same = was.type().equals(is.type())
                && was.recipients().equals(is.recipients())
                && was.groups().equals(is.groups())
                && was.subject().equals(is.subject())
                && plan(before).equals(plan(now));
        if (!same) {
            throw new InvalidInputException(
                    "key",
                    "stands for something else that comes again, with other people, another subject or other times: say"
                            + " schedules().byKey(..) and recreate(..) to change that");
        }
    }

    private static List<Object> plan(Repeat r) {
        return List.of(
                r.schedule(),
                r.zone(),
                r.isInZoneOfRecipient(),
                r.onZoneChange(),
                r.from(),
                r.until(),
                r.tooLateAfter(),
                r.ifMissed(),
                r.atLeastApart());
    }

    private NotificationType check(Repeat repeat) {
        Schedule schedule = repeat.schedule()
                .orElseThrow(() -> new InvalidInputException(
                        "schedule", "is missing: say dailyAt(..), every(..), cron(..), rrule(..) or by(..)"));
        Notification what = repeat.what();
        if (what.recipients().size() > MOST_RECIPIENTS) {
            throw new InvalidInputException(
                    "recipients",
                    "has " + what.recipients().size() + ": at most " + MOST_RECIPIENTS
                            + " may be named in what comes again; make them a group");
        }
        NotificationType type = intake.check(Sends.request(what, ANY_TIME));
        checkZone(repeat, schedule);
        if (repeat.from().isPresent()
                && repeat.until().filter(repeat.from().get()::isAfter).isPresent()) {
            throw new InvalidInputException("until", "lies before from");
        }
        return type;
    }

    private static void checkZone(Repeat repeat, Schedule schedule) {
        List<Recipient> people = repeat.what().recipients();
        if (repeat.isInZoneOfRecipient()
                && (people.size() != 1
                        || people.get(0) instanceof Recipient.Bare
                        || !repeat.what().groups().isEmpty())) {
            throw new InvalidInputException(
                    "zone", "is that of the recipient, which needs one recipient, by id or contact: say inZone(..)");
        }
        if (schedule.byWall() && !repeat.isInZoneOfRecipient() && repeat.zone().isEmpty()) {
            throw new InvalidInputException(
                    "zone", "is missing: say inZoneOfRecipient() or inZone(..), on whose wall these times are");
        }
    }

    /** As it stands at first; after another one, if that is given. */
    private RepeatCard card(Repeat asked, Scope scope, @Nullable RepeatCard before) {
        ZoneId zone = zoneOf(asked, scope);
        boolean byWall = asked.schedule().orElseThrow().byWall();
        Repeat repeat = byWall ? asked : inUtc(asked, zone);
        LocalDateTime now =
                LocalDateTime.ofInstant(Instant.ofEpochMilli(repeats.now()), byWall ? zone : ZoneOffset.UTC);
        if (repeat.from().filter(from -> from.isAfter(now.plus(FARTHEST))).isPresent()) {
            throw new InvalidInputException("from", "is more than ten years away");
        }
        boolean signs = repeat.schedule().orElseThrow() instanceof Schedule.AfterAcknowledged;
        LocalDateTime begins = byWall ? now.truncatedTo(ChronoUnit.SECONDS) : now;
        LocalDateTime start =
                repeat.from().filter(from -> !signs || from.isAfter(now)).orElse(begins);
        LocalDateTime done = before != null && before.schedule().byWall() == byWall
                ? before.progress().done()
                : null;
        Times times = new Times(repeat, start, zone);
        LocalDateTime floor = start.isBefore(begins) ? now : start;
        Optional<LocalDateTime> first = times.firstFrom(times.momentOf(floor), done);
        if (first.isEmpty()) {
            throw new InvalidInputException("until", "lies before the first time: it would never come");
        }
        checkApart(repeat, times, first.get());
        RepeatCard.Run run = before == null ? null : before.progress().run();
        return new RepeatCard(
                repeat,
                start,
                scope.actor().value(),
                new RepeatCard.Progress(
                        Standing.State.ACTIVE, zone, first.get(), done, run, null, Standing.Count.NOTHING, null));
    }

    private ZoneId zoneOf(Repeat repeat, Scope scope) {
        try {
            return zones.of(repeat, scope.tenant());
        } catch (People.Unanswered e) {
            throw new InvalidInputException("zone", "of the recipient could not be looked up: try again later");
        }
    }

    /** Elapsed time is counted in UTC; where it begins and ends was said of a wall. */
    private static Repeat inUtc(Repeat repeat, ZoneId zone) {
        Repeat r = repeat;
        if (repeat.from().isPresent()) {
            r = r.from(utc(repeat.from().get(), zone));
        }
        return repeat.until().isPresent() ? r.until(utc(repeat.until().get(), zone)) : r;
    }

    private static LocalDateTime utc(LocalDateTime time, ZoneId zone) {
        return LocalDateTime.ofInstant(WallTime.instantOf(time, zone), ZoneOffset.UTC);
    }

    private static void checkApart(Repeat repeat, Times times, LocalDateTime first) {
        List<Occurrence> some = times.list(first, null, LOOKED_AT);
        for (int i = 1; i < some.size(); i++) {
            Duration gap = Duration.between(some.get(i - 1).time(), some.get(i).time());
            if (repeat.atLeastApart().compareTo(gap) > 0) {
                throw new InvalidInputException(
                        "atLeastApart",
                        "is longer than the " + gap
                                + " between two of its own times: something would always be left out");
            }
        }
    }
}
