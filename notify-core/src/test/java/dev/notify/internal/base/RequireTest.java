package dev.notify.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequireTest {

    @Test
    void gives_back_a_value_that_passes() {
        Object value = new Object();
        assertThat(Require.present(value, "value")).isSameAs(value);
        assertThat(Require.text("lab-991", "key")).isEqualTo("lab-991");
        assertThat(Require.text("lab-991", "key", 7)).isEqualTo("lab-991");
        assertThat(Require.noControlChars("", "subject")).isEmpty();
        assertThat(Require.noControlChars("Grüße \uD83D\uDE00", "subject")).isEqualTo("Grüße \uD83D\uDE00");
        assertThat(Require.positive(Duration.ofNanos(1), "lease")).isEqualTo(Duration.ofNanos(1));
        assertThat(Require.positive(1, "limit")).isEqualTo(1);
    }

    @Test
    void drops_white_space_around_a_text_before_it_measures() {
        assertThat(Require.text("  key \n", "key", 3)).isEqualTo("key");
    }

    @Test
    void refuses_what_is_missing() {
        refused("key", "missing", () -> Require.present(null, "key"));
        refused("key", "missing", () -> Require.text(null, "key"));
        refused("key", "missing", () -> Require.text(null, "key", 10));
        refused("subject", "missing", () -> Require.noControlChars(null, "subject"));
        refused("lease", "missing", () -> Require.positive(null, "lease"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
    void refuses_a_blank_text(String blank) {
        refused("key", "visible character", () -> Require.text(blank, "key"));
        refused("key", "visible character", () -> Require.text(blank, "key", 10));
    }

    @Test
    void refuses_a_text_one_character_too_long_and_says_how_long_it_may_be() {
        refused("key", "at most 3", () -> Require.text("four", "key", 3));
    }

    @Test
    void refuses_every_control_character_wherever_it_stands() {
        for (int c = 0; c <= 0xFFFF; c++) {
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                String before = (char) c + "x";
                String after = "x" + (char) c;
                refused("subject", "plain text", () -> Require.noControlChars(before, "subject"));
                refused("subject", "position 1", () -> Require.noControlChars(after, "subject"));
            }
        }
    }

    @Test
    void refuses_zero_and_less() {
        refused("lease", "longer than zero", () -> Require.positive(Duration.ZERO, "lease"));
        refused("lease", "longer than zero", () -> Require.positive(Duration.ofNanos(-1), "lease"));
        refused("limit", "greater than zero", () -> Require.positive(0, "limit"));
        refused("limit", "greater than zero", () -> Require.positive(-1, "limit"));
    }

    @Test
    void never_repeats_a_text_in_its_message() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Require.text("Maria Silva", "recipient", 5))
                .withMessageNotContaining("Maria");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Require.noControlChars("Maria\r\nBcc: x", "recipient"))
                .withMessageNotContaining("Maria");
    }

    private static void refused(String name, String advice, ThrowingCallable check) {
        assertThatIllegalArgumentException()
                .isThrownBy(check)
                .withMessageStartingWith(name + " ")
                .withMessageContaining(advice);
    }
}
