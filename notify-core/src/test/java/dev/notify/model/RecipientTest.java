package dev.notify.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class RecipientTest {

    @Test
    void by_id_is_known_by_that_id_and_brings_no_contact() {
        assertThat(Recipient.id("patient-42").key()).isEqualTo("patient-42");
        assertThat(Recipient.id("patient-42").inline()).isEmpty();
    }

    @Test
    void a_contact_is_known_by_its_id() {
        Contact contact = Contact.of("dr-silva").sms("+15550100");
        assertThat(Recipient.contact(contact).key()).isEqualTo("dr-silva");
        assertThat(Recipient.contact(contact).inline()).contains(contact);
    }

    @Test
    void a_bare_address_is_a_contact_of_its_own() {
        Recipient gp = Recipient.address(Address.email("gp@clinic.example"));
        assertThat(gp.key()).isEqualTo("address:email:gp@clinic.example");
        assertThat(gp.inline().orElseThrow().addressOn(ChannelName.EMAIL)).contains(Address.email("gp@clinic.example"));
        assertThat(Recipient.address(Address.sms("+15550100")).key())
                .isNotEqualTo(Recipient.address(Address.of(ChannelName.VOICE, "+15550100"))
                        .key());
    }

    @Test
    void every_bare_address_fits_into_an_id() {
        ChannelName longest = ChannelName.of("c".repeat(30));
        Recipient one = Recipient.address(Address.of(longest, "x".repeat(160)));
        assertThat(one.key().length()).isLessThanOrEqualTo(Recipient.MAX_ID);
        assertThat(one.inline()).isPresent();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Recipient.address(Address.of(longest, "x".repeat(161))))
                .satisfies(e -> assertThat(e.field()).isEqualTo("address"));
    }

    @Test
    void refuses_an_id_that_is_blank_or_too_long() {
        for (String id : new String[] {"", " ", "x".repeat(201)}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> Recipient.id(id))
                    .satisfies(e -> assertThat(e.field()).isEqualTo("recipients"));
        }
    }

    @Test
    void shows_a_bare_address_masked() {
        assertThat(Recipient.address(Address.email("gp@clinic.example")).toString())
                .doesNotContain("gp@");
    }
}
