package dev.notify.internal.directory;

import dev.notify.directory.Contacts;
import dev.notify.directory.SavedContact;
import dev.notify.directory.Slice;
import dev.notify.directory.StaleVersionException;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Contacts on cards, in one scope. */
final class ContactBook implements Contacts {

    /** The most ids that may be one person: all their cards are written in one step. */
    static final int MOST_MERGED = 100;

    private final Editing editing;

    ContactBook(Editing editing) {
        this.editing = editing;
    }

    @Override
    public SavedContact save(Contact contact) {
        return save(contact, null);
    }

    @Override
    public SavedContact save(Contact contact, long version) {
        return save(contact, Long.valueOf(version));
    }

    private SavedContact save(Contact contact, @Nullable Long expected) {
        Objects.requireNonNull(contact, "contact");
        Editing.checkId(contact.id());
        check(contact);
        return editing.until("the contact", () -> {
            Rows.Card before = editing.card(place(contact.id()));
            Directory.Entry was = entry(before);
            if (was.into().isPresent()) {
                throw new InvalidInputException(
                        "contact.id", "was merged into another: save that one, or remove this id first");
            }
            if (expected != null && expected != Editing.version(before)) {
                throw new StaleVersionException("the contact", Editing.version(before));
            }
            if (before != null && was.contact().equals(Optional.of(contact))) {
                return Optional.of(saved(contact, before.version(), before.changedAt()));
            }
            CardPart.Put put = put(before, new Directory.Entry(Optional.of(contact), Optional.empty(), was.was()));
            String detail = ContactChange.told(contact.id(), was.contact(), contact);
            Rows.Trail line = editing.trail("contact.saved", put.id(), detail);
            return editing.writeContacts(List.of(put), line)
                    ? Optional.of(saved(contact, Editing.version(before) + 1, put.changedAt()))
                    : Optional.empty();
        });
    }

    private void check(Contact contact) {
        for (Address address : contact.addresses()) {
            var channel = editing.setup().lines().channels().get(address.channel());
            if (channel != null) {
                channel.refuses(address).ifPresent(problem -> {
                    throw new InvalidInputException("address", problem);
                });
            }
        }
    }

    private CardPart.Put put(Rows.@Nullable Card before, Directory.Entry entry, CardPart.Place place) {
        return editing.put(place, before, id -> ContactCard.write(editing.seal(), id, entry));
    }

    private CardPart.Put put(Rows.@Nullable Card before, Directory.Entry entry) {
        return put(before, entry, place(entry.contact().orElseThrow().id()));
    }

    private CardPart.Place place(String id) {
        return ContactCard.place(editing.seal(), editing.tenant(), id);
    }

    private Directory.Entry entry(Rows.@Nullable Card card) {
        return card == null ? Directory.Entry.NOTHING : ContactCard.read(editing.seal(), card);
    }

    private static SavedContact saved(Contact contact, long version, long changedAt) {
        return new SavedContact(contact, version, Instant.ofEpochMilli(changedAt));
    }

    private Optional<SavedContact> saved(Rows.Card card) {
        return entry(card).contact().map(contact -> saved(contact, card.version(), card.changedAt()));
    }

    @Override
    public Optional<SavedContact> get(String id) {
        Rows.Card card = editing.card(place(Editing.checkId(id)));
        Rows.Card end = entry(card).into().map(this::place).map(editing::card).orElse(card);
        return end == null ? Optional.empty() : saved(end);
    }

    @Override
    public boolean remove(String id) {
        CardPart.Place place = place(Editing.checkId(id));
        return editing.until("the contact", () -> {
            Rows.Card before = editing.card(place);
            if (before == null) {
                return Optional.of(false);
            }
            Directory.Entry was = entry(before);
            List<CardPart.Put> puts = new ArrayList<>();
            puts.add(
                    was.was().isEmpty() || was.contact().isEmpty()
                            ? editing.gone(before)
                            : put(before, new Directory.Entry(Optional.empty(), Optional.empty(), was.was()), place));
            was.into().ifPresent(end -> forget(id, end).ifPresent(puts::add));
            Rows.Trail line = editing.trail("contact.removed", before.id(), id);
            return editing.writeContacts(puts, line) ? Optional.of(true) : Optional.empty();
        });
    }

    /** Whoever the id was merged into was never called so. */
    private Optional<CardPart.Put> forget(String id, String end) {
        Rows.Card card = editing.card(place(end));
        Directory.Entry entry = entry(card);
        List<String> left =
                entry.was().stream().filter(other -> !other.equals(id)).toList();
        return card == null || left.size() == entry.was().size()
                ? Optional.empty()
                : Optional.of(put(card, new Directory.Entry(entry.contact(), Optional.empty(), left), place(end)));
    }

    @Override
    public Slice<SavedContact> list(@Nullable String after, int limit) {
        Editing.checkLimit(limit);
        List<SavedContact> items = new ArrayList<>();
        String from = after;
        while (true) {
            List<Rows.Card> cards =
                    editing.cards().named(editing.tenant().value(), ContactCard.KIND, ContactCard.NAME, from, limit);
            for (Rows.Card card : cards) {
                from = card.place().owner();
                saved(card).ifPresent(items::add);
                if (items.size() == limit) {
                    return new Slice<>(items, Optional.of(from));
                }
            }
            if (cards.size() < limit) {
                return Slice.all(items);
            }
        }
    }

    @Override
    public void merge(String oldId, String newId) {
        Editing.checkId(oldId);
        String end = editing.until("one of the contacts", () -> mergeOnce(oldId, Editing.checkId(newId)));
        new GroupBook(editing).rename(oldId, end);
    }

    private Optional<String> mergeOnce(String oldId, String newId) {
        Rows.Card oldCard = editing.card(place(oldId));
        Directory.Entry old = entry(oldCard);
        String end = entry(editing.card(place(newId))).into().orElse(newId);
        if (end.equals(oldId)) {
            throw new InvalidInputException("newId", "leads back to the old one: they are one person already");
        }
        if (old.into().isPresent()) {
            if (old.into().get().equals(end)) {
                return Optional.of(end);
            }
            throw new InvalidInputException("oldId", "was merged into somebody else: remove it first");
        }
        Rows.Card newCard = editing.card(place(end));
        Directory.Entry stays = entry(newCard);
        List<String> was = new ArrayList<>(stays.was());
        was.add(oldId);
        was.addAll(old.was());
        if (was.size() > MOST_MERGED) {
            throw new InvalidInputException("newId", "would be " + was.size() + " people: at most " + MOST_MERGED);
        }
        Optional<Contact> contact = stays.contact()
                .map(c -> c.status(stricter(c, old.contact())))
                .or(() -> old.contact().map(c -> renamed(c, end)));
        List<CardPart.Put> puts = new ArrayList<>();
        CardPart.Put kept = put(newCard, new Directory.Entry(contact, Optional.empty(), was), place(end));
        puts.add(kept);
        Directory.Entry leads = new Directory.Entry(Optional.empty(), Optional.of(end), List.of());
        puts.add(put(oldCard, leads, place(oldId)));
        for (String before : old.was()) {
            puts.add(put(editing.card(place(before)), leads, place(before)));
        }
        Rows.Trail line = editing.trail("contact.merged", kept.id(), oldId + " into " + end);
        List<String> owners = puts.stream().map(put -> put.place().owner()).toList();
        MergedWants.Written wants = new MergedWants(editing).merge(oldId, end);
        return editing.writeContacts(puts, wants, owners, line) ? Optional.of(end) : Optional.empty();
    }

    /** Whoever is not to be reached under one of the ids is not to be reached. */
    private static Contact.Status stricter(Contact stays, Optional<Contact> goes) {
        Contact.Status other = goes.map(Contact::status).orElse(stays.status());
        return other.compareTo(stays.status()) > 0 ? other : stays.status();
    }

    private static Contact renamed(Contact c, String id) {
        return new Contact(id, c.addresses(), c.zone(), c.locale(), c.status());
    }
}
