package dev.notify.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactTest {

    @Test
    void each_call_returns_a_new_contact() {
        Contact bare = Contact.of("ann");
        Contact full = bare.email("ann@clinic.example")
                .sms("+15550100")
                .inZone("Africa/Johannesburg")
                .speaking("af-ZA")
                .status(Contact.Status.PAUSED);
        assertThat(bare).isEqualTo(new Contact("ann", List.of(), null, null, Contact.Status.ACTIVE));
        assertThat(full)
                .isEqualTo(new Contact(
                        "ann",
                        List.of(Address.email("ann@clinic.example"), Address.sms("+15550100")),
                        ZoneId.of("Africa/Johannesburg"),
                        new Locale("af", "ZA"),
                        Contact.Status.PAUSED));
    }

    @Test
    void is_not_changed_by_who_gave_the_addresses() {
        List<Address> mine = new ArrayList<>(List.of(Address.sms("+15550100")));
        Contact contact = new Contact("ann", mine, null, null, Contact.Status.ACTIVE);
        mine.clear();
        assertThat(contact.addresses()).hasSize(1);
        assertThatThrownBy(() -> contact.addresses().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void gives_the_first_address_on_a_channel() {
        Contact contact = Contact.of("ann").email("one@a.example").email("two@a.example");
        assertThat(contact.addressOn(ChannelName.EMAIL)).contains(Address.email("one@a.example"));
        assertThat(contact.addressOn(ChannelName.SMS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Mars/Olympus", "GMT+99", "not a zone"})
    void refuses_a_zone_nobody_knows(String zone) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Contact.of("ann").inZone(zone))
                .satisfies(e -> assertThat(e.field()).isEqualTo("contact.zone"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a tag", "en_ZA", "e", "abcdefghij"})
    void refuses_a_language_tag_that_is_not_well_formed(String tag) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Contact.of("ann").speaking(tag))
                .satisfies(e -> assertThat(e.field()).isEqualTo("contact.locale"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "af-ZA", "zh-Hant-TW", "EN-za", "de-CH-1996"})
    void takes_language_tags(String tag) {
        assertThat(Contact.of("ann").speaking(tag).locale()).isEqualTo(Locale.forLanguageTag(tag));
    }

    @Test
    void refuses_an_id_that_is_blank_or_too_long() {
        assertThat(Contact.of("x".repeat(200)).id()).hasSize(200);
        for (String id : new String[] {" ", "a\nb", "x".repeat(201)}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> Contact.of(id))
                    .satisfies(e -> assertThat(e.field()).isEqualTo("contact.id"));
        }
    }

    @Test
    void shows_neither_person_nor_address() {
        assertThat(Contact.of("patient-42").email("ann@clinic.example").toString())
                .doesNotContain("patient-42")
                .doesNotContain("ann");
    }
}
