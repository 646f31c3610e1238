package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.refuses;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleCards.shown;
import static dev.notify.testing.laws.kit.SampleCards.write;
import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.CardPart;
import dev.notify.store.CardPart.Due;
import dev.notify.store.CardPart.Place;
import dev.notify.store.CardPart.Step;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.StoreException;
import dev.notify.store.WorkKind;
import dev.notify.testing.laws.kit.SampleCards;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.List;
import java.util.UUID;

/** What follows from a card is written with it, or neither is. */
final class StepLaws {

    private static final long LATER = NOW + 3_600_000;

    private final Stage stage;
    private final SampleRows rows;
    private final CardPart cards;
    private final SampleCards sample;
    private final Place place;

    StepLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
        this.cards = stage.store().cards();
        this.sample = new SampleCards(rows);
        this.place = sample.place("ann", "home");
    }

    private Step step() {
        return Step.EMPTY.puts(List.of(sample.put(place, "text")));
    }

    /** More deliveries for a notification: by e-mail to ann, who is told something of her own, and by SMS to bob. */
    private final class More {
        final SampleRows.Draft first = rows.draft().content("", "for all").to("cid", "email");
        final Rows.Delivery toAnn = delivery("ann", "email");
        final Rows.Delivery toBob = delivery("bob", "sms");
        final UUID trail = rows.id();

        private Rows.Delivery delivery(String recipient, String channel) {
            Rows.Delivery of = first.last();
            return new Rows.Delivery(
                    rows.id(),
                    of.notificationId(),
                    of.tenant(),
                    recipient,
                    recipient,
                    channel,
                    DeliveryState.PENDING,
                    of.dueAt(),
                    null,
                    0,
                    0,
                    null,
                    false,
                    false,
                    null);
        }

        Step step() {
            return StepLaws.this
                    .step()
                    .deliveries(List.of(new Rows.Content(first.id(), "ann", "for ann")), List.of(toBob, toAnn))
                    .work(List.of(waits(toBob), waits(toAnn)))
                    .trail(List.of(rows.trail(trail, first.id())))
                    .counters(List.of(
                            rows.counter("a", DeliveryState.PENDING, 1), rows.counter("a", DeliveryState.PENDING, 1)));
        }

        private Rows.Work waits(Rows.Delivery delivery) {
            return Rows.Work.waiting(delivery.id(), WorkKind.DELIVER, stage.lane(), NOW);
        }

        void isStored() {
            equal("card", "1 text", shown(cards, place));
            equal("delivery to ann", toAnn, stage.delivery(toAnn.id()));
            equal("delivery to bob", toBob, stage.delivery(toBob.id()));
            sameSet("work", List.of(toAnn.id(), toBob.id()), refs(stage.claim(NOW, 10)));
            equal("counted", 2L, stage.counted());
            isTrue("trail is written", stage.trailHas(trail));
        }

        void isNotStored() {
            equal("card", "nothing", shown(cards, place));
            equal("deliveries", List.of(), stage.store().reads().load(List.of(toAnn.id(), toBob.id())));
            equal("counted", 0L, stage.counted());
            isTrue("no line in the trail", !stage.trailHas(trail));
        }
    }

    private static List<UUID> refs(List<QueuePart.Claim> claims) {
        return claims.stream().map(QueuePart.Claim::ref).toList();
    }

    private ReadPart.Loaded loaded(UUID delivery) {
        return stage.store().reads().load(List.of(delivery)).get(0);
    }

    void all_of_a_step_is_written() {
        More more = new More();
        stage.accept(more.first);
        isTrue("written", cards.write(more.step()));
        more.isStored();
    }

    void more_deliveries_read_what_all_are_told_and_what_is_their_own() {
        More more = new More();
        stage.accept(more.first);
        cards.write(more.step());
        equal("told to all", "for all", loaded(more.toAnn.id()).shared());
        equal("told to ann", "for ann", loaded(more.toAnn.id()).own());
        equal("told to all", "for all", loaded(more.toBob.id()).shared());
        equal("told to bob alone", null, loaded(more.toBob.id()).own());
        Rows.Delivery again = more.delivery("ann", "sms");
        isTrue(
                "written",
                cards.write(Step.EMPTY.deliveries(
                        List.of(new Rows.Content(more.first.id(), "ann", "for ann")), List.of(again))));
        equal("told to ann by another channel", "for ann", loaded(again.id()).own());
    }

    void a_second_delivery_to_one_recipient_by_one_channel_is_refused() {
        More more = new More();
        stage.accept(more.first);
        Step twice = more.step().deliveries(List.of(), List.of(more.toAnn, more.toBob, more.delivery("cid", "email")));
        refuses("a second delivery", StoreException.class, () -> cards.write(twice));
        more.isNotStored();
        equal("claimable", List.of(), stage.claim(NOW, 10));
    }

    void nothing_of_a_step_is_written_if_a_card_is_not_as_expected() {
        More more = new More();
        stage.accept(more.first);
        UUID waiting = stage.waiting(LATER).id();
        Step wrong = more.step()
                .puts(List.of(sample.put(place, "text"), sample.put(sample.place("bob", ""), 3, "text")))
                .dues(List.of(new Due(waiting, NOW, NOW)));
        isTrue("refused", !cards.write(wrong));
        more.isNotStored();
        equal("claimable", List.of(), stage.claim(NOW, 10));
    }

    void a_step_that_fails_changes_nothing() {
        More more = new More();
        stage.accept(more.first.trail(more.trail));
        UUID held = stage.waiting(NOW).id();
        QueuePart.Claim claim = stage.claimOne(NOW);
        refuses(
                "a repeated trail id",
                StoreException.class,
                () -> cards.write(more.step().done(held, claim.fence(), Move.REMOVE)));
        equal("card", "nothing", shown(cards, place));
        equal("claimable", List.of(), stage.claim(NOW, 10));
        equal("counted", 0L, stage.counted());
        sameSet("held as before", List.of(held), stage.settle(stage.sent(held, claim.fence())));
    }

    void a_due_time_moves_what_waits_earlier_and_later() {
        UUID late = stage.waiting(LATER).id();
        UUID early = stage.waiting(NOW).id();
        isTrue(
                "written",
                cards.write(step().dues(List.of(new Due(early, NOW, LATER + 1), new Due(late, NOW, NOW + 5)))));
        equal("before", List.of(), stage.claim(NOW + 4, 10));
        equal("then", List.of(late), refs(stage.claim(NOW + 5, 10)));
        equal("the other", List.of(early), refs(stage.claim(stage.lane(), LATER + 1, LATER, 10)));
    }

    void a_due_time_leaves_what_is_held_and_what_is_gone() {
        UUID held = stage.waiting(NOW).id();
        QueuePart.Claim claim = stage.claimOne(NOW);
        List<Due> dues = List.of(new Due(held, Stage.LEASE - 1, LATER), new Due(rows.id(), NOW, LATER));
        isTrue("written", cards.write(step().dues(dues)));
        equal("card", "1 text", shown(cards, place));
        equal("end of the lease", Stage.LEASE, stage.head());
        sameSet("the holder settles", List.of(held), stage.settle(stage.sent(held, claim.fence())));
        equal("what is gone", List.of(), stage.claim(LATER, 10));
    }

    void a_due_time_frees_what_is_no_longer_held() {
        UUID lapsed = stage.waiting(NOW).id();
        QueuePart.Claim claim = stage.claimOne(NOW);
        cards.write(step().dues(List.of(new Due(lapsed, Stage.LEASE, LATER))));
        sameSet("settled by the last holder", List.of(), stage.settle(stage.sent(lapsed, claim.fence())));
        QueuePart.Claim next = stage.claimOne(LATER);
        equal("ref", lapsed, next.ref());
        isTrue("nobody is taken over", !next.tookOver());
        equal("attempt", claim.attempt() + 1, next.attempt());
    }

    void what_a_step_is_done_for_ends_with_it() {
        UUID ref = stage.waiting(NOW).id();
        QueuePart.Claim claim = stage.claimOne(NOW);
        isTrue("written", cards.write(step().done(ref, claim.fence(), Move.REMOVE)));
        equal("card", "1 text", shown(cards, place));
        equal("head of the lane", null, stage.head());
        isTrue("done once", !cards.write(step().done(ref, claim.fence(), Move.REMOVE)));
        equal("card", "1 text", shown(cards, place));
    }

    void what_a_step_is_done_for_may_come_again() {
        UUID ref = stage.waiting(NOW).id();
        QueuePart.Claim claim = stage.claimOne(NOW);
        isTrue("written", cards.write(step().done(ref, claim.fence(), Move.again(LATER))));
        equal("due", LATER, stage.head());
        QueuePart.Claim next = stage.claimOne(LATER);
        equal("ref", ref, next.ref());
        isTrue("nobody is taken over", !next.tookOver());
        equal("attempt", claim.attempt() + 1, next.attempt());
        equal("crashes", 0, next.crashes());
        isTrue("under the new fence", cards.write(step().done(ref, next.fence(), Move.hold(LATER))));
        equal("attempt", next.attempt(), stage.claimOne(LATER).attempt());
    }

    void nothing_is_written_for_work_that_is_not_held_under_the_fence() {
        UUID ref = stage.waiting(NOW).id();
        isTrue("nobody holds it", !cards.write(step().done(ref, 0, Move.REMOVE)));
        QueuePart.Claim first = stage.claimOne(NOW);
        QueuePart.Claim second = stage.claimOne(Stage.LEASE);
        isTrue("another holds it", !cards.write(step().done(ref, first.fence(), Move.REMOVE)));
        isTrue("it is gone", !cards.write(step().done(rows.id(), 1, Move.REMOVE)));
        equal("card", "nothing", shown(cards, place));
        sameSet("the holder settles", List.of(ref), stage.settle(stage.sent(ref, second.fence())));
    }

    void work_is_held_beyond_its_lease_until_another_takes_it() {
        UUID ref = stage.waiting(NOW).id();
        QueuePart.Claim claim = stage.claimOne(NOW);
        Step late = Step.EMPTY
                .puts(List.of(new CardPart.Put(place, rows.id(), null, Stage.LEASE + 1, null, "late")))
                .done(ref, claim.fence(), Move.REMOVE);
        isTrue("written", cards.write(late));
        equal("card", "1 late", shown(cards, place));
    }

    void a_step_without_cards_is_one_too() {
        UUID ref = stage.waiting(NOW).id();
        QueuePart.Claim claim = stage.claimOne(NOW);
        UUID trail = rows.id();
        isTrue(
                "written",
                cards.write(Step.EMPTY.trail(List.of(rows.trail(trail, ref))).done(ref, claim.fence(), Move.REMOVE)));
        isTrue("trail is written", stage.trailHas(trail));
        isTrue("of nothing", cards.write(Step.EMPTY));
    }

    void hundreds_of_deliveries_are_added_at_once() {
        SampleRows.Draft draft = rows.draft().to("first", "email");
        stage.accept(draft);
        List<Rows.Delivery> more = new java.util.ArrayList<>();
        for (int i = 0; i < 700; i++) {
            SampleRows.Draft source = rows.draft().to("person-" + i, "email");
            Rows.Delivery of = source.last();
            more.add(new Rows.Delivery(
                    of.id(),
                    draft.id(),
                    of.tenant(),
                    of.recipient(),
                    of.recipientLookup(),
                    "email",
                    of.state(),
                    of.dueAt(),
                    null,
                    0,
                    0,
                    null,
                    false,
                    false,
                    null));
        }
        List<Rows.Work> work = more.stream()
                .map(d -> Rows.Work.waiting(d.id(), WorkKind.DELIVER, stage.lane(), NOW))
                .toList();
        isTrue("written", cards.write(Step.EMPTY.deliveries(List.of(), more).work(work)));
        equal("claimable", 700, stage.claim(NOW, 1_000).size());
        equal(
                "of the notification",
                701,
                stage.store()
                        .reads()
                        .deliveriesOf(rows.tenant(), List.of(draft.id()))
                        .size());
    }

    void a_card_and_its_removal_meet_what_follows() {
        write(cards, sample.put(place, "text"));
        UUID waiting = stage.waiting(LATER).id();
        isTrue(
                "written",
                cards.write(Step.EMPTY.puts(List.of(sample.removal(place))).dues(List.of(new Due(waiting, NOW, NOW)))));
        equal("card", "nothing", shown(cards, place));
        equal("claimable", List.of(waiting), refs(stage.claim(NOW, 10)));
    }
}
