package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.refuses;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleRows.NOW;
import static dev.notify.testing.laws.kit.Stage.LEASE;
import static dev.notify.testing.laws.kit.Stage.OWNER;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.AcceptPart;
import dev.notify.store.CardPart;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import dev.notify.store.WorkKind;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What comes in is stored wholly or not at all. */
final class AcceptLaws {

    private static final String WIDE =
            "Grüße, \u65e5\u672c\u8a9e, \ud83d\ude00\ud83c\udff4, e\u0301, '\"\\%_; DROP TABLE x; --";

    private final Stage stage;
    private final SampleRows rows;

    AcceptLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
    }

    void stores_every_row_it_was_given() {
        Rows.Template template = new Rows.Template(rows.own("hash"), "A {{title}}", "A body");
        SampleRows.Draft draft = rows.draft()
                .template(template)
                .about("appointment-77")
                .correlation("trace-1")
                .expiresAt(NOW + 99)
                .content("", "for all")
                .content("bob", "for bob")
                .to("ann", stage.lane())
                .to("bob", "sms")
                .counter(rows.counter("a", DeliveryState.PENDING, 2));
        UUID trail = rows.id();
        equal("answers", List.of(AcceptPart.Answer.stored(draft.id())), stage.accept(draft.trail(trail)));

        Rows.Acceptance given = draft.rows();
        ReadPart reads = stage.store().reads();
        equal("notification", Optional.of(given.notification()), reads.notification(rows.tenant(), draft.id()));
        equal("deliveries", given.deliveries(), reads.deliveriesOf(rows.tenant(), List.of(draft.id())));
        equal("template", Optional.of(template), reads.template(template.hash()));
        equal("counters", given.counters(), reads.counters(rows.tenant(), 0));
        equal("head of the lane", NOW, stage.head());
        isTrue("trail is written", stage.trailHas(trail));
    }

    void stores_the_cards_it_was_given() {
        Rows.Acceptance a = rows.draft().to("ann", stage.lane()).rows();
        CardPart.Place place = new CardPart.Place(rows.tenant(), "sample", rows.own("owner"), "name");
        CardPart.Put put = new CardPart.Put(place, rows.id(), 0L, NOW, NOW + 9, "body");
        stage.store()
                .accepts()
                .accept(List.of(new Rows.Acceptance(
                        a.notification(),
                        a.contents(),
                        a.deliveries(),
                        a.work(),
                        a.dedup(),
                        a.templates(),
                        a.trail(),
                        a.counters(),
                        List.of(put))));
        equal(
                "cards",
                List.of(new Rows.Card(put.id(), place, 1, NOW, NOW + 9, "body")),
                stage.store().cards().read(List.of(place)));
    }

    void keeps_what_is_null() {
        SampleRows.Draft draft = rows.draft().to("ann", stage.lane());
        stage.accept(draft);
        ReadPart.Loaded loaded =
                stage.store().reads().load(List.of(draft.last().id())).get(0);
        equal("notification", draft.row(), loaded.notification());
        equal("delivery", draft.last(), loaded.delivery());
        equal("shared content", null, loaded.shared());
        equal("own content", null, loaded.own());
    }

    void keeps_what_is_not_null_to_the_last_bit() {
        SampleRows.Draft draft = rows.draft();
        Rows.Notification full = new Rows.Notification(
                draft.id(),
                rows.tenant(),
                "type",
                3,
                WIDE,
                WIDE,
                WIDE,
                WIDE,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                rows.own("hash"),
                NOW,
                NOW + 1,
                "2026-11-21T08:30",
                "Africa/Johannesburg",
                NOW + 2,
                "ring-switchboard",
                WIDE);
        Rows.Delivery delivery = new Rows.Delivery(
                rows.id(),
                draft.id(),
                rows.tenant(),
                WIDE,
                WIDE,
                "push",
                DeliveryState.MAYBE_SENT,
                NOW + 3,
                NOW + 4,
                7,
                8L << 32,
                WIDE,
                true,
                true,
                WIDE);
        stage.store().accepts().accept(List.of(draft.delivery(delivery).with(full)));
        ReadPart.Loaded loaded =
                stage.store().reads().load(List.of(delivery.id())).get(0);
        equal("notification", full, loaded.notification());
        equal("delivery", delivery, loaded.delivery());
    }

    void keeps_content_of_a_quarter_million_characters() {
        String text = (WIDE + "\n\t").repeat(250_000 / WIDE.length());
        SampleRows.Draft draft =
                rows.draft().content("", text).content(WIDE, "own " + text).to(WIDE, stage.lane());
        stage.accept(draft);
        ReadPart.Loaded loaded =
                stage.store().reads().load(List.of(draft.last().id())).get(0);
        equal("shared content", text, loaded.shared());
        equal("own content", "own " + text, loaded.own());
    }

    void keeps_empty_content_apart_from_none() {
        SampleRows.Draft draft = rows.draft().content("", "").to("ann", stage.lane());
        stage.accept(draft);
        ReadPart.Loaded loaded =
                stage.store().reads().load(List.of(draft.last().id())).get(0);
        equal("shared content", "", loaded.shared());
        equal("own content", null, loaded.own());
    }

    void answers_in_the_order_of_the_group() {
        List<SampleRows.Draft> drafts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            drafts.add(0, rows.draft().to("ann", stage.lane()));
        }
        List<UUID> answered = stage.accept(drafts.toArray(SampleRows.Draft[]::new)).stream()
                .map(AcceptPart.Answer::id)
                .toList();
        equal("ids answered", drafts.stream().map(SampleRows.Draft::id).toList(), answered);
        equal("rows claimable", 300, stage.claim(NOW, 1_000).size());
    }

    void accepts_a_group_of_nobody() {
        equal("answers", List.of(), stage.store().accepts().accept(List.of()));
    }

    void accepts_a_notification_without_deliveries() {
        SampleRows.Draft draft = rows.draft();
        stage.accept(draft);
        sameSet("deliveries", List.of(), stage.store().reads().deliveriesOf(rows.tenant(), List.of(draft.id())));
    }

    void a_repeated_notification_id_leaves_nothing_of_its_group() {
        SampleRows.Draft first = rows.draft().to("ann", "email");
        stage.accept(first);
        Rows.Notification again = first.row();
        leavesNothing(rows.draft().with(again));
    }

    void a_repeated_delivery_id_leaves_nothing_of_its_group() {
        SampleRows.Draft first = rows.draft().to("ann", "email");
        stage.accept(first);
        leavesNothing(rows.draft().delivery(first.last()).rows());
    }

    void a_second_delivery_to_one_recipient_by_one_channel_leaves_nothing_of_its_group() {
        leavesNothing(rows.draft().to("ann", "email").to("ann", "email").rows());
    }

    void a_repeated_work_reference_leaves_nothing_of_its_group() {
        Rows.Delivery waits = stage.waiting(NOW + 50_000);
        leavesNothing(rows.draft()
                .work(Rows.Work.waiting(waits.id(), WorkKind.DELIVER, stage.lane(), NOW))
                .rows());
    }

    void a_repeated_trail_id_leaves_nothing_of_its_group() {
        UUID trail = rows.id();
        stage.accept(rows.draft().trail(trail));
        leavesNothing(rows.draft().trail(trail).rows());
    }

    private void leavesNothing(Rows.Acceptance bad) {
        Rows.Template template = new Rows.Template(rows.own("of-bad-group"), "title", "body");
        SampleRows.Draft good = rows.draft()
                .key("good")
                .content("", "text")
                .template(template)
                .to("good", rows.lane(1))
                .counter(rows.counter("a", DeliveryState.PENDING, 1));
        refuses(
                "a group with a bad row",
                StoreException.class,
                () -> stage.store().accepts().accept(List.of(good.rows(), bad)));
        ReadPart reads = stage.store().reads();
        sameSet("stored", List.of(), stage.store().accepts().stored(List.of(good.id())));
        equal("notification", Optional.empty(), reads.notification(rows.tenant(), good.id()));
        equal("deliveries", List.of(), reads.load(List.of(good.last().id())));
        equal("key", Optional.empty(), reads.byKey(rows.tenant(), "sample", "good"));
        equal("template", Optional.empty(), reads.template(template.hash()));
        equal("counters", 0L, stage.counted());
        equal("claimable", List.of(), stage.claim(rows.lane(1), NOW, 0, 10));
        equal("later, alone", List.of(AcceptPart.Answer.stored(good.id())), stage.accept(good));
        equal("claimable later", 1, stage.claim(rows.lane(1), NOW, 0, 10).size());
    }

    void recipients_differing_in_case_accent_or_trailing_blank_are_different() {
        SampleRows.Draft draft = rows.draft();
        for (String recipient : List.of("lea", "Lea", "l\u00e9a", "le\u0301a", "lea ", " lea")) {
            draft.to(recipient, "email");
        }
        stage.accept(draft);
        equal(
                "deliveries",
                draft.rows().deliveries(),
                stage.store().reads().deliveriesOf(rows.tenant(), List.of(draft.id())));
    }

    void a_template_is_stored_once_and_the_first_text_stays() {
        Rows.Template first = new Rows.Template(rows.own("hash"), "title", "body");
        Rows.Template same = new Rows.Template(first.hash(), "title", "body, read by nobody");
        stage.accept(rows.draft().template(first), rows.draft().template(first));
        stage.accept(rows.draft().template(same));
        equal("template", Optional.of(first), stage.store().reads().template(first.hash()));
    }

    void words_that_are_pinned_are_stored_once_and_the_first_text_stays() {
        Rows.Template first = new Rows.Template(rows.own("pinned"), "title", "body");
        stage.store().accepts().pin(List.of(first));
        stage.store().accepts().pin(List.of(new Rows.Template(first.hash(), "title", "body, read by nobody")));
        equal("template", Optional.of(first), stage.store().reads().template(first.hash()));
    }

    void counters_of_one_key_add_up() {
        Rows.Counter two = rows.counter("a", DeliveryState.PENDING, 2);
        stage.accept(rows.draft().counter(two).counter(two), rows.draft().counter(two));
        stage.accept(rows.draft().counter(two));
        equal(
                "counters",
                List.of(rows.counter("a", DeliveryState.PENDING, 8)),
                stage.store().reads().counters(rows.tenant(), 0));
    }

    void a_row_born_leased_is_held_by_its_creator() {
        SampleRows.Draft draft = rows.draft().heldTo("ann", stage.lane(), OWNER, LEASE);
        stage.accept(draft);
        UUID ref = draft.last().id();
        equal("claimable within the lease", List.of(), stage.claim(LEASE - 1, 10));
        equal("head of the lane", LEASE, stage.head());
        sameSet(
                "renewed",
                List.of(ref),
                stage.store().queue().renew(List.of(new QueuePart.Held(ref, 1)), OWNER, LEASE + 1));
        sameSet("settled", List.of(ref), stage.settle(stage.sent(ref, 1)));
    }

    void a_row_born_leased_counts_as_the_first_attempt() {
        stage.accept(rows.draft().heldTo("ann", stage.lane(), OWNER, LEASE));
        QueuePart.Claim claim = stage.claimOne(LEASE);
        equal("fence", 2L, claim.fence());
        equal("attempt", 2, claim.attempt());
        equal("crashes", 1, claim.crashes());
        isTrue("took over", claim.tookOver());
    }

    void tells_which_notifications_are_stored() {
        SampleRows.Draft one = rows.draft();
        SampleRows.Draft two = rows.draft().to("ann", "email");
        stage.accept(one, two);
        AcceptPart accepts = stage.store().accepts();
        sameSet("stored", List.of(one.id(), two.id()), accepts.stored(List.of(two.id(), rows.id(), one.id())));
        sameSet("stored of none", List.of(), accepts.stored(List.of()));
    }
}
