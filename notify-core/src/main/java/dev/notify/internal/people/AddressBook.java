package dev.notify.internal.people;

import dev.notify.delivery.DeliveryState;
import dev.notify.directory.Device;
import dev.notify.internal.base.UuidV7;
import dev.notify.internal.cards.Cards;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.security.FieldSeal;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the directory has of a recipient: the contact, and the ids that are one person. */
final class AddressBook {

    private final FieldSeal seal;
    private final Store store;
    private final Stored stored;
    private final boolean alone;

    AddressBook(Setup setup, Store store, Stored stored) {
        this.seal = setup.seams().seal();
        this.store = store;
        this.stored = stored;
        this.alone = setup.seams().contacts().isEmpty();
    }

    /**
     * Somebody, by the id they have now.
     *
     * @param others the other ids that are this person
     */
    record Found(String id, Optional<Contact> contact, List<String> others) {}

    /** @throws People.Unanswered if the store fails */
    Found find(Tenant tenant, String id) {
        if (id.startsWith(Recipient.ADDRESS_PREFIX)) {
            return new Found(id, Optional.empty(), List.of());
        }
        return Seam.ask(People.CONTACTS, () -> {
            Directory.Entry entry = read(tenant, id);
            Optional<String> into = entry.into();
            if (into.isEmpty()) {
                return new Found(id, entry.contact(), entry.was());
            }
            Directory.Entry end = read(tenant, into.get());
            List<String> others = new ArrayList<>(end.was());
            others.add(into.get());
            others.remove(id);
            return new Found(into.get(), end.contact(), others);
        });
    }

    /** Where nobody was ever saved, one query in a while finds that out; unless the directory is all there is to ask. */
    private Directory.Entry read(Tenant tenant, String id) {
        return alone || stored.uses(Cards.Part.CONTACTS) ? surely(tenant, id) : Directory.Entry.NOTHING;
    }

    private Directory.Entry surely(Tenant tenant, String id) {
        return stored.at(Directory.placeOf(seal, tenant, id), Directory.Entry.class, c -> Directory.entry(seal, c))
                .orElse(Directory.Entry.NOTHING);
    }

    /** The contact of somebody whom nobody else knows: here nothing is taken for granted. */
    Optional<Contact> contactOf(Found found, Tenant tenant) {
        boolean nobody = found.id().startsWith(Recipient.ADDRESS_PREFIX);
        return found.contact().isPresent() || nobody
                ? found.contact()
                : Seam.ask(People.CONTACTS, () -> surely(tenant, found.id()).contact());
    }

    /**
     * The contact of somebody who has devices, and is reached by push unless the contact says where.
     *
     * @throws People.Unanswered if the store fails
     */
    Optional<Contact> withDevices(Optional<Contact> contact, Found found, Tenant tenant) {
        String id = found.id();
        boolean said = contact.flatMap(c -> c.addressOn(ChannelName.PUSH)).isPresent();
        if (said || id.startsWith(Recipient.ADDRESS_PREFIX)) {
            return contact;
        }
        boolean any = Seam.ask(
                People.CONTACTS,
                () -> stored.uses(Cards.Part.DEVICES)
                        && Stream.concat(Stream.of(id), found.others().stream())
                                .anyMatch(one -> hasDevices(one, tenant)));
        return any ? Optional.of(contact.orElse(Contact.of(id)).at(Device.allOf(id))) : contact;
    }

    private boolean hasDevices(String id, Tenant tenant) {
        return stored.at(Directory.devicesOf(seal, tenant, id), Boolean.class, card -> Directory.hasDevices(seal, card))
                .orElse(false);
    }

    /**
     * Whether this person gets the notification on this channel by a delivery to another of their ids: one that has gone out, or else the
     * first of those that wait.
     *
     * @throws People.Unanswered if the store fails
     */
    boolean servesOtherwise(Found found, Rows.Delivery d) {
        if (found.others().isEmpty()) {
            return false;
        }
        List<String> lookups =
                found.others().stream().map(id -> seal.lookup("recipient", id)).toList();
        return Seam.ask(
                People.CONTACTS,
                () -> store.reads().deliveriesTo(d.tenant(), d.notificationId(), lookups).stream()
                        .filter(other -> other.channel().equals(d.channel())
                                && !other.id().equals(d.id()))
                        .anyMatch(other -> hasGone(other.state())
                                || (other.state().isPending()
                                        && !other.cancelAsked()
                                        && UuidV7.compare(other.id(), d.id()) < 0)));
    }

    private static boolean hasGone(DeliveryState state) {
        return state == DeliveryState.SENT || state == DeliveryState.DELIVERED || state == DeliveryState.MAYBE_SENT;
    }
}
