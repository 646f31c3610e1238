package dev.notify.internal.people;

import dev.notify.internal.base.TimeSource;
import dev.notify.internal.content.Content;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.preference.Preferences;
import dev.notify.request.Condition;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import java.util.Objects;
import java.util.Optional;

/** Asks the host who a recipient is. Blocks for the host's answer; safe for all threads. */
public final class People {

    /** Where people are reached: asked of the source given with {@code contactsFrom}. */
    public static final String CONTACTS = "contacts";
    /** What people want: asked of the source given with {@code preferencesFrom}. */
    public static final String PREFERENCES = "preferences";

    /** Before the name of a condition that is asked. */
    public static final String CONDITION = "condition ";

    private final Setup setup;
    private final Optional<Fresh> preferences;

    /** Asks the sources of this setup. */
    public People(Setup setup, TimeSource time) {
        this.setup = setup;
        this.preferences = setup.seams().preferences().map(source -> new Fresh(source, time));
    }

    /**
     * What is known of a recipient.
     *
     * @param contact empty where nobody is known by that id
     * @param known whether the contact has been looked up, or came with the request
     * @param fixed whether the contact came with the request, and will be the same tomorrow
     * @param preferences empty where they have not been asked for
     */
    public record Person(Optional<Contact> contact, boolean known, boolean fixed, Optional<Preferences> preferences) {

        /** Whether nobody stands behind it: an address that somebody chose. */
        public boolean isBareAddress() {
            return contact.filter(c -> c.id().startsWith(Recipient.ADDRESS_PREFIX))
                    .isPresent();
        }
    }

    /** The host could not say; what it threw is the cause. */
    public static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String asked;
        private final Throwable thrown;

        Unanswered(String asked, Throwable thrown) {
            super(
                    "the " + asked + " could not be looked up: "
                            + thrown.getClass().getName(),
                    thrown);
            this.asked = asked;
            this.thrown = thrown;
        }

        /** What was asked for. */
        public String asked() {
            return asked;
        }

        /** What the host threw. */
        public Throwable thrown() {
            return thrown;
        }
    }

    /** What is known without asking anybody, as a notification is accepted. */
    public Person unasked(Recipient recipient) {
        Optional<Contact> contact = recipient.inline();
        boolean nothingToAsk = preferences.isEmpty() || recipient instanceof Recipient.Bare;
        return new Person(
                contact,
                contact.isPresent(),
                contact.isPresent(),
                nothingToAsk ? Optional.of(Preferences.none()) : Optional.empty());
    }

    /**
     * Who is named by a request.
     *
     * @throws Unanswered if the host fails
     */
    public Person named(Recipient recipient, Tenant tenant) {
        return person(recipient.key(), tenant, recipient.inline());
    }

    /**
     * Whom a stored delivery is for.
     *
     * @throws Unanswered if the host fails
     */
    public Person recipientOf(ReadPart.Loaded loaded) {
        Rows.Delivery d = loaded.delivery();
        String recipient = setup.seams().seal().open(d.id(), "delivery.recipient", d.recipient());
        return person(recipient, Tenant.of(d.tenant()), ownContact(loaded));
    }

    /** The contact that came with the request of a stored delivery. */
    public Optional<Contact> ownContact(ReadPart.Loaded loaded) {
        String own = loaded.own();
        return own == null
                ? Optional.empty()
                : Optional.of(Content.readContact(
                        setup.seams().seal().open(loaded.notification().id(), "contact", own)));
    }

    private Person person(String key, Tenant tenant, Optional<Contact> own) {
        Optional<Contact> contact = own.isPresent() ? own : contactOf(key);
        return new Person(contact, true, own.isPresent(), Optional.of(preferencesOf(key, tenant)));
    }

    /**
     * Where somebody is reached, by id.
     *
     * @throws Unanswered if the host fails
     */
    public Optional<Contact> contactOf(String id) {
        return Seam.ask(CONTACTS, () -> setup.seams().contacts().flatMap(source -> source.contactOf(id)));
    }

    /** What a condition is asked of a stored delivery. */
    public Condition.About about(ReadPart.Loaded loaded, Content content) {
        Rows.Delivery d = loaded.delivery();
        Rows.Notification n = loaded.notification();
        String subject = n.subject();
        return new Condition.About(
                new NotificationId(n.id()),
                new DeliveryId(d.id()),
                Tenant.of(n.tenant()),
                n.type(),
                setup.seams().seal().open(d.id(), "delivery.recipient", d.recipient()),
                ChannelName.of(d.channel()),
                subject == null ? null : setup.seams().seal().open(n.id(), "notification.subject", subject),
                content.data());
    }

    /** Whether this node can ask a condition of that name. */
    public boolean knows(String condition) {
        return setup.seams().conditions().containsKey(condition);
    }

    /**
     * Whether a condition holds, which is registered.
     *
     * @throws Unanswered if the host fails
     */
    public boolean holds(String condition, Condition.About about) {
        Condition asked = Objects.requireNonNull(setup.seams().conditions().get(condition), condition);
        return Seam.ask(CONDITION + condition, () -> asked.holds(about));
    }

    private Preferences preferencesOf(String key, Tenant tenant) {
        boolean nobody = preferences.isEmpty() || key.startsWith(Recipient.ADDRESS_PREFIX);
        return nobody
                ? Preferences.none()
                : Seam.ask(PREFERENCES, () -> preferences.get().preferencesOf(key, tenant));
    }
}
