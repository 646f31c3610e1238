package dev.notify.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    private static void refused(ChannelName channel, String value) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Address.of(channel, value))
                .satisfies(e -> assertThat(e.field()).isEqualTo("address"))
                .satisfies(e -> assertThat(value.length() < 3 || !e.getMessage().contains(value))
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b",
                "ann@clinic.example",
                "ann+lab@clinic.example",
                "o'brien@clinic.example",
                "a.b.c@x-y.example",
                "\u00fcmit@b\u00fccher.example",
                "x@xn--bcher-kva.example",
                "a@1.2.3.4",
                "{a}|~!#$%&*/=?^_`@b.example"
            })
    void takes_an_email_address_as_people_have_them(String value) {
        assertThat(Address.email(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann",
                "@clinic.example",
                "ann@",
                "ann@@clinic.example",
                "ann@a@b.example",
                "ann @clinic.example",
                "ann@clinic .example",
                ".ann@clinic.example",
                "ann.@clinic.example",
                "a..n@clinic.example",
                "ann@-clinic.example",
                "ann@clinic-.example",
                "ann@clinic..example",
                "ann@clinic.example.",
                "ann@.example",
                "Ann <ann@clinic.example>",
                "ann@clinic.example,bob@clinic.example",
                "ann@clinic.example;",
                "\"ann\"@clinic.example",
                "ann@[127.0.0.1]",
                "ann\u00a0x@clinic.example ",
                "ann\u2003x@clinic.example"
            })
    void refuses_what_is_no_email_address(String value) {
        refused(ChannelName.EMAIL, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann@clinic.example\r\nBcc: all@clinic.example", "ann\u0000@b.example", "a\n@b"})
    void refuses_an_address_that_would_add_a_header(String value) {
        refused(ChannelName.EMAIL, value);
    }

    @Test
    void refuses_an_email_address_longer_than_mail_servers_take() {
        String domain = "d".repeat(60) + ".example";
        assertThat(Address.email("x".repeat(64) + "@" + domain).value()).hasSize(64 + 1 + 68);
        refused(ChannelName.EMAIL, "x".repeat(65) + "@" + domain);
        refused(ChannelName.EMAIL, "x@" + "d".repeat(64) + ".example");
        refused(ChannelName.EMAIL, "x@" + ("d".repeat(50) + ".").repeat(5) + "example");
        refused(ChannelName.EMAIL, "x@" + "d.".repeat(300) + "example");
    }

    @Test
    void no_input_makes_it_slow() {
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
            for (String evil :
                    new String[] {"a".repeat(500), "a.".repeat(249) + "@", "@".repeat(500), "a@" + "-".repeat(490)}) {
                refused(ChannelName.EMAIL, evil);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"+15550100", "+1555010", "+270821234567", "+123456789012345"})
    void takes_a_phone_number_in_e164_form(String value) {
        assertThat(Address.sms(value).value()).isEqualTo(value);
        assertThat(Address.of(ChannelName.VOICE, value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "25550177",
                "+",
                "+255501",
                "+1234567890123456",
                "+05550100",
                "+1 5550100",
                "+1555-0100",
                "0025550177",
                "+155501\u0660\u0660",
                "++15550100",
                "+15550100a"
            })
    void refuses_what_is_no_phone_number(String value) {
        refused(ChannelName.SMS, value);
        refused(ChannelName.VOICE, value);
    }

    @Test
    void takes_any_short_text_for_other_channels() {
        assertThat(Address.of(ChannelName.WEBHOOK, "https://h.example/x").value())
                .isEqualTo("https://h.example/x");
        assertThat(Address.of(ChannelName.of("pager"), "77").channel()).isEqualTo(ChannelName.of("pager"));
        refused(ChannelName.PUSH, "x".repeat(501));
        refused(ChannelName.PUSH, " ");
    }

    @Test
    void shows_itself_masked() {
        assertThat(Address.email("ann@clinic.example")).hasToString("email:a***@clinic.example");
        assertThat(Address.sms("+15550100")).hasToString("sms:+***00");
        assertThat(Address.of(ChannelName.VOICE, "+15550142")).hasToString("voice:+***42");
        assertThat(Address.masked("sms", "12")).isEqualTo("1***");
        assertThat(Address.of(ChannelName.PUSH, "token@secret")).hasToString("push:t***");
        assertThat(Address.of(ChannelName.PUSH, "\ud83d\ude00x").masked()).doesNotContain("x");
    }
}
