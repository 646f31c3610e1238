package dev.notify.internal.upkeep;

import dev.notify.directory.Group;
import dev.notify.directory.GroupSource;
import dev.notify.directory.Slice;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.fanout.FanOutCard;
import dev.notify.internal.fanout.FanOutCard.Mark;
import dev.notify.internal.setup.Setup;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.store.CardPart;
import dev.notify.store.FieldSeal;
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
import org.jspecify.annotations.Nullable;

/** Finds those a fan-out is for, some hundred at a time: first the pages of the named, then each group. */
final class FanOutMembers {

    private static final int LONGEST_CURSOR = 200;

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

    /** The host's source of groups failed. */
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Throwable thrown;

        Unanswered(Throwable thrown) {
            super(
                    "the members of a group could not be looked up: "
                            + thrown.getClass().getName(),
                    thrown);
            this.thrown = thrown;
        }

        Throwable thrown() {
            return thrown;
        }
    }

    /** @throws Unanswered if the host's source fails */
    Found next(FanOutCard card, Tenant tenant, UUID notification) {
        return card.mark().source() == 0 ? named(card, tenant, notification) : members(card, tenant);
    }

    private Found named(FanOutCard card, Tenant tenant, UUID notification) {
        Optional<Rows.Card> page = FanOutCard.pageAfter(
                store.cards(), tenant.value(), notification, card.mark().after());
        Mark groups = new Mark(1, null, false);
        if (page.isEmpty()) {
            return new Found(List.of(), groups, List.of(), List.of());
        }
        FieldSeal seal = setup.seams().seal();
        List<Recipient> recipients = FanOutCard.recipients(seal, page.get());
        boolean last = recipients.size() < FanOutCard.STEP;
        Mark mark = last ? groups : new Mark(0, page.get().place().name(), false);
        CardPart.Put gone = new CardPart.Put(
                page.get().place(), page.get().id(), null, page.get().changedAt(), null, null);
        return new Found(recipients, mark, List.of(gone), List.of());
    }

    private Found members(FanOutCard card, Tenant tenant) {
        Mark mark = card.mark();
        Group group = card.plan().groups().get(mark.source() - 1);
        boolean begins = mark.after() == null;
        Optional<Slice<String>> told = begins || mark.hosts() ? ask(group, tenant, mark.after()) : Optional.empty();
        boolean hosts = told.isPresent();
        if (told.isEmpty() && mark.hosts() && !begins) {
            return skip(card, "was gone before its members were all found");
        }
        if (told.isEmpty()) {
            told = directory.membersOf(group, tenant, mark.after(), FanOutCard.STEP);
        }
        if (told.isEmpty()) {
            return skip(card, "is not known");
        }
        Slice<String> slice = told.get();
        if (slice.items().isEmpty() && begins && slice.next().isEmpty()) {
            return skip(card, "has no members");
        }
        List<String> notes = new ArrayList<>();
        List<Recipient> recipients = recipients(group, slice.items(), notes);
        Mark next = slice.next()
                .map(after -> new Mark(mark.source(), after, hosts))
                .orElseGet(() -> new Mark(mark.source() + 1, null, false));
        return new Found(recipients, next, List.of(), notes);
    }

    /** Nothing, or nothing more, of the source it stands at. */
    Found skip(FanOutCard card, String why) {
        Mark mark = card.mark();
        String note = card.plan().groups().get(mark.source() - 1).key() + " " + why;
        return new Found(List.of(), new Mark(mark.source() + 1, null, false), List.of(), List.of(note));
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

    private Optional<Slice<String>> ask(Group group, Tenant tenant, @Nullable String after) {
        Optional<GroupSource> source = setup.seams().groups();
        if (source.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Slice<String>> told =
                    source.get().membersOf(group, tenant, Optional.ofNullable(after), FanOutCard.STEP);
            Optional<String> next = told.flatMap(Slice::next);
            if (next.isPresent()
                    && (next.get().length() > LONGEST_CURSOR || next.get().equals(after))) {
                throw new IllegalStateException(
                        "the page goes on with what it was asked with, or with a text too long");
            }
            return told;
        } catch (Tasks.NeverReturns e) {
            throw e;
        } catch (Throwable e) {
            throw new Unanswered(e);
        }
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
