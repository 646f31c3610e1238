package dev.notify.internal.recur;

import dev.notify.internal.intake.Intake;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.request.Notification;
import dev.notify.request.Scope;
import dev.notify.store.Store;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;

/** Sends one occurrence, under a key that follows from which one it is: sent again, it is a replay. */
final class Sends {

    private static final String OCCURRENCE = "occurrence";

    private final Setup setup;
    private final Store store;
    private final Intake intake;

    Sends(Setup setup, Store store, Intake intake) {
        this.setup = setup;
        this.store = store;
        this.intake = intake;
    }

    /** What is sent at that time. */
    static Notification request(Notification what, LocalDateTime time) {
        return what.data().containsKey(OCCURRENCE) ? what : what.with(OCCURRENCE, time);
    }

    private static String keyOf(UUID id, LocalDateTime time) {
        return "repeat:" + id + ":" + time;
    }

    /** Sends it; the notification's id. */
    UUID send(RepeatStore.Found found, RepeatCard.Sending sending) {
        Notification what = request(found.card().repeat().what(), sending.time())
                .key(keyOf(found.id(), sending.time()))
                .usefulUntil(Instant.ofEpochMilli(sending.until() + 1));
        Scope scope = new Scope(found.tenant(), Actor.of(found.card().actor()), Optional.empty());
        return intake.send(what, scope).id().value();
    }

    /** The notification it was sent as, if it was. */
    Optional<UUID> sent(RepeatStore.Found found, RepeatCard.Sending sending) {
        String lookup = setup.seams().seal().lookup("key", keyOf(found.id(), sending.time()));
        return store.reads()
                .byKey(found.place().tenant(), found.card().repeat().what().type(), lookup);
    }
}
