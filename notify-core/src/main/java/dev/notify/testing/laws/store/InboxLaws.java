package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.again;
import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleItems.change;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Together.together;

import dev.notify.inbox.InboxStatus;
import dev.notify.store.CardPart;
import dev.notify.store.InboxPart;
import dev.notify.store.InboxPart.Change;
import dev.notify.store.InboxPart.Find;
import dev.notify.store.InboxPart.Head;
import dev.notify.store.InboxPart.Item;
import dev.notify.store.InboxPart.Mark;
import dev.notify.store.InboxPart.Owner;
import dev.notify.store.InboxPart.Spot;
import dev.notify.testing.laws.kit.SampleCards;
import dev.notify.testing.laws.kit.SampleItems;
import dev.notify.testing.laws.kit.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everybody finds what is theirs, newest first; every change is numbered and counted, and numbers show in their order. */
final class InboxLaws {

    private static final Set<InboxStatus> OPEN = EnumSet.copyOf(InboxStatus.OPEN);
    private static final int MANY = 99;

    private final Stage stage;
    private final InboxPart inbox;
    private final SampleItems sample;
    private final Owner ann;
    private final Owner bob;

    InboxLaws(Stage stage) {
        this.stage = stage;
        this.inbox = stage.store().inbox();
        this.sample = new SampleItems(stage);
        this.ann = sample.owner("ann");
        this.bob = sample.owner("bob");
    }

    private static List<UUID> ids(List<Item> items) {
        return items.stream().map(Item::id).toList();
    }

    private static Find all(List<Owner> owners, @Nullable Spot before, int limit) {
        return new Find(owners, OPEN, null, null, null, before, limit);
    }

    private List<Item> of(Owner owner, InboxStatus... statuses) {
        return inbox.find(new Find(List.of(owner), Set.of(statuses), null, null, null, null, MANY));
    }

    private Item now(Item item) {
        List<Item> found = inbox.items(item.owner(), List.of(item.id()));
        equal("items of one id", 1, found.size());
        return found.get(0);
    }

    void an_inbox_nobody_wrote_to_is_empty() {
        sample.arrived(bob, 1);
        equal("heads", List.of(), inbox.heads(List.of(ann)));
        equal("items", List.of(), inbox.find(all(List.of(ann), null, MANY)));
        equal("changes", List.of(), inbox.changed(ann, 0, MANY));
        equal("woken", 0, inbox.wake(ann, NOW));
        equal("heads", 1, inbox.heads(List.of(ann, bob, bob)).size());
    }

    void the_newest_come_first_page_by_page() {
        List<UUID> expected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<UUID> held = sample.held(2);
            Item one = sample.item(held.get(0), ann, NOW + i);
            Item two = sample.item(held.get(1), bob, NOW + i);
            sample.arrived(one, two);
            inbox.change(change(i == 1 ? one : two, Mark.READ));
            expected.addAll(0, List.of(held.get(1), held.get(0))); // at one moment, the greater id first
        }
        List<UUID> found = new ArrayList<>();
        Spot before = null;
        for (List<Item> page = inbox.find(all(List.of(ann, bob), null, 2));
                !page.isEmpty();
                page = inbox.find(all(List.of(ann, bob), before, 2))) {
            found.addAll(ids(page));
            before = page.get(page.size() - 1).spot();
        }
        equal("items of two inboxes", expected, found);
    }

    void what_is_found_is_as_it_was_asked_for() {
        List<UUID> held = sample.held(4);
        Item plain = sample.item(held.get(0), ann, NOW);
        Item ofType = sample.of(sample.item(held.get(1), ann, NOW), "other", "samples", "about-lookup");
        Item ofCategory = sample.of(sample.item(held.get(2), ann, NOW), "sample", "others", null);
        Item ofSubject = sample.of(sample.item(held.get(3), ann, NOW), "sample", "samples", "else");
        sample.arrived(plain, ofType, ofCategory, ofSubject);
        inbox.change(change(plain, Mark.ARCHIVED));
        List<Owner> hers = List.of(ann);
        equal("of a type", List.of(held.get(1)), ids(inbox.find(new Find(hers, OPEN, "other", null, null, null, 9))));
        equal(
                "of a category",
                List.of(held.get(2)),
                ids(inbox.find(new Find(hers, OPEN, null, "others", null, null, 9))));
        equal("of a subject", List.of(held.get(3)), ids(inbox.find(new Find(hers, OPEN, null, null, "else", null, 9))));
        equal("archived", List.of(held.get(0)), ids(of(ann, InboxStatus.ARCHIVED)));
        equal("of both", 4, of(ann, InboxStatus.NEW, InboxStatus.ARCHIVED).size());
    }

    void nobody_reads_or_changes_what_is_anothers() {
        Item bobs = sample.arrived(bob, 1).get(0);
        Owner elsewhere = new Owner(stage.rows().otherTenant(), "bob");
        for (Owner stranger : List.of(ann, elsewhere)) {
            equal("items", List.of(), inbox.items(stranger, List.of(bobs.id())));
            equal("found", List.of(), inbox.find(all(List.of(stranger), null, MANY)));
            Change change = new Change(stranger, List.of(bobs.id()), Mark.READ, NOW);
            equal("changed", List.of(), inbox.change(change));
        }
        sample.arrived(ann, 1);
        equal("changed", List.of(), inbox.change(new Change(ann, List.of(bobs.id()), Mark.DISMISSED, NOW)));
        equal("bob's item", bobs, now(bobs));
    }

    void marks_are_kept_and_counted() {
        Item first = sample.arrived(ann, 2).get(0);
        long[][] after = {{1, 2}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
        Mark[] marks = {Mark.SEEN, Mark.READ, Mark.ARCHIVED, Mark.RESTORED, Mark.DISMISSED, Mark.RESTORED};
        Item expected = first;
        for (int i = 0; i < marks.length; i++) {
            Change change = change(first, marks[i]);
            expected = expected.marked(change).numbered(3 + i);
            equal("changed by " + marks[i], List.of(expected), inbox.change(change));
            equal("item after " + marks[i], expected, now(first));
            equal("head after " + marks[i], new Head(ann, 3 + i, after[i][0], after[i][1], null), sample.head(ann));
        }
    }

    void a_mark_that_changes_nothing_takes_no_number() {
        Item item = sample.arrived(ann, 1).get(0);
        inbox.change(change(item, Mark.READ));
        equal("changed", List.of(), inbox.change(change(item, Mark.SEEN)));
        equal("changed", List.of(), inbox.change(change(item, Mark.READ)));
        equal("changed", List.of(), inbox.change(change(item, Mark.WOKEN)));
        equal("head", new Head(ann, 2, 0, 0, null), sample.head(ann));
        equal("taken by another", 1, inbox.change(change(item, Mark.TAKEN)).size());
        equal("head", new Head(ann, 3, 0, 0, null), sample.head(ann));
    }

    void changes_come_in_the_order_of_their_numbers() {
        List<Item> items = sample.arrived(ann, 3);
        inbox.change(change(items.get(0), Mark.SEEN));
        equal(
                "all changes",
                List.of(items.get(1).id(), items.get(2).id(), items.get(0).id()),
                ids(inbox.changed(ann, 0, MANY)));
        equal("the first", List.of(items.get(1).id()), ids(inbox.changed(ann, 0, 1)));
        equal("after two", List.of(items.get(2).id(), items.get(0).id()), ids(inbox.changed(ann, 2, MANY)));
        equal("after all", List.of(), inbox.changed(ann, 4, MANY));
    }

    void what_is_snoozed_comes_back_when_its_time_has_come() {
        List<Item> items = sample.arrived(ann, 3);
        inbox.change(change(items.get(0), Mark.READ));
        for (int i = 0; i < 2; i++) {
            UUID id = items.get(i).id();
            inbox.change(new Change(ann, List.of(id), Mark.SNOOZED, NOW + 60, NOW + 200 - 100L * i));
        }
        equal("head", new Head(ann, 6, 1, 1, NOW + 100), sample.head(ann));
        equal("woken too early", 0, inbox.wake(ann, NOW + 99));
        equal("woken", 1, inbox.wake(ann, NOW + 100));
        equal("head", new Head(ann, 7, 2, 2, NOW + 200), sample.head(ann));
        equal("woken again", 0, inbox.wake(ann, NOW + 100));
        equal("woken", 1, inbox.wake(ann, NOW + 500));
        equal("head", new Head(ann, 8, 3, 3, null), sample.head(ann));
        inbox.change(new Change(ann, List.of(items.get(1).id()), Mark.SNOOZED, NOW + 500, NOW + 600));
        inbox.change(new Change(ann, List.of(items.get(1).id()), Mark.READ, NOW + 600));
        equal("read though nobody woke it", InboxStatus.READ, now(items.get(1)).status());
        equal("woken", 0, inbox.wake(ann, NOW + 700));
        equal("head", new Head(ann, 10, 2, 2, null), sample.head(ann));
        Item first = now(items.get(0));
        equal("when it came back", NOW + 200, first.at());
        equal("when it was read", null, first.readAt());
        equal("the newest", items.get(0).id(), of(ann, InboxStatus.NEW).get(0).id());
    }

    void a_step_marks_items_or_is_not_done() {
        Item item = sample.arrived(ann, 1).get(0);
        SampleCards cards = new SampleCards(stage.rows());
        CardPart part = stage.store().cards();
        CardPart.Put fresh = cards.put(cards.place("ann", "sign"), "read");
        CardPart.Put once = new CardPart.Put(fresh.place(), fresh.id(), 0L, NOW, null, "read");
        CardPart.Step step = CardPart.Step.EMPTY.puts(List.of(once)).marks(List.of(change(item, Mark.READ)));
        isTrue("written", again(() -> part.write(step)));
        equal("status", InboxStatus.READ, now(item).status());
        CardPart.Step late = CardPart.Step.EMPTY.puts(List.of(once)).marks(List.of(change(item, Mark.DISMISSED)));
        isTrue("not written", !again(() -> part.write(late)));
        equal("status", InboxStatus.READ, now(item).status());
        isTrue("marks alone", again(() -> part.write(late.puts(List.of()))));
        equal("status", InboxStatus.DISMISSED, now(item).status());
    }

    /** One follows the changes while others make them: in the end there is nothing it has not seen. */
    void nothing_changes_before_a_number_that_was_read() throws Exception {
        List<Item> items = sample.arrived(ann, 32);
        Map<UUID, Item> followed = new HashMap<>();
        long[] upTo = {0};
        together(5, i -> () -> {
            for (int j = 0; j < 32; j++) {
                Item item = items.get((j + 8 * i) % 32);
                if (i == 4) {
                    follow(followed, upTo);
                } else {
                    again(() -> inbox.change(change(item, i % 2 == 0 ? Mark.ARCHIVED : Mark.RESTORED)));
                }
            }
            return i;
        });
        follow(followed, upTo);
        sameSet("what was followed", inbox.items(ann, ids(items)), followed.values());
    }

    private void follow(Map<UUID, Item> followed, long[] upTo) {
        for (Item item : inbox.changed(ann, upTo[0], MANY)) {
            followed.put(item.id(), item);
            upTo[0] = item.seq();
        }
    }
}
