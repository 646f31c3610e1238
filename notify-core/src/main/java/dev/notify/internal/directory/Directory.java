package dev.notify.internal.directory;

import dev.notify.channel.DeviceSource;
import dev.notify.directory.Contacts;
import dev.notify.directory.Devices;
import dev.notify.directory.Group;
import dev.notify.directory.Groups;
import dev.notify.directory.RegisteredDevice;
import dev.notify.directory.Slice;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Contact;
import dev.notify.model.Tenant;
import dev.notify.request.HostTransactions;
import dev.notify.request.Scope;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreSession;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What Notify itself keeps of people: contacts, and who belongs to which group. Safe for all threads; blocks for the store. */
public final class Directory {

    private final Setup setup;
    private final Surroundings surroundings;
    private final Store store;
    private final Consumer<CardPart.Place> changed;

    /**
     * The directory in this store.
     *
     * @param changed told where a contact was changed, so that this node forgets what it remembers of it
     */
    public Directory(Setup setup, Surroundings surroundings, Store store, Consumer<CardPart.Place> changed) {
        this.changed = changed;
        this.setup = setup;
        this.surroundings = surroundings;
        this.store = store;
    }

    /**
     * What a card of somebody says.
     *
     * @param contact empty where nothing is saved, or all is said by another card
     * @param into the id this one was merged into; a card of that id never leads on
     * @param was the ids that were merged into this one
     */
    public record Entry(Optional<Contact> contact, Optional<String> into, List<String> was) {

        /** Nothing is saved. */
        public static final Entry NOTHING = new Entry(Optional.empty(), Optional.empty(), List.of());

        public Entry {
            was = List.copyOf(was);
        }
    }

    /**
     * Some of a group.
     *
     * @param hosts whether the host's own source told them
     */
    public record Members(Slice<String> slice, boolean hosts) {}

    /** The host's source of groups failed. */
    public static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Throwable thrown;

        Unanswered(Throwable thrown) {
            super(
                    "the members of a group could not be looked up: "
                            + thrown.getClass().getName(),
                    thrown);
            this.thrown = thrown;
        }

        /** What the host threw. */
        public Throwable thrown() {
            return thrown;
        }
    }

    /** Where the card of a recipient lies. */
    public static CardPart.Place placeOf(FieldSeal seal, Tenant tenant, String recipientId) {
        return ContactCard.place(seal, tenant, recipientId);
    }

    /** The same, by the lookup of the id. */
    public static CardPart.Place placeOf(String tenant, String recipientLookup) {
        return new CardPart.Place(tenant, ContactCard.KIND, recipientLookup, ContactCard.NAME);
    }

    /** What such a card says. */
    public static Entry entry(FieldSeal seal, Rows.Card card) {
        return ContactCard.read(seal, card);
    }

    /** The live handle on contacts. */
    public Contacts contacts(Scope scope) {
        return new ContactBook(editing(scope));
    }

    /** The live handle on groups. */
    public Groups groups(Scope scope) {
        return new GroupBook(editing(scope));
    }

    /** The live handle on devices. */
    public Devices devices(Scope scope) {
        return new DeviceBook(editing(scope));
    }

    /** Devices as channels see them. */
    public DeviceSource deviceSource() {
        return new DeviceSource() {
            @Override
            public List<RegisteredDevice> devicesOf(Tenant tenant, String recipientId) {
                return devices(tenant).of(recipientId);
            }

            @Override
            public void gone(Tenant tenant, String recipientId, RegisteredDevice since, String why) {
                devices(tenant).gone(recipientId, since, why);
            }

            private DeviceBook devices(Tenant tenant) {
                return new DeviceBook(
                        new Editing(setup, surroundings, store, Scope.DEFAULT.forTenant(tenant), changed));
            }
        };
    }

    /** Where the devices of a recipient lie. */
    public static CardPart.Place devicesOf(FieldSeal seal, Tenant tenant, String recipientId) {
        return DeviceCard.allOf(seal, tenant, recipientId);
    }

    /** The same, by the lookup of the id. */
    public static CardPart.Place devicesOf(String tenant, String recipientLookup) {
        return DeviceCard.allOf(tenant, recipientLookup);
    }

    /** Whether such a card has any. */
    public static boolean hasDevices(FieldSeal seal, Rows.Card card) {
        return !DeviceCard.read(seal, card).isEmpty();
    }

    private Editing editing(Scope scope) {
        StoreSession session = scope.connection()
                .or(() -> setup.seams().transactions().flatMap(HostTransactions::current))
                .<StoreSession>map(store::join)
                .orElse(store);
        return new Editing(setup, surroundings, session, scope, changed);
    }

    /**
     * Members of a group: of the host's, or else of one that is kept here.
     *
     * @param hosts whether the host's source told those before
     * @return empty if nobody knows it, or whoever told those before does not any more
     * @throws Unanswered if the host's source fails
     */
    public Optional<Members> members(Group group, Tenant tenant, @Nullable String after, boolean hosts, int limit) {
        return new Roll(setup.seams().groups(), this).call(group, tenant, after, hosts, limit);
    }

    /** Members of a group that is kept here, in the order of their cards; empty if there is no such group. */
    Optional<Slice<String>> membersOf(Group group, Tenant tenant, @Nullable String after, int limit) {
        GroupBook book = new GroupBook(editing(Scope.DEFAULT.forTenant(tenant)));
        Slice<String> members = book.members(group, after, limit);
        return members.items().isEmpty() && after == null && !book.exists(group)
                ? Optional.empty()
                : Optional.of(members);
    }

    /** Where ids that were merged lead to, in one query; those that were not are absent. */
    public Map<String, String> merged(Tenant tenant, Collection<String> ids) {
        return merged(store, setup.seams().seal(), tenant, ids);
    }

    /** Who that is by now, as it is seen in this session. */
    public static String now(StoreSession session, FieldSeal seal, Tenant tenant, String id) {
        return merged(session, seal, tenant, List.of(id)).getOrDefault(id, id);
    }

    static Map<String, String> merged(StoreSession session, FieldSeal seal, Tenant tenant, Collection<String> ids) {
        Map<CardPart.Place, String> places = new HashMap<>();
        ids.forEach(id -> places.put(placeOf(seal, tenant, id), id));
        Map<String, String> ends = new HashMap<>();
        for (Rows.Card card : session.cards().read(places.keySet())) {
            String id = places.get(card.place());
            entry(seal, card).into().ifPresent(end -> ends.put(id == null ? end : id, end));
        }
        return ends;
    }
}
