package dev.notify.internal.cards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.model.Actor;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Tenant;
import dev.notify.preference.ConsentEntry;
import dev.notify.preference.PreferenceChange;
import dev.notify.preference.Preferences;
import dev.notify.preference.QuietHours;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart.Put;
import dev.notify.store.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CardsTest {

    private static final Tenant TENANT = Tenant.DEFAULT;
    private static final UUID ID = new UUID(1, 2);

    /** Seals by telling which row and field it was for, so that what is opened elsewhere is not opened. */
    private static final FieldSeal BOUND = new FieldSeal() {
        @Override
        public String seal(UUID row, String field, String text) {
            return row + field + "|" + text;
        }

        @Override
        public String open(UUID row, String field, String sealed) {
            assertThat(sealed).startsWith(row + field + "|");
            return sealed.substring((row + field + "|").length());
        }

        @Override
        public String lookup(String field, String text) {
            return "#" + text;
        }
    };

    private final Cards cards = new Cards(BOUND);

    private static Rows.Card stored(Put put) {
        return new Rows.Card(put.id(), put.place(), 1, put.changedAt(), null, String.valueOf(put.body()));
    }

    @Test
    void what_is_written_is_sealed_for_its_card_and_read_again() {
        Preferences said = Preferences.none()
                .turnOff("results", ChannelName.SMS)
                .quiet(QuietHours.daily("22:00", "24:00").inZone("Europe/Lisbon"));
        Put put = cards.preferences(cards.preferencesAt(TENANT, "a"), null, ID, said, 5);
        assertThat(put.expected()).isZero();
        assertThat(put.place().owner()).isEqualTo("#a");
        assertThat(cards.preferences(stored(put))).isEqualTo(said);
        Rows.Card there = new Rows.Card(new UUID(3, 4), put.place(), 7, 5, null, "");
        Put again = cards.preferences(put.place(), there, ID, said, 6);
        assertThat(again.expected()).isEqualTo(7);
        assertThat(again.body())
                .as("a card keeps its id, and its seal is bound to it")
                .startsWith(there.id() + "card");
    }

    @Test
    void a_history_is_listed_newest_first_and_apart_from_others_of_the_same_owner() {
        List<String> names = new ArrayList<>();
        for (long number : new long[] {1, 2, 9, 10, 255, 256, 1_000_000}) {
            PreferenceChange change = new PreferenceChange(
                    number, Instant.EPOCH, Actor.HOST, Optional.of("why"), Preferences.none(), Preferences.none());
            Put put = cards.change(cards.preferencesAt(TENANT, "a"), change, ID);
            names.add(put.place().name());
            assertThat(cards.change(stored(put))).isEqualTo(change);
        }
        List<String> sorted = names.stream().sorted().toList();
        List<String> newestFirst = new ArrayList<>(names);
        Collections.reverse(newestFirst);
        assertThat(sorted).isEqualTo(newestFirst);
        Put other = cards.entry(
                cards.consentAt(TENANT, Address.email("a@example.org")),
                1,
                ConsentEntry.given(Address.email("a@example.org"), "form"),
                ID,
                0);
        assertThat(Cards.isOf(stored(other), Cards.historyOf(cards.preferencesAt(TENANT, "a"))))
                .isFalse();
    }

    @Test
    void an_address_has_one_place_in_any_case_and_a_long_one_fits() {
        assertThat(cards.consentAt(TENANT, Address.email("A.B@Example.org")))
                .isEqualTo(cards.consentAt(TENANT, Address.email("a.b@example.org")));
        ChannelName push = ChannelName.PUSH;
        Address longOne = Address.of(push, "https://push.example.org/" + "x".repeat(400));
        Address longOther = Address.of(push, "https://push.example.org/" + "x".repeat(399) + "y");
        assertThat(cards.consentAt(TENANT, longOne)).isNotEqualTo(cards.consentAt(TENANT, longOther));
        assertThat(cards.consentAt(TENANT, longOne).owner()).hasSizeLessThan(100);
        assertThat(cards.consentAt(TENANT, Address.of(push, "Token")))
                .as("only e-mail addresses are the same in another case")
                .isNotEqualTo(cards.consentAt(TENANT, Address.of(push, "token")));
    }
}
