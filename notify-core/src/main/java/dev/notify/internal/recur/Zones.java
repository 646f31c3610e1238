package dev.notify.internal.recur;

import dev.notify.internal.people.People;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Contact;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.schedule.OnZoneChange;
import dev.notify.schedule.Repeat;
import java.time.ZoneId;
import java.util.Optional;

/** On whose wall the times of something are. */
final class Zones {

    private final Setup setup;
    private final People people;

    Zones(Setup setup, People people) {
        this.setup = setup;
        this.people = people;
    }

    /** Whether a recipient's move moves it. */
    static boolean follows(Repeat repeat) {
        return repeat.isInZoneOfRecipient()
                && repeat.onZoneChange() == OnZoneChange.FOLLOW
                && repeat.schedule().filter(s -> s.byWall()).isPresent();
    }

    /**
     * The zone as it is now.
     *
     * @throws People.Unanswered if the host or the store fails
     */
    ZoneId of(Repeat repeat, Tenant tenant) {
        if (!repeat.isInZoneOfRecipient()) {
            return repeat.zone().orElse(setup.identity().zone());
        }
        Recipient recipient = repeat.what().recipients().get(0);
        Optional<Contact> contact =
                recipient.inline().isPresent() ? recipient.inline() : people.contactOf(recipient.key(), tenant);
        return contact.flatMap(c -> Optional.ofNullable(c.zone()))
                .orElse(setup.identity().zone());
    }

    /** The zone as it is now, or as it was last known if nobody can say. */
    ZoneId of(RepeatCard card, Tenant tenant) {
        if (!follows(card.repeat())) {
            return card.progress().zone();
        }
        try {
            return of(card.repeat(), tenant);
        } catch (People.Unanswered e) {
            return card.progress().zone();
        }
    }
}
