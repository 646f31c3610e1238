package dev.notify.testing.laws.host;

import static dev.notify.testing.laws.kit.Checks.again;
import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.refuses;
import static dev.notify.testing.laws.kit.SampleCards.KIND;
import static dev.notify.testing.laws.kit.SampleCards.shown;
import static dev.notify.testing.laws.kit.SampleCards.write;
import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.store.CardPart;
import dev.notify.store.CardPart.Due;
import dev.notify.store.CardPart.Place;
import dev.notify.store.CardPart.Put;
import dev.notify.store.CardPart.Step;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import dev.notify.testing.laws.kit.SampleCards;
import dev.notify.testing.laws.kit.SampleRows;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;

/** Cards that are written inside the host's transaction become true with it, and a refusal leaves it usable. */
final class HostCardLaws {

    private static final long LATER = NOW + 3_600_000;

    private final HostStage host;
    private final SampleRows rows;
    private final SampleCards sample;
    private final Place place;
    private final Place other;

    HostCardLaws(HostStage host) {
        this.host = host;
        this.rows = host.rows();
        this.sample = new SampleCards(rows);
        this.place = sample.place("ann", "home");
        this.other = sample.place("bob", "home");
    }

    private CardPart joined() {
        return host.joined().cards();
    }

    private CardPart outside() {
        return host.store().cards();
    }

    private Step step(UUID trail, Rows.Delivery moved) {
        return Step.EMPTY
                .puts(List.of(sample.put(place, 0, "text")))
                .dues(List.of(new Due(moved.id(), NOW, LATER)))
                .trail(List.of(rows.trail(trail, moved.notificationId())))
                .counters(List.of(rows.counter("a", moved.state(), 1)));
    }

    void a_step_becomes_true_with_the_commit() throws SQLException {
        UUID trail = rows.id();
        Rows.Delivery waiting = host.stage().waiting(NOW);
        isTrue("written", joined().write(step(trail, waiting)));
        host.works("work");
        equal("before the commit", "nothing", shown(outside(), place));
        equal("counted before the commit", 0L, host.stage().counted());
        host.connection().commit();

        isTrue("work", host.isDone("work"));
        equal("card", "1 text", shown(outside(), place));
        equal("claimable early", List.of(), host.claimable(LATER - 1));
        equal("claimable", List.of(waiting.id()), host.claimable(LATER));
        isTrue("trail is written", host.stage().trailHas(trail));
        equal("counted", 1L, host.stage().counted());
    }

    void a_step_is_gone_with_the_rollback() throws SQLException {
        UUID trail = rows.id();
        Rows.Delivery waiting = host.stage().waiting(NOW);
        joined().write(step(trail, waiting));
        host.connection().rollback();
        equal("card", "nothing", shown(outside(), place));
        equal("claimable", List.of(waiting.id()), host.claimable(NOW));
        isTrue("no line in the trail", !host.stage().trailHas(trail));
        equal("counted", 0L, host.stage().counted());
    }

    void the_transaction_sees_the_cards_it_wrote() {
        Put put = sample.put(place, "text");
        write(joined(), put);
        equal("by place", "1 text", shown(joined(), place));
        equal("by id", 1, joined().byIds(List.of(put.id())).size());
        equal("by owner", 1, joined().list(rows.tenant(), KIND, "ann", null, 10).size());
        equal(
                "by name",
                1,
                joined().named(rows.tenant(), KIND, "home", null, 10).size());
        isTrue("changed", write(joined(), sample.put(place, 1, "more")));
        equal("changed", "2 more", shown(joined(), place));
    }

    void a_card_that_is_not_as_expected_leaves_the_transaction_as_it_was() throws SQLException {
        write(outside(), sample.put(other, "there"));
        host.works("before");
        isTrue("written", write(joined(), sample.put(place, "text")));
        isTrue("refused", !write(joined(), sample.put(sample.place("aaa", ""), "new"), sample.put(other, 0, "mine")));
        host.works("after");
        host.connection().commit();
        isTrue("work before it", host.isDone("before"));
        isTrue("work after it", host.isDone("after"));
        equal("written before it", "1 text", shown(outside(), place));
        equal("refused", "1 there", shown(outside(), other));
        equal("what came with it", "nothing", shown(outside(), sample.place("aaa", "")));
    }

    void a_card_that_cannot_be_written_leaves_the_transaction_as_it_was() throws SQLException {
        Put there = sample.put(other, "there");
        write(outside(), there);
        host.works("before");
        Put taken = new Put(place, there.id(), null, NOW, null, "text");
        refuses(
                "an id that is taken",
                StoreException.class,
                () -> write(joined(), sample.put(sample.place("aaa", ""), "new"), taken));
        host.works("after");
        host.connection().commit();
        isTrue("work before it", host.isDone("before"));
        isTrue("work after it", host.isDone("after"));
        equal("refused", "nothing", shown(outside(), place));
        equal("what came with it", "nothing", shown(outside(), sample.place("aaa", "")));
    }

    void a_card_made_beside_is_found_when_its_maker_commits() throws Exception {
        write(joined(), sample.put(place, 0, "the host's"));
        Future<Boolean> beside = host.beside(() -> again(() -> write(outside(), sample.put(place, 0, "another's"))));
        host.connection().commit();
        isTrue("refused", !HostStage.endOf(beside));
        equal("card", "1 the host's", shown(outside(), place));
    }

    void a_card_held_open_holds_up_nobody_elses() throws Exception {
        write(outside(), sample.put(place, "text"), sample.put(other, "text"));
        write(joined(), sample.put(place, "the host's"));
        isTrue("another's is written", HostStage.endOf(host.beside(() -> write(outside(), sample.put(other, "more")))));
        equal("the held one is read", "1 text", shown(outside(), place));
        Rows.Delivery waiting = host.stage().waiting(NOW);
        equal("claimable", List.of(waiting.id()), host.claimable(NOW));
        host.connection().commit();
        equal("card", "2 the host's", shown(outside(), place));
    }
}
