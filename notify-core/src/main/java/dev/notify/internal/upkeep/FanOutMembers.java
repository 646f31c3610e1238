package dev.notify.internal.upkeep;

import dev.notify.directory.Group;
import dev.notify.directory.Slice;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.fanout.FanOutCard;
import dev.notify.internal.fanout.FanOutCard.Mark;
import dev.notify.internal.setup.Setup;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds those a fan-out is for, some hundred at a time: first the pages of the named, then each group. */
final class FanOutMembers {

    private final Setup setup;
    private final Store store;
    private final Directory directory;

    FanOutMembers(Setup setup, Store store, Directory directory) {
        this.setup = setup;
        this.store = store;
        this.directory = directory;
    }

    /**
     * Some of those it is for.
     *
     * @param mark where it goes on after them
     * @param used cards that are needed no more
     */
    record Found(List<Recipient> recipients, Mark mark, List<CardPart.Put> used, List<String> notes) {}

    /** @throws Directory.Unanswered if the host's source fails */
    Found next(FanOutCard card, Tenant tenant, UUID notification) {
        return card.mark().source() == 0 ? named(card, tenant, notification) : members(card, tenant);
    }

    private Found named(FanOutCard card, Tenant tenant, UUID notification) {
        Optional<Rows.Card> page = FanOutCard.pageAfter(
                store.cards(), tenant.value(), notification, card.mark().after());
        Mark groups = card.mark().to(1);
        if (page.isEmpty()) {
            return new Found(List.of(), groups, List.of(), List.of());
        }
        FieldSeal seal = setup.seams().seal();
        List<Recipient> recipients = FanOutCard.recipients(seal, page.get());
        boolean last = recipients.size() < FanOutCard.STEP;
        Mark mark = last ? groups : card.mark().after(page.get().place().name(), false);
        CardPart.Put gone = new CardPart.Put(
                page.get().place(), page.get().id(), null, page.get().changedAt(), null, null);
        return new Found(recipients, mark, List.of(gone), List.of());
    }

    private Found members(FanOutCard card, Tenant tenant) {
        Mark mark = card.mark();
        Group group = card.plan().groups().get(mark.source() - 1);
        boolean begins = mark.after() == null;
        Optional<Directory.Members> told =
                directory.members(group, tenant, mark.after(), mark.hosts(), FanOutCard.STEP);
        if (told.isEmpty()) {
            return skip(card, begins ? "is not known" : "was gone before its members were all found");
        }
        boolean hosts = told.get().hosts();
        Slice<String> slice = told.get().slice();
        if (slice.items().isEmpty() && begins && slice.next().isEmpty()) {
            return skip(card, "has no members");
        }
        List<String> notes = new ArrayList<>();
        List<Recipient> recipients = recipients(group, slice.items(), notes);
        Mark next = slice.next().map(after -> mark.after(after, hosts)).orElseGet(() -> mark.to(mark.source() + 1));
        return new Found(recipients, next, List.of(), notes);
    }

    /** Nothing, or nothing more, of the source it stands at. */
    Found skip(FanOutCard card, String why) {
        Mark mark = card.mark();
        String note = card.plan().groups().get(mark.source() - 1).key() + " " + why;
        return new Found(List.of(), mark.to(mark.source() + 1), List.of(), List.of(note));
    }

    private static List<Recipient> recipients(Group group, List<String> ids, List<String> notes) {
        List<Recipient> recipients = new ArrayList<>(ids.size());
        int wrong = 0;
        for (String id : ids) {
            try {
                recipients.add(Recipient.id(id));
            } catch (InvalidInputException e) {
                wrong++;
            }
        }
        if (wrong > 0) {
            notes.add(group.key() + " has " + wrong + " members whose id is no id of a recipient");
        }
        return recipients;
    }

    /** Those of these, each once and by the id they have now, whom the notification has no delivery for yet. */
    List<Recipient> notReached(Tenant tenant, UUID notification, List<Recipient> recipients) {
        List<String> ids = recipients.stream()
                .filter(r -> r instanceof Recipient.ById)
                .map(Recipient::key)
                .toList();
        Map<String, String> merged = ids.isEmpty() ? Map.of() : directory.merged(tenant, ids);
        FieldSeal seal = setup.seams().seal();
        Map<String, Recipient> byLookup = new LinkedHashMap<>();
        for (Recipient recipient : recipients) {
            String end = merged.get(recipient.key());
            Recipient now = end == null || recipient.inline().isPresent() ? recipient : Recipient.id(end);
            byLookup.putIfAbsent(seal.lookup("recipient", now.key()), now);
        }
        if (byLookup.isEmpty()) {
            return List.of();
        }
        Set<String> reached = store.reads().deliveriesTo(tenant.value(), notification, byLookup.keySet()).stream()
                .map(Rows.Delivery::recipientLookup)
                .collect(Collectors.toSet());
        byLookup.keySet().removeAll(reached);
        return List.copyOf(byLookup.values());
    }
}
