package dev.notify.internal.remind;

import dev.notify.model.InvalidInputException;
import dev.notify.reminder.Reminder;
import dev.notify.request.When;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Refuses what is wrong with a reminder as a whole, naming the field; what is wrong with the words its notifications say, intake refuses. */
final class Wrong {

    private static final Duration FARTHEST = Duration.ofDays(3_660);

    private Wrong() {}

    static void whole(Reminder reminder, int most, Instant now) {
        if (reminder.content().subject().isEmpty()) {
            throw new InvalidInputException(
                    "about", "is missing: say about(..), by which reminders are moved and cancelled");
        }
        if (reminder.event().isEmpty()) {
            throw new InvalidInputException("eventAt", "is missing: say eventAt(..)");
        }
        if (reminder.before().isEmpty()) {
            throw new InvalidInputException(
                    "before", "is empty: say how long before the event, such as Period.ofDays(1)");
        }
        if (reminder.content().recipients().size() > most) {
            throw new InvalidInputException(
                    "recipients",
                    "has " + reminder.content().recipients().size() + ": at most " + most
                            + " may be named in a reminder; make them a group");
        }
        event(reminder.event().get(), now);
    }

    static void event(When event, Instant now) {
        Instant moment;
        try {
            moment = Instant.ofEpochMilli(event.from(now).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidInputException("eventAt", "is no time a clock can show");
        }
        if (!moment.isAfter(now)) {
            throw new InvalidInputException("eventAt", "is in the past: " + moment);
        }
        if (moment.isAfter(now.plus(FARTHEST))) {
            throw new InvalidInputException("eventAt", "is more than ten years away: " + moment);
        }
    }
}
