package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.AcceptPart;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A key makes one of two. */
final class KeyLaws {

    private static final String KEY = "lab-991";

    private final Stage stage;
    private final SampleRows rows;

    KeyLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
    }

    private void isReplay(SampleRows.Draft first, AcceptPart.Answer answer) {
        equal("id answered", first.id(), answer.id());
        isTrue("it is a replay", answer.first().isPresent());
        AcceptPart.First replayed = answer.first().orElseThrow();
        equal("the first notification", first.row(), replayed.notification());
        equal("the first deliveries", first.rows().deliveries(), replayed.deliveries());
    }

    void a_taken_key_is_answered_with_the_first() {
        SampleRows.Draft first = rows.draft().key(KEY).to("ann", "email").to("bob", "email");
        stage.accept(first);
        isReplay(
                first,
                stage.accept(rows.draft().key(KEY).to("ann", stage.lane())).get(0));
    }

    void a_key_taken_earlier_in_the_group_is_answered_with_the_first() {
        SampleRows.Draft first = rows.draft().key(KEY).to("ann", stage.lane());
        SampleRows.Draft second = rows.draft().key(KEY).to("ann", stage.lane());
        SampleRows.Draft third = rows.draft().key(KEY).to("ann", stage.lane());
        List<AcceptPart.Answer> answers = stage.accept(first, second, rows.draft(), third);
        equal("first answer", AcceptPart.Answer.stored(first.id()), answers.get(0));
        isReplay(first, answers.get(1));
        isTrue("the one without a key is stored", answers.get(2).first().isEmpty());
        isReplay(first, answers.get(3));
        equal("rows claimable", 1, stage.claim(NOW, 10).size());
    }

    void a_replay_writes_nothing() {
        stage.accept(rows.draft().key(KEY));
        UUID trail = rows.id();
        Rows.Template template = new Rows.Template(rows.own("of-replay"), "title", "body");
        SampleRows.Draft replay = rows.draft()
                .key(KEY)
                .content("", "text")
                .template(template)
                .to("ann", stage.lane())
                .counter(rows.counter("a", DeliveryState.PENDING, 1))
                .trail(trail);
        stage.accept(replay);
        equal("notification", Optional.empty(), stage.store().reads().notification(rows.tenant(), replay.id()));
        equal(
                "deliveries",
                List.of(),
                stage.store().reads().load(List.of(replay.last().id())));
        equal("head of the lane", null, stage.head());
        equal("counters", 0L, stage.counted());
        isTrue("no line in the trail", !stage.trailHas(trail));
    }

    void a_replay_lets_the_rest_of_its_group_pass() {
        SampleRows.Draft first = rows.draft().key(KEY);
        stage.accept(first);
        SampleRows.Draft before = rows.draft().key("other").to("ann", stage.lane());
        SampleRows.Draft after = rows.draft().to("ann", stage.lane());
        List<AcceptPart.Answer> answers = stage.accept(before, rows.draft().key(KEY), after);
        equal("answer before", AcceptPart.Answer.stored(before.id()), answers.get(0));
        isReplay(first, answers.get(1));
        equal("answer after", AcceptPart.Answer.stored(after.id()), answers.get(2));
        equal("rows claimable", 2, stage.claim(NOW, 10).size());
    }

    void a_replay_shows_the_deliveries_as_they_stand() {
        SampleRows.Draft first = rows.draft().key(KEY).to("ann", stage.lane());
        stage.accept(first);
        stage.settle(stage.sent(first.last().id(), stage.claimOne(NOW).fence()));
        AcceptPart.First replayed =
                stage.accept(rows.draft().key(KEY)).get(0).first().orElseThrow();
        equal("state", DeliveryState.SENT, replayed.deliveries().get(0).state());
    }

    void the_first_stays_the_first_however_often_it_is_replayed() {
        SampleRows.Draft first = rows.draft().key(KEY, NOW + 1_000);
        stage.accept(first);
        for (int i = 0; i < 3; i++) {
            isReplay(first, stage.accept(rows.draft().key(KEY, NOW + 9_000)).get(0));
        }
        equal("by key", Optional.of(first.id()), stage.store().reads().byKey(rows.tenant(), "sample", KEY));
        SampleRows.Draft later = rows.draft().key(KEY).createdAt(NOW + 1_000);
        equal(
                "a replay does not lengthen the key",
                AcceptPart.Answer.stored(later.id()),
                stage.accept(later).get(0));
    }

    void keys_that_look_alike_are_different() {
        String longest = "k".repeat(199);
        List<String> keys = List.of(
                "lab-a",
                "LAB-A",
                "Lab-a",
                "lab-\u00e1",
                "lab-a\u0301",
                "lab-a ",
                "lab-a  ",
                " lab-a",
                "lab\u2010a",
                "l\u0430b-a",
                "\uff4c\uff41\uff42-a",
                longest + "a",
                longest + "b",
                longest + "A",
                longest + " ",
                longest,
                "stra\u00dfe",
                "strasse",
                "\ud83d\ude00",
                "\ud83d\ude01",
                "0",
                "00",
                "0.0",
                "%",
                "_");
        List<SampleRows.Draft> drafts = new ArrayList<>();
        keys.forEach(key -> drafts.add(rows.draft().key(key)));
        for (int i = 0; i < keys.size(); i++) {
            equal(
                    "key number " + i,
                    AcceptPart.Answer.stored(drafts.get(i).id()),
                    stage.accept(drafts.get(i)).get(0));
        }
        Set<UUID> found = new HashSet<>();
        keys.forEach(key -> found.add(
                stage.store().reads().byKey(rows.tenant(), "sample", key).orElseThrow()));
        equal("different notifications by key", keys.size(), found.size());
    }

    void keys_that_look_alike_are_different_within_a_group() {
        List<String> keys =
                List.of("lab-a", "LAB-A", "lab-\u00e1", "lab-a ", "k".repeat(199) + "a", "k".repeat(199) + "b");
        List<AcceptPart.Answer> answers =
                stage.accept(keys.stream().map(k -> rows.draft().key(k)).toArray(SampleRows.Draft[]::new));
        isTrue("all are stored", answers.stream().allMatch(a -> a.first().isEmpty()));
    }

    /** Intake lets none of more than 200 characters through; a store that has room for no more must not cut it. */
    void keys_beyond_the_longest_are_different_or_refused() {
        for (String end : List.of("a", "b", "A", "a ", "\u00e1")) {
            SampleRows.Draft draft = rows.draft().key("k".repeat(400) + end);
            try {
                isTrue(
                        "the key that ends with " + end + " is a new one",
                        stage.accept(draft).get(0).first().isEmpty());
            } catch (StoreException e) {
                equal(
                        "stored of a refused one",
                        List.of(),
                        stage.store().accepts().stored(List.of(draft.id())));
            }
        }
    }

    void one_key_of_two_types_is_two_keys() {
        SampleRows.Draft other = rows.draft().type("other").key(KEY);
        List<AcceptPart.Answer> answers = stage.accept(rows.draft().key(KEY), other);
        isTrue("both are stored", answers.stream().allMatch(a -> a.first().isEmpty()));
        equal("by key", Optional.of(other.id()), stage.store().reads().byKey(rows.tenant(), "other", KEY));
    }

    void one_key_of_two_tenants_is_two_keys() {
        SampleRows.Draft mine = rows.draft().key(KEY);
        SampleRows.Draft theirs = rows.draft().tenant(rows.otherTenant()).key(KEY);
        List<AcceptPart.Answer> answers = stage.accept(mine, theirs);
        isTrue("both are stored", answers.stream().allMatch(a -> a.first().isEmpty()));
        equal("my key", Optional.of(mine.id()), stage.store().reads().byKey(rows.tenant(), "sample", KEY));
        equal("their key", Optional.of(theirs.id()), stage.store().reads().byKey(rows.otherTenant(), "sample", KEY));
    }

    void a_key_is_taken_until_the_moment_it_expires() {
        SampleRows.Draft first = rows.draft().key(KEY, NOW + 1_000);
        stage.accept(first);
        isReplay(first, stage.accept(rows.draft().key(KEY).createdAt(NOW + 999)).get(0));
        SampleRows.Draft second = rows.draft().key(KEY).createdAt(NOW + 1_000).to("ann", stage.lane());
        equal(
                "taken over",
                AcceptPart.Answer.stored(second.id()),
                stage.accept(second).get(0));
        equal("by key", Optional.of(second.id()), stage.store().reads().byKey(rows.tenant(), "sample", KEY));
        isReplay(
                second,
                stage.accept(rows.draft().key(KEY).createdAt(NOW + 1_001)).get(0));
    }

    void a_key_taken_over_in_a_group_is_taken_for_the_rest_of_it() {
        stage.accept(rows.draft().key(KEY, NOW - 1));
        SampleRows.Draft second = rows.draft().key(KEY);
        List<AcceptPart.Answer> answers = stage.accept(second, rows.draft().key(KEY));
        equal("taken over", AcceptPart.Answer.stored(second.id()), answers.get(0));
        isReplay(second, answers.get(1));
    }

    void a_notification_without_a_key_is_never_a_replay() {
        List<AcceptPart.Answer> answers = stage.accept(rows.draft(), rows.draft());
        isTrue("both are stored", answers.stream().allMatch(a -> a.first().isEmpty()));
    }
}
