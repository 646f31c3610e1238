package dev.notify.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "7", "lab-result-ready", "a.b_c:d-e", "0-", "xxxxxxxxxxxxxxxxxxxx"})
    void gives_back_a_good_name(String name) {
        assertThat(Names.check("type", name, 20)).isSameAs(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "-a",
                ".a",
                "_a",
                ":a",
                "a/b",
                "a\u0000",
                "\u00e9",
                "a\n",
                "a\u2028",
                "\ud83d\ude00",
                "a,b",
                "{a}"
            })
    void refuses_a_bad_name_and_names_the_field(String name) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Names.check("type", name, 20))
                .satisfies(e -> assertThat(e.field()).isEqualTo("type"))
                .withMessageStartingWith("type ");
    }

    @Test
    void refuses_a_name_that_is_missing_or_one_too_long() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Names.check("type", null, 20));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Names.check("type", "x".repeat(21), 20))
                .withMessageContaining("21")
                .withMessageContaining("20");
    }

    @Test
    void says_at_which_place_a_name_goes_wrong_and_not_what_it_is() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Names.check("type", "secret name", 20))
                .withMessageContaining("place 7")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " a ", "Gr\u00fc\u00dfe", "\ud83d\ude00\ud83c\udff4", "a\u00a0b", "'; --", "e\u0301"})
    void gives_back_any_text(String text) {
        assertThat(Names.checkText("key", text, 20)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u2003", "a\nb", "\ta", "a\u0000", "a\u007f", "a\u0085", "xxxxxxxxxxxxxxxxxxxxx"})
    void refuses_text_that_is_blank_too_long_or_has_controls(String text) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Names.checkText("key", text, 20))
                .satisfies(e -> assertThat(e.field()).isEqualTo("key"));
    }

    @Test
    void refuses_half_a_character() {
        for (String half : new String[] {"\ud83d", "\ude00", "a\ud83d", "\ud83da", "\ude00a", "\ude00\ud83d"}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> Names.checkText("key", half, 20))
                    .withMessageContaining("surrogate");
        }
    }

    @Test
    void refuses_two_halves_that_share_a_partner() {
        for (String half : new String[] {"\ud83d\ud83d\ude00", "\ud83d\ude00\ude00"}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> Names.checkText("key", half, 20))
                    .withMessageContaining("surrogate");
        }
    }
}
