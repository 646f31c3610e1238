package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.Lane;
import dev.notify.store.ReadPart;
import dev.notify.store.ReadPart.Find;
import dev.notify.store.ReadPart.Found;
import dev.notify.store.Rows;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is stored can be found: by its own tenant, wholly, in order. */
final class ReadLaws {

    private final Stage stage;
    private final SampleRows rows;
    private final ReadPart reads;

    ReadLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
        this.reads = stage.store().reads();
    }

    void loading_brings_each_delivery_with_its_notification_and_words() {
        SampleRows.Draft one = rows.draft()
                .content("", "for all")
                .content("bob", "for bob")
                .to("ann", "email")
                .to("bob", "email");
        SampleRows.Draft two = rows.draft().content("cid", "for cid").to("cid", "sms");
        stage.accept(one, two);
        List<Rows.Delivery> d = one.rows().deliveries();
        List<ReadPart.Loaded> loaded = reads.load(
                List.of(two.last().id(), rows.id(), d.get(0).id(), d.get(1).id()));
        sameSet(
                "loaded",
                List.of(
                        new ReadPart.Loaded(d.get(0), one.row(), "for all", null),
                        new ReadPart.Loaded(d.get(1), one.row(), "for all", "for bob"),
                        new ReadPart.Loaded(two.last(), two.row(), null, "for cid")),
                loaded);
        equal("of none", List.of(), reads.load(List.of()));
    }

    void loading_finds_own_words_by_the_recipient_exactly() {
        SampleRows.Draft draft = rows.draft()
                .content("Lea", "for Lea")
                .content("l\u00e9a", "accent")
                .to("lea", "email");
        stage.accept(draft);
        equal("own words", null, reads.load(List.of(draft.last().id())).get(0).own());
    }

    void loading_hundreds_brings_each_once() {
        List<UUID> crowd = stage.crowd(600);
        sameSet(
                "loaded",
                crowd,
                reads.load(crowd).stream().map(l -> l.delivery().id()).toList());
    }

    void what_is_unknown_is_absent() {
        UUID nobody = rows.id();
        equal("notification", Optional.empty(), reads.notification(rows.tenant(), nobody));
        equal("template", Optional.empty(), reads.template(rows.own("unknown")));
        equal("by key", Optional.empty(), reads.byKey(rows.tenant(), "sample", "unknown"));
        equal("by subject", List.of(), reads.bySubject(rows.tenant(), "unknown", 10));
        equal("calls", List.of(), reads.calls(List.of(nobody)));
        equal("calls of none", List.of(), reads.calls(List.of()));
        equal("attempts", Map.of(), reads.attempts(List.of(nobody)));
        equal("attempts of none", Map.of(), reads.attempts(List.of()));
        equal("deliveries", List.of(), reads.deliveriesOf(rows.tenant(), List.of(nobody)));
        equal("deliveries of none", List.of(), reads.deliveriesOf(rows.tenant(), List.of()));
        equal("counters", List.of(), reads.counters(rows.tenant(), 0));
    }

    void nothing_is_found_under_another_tenant() {
        SampleRows.Draft draft = rows.draft()
                .key("key")
                .about("subject")
                .to("ann", "email")
                .counter(rows.counter("a", DeliveryState.PENDING, 1));
        stage.accept(draft);
        String other = rows.otherTenant();
        equal("notification", Optional.empty(), reads.notification(other, draft.id()));
        equal("by key", Optional.empty(), reads.byKey(other, "sample", "key"));
        equal("by subject", List.of(), reads.bySubject(other, "subject", 10));
        equal("deliveries", List.of(), reads.deliveriesOf(other, List.of(draft.id())));
        equal("counters", List.of(), reads.counters(other, 0));
        Find all = new Find(other, null, null, null, null, null, Set.of(), null, null, null, 0, 10);
        equal("found", List.of(), reads.find(all));
        equal("count", 0L, reads.count(all));
        equal("own tenant", Optional.of(draft.row()), reads.notification(rows.tenant(), draft.id()));
    }

    void by_subject_gives_the_newest_first_up_to_the_limit() {
        List<UUID> ids = new ArrayList<>();
        for (String subject : List.of("s", "s", "S", "s ", "s", "\u015b")) {
            SampleRows.Draft draft = rows.draft().about(subject);
            stage.accept(draft);
            ids.add(draft.id());
        }
        equal("all", List.of(ids.get(4), ids.get(1), ids.get(0)), reads.bySubject(rows.tenant(), "s", 10));
        equal("two", List.of(ids.get(4), ids.get(1)), reads.bySubject(rows.tenant(), "s", 2));
    }

    void notifications_come_by_id_and_each_once() {
        SampleRows.Draft one = rows.draft();
        SampleRows.Draft two = rows.draft().about("subject");
        stage.accept(two, one, rows.draft());
        equal(
                "notifications",
                List.of(one.row(), two.row()),
                reads.notifications(rows.tenant(), List.of(two.id(), rows.id(), one.id(), two.id())));
        equal("of none", List.of(), reads.notifications(rows.tenant(), List.of()));
        equal("of another tenant", List.of(), reads.notifications(rows.otherTenant(), List.of(one.id())));
    }

    void deliveries_of_several_notifications_come_by_id() {
        SampleRows.Draft one = rows.draft().to("ann", "email");
        SampleRows.Draft two = rows.draft().to("ann", "email");
        one.to("bob", "email");
        stage.accept(one, two, rows.draft().to("other", "email"));
        List<Rows.Delivery> d = one.rows().deliveries();
        equal(
                "deliveries",
                List.of(d.get(0), two.last(), d.get(1)),
                reads.deliveriesOf(rows.tenant(), List.of(two.id(), one.id(), two.id())));
    }

    void deliveries_to_recipients_are_those_of_one_notification() {
        SampleRows.Draft one =
                rows.draft().to("ann", "email").to("bob", "email").to("ann", "sms");
        SampleRows.Draft two = rows.draft().to("ann", "email");
        stage.accept(one, two);
        List<Rows.Delivery> d = one.rows().deliveries();
        List<String> asked = List.of(d.get(0).recipientLookup(), d.get(0).recipientLookup(), rows.own("nobody"));
        equal("to ann", List.of(d.get(0), d.get(2)), reads.deliveriesTo(rows.tenant(), one.id(), asked));
        equal("to nobody", List.of(), reads.deliveriesTo(rows.tenant(), one.id(), List.of()));
        equal("of another tenant", List.of(), reads.deliveriesTo(rows.otherTenant(), one.id(), asked));
    }

    void attempts_come_by_delivery_and_fence() {
        UUID ref = stage.waiting(NOW).id();
        UUID other = stage.waiting(NOW + 500_000).id();
        List<Rows.Attempt> tries = new ArrayList<>();
        for (int fence = 1; fence <= 12; fence++) {
            stage.claimOne(NOW);
            stage.settle(stage.back(ref, fence, dev.notify.store.SettlePart.Move.again(NOW)));
            tries.add(rows.attempt(ref, fence));
        }
        equal("attempts", Map.of(ref, tries), reads.attempts(List.of(other, ref)));
    }

    void counters_are_added_up_by_hour_node_type_channel_and_state() {
        Rows.Counter a = rows.counter("a", DeliveryState.SENT, 1);
        long hour = a.hour();
        List<Rows.Counter> kinds = List.of(
                a,
                new Rows.Counter(hour - 1, "a", a.tenant(), a.type(), a.channel(), a.state(), 2),
                new Rows.Counter(hour, "b", a.tenant(), a.type(), a.channel(), a.state(), 3),
                new Rows.Counter(hour, "a", a.tenant(), "other", a.channel(), a.state(), 4),
                new Rows.Counter(hour, "a", a.tenant(), a.type(), "sms", a.state(), 5),
                new Rows.Counter(hour, "a", a.tenant(), a.type(), a.channel(), "FAILED", 6),
                new Rows.Counter(hour, "a", rows.otherTenant(), a.type(), a.channel(), a.state(), 7));
        SampleRows.Draft draft = rows.draft();
        kinds.forEach(draft::counter);
        stage.accept(draft);
        sameSet("from the hour before", kinds.subList(0, 6), reads.counters(rows.tenant(), hour - 1));
        List<Rows.Counter> ofHour = new ArrayList<>(kinds.subList(2, 6));
        ofHour.add(a);
        sameSet("from the hour on", ofHour, reads.counters(rows.tenant(), hour));
        sameSet("from the next hour", List.of(), reads.counters(rows.tenant(), hour + 1));
    }

    // --- find ---

    private Find all(@Nullable UUID before, int offset, int limit) {
        return new Find(rows.tenant(), null, null, null, null, null, Set.of(), null, null, before, offset, limit);
    }

    private void finds(String what, List<SampleRows.Draft> expected, Find find) {
        List<Found> found = new ArrayList<>();
        expected.forEach(d -> found.add(0, new Found(d.last(), d.row())));
        equal(what, found, reads.find(find));
        equal(what + ", counted", (long) found.size(), reads.count(find));
    }

    void finding_keeps_to_each_condition() {
        SampleRows.Draft ann = rows.draft().type("one").to("ann", "email");
        SampleRows.Draft bob =
                rows.draft().type("two").about("s").createdAt(NOW + 10).to("bob", "sms");
        SampleRows.Draft cid =
                rows.draft().type("two").correlation("c").createdAt(NOW + 20).to("cid", "email");
        stage.accept(ann, bob, cid);
        stage.accept(rows.draft().tenant(rows.otherTenant()).to("ann", "email"));
        String t = rows.tenant();
        Set<DeliveryState> any = Set.of();
        finds("all", List.of(ann, bob, cid), all(null, 0, 10));
        finds("recipient", List.of(ann), new Find(t, "ann", null, null, null, null, any, null, null, null, 0, 10));
        finds("exact", List.of(), new Find(t, "Ann", null, null, null, null, any, null, null, null, 0, 10));
        finds("trailing blank", List.of(), new Find(t, "ann ", null, null, null, null, any, null, null, null, 0, 10));
        finds("type", List.of(bob, cid), new Find(t, null, "two", null, null, null, any, null, null, null, 0, 10));
        finds("subject", List.of(bob), new Find(t, null, null, "s", null, null, any, null, null, null, 0, 10));
        finds("correlation", List.of(cid), new Find(t, null, null, null, "c", null, any, null, null, null, 0, 10));
        finds("channel", List.of(ann, cid), new Find(t, null, null, null, null, "email", any, null, null, null, 0, 10));
        finds("from", List.of(bob, cid), new Find(t, null, null, null, null, null, any, NOW + 10, null, null, 0, 10));
        finds("to", List.of(ann), new Find(t, null, null, null, null, null, any, null, NOW + 10, null, 0, 10));
        finds("several", List.of(cid), new Find(t, null, "two", null, null, "email", any, NOW, NOW + 21, null, 0, 10));
        finds("none", List.of(), new Find(t, "ann", "two", null, null, null, any, null, null, null, 0, 10));
    }

    void finding_keeps_to_the_states() {
        List<UUID> crowd = stage.crowd(3);
        stage.claim(NOW, 2);
        stage.settle(stage.sent(crowd.get(0), 1));
        UnaryOperator<Set<DeliveryState>> same = UnaryOperator.identity();
        Map<Set<DeliveryState>, List<UUID>> expected = Map.of(
                same.apply(Set.of(DeliveryState.SENT)), List.of(crowd.get(0)),
                same.apply(Set.of(DeliveryState.PENDING)), List.of(crowd.get(2), crowd.get(1)),
                same.apply(Set.of(DeliveryState.SENT, DeliveryState.PENDING)),
                        List.of(crowd.get(2), crowd.get(1), crowd.get(0)),
                same.apply(Set.of(DeliveryState.FAILED)), List.of());
        expected.forEach((states, ids) -> {
            Find find = new Find(rows.tenant(), null, null, null, null, null, states, null, null, null, 0, 10);
            equal("in " + states, ids, ids(reads.find(find)));
            equal("count in " + states, (long) ids.size(), reads.count(find));
        });
    }

    private static List<UUID> ids(List<Found> found) {
        return found.stream().map(f -> f.delivery().id()).toList();
    }

    void pages_follow_each_other_without_gaps_or_doubles() {
        List<UUID> newestFirst = new ArrayList<>(stage.crowd(25));
        Collections.reverse(newestFirst);
        List<UUID> walked = new ArrayList<>();
        UUID before = null;
        List<Found> page = reads.find(all(null, 0, 7));
        while (!page.isEmpty()) {
            equal("the rest is counted", 25L - walked.size(), reads.count(all(before, 0, 7)));
            walked.addAll(ids(page));
            before = walked.get(walked.size() - 1);
            page = reads.find(all(before, 0, 7));
        }
        equal("all pages", newestFirst, walked);
    }

    void pages_stay_whole_while_new_rows_come() {
        List<UUID> newestFirst = new ArrayList<>(stage.crowd(6));
        Collections.reverse(newestFirst);
        List<UUID> first = ids(reads.find(all(null, 0, 3)));
        stage.crowd(2);
        List<UUID> second = ids(reads.find(all(first.get(2), 0, 3)));
        equal("first page", newestFirst.subList(0, 3), first);
        equal("second page", newestFirst.subList(3, 6), second);
    }

    void several_deliveries_of_one_notification_are_each_found_once() {
        SampleRows.Draft draft = rows.draft().about("s");
        Lane lane = stage.lane();
        for (int i = 0; i < 9; i++) {
            draft.content("p" + i, "text").to("p" + i, lane);
        }
        stage.accept(draft);
        equal("found", 9, Set.copyOf(ids(reads.find(all(null, 0, 50)))).size());
        equal("rows", 9, reads.find(all(null, 0, 50)).size());
        equal("count", 9L, reads.count(all(null, 0, 50)));
    }

    void offset_leaves_out_the_newest() {
        List<UUID> newestFirst = new ArrayList<>(stage.crowd(10));
        Collections.reverse(newestFirst);
        equal("offset 3, limit 4", newestFirst.subList(3, 7), ids(reads.find(all(null, 3, 4))));
        equal("offset 8, limit 4", newestFirst.subList(8, 10), ids(reads.find(all(null, 8, 4))));
        equal("offset 10", List.of(), ids(reads.find(all(null, 10, 4))));
        UUID before = newestFirst.get(1);
        equal("after a page and an offset", newestFirst.subList(4, 6), ids(reads.find(all(before, 2, 2))));
        equal("count knows no offset or limit", 10L, reads.count(all(null, 8, 4)));
    }
}
