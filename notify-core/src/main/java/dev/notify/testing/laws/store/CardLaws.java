package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.refuses;
import static dev.notify.testing.laws.kit.Checks.sameSet;
import static dev.notify.testing.laws.kit.SampleCards.KIND;
import static dev.notify.testing.laws.kit.SampleCards.at;
import static dev.notify.testing.laws.kit.SampleCards.shown;
import static dev.notify.testing.laws.kit.SampleCards.write;
import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.store.CardPart;
import dev.notify.store.CardPart.Place;
import dev.notify.store.CardPart.Put;
import dev.notify.store.Rows;
import dev.notify.store.StoreException;
import dev.notify.testing.laws.kit.SampleCards;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** A card is found at its place and nowhere else, as it was written last. */
final class CardLaws {

    private final SampleRows rows;
    private final CardPart cards;
    private final SampleCards sample;
    private final Place place;

    CardLaws(Stage stage) {
        this.rows = stage.rows();
        this.cards = stage.store().cards();
        this.sample = new SampleCards(rows);
        this.place = sample.place("ann", "home");
    }

    private static Rows.Card first(Put put) {
        return new Rows.Card(
                put.id(), put.place(), 1, put.changedAt(), put.expiresAt(), Objects.requireNonNull(put.body()));
    }

    private static List<String> bodies(List<Rows.Card> found) {
        return found.stream().map(Rows.Card::body).toList();
    }

    void a_card_is_read_as_it_was_written() {
        Put put = new Put(place, rows.id(), 0L, NOW + 7, NOW + 8, "{\"text\":\"Grüße, \uD83D\uDE80 & 'quotes'\"}");
        isTrue("written", write(cards, put));
        equal("card", first(put), at(cards, place));
        Put bare = new Put(sample.place("", ""), rows.id(), null, NOW, null, "");
        isTrue("written", write(cards, bare));
        equal("card of nobody, without a name", first(bare), at(cards, bare.place()));
    }

    void a_change_is_one_version_more_under_the_same_id() {
        Put first = sample.put(place, "one");
        write(cards, first);
        Put second = new Put(place, rows.id(), 1L, NOW + 5, NOW + 6, "two");
        isTrue("written", write(cards, second));
        equal("card", new Rows.Card(first.id(), place, 2, NOW + 5, NOW + 6, "two"), at(cards, place));
        isTrue("written again", write(cards, sample.put(place, "three")));
        equal("card", new Rows.Card(first.id(), place, 3, NOW, null, "three"), at(cards, place));
        equal("the second's id", List.of(), cards.byIds(List.of(second.id())));
    }

    void reading_finds_what_is_there_each_once() {
        Place other = sample.place("bob", "home");
        write(cards, sample.put(place, "a"), sample.put(other, "b"));
        List<Place> asked = List.of(other, place, sample.place("cid", "home"), place);
        sameSet("bodies", List.of("a", "b"), bodies(cards.read(asked)));
        equal("of no place", List.of(), cards.read(List.of()));
    }

    void a_place_is_its_tenant_kind_owner_and_name_to_the_letter() {
        String tenant = rows.tenant();
        List<Place> places = List.of(
                place,
                new Place(rows.otherTenant(), KIND, "ann", "home"),
                new Place(tenant, "other", "ann", "home"),
                sample.place("anne", "home"),
                sample.place("ann", "home2"),
                sample.place("Ann", "home"),
                sample.place("ann", "HOME"),
                sample.place("ann ", "home"),
                sample.place("ann", "home "),
                sample.place("änn", "home"),
                sample.place("ann", "hôme"),
                sample.place("home", "ann"),
                sample.place("annhome", ""),
                sample.place("", "annhome"));
        List<Put> puts = new ArrayList<>();
        places.forEach(p -> puts.add(sample.put(p, 0, "at " + p)));
        isTrue("written", write(cards, puts.toArray(Put[]::new)));
        for (Place each : places) {
            equal("at " + each, "1 at " + each, shown(cards, each));
        }
        equal("all at once", places.size(), cards.read(places).size());
    }

    void the_longest_place_that_is_allowed_is_kept_apart_from_its_neighbour() {
        String longest = "é".repeat(Place.LONGEST / 2);
        String neighbour = longest.substring(1) + "è";
        Place one = new Place(longest, longest, longest, longest);
        Place other = new Place(longest, longest, longest, neighbour);
        write(cards, sample.removal(one), sample.removal(other));
        isTrue("written", write(cards, sample.put(one, 0, "one"), sample.put(other, 0, "other")));
        equal("card", "1 one", shown(cards, one));
        equal("its neighbour", "1 other", shown(cards, other));
        write(cards, sample.removal(one), sample.removal(other));
    }

    void an_owners_cards_of_a_kind_come_by_name_page_by_page() {
        write(
                cards,
                sample.put(sample.place("ann", "c"), "c"),
                sample.put(sample.place("ann", "A"), "A"),
                sample.put(sample.place("ann", "b"), "b"),
                sample.put(sample.place("bob", "a"), "not hers"),
                sample.put(new Place(rows.tenant(), "other", "ann", "a"), "not of the kind"),
                sample.put(new Place(rows.otherTenant(), KIND, "ann", "a"), "not of the tenant"));
        equal("all", List.of("A", "b", "c"), bodies(cards.list(rows.tenant(), KIND, "ann", null, 10)));
        equal("first page", List.of("A", "b"), bodies(cards.list(rows.tenant(), KIND, "ann", null, 2)));
        equal("second page", List.of("c"), bodies(cards.list(rows.tenant(), KIND, "ann", "b", 2)));
        equal("after one that is not there", List.of("b", "c"), bodies(cards.list(rows.tenant(), KIND, "ann", "B", 9)));
        equal("after the last", List.of(), cards.list(rows.tenant(), KIND, "ann", "c", 10));
    }

    void the_cards_of_a_name_come_by_owner_page_by_page() {
        write(
                cards,
                sample.put(sample.place("c", "home"), "c"),
                sample.put(sample.place("A", "home"), "A"),
                sample.put(sample.place("b", "home"), "b"),
                sample.put(sample.place("a", "work"), "not of the name"),
                sample.put(new Place(rows.tenant(), "other", "a", "home"), "not of the kind"),
                sample.put(new Place(rows.otherTenant(), KIND, "a", "home"), "not of the tenant"));
        equal("all", List.of("A", "b", "c"), bodies(cards.named(rows.tenant(), KIND, "home", null, 10)));
        equal("first page", List.of("A", "b"), bodies(cards.named(rows.tenant(), KIND, "home", null, 2)));
        equal("second page", List.of("c"), bodies(cards.named(rows.tenant(), KIND, "home", "b", 2)));
        equal("after the last", List.of(), cards.named(rows.tenant(), KIND, "home", "c", 10));
    }

    void a_card_is_found_by_its_id() {
        Put one = sample.put(place, "a");
        Put two = sample.put(sample.place("bob", "home"), "b");
        write(cards, one, two, sample.put(sample.place("cid", "home"), "c"));
        List<UUID> asked = List.of(two.id(), rows.id(), one.id(), two.id());
        sameSet("cards", List.of(first(one), first(two)), cards.byIds(asked));
        equal("of no id", List.of(), cards.byIds(List.of()));
    }

    void what_has_expired_is_still_read() {
        Put put = new Put(place, rows.id(), null, NOW, 1L, "old");
        write(cards, put);
        equal("by place", "1 old", shown(cards, place));
        equal("by owner", 1, cards.list(rows.tenant(), KIND, "ann", null, 10).size());
        equal("by name", 1, cards.named(rows.tenant(), KIND, "home", null, 10).size());
        equal("by id", 1, cards.byIds(List.of(put.id())).size());
    }

    void a_card_that_is_removed_is_gone() {
        Put put = sample.put(place, "a");
        Place other = sample.place("ann", "other");
        write(cards, put, sample.put(other, "b"));
        isTrue("removed", write(cards, sample.removal(place), sample.removal(sample.place("nobody", ""))));
        equal("by place", "nothing", shown(cards, place));
        equal("by owner", List.of("b"), bodies(cards.list(rows.tenant(), KIND, "ann", null, 10)));
        equal("by name", List.of(), cards.named(rows.tenant(), KIND, "home", null, 10));
        equal("by id", List.of(), cards.byIds(List.of(put.id())));
    }

    void a_card_made_anew_begins_at_the_first_version_under_its_own_id() {
        write(cards, sample.put(place, "a"));
        write(cards, sample.put(place, "b"));
        write(cards, sample.removal(place));
        Put again = sample.put(place, 0, "c");
        isTrue("written", write(cards, again));
        equal("card", first(again), at(cards, place));
    }

    void only_the_version_that_is_expected_is_changed() {
        isTrue("none is not version 1", !write(cards, sample.put(place, 1, "a")));
        isTrue("none as expected", write(cards, sample.put(place, 0, "b")));
        isTrue("one is not none", !write(cards, sample.put(place, 0, "c")));
        isTrue("version 1 is not 2", !write(cards, sample.put(place, 2, "d")));
        equal("card", "1 b", shown(cards, place));
        isTrue("version 1 as expected", write(cards, sample.put(place, 1, "e")));
        isTrue("version 2 is not 1", !write(cards, sample.put(place, 1, "f")));
        equal("card", "2 e", shown(cards, place));
        isTrue("nor removed", !write(cards, new Put(place, rows.id(), 1L, NOW, null, null)));
        equal("card", "2 e", shown(cards, place));
        isTrue("removed as expected", write(cards, new Put(place, rows.id(), 2L, NOW, null, null)));
        equal("card", "nothing", shown(cards, place));
        isTrue("nothing to remove, as expected", write(cards, new Put(place, rows.id(), 0L, NOW, null, null)));
        isTrue("nothing to remove", !write(cards, new Put(place, rows.id(), 2L, NOW, null, null)));
    }

    void nothing_is_written_if_one_card_is_not_as_expected() {
        Place before = sample.place("aaa", "");
        Place after = sample.place("zzz", "");
        write(cards, sample.put(after, "there"));
        Put wrong = sample.put(place, 1, "not there");
        isTrue("refused", !write(cards, sample.put(before, "new"), wrong, sample.put(after, "changed")));
        equal("before it", "nothing", shown(cards, before));
        equal("after it", "1 there", shown(cards, after));
        isTrue("refused", !write(cards, sample.removal(after), wrong));
        equal("not removed", "1 there", shown(cards, after));
    }

    void the_id_of_another_card_is_refused() {
        Put one = sample.put(place, "a");
        write(cards, one);
        Place other = sample.place("bob", "home");
        Place free = sample.place("aaa", "home");
        refuses(
                "an id that is taken",
                StoreException.class,
                () -> write(cards, sample.put(free, "x"), new Put(other, one.id(), null, NOW, null, "b")));
        equal("not written", "nothing", shown(cards, other));
        equal("nor what came with it", "nothing", shown(cards, free));
        equal("who has the id", "1 a", shown(cards, place));
    }

    void hundreds_are_written_and_read_at_once() {
        List<Put> puts = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            places.add(sample.place("person-" + i, "home"));
            puts.add(sample.put(places.get(i), 0, "a" + i));
        }
        isTrue("written", write(cards, puts.toArray(Put[]::new)));
        equal("read", 700, cards.read(places).size());
        List<Put> changes = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            changes.add(i < 300 ? sample.removal(places.get(i)) : sample.put(places.get(i), 1, "b" + i));
        }
        isTrue("changed", write(cards, changes.toArray(Put[]::new)));
        equal("left", 400, cards.read(places).size());
        equal("changed", "2 b599", shown(cards, places.get(599)));
        equal("not changed", "1 a600", shown(cards, places.get(600)));
        equal(
                "by id",
                100,
                cards.byIds(puts.subList(600, 700).stream().map(Put::id).toList())
                        .size());
    }
}
