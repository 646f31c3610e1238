package dev.notify.testing.laws.settle;

import static dev.notify.testing.laws.kit.Checks.again;
import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.refuses;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Together.together;

import dev.notify.store.InboxPart;
import dev.notify.store.InboxPart.Head;
import dev.notify.store.InboxPart.Item;
import dev.notify.store.InboxPart.Owner;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.SettlePart.Settlement;
import dev.notify.store.StoreException;
import dev.notify.testing.laws.kit.SampleItems;
import dev.notify.testing.laws.kit.Stage;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** An item comes into its inbox with the settlement of its delivery: with it, once, or not at all. */
final class ItemLaws {

    private final Stage stage;
    private final InboxPart inbox;
    private final SampleItems sample;
    private final Owner ann;

    ItemLaws(Stage stage) {
        this.stage = stage;
        this.inbox = stage.store().inbox();
        this.sample = new SampleItems(stage);
        this.ann = sample.owner("ann");
    }

    private Item itemOf(UUID delivery) {
        return sample.item(delivery, ann, NOW + 9);
    }

    void an_item_comes_with_the_settlement_of_its_delivery() {
        Item item = itemOf(sample.held(1).get(0));
        stage.settle(sample.bringing(item.id(), 1, item));
        equal("items", List.of(item.numbered(1)), inbox.items(ann, List.of(item.id())));
        equal("head", new Head(ann, 1, 1, 1, null), sample.head(ann));
    }

    void a_stale_settlement_brings_no_item() {
        UUID id = sample.held(1).get(0);
        stage.claim(NOW + 12_000, 1);
        stage.settle(sample.bringing(id, 1, itemOf(id)));
        equal("items", List.of(), inbox.items(ann, List.of(id)));
        equal("head", Head.empty(ann), sample.head(ann));
    }

    void a_settlement_that_is_repeated_brings_its_item_once() {
        UUID id = sample.held(1).get(0);
        Settlement s = sample.bringing(id, 1, itemOf(id));
        stage.settle(s);
        stage.settle(s);
        equal("head", new Head(ann, 1, 1, 1, null), sample.head(ann));
    }

    void a_late_success_brings_its_item() {
        UUID id = sample.held(1).get(0);
        stage.settle(stage.back(id, 1, Move.again(NOW + 5)));
        isTrue("finished", stage.store().settles().settleLate(sample.bringing(id, 1, itemOf(id))));
        equal("head", new Head(ann, 1, 1, 1, null), sample.head(ann));
    }

    void the_items_of_a_group_are_numbered_one_after_another() {
        Owner bob = sample.owner("bob");
        List<UUID> ids = sample.held(40);
        stage.settle(IntStream.range(0, 40)
                .mapToObj(i -> sample.bringing(ids.get(i), 1, sample.item(ids.get(i), i % 4 == 0 ? bob : ann, NOW + i)))
                .toArray(Settlement[]::new));
        equal("ann's head", new Head(ann, 30, 30, 30, null), sample.head(ann));
        equal("bob's head", new Head(bob, 10, 10, 10, null), sample.head(bob));
        equal(
                "bob's numbers",
                LongStream.rangeClosed(1, 10).boxed().toList(),
                inbox.changed(bob, 0, 99).stream().map(Item::seq).toList());
    }

    void a_group_that_fails_brings_nothing() {
        List<UUID> ids = sample.held(2);
        Rows.Call call = stage.rows().call(stage.rows().id(), ids.get(0));
        Next next = new Next(List.of(), List.of(call, call));
        Settlement s = stage.sent(ids.get(0), 1);
        Settlement fails = new Settlement(
                s.ref(), s.fence(), s.move(), s.delivery(), s.attempt(), null, next, s.trail(), s.counters());
        refuses(
                "a call that is there twice",
                StoreException.class,
                () -> stage.settle(sample.bringing(ids.get(1), 1, itemOf(ids.get(1))), fails));
        equal("head", Head.empty(ann), sample.head(ann));
        equal("items", List.of(), inbox.items(ann, ids));
    }

    void of_many_who_settle_at_once_each_item_has_a_number_of_its_own() throws Exception {
        List<UUID> ids = sample.held(64);
        together(8, i -> () -> {
            for (int j = 0; j < 8; j++) {
                UUID id = ids.get(8 * i + j);
                again(() -> stage.settle(sample.bringing(id, 1, itemOf(id))));
            }
            return i;
        });
        equal("head", new Head(ann, 64, 64, 64, null), sample.head(ann));
        sameSet(
                "numbers",
                LongStream.rangeClosed(1, 64).boxed().toList(),
                inbox.changed(ann, 0, 99).stream().map(Item::seq).toList());
    }
}
