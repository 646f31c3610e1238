package dev.notify.internal.inbox;

import dev.notify.event.NotificationEvent;
import dev.notify.inbox.Inbox;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.desk.Desk;
import dev.notify.internal.people.People;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.model.Recipient;
import dev.notify.request.Scope;
import dev.notify.store.Store;

/** Gives people their inboxes. Safe for all threads; what it gives blocks for the store. */
public final class Inboxes {

    private final Setup setup;
    private final Surroundings surroundings;
    private final People people;
    private final Desk desk;
    private final Watchers watchers;

    /** Inboxes of a service that was built like this. */
    public Inboxes(Setup setup, Surroundings surroundings, Store store, People people, Desk desk) {
        this.setup = setup;
        this.surroundings = surroundings;
        this.people = people;
        this.desk = desk;
        this.watchers = new Watchers(surroundings, store, setup.seams().seal());
    }

    /** From now on those who watch are told. */
    public void start() {
        watchers.start();
    }

    /** Nobody is told any more. */
    public void stop() {
        watchers.stop();
    }

    /** Something happened on this node. */
    public void heard(NotificationEvent event) {
        watchers.heard(event);
    }

    /**
     * The inbox of whoever this scope is.
     *
     * @throws InvalidInputException naming {@code actor} if it is nobody
     */
    public Inbox of(Scope scope) {
        String whose = scope.actor().value();
        if (scope.actor().equals(Actor.HOST)
                || scope.actor().equals(Actor.NOTIFY)
                || whose.startsWith(Recipient.ADDRESS_PREFIX)) {
            throw new InvalidInputException("actor", "is nobody who has an inbox: say as(recipientId).inbox()");
        }
        Names.checkText("actor", whose, Recipient.MAX_ID);
        return new StoredInbox(setup, surroundings.time(), people, desk, watchers, scope);
    }
}
