package dev.notify.internal.people;

import dev.notify.internal.base.TimeSource;
import dev.notify.internal.cards.Cards;
import dev.notify.internal.content.Content;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.policy.Route;
import dev.notify.preference.AddressConsent;
import dev.notify.preference.Preferences;
import dev.notify.request.Condition;
import dev.notify.sign.Signature;
import dev.notify.store.CardPart.Place;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Asks the host and the store who a recipient is. Blocks for their answer; safe for all threads. */
public final class People {

    /** Where people are reached: asked of the source given with {@code contactsFrom}. */
    public static final String CONTACTS = "contacts";
    /** What people want: asked of the source given with {@code preferencesFrom}, and of the store. */
    public static final String PREFERENCES = "preferences";

    /** Before the name of a condition that is asked. */
    public static final String CONDITION = "condition ";
    /** Whether addresses may be used: asked of the ledger. */
    public static final String CONSENT = "consent";

    /** Whether it was read or acknowledged: asked of the store. */
    public static final String SIGNS = "signs";

    /** After that many milliseconds no node remembers what was said before a change. */
    public static final long FORGOTTEN_AFTER = Fresh.KEPT + 1_000;

    private final Setup setup;
    private final AddressBook book;
    private final Optional<Fresh> preferences;
    private final Cards cards;
    private final Stored stored;
    private final Consents consents;
    private final Signatures signatures;

    /** Asks the sources of this setup, and what the store has on cards. */
    public People(Setup setup, TimeSource time, Store store) {
        this.setup = setup;
        this.preferences = setup.seams().preferences().map(source -> new Fresh(source, time));
        this.cards = new Cards(setup.seams().seal());
        this.stored = new Stored(store, time);
        this.consents = new Consents(stored, cards);
        this.signatures = new Signatures(stored, cards);
        this.book = new AddressBook(setup, store, stored);
    }

    /**
     * What is known of a recipient.
     *
     * @param contact empty where nobody is known by that id
     * @param known whether the contact has been looked up, or came with the request
     * @param fixed whether the contact came with the request, and will be the same tomorrow
     * @param preferences empty where they have not been asked for
     * @param consents how addresses stand in the ledger; one that is absent has not been asked for
     * @param served whether this person gets the notification by another of its deliveries, under an id that is theirs too
     */
    public record Person(
            Optional<Contact> contact,
            boolean known,
            boolean fixed,
            Optional<Preferences> preferences,
            Map<Address, AddressConsent> consents,
            boolean served) {

        public Person {
            consents = Map.copyOf(consents);
        }

        /** Somebody who goes by one id. */
        public Person(
                Optional<Contact> contact,
                boolean known,
                boolean fixed,
                Optional<Preferences> preferences,
                Map<Address, AddressConsent> consents) {
            this(contact, known, fixed, preferences, consents, false);
        }

        /** Of whose addresses the ledger was not asked. */
        public Person(Optional<Contact> contact, boolean known, boolean fixed, Optional<Preferences> preferences) {
            this(contact, known, fixed, preferences, Map.of());
        }

        /** Whether nobody stands behind it: an address that somebody chose. */
        public boolean isBareAddress() {
            return contact.filter(c -> c.id().startsWith(Recipient.ADDRESS_PREFIX))
                    .isPresent();
        }
    }

    /** The host, or the store, could not say; what it threw is the cause. */
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
        return new Person(
                contact,
                contact.isPresent(),
                contact.isPresent(),
                recipient instanceof Recipient.Bare ? Optional.of(Preferences.none()) : Optional.empty());
    }

    /**
     * Who is named by a request.
     *
     * @throws Unanswered if the host fails
     */
    public Person named(Recipient recipient, Tenant tenant) {
        return person(book.find(tenant, recipient.key()), tenant, recipient.inline(), address -> true, false);
    }

    /**
     * Whom a stored delivery is for.
     *
     * @throws Unanswered if the host or the store fails
     */
    public Person recipientOf(ReadPart.Loaded loaded) {
        Rows.Delivery d = loaded.delivery();
        Tenant tenant = Tenant.of(d.tenant());
        AddressBook.Found found = book.find(tenant, keyOf(d));
        return person(found, tenant, ownContact(loaded), on(d), book.servesOtherwise(found, d));
    }

    /** Reads at once what will be asked of these deliveries, as far as the store has it: two queries at most, whatever their number. */
    public void foresee(Collection<ReadPart.Loaded> batch) {
        Set<Place> places = new HashSet<>();
        if (stored.uses(Cards.Part.CONTACTS)) {
            for (ReadPart.Loaded loaded : batch) {
                Rows.Delivery d = loaded.delivery();
                places.add(Directory.placeOf(d.tenant(), d.recipientLookup()));
            }
        }
        if (stored.uses(Cards.Part.PREFERENCES)) {
            for (ReadPart.Loaded loaded : batch) {
                String key = keyOf(loaded.delivery());
                if (!isAddress(key)) {
                    places.add(cards.preferencesAt(Tenant.of(loaded.delivery().tenant()), key));
                }
            }
        }
        if (consents.used()) {
            for (ReadPart.Loaded loaded : batch) {
                Tenant tenant = Tenant.of(loaded.delivery().tenant());
                ownContact(loaded)
                        .map(contact -> addressesOf(contact, on(loaded.delivery())))
                        .ifPresent(all -> places.addAll(consents.placesOf(all, tenant)));
            }
        }
        if (stored.uses(Cards.Part.DEVICES)) {
            for (ReadPart.Loaded loaded : batch) {
                Rows.Delivery d = loaded.delivery();
                if (d.channel().equals(ChannelName.PUSH.value())) {
                    places.add(Directory.devicesOf(d.tenant(), d.recipientLookup()));
                }
            }
        }
        stored.foresee(places);
    }

    /** What this node remembers of somebody, by the lookup of their key, is not to be relied on any more. */
    public void forget(String tenant, String recipientLookup) {
        preferences.ifPresent(Fresh::forget);
        forget(Cards.preferencesOf(tenant, recipientLookup));
        forget(Directory.placeOf(tenant, recipientLookup));
    }

    /** Something else lies there from now on. */
    public void forget(Place changed) {
        stored.forget(changed);
    }

    /** A part is used from now on that may not have been before. */
    public void forgetUses() {
        stored.forgetUses();
    }

    /** The contact that came with the request of a stored delivery. */
    public Optional<Contact> ownContact(ReadPart.Loaded loaded) {
        String own = loaded.own();
        return own == null
                ? Optional.empty()
                : Optional.of(Content.readContact(
                        setup.seams().seal().open(loaded.notification().id(), "contact", own)));
    }

    /**
     * By which id the recipient of a delivery goes now.
     *
     * @throws Unanswered if the store fails
     */
    public String idOf(Rows.Delivery d) {
        return book.find(Tenant.of(d.tenant()), keyOf(d)).id();
    }

    private String keyOf(Rows.Delivery d) {
        return setup.seams().seal().open(d.id(), "delivery.recipient", d.recipient());
    }

    private Person person(
            AddressBook.Found found, Tenant tenant, Optional<Contact> own, Predicate<Address> used, boolean served) {
        Optional<Contact> contact = book.withDevices(own.isPresent() ? own : contactOf(found, tenant), found, tenant);
        Optional<Preferences> wants = Optional.of(preferencesOf(found.id(), tenant));
        Map<Address, AddressConsent> said =
                contact.map(c -> consents.of(addressesOf(c, used), tenant)).orElse(Map.of());
        return new Person(contact, true, own.isPresent(), wants, said, served);
    }

    private static List<Address> addressesOf(Contact contact, Predicate<Address> used) {
        return contact.addresses().stream().filter(used).toList();
    }

    private static Predicate<Address> on(Rows.Delivery d) {
        return address -> address.channel().value().equals(d.channel());
    }

    /**
     * Where somebody is reached, by id.
     *
     * @throws Unanswered if the host or the store fails
     */
    public Optional<Contact> contactOf(String id, Tenant tenant) {
        return contactOf(book.find(tenant, id), tenant);
    }

    private Optional<Contact> contactOf(AddressBook.Found found, Tenant tenant) {
        Optional<Contact> hosts = Seam.ask(
                CONTACTS, () -> setup.seams().contacts().flatMap(source -> source.contactOf(found.id(), tenant)));
        return hosts.isPresent() ? hosts : book.contactOf(found, tenant);
    }

    /**
     * All ids of this person, the one given among them.
     *
     * @throws Unanswered if the store fails
     */
    public List<String> idsOf(String id, Tenant tenant) {
        AddressBook.Found found = book.find(tenant, id);
        return Stream.concat(Stream.of(id, found.id()), found.others().stream())
                .distinct()
                .toList();
    }

    /**
     * The sign that makes another way needless: the one the route waits for, or any where it waits for none.
     *
     * @throws Unanswered if the store fails
     */
    public Optional<Signature> signed(ReadPart.Loaded loaded, Route route) {
        return signatures.on(loaded.delivery(), route);
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

    /** The host's answer as a whole, or else what is stored. */
    private Preferences preferencesOf(String key, Tenant tenant) {
        if (isAddress(key)) {
            return Preferences.none();
        }
        return Seam.ask(
                PREFERENCES,
                () -> preferences
                        .flatMap(host -> host.preferencesOf(key, tenant))
                        .or(() -> storedOf(key, tenant))
                        .orElse(Preferences.none()));
    }

    private Optional<Preferences> storedOf(String key, Tenant tenant) {
        return stored.uses(Cards.Part.PREFERENCES)
                ? stored.at(cards.preferencesAt(tenant, key), Preferences.class, cards::preferences)
                : Optional.empty();
    }

    private static boolean isAddress(String key) {
        return key.startsWith(Recipient.ADDRESS_PREFIX);
    }
}
