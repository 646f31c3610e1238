package dev.notify.internal.reminders;

import dev.notify.internal.content.Content;
import dev.notify.internal.json.Digest;
import dev.notify.internal.json.Json;
import dev.notify.model.NotificationId;
import dev.notify.reminder.PlannedReminder;
import dev.notify.reminder.Reminder;
import dev.notify.reminder.ReminderPlan;
import dev.notify.request.When;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is planned of one reminder request: a card by subject, type and name.
 *
 * <p>The card alone says which edition holds. Its notifications are stored before it says so, and bear the edition; a worker asks the card
 * right before it sends one, so that nothing goes out for an edition that does not hold, whoever dies in between.
 *
 * @param number of the edition; each move or cancel is another
 * @param mark what tells the edition from all others
 * @param asked a digest of the request, by which the same is known again
 * @param revision of the calendar entry, which only ever rises
 * @param planned what became of each of the times
 * @param entry the notification with the calendar entry
 */
public record ReminderCard(
        Reminder reminder,
        int number,
        String mark,
        String asked,
        boolean cancelled,
        int revision,
        List<PlannedReminder> planned,
        Optional<NotificationId> entry) {

    private static final String KIND = "reminder";
    private static final String FIELD = "card.reminder";
    private static final long KEPT_FOR = Duration.ofDays(30).toMillis();
    private static final long WRITTEN_WITHIN = Duration.ofMinutes(1).toMillis();

    public ReminderCard {
        planned = List.copyOf(planned);
    }

    /** What a worker is told of a notification that belongs to an edition. */
    public enum Standing {
        /** Its edition holds. */
        HOLDS,
        /** Its edition is being written. */
        NOT_YET,
        /** Another edition holds: the event was moved, or cancelled. */
        OVER
    }

    /** When its event begins. */
    public When event() {
        return reminder.event().orElseThrow();
    }

    /** The moment its event begins. */
    public Instant moment() {
        return event().from(Instant.EPOCH);
    }

    /** What its notifications bear. */
    public Content.Edition edition() {
        return new Content.Edition(nameOf(reminder), number, mark);
    }

    /** By which a request is known again. */
    public static String askedOf(Reminder reminder) {
        return Digest.name(KIND, PlanJson.text(reminder));
    }

    /** As callers see it. */
    public ReminderPlan shown(boolean replayed) {
        return new ReminderPlan(
                reminder.content().type(), reminder.name(), moment(), planned, entry, cancelled, replayed);
    }

    private static String nameOf(Reminder reminder) {
        return Digest.name(reminder.content().type(), reminder.name());
    }

    /** Where the card of a request lies. */
    public static CardPart.Place placeOf(FieldSeal seal, String tenant, Reminder reminder) {
        String subject = reminder.content().subject().orElseThrow();
        return new CardPart.Place(tenant, KIND, seal.lookup("subject", subject), nameOf(reminder));
    }

    /** All cards about a subject. */
    public static List<Rows.Card> about(CardPart cards, FieldSeal seal, String tenant, String subject, int most) {
        return cards.list(tenant, KIND, seal.lookup("subject", subject), null, most);
    }

    /** What a card says. */
    public static ReminderCard read(FieldSeal seal, Rows.Card card) {
        return CardJson.read(Json.read(seal.open(card.id(), FIELD, card.body())));
    }

    /** This in place of that version, 0 for none. */
    public CardPart.Put put(FieldSeal seal, CardPart.Place place, UUID id, long version, long now) {
        long until = Math.max(now, moment().toEpochMilli()) + KEPT_FOR;
        return new CardPart.Put(place, id, version, now, until, seal.seal(id, FIELD, Json.write(CardJson.write(this))));
    }

    /** How a notification of an edition stands. */
    public static Standing standing(
            CardPart cards, FieldSeal seal, Rows.Notification notification, Content.Edition edition, long now) {
        @Nullable String subject = notification.subjectLookup();
        CardPart.Place place =
                new CardPart.Place(notification.tenant(), KIND, subject == null ? "" : subject, edition.of());
        Optional<ReminderCard> card =
                cards.read(List.of(place)).stream().map(row -> read(seal, row)).findFirst();
        if (card.isPresent() && card.get().number() >= edition.number()) {
            boolean holds = card.get().edition().equals(edition);
            return holds ? Standing.HOLDS : Standing.OVER;
        }
        boolean young = now < notification.createdAt() + WRITTEN_WITHIN;
        return young ? Standing.NOT_YET : Standing.OVER;
    }
}
