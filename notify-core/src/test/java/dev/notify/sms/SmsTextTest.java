package dev.notify.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmsTextTest {

    private static void takes(String text, boolean gsm, int parts) {
        assertThat(SmsText.of(text)).isEqualTo(new SmsText(text, gsm, parts));
    }

    @Test
    void counts_the_alphabet_of_gsm() {
        takes("", true, 1);
        takes("a".repeat(160), true, 1);
        takes("a".repeat(161), true, 2);
        takes("a".repeat(306), true, 2);
        takes("a".repeat(307), true, 3);
        takes("\u00e4\u00f6\u00fc\u00df\u00e9\u00f1\u00c7 @\u00a3$\u00a5\n\u0394\u03a9", true, 1);
    }

    @Test
    void some_characters_of_gsm_count_twice() {
        takes("\u20ac".repeat(80), true, 1);
        takes("\u20ac".repeat(80) + "a", true, 2);
        takes("[]{}~^|\\\f\u20ac", true, 1);
    }

    @Test
    void what_counts_twice_is_not_cut_in_two() {
        takes("a".repeat(152) + "\u20ac" + "a".repeat(151), true, 2);
        takes("a".repeat(152) + "\u20ac" + "a".repeat(152), true, 3);
        takes("a".repeat(153) + "\u20ac" + "a".repeat(151), true, 2);
    }

    @Test
    void one_other_character_makes_all_of_it_count_otherwise() {
        takes("\u0142".repeat(70), false, 1);
        takes("\u0142".repeat(71), false, 2);
        takes("\u0142".repeat(134), false, 2);
        takes("\u0142".repeat(135), false, 3);
        takes("a".repeat(70) + "\u2019", false, 2);
        takes("`", false, 1);
    }

    @Test
    void a_picture_counts_twice_and_is_not_cut_in_two() {
        takes("\ud83d\ude00".repeat(35), false, 1);
        takes("\ud83d\ude00".repeat(36), false, 2);
        takes("a".repeat(66) + "\ud83d\ude00" + "a".repeat(65), false, 2);
        takes("a".repeat(66) + "\ud83d\ude00" + "a".repeat(66), false, 3);
    }

    @Test
    void typographic_characters_can_be_written_plainly() {
        String plain = SmsText.plainPunctuation("\u201cIt\u2019s 5\u20136\u00a0pm\u2026\u201d \u2014 \u00abhere\u00bb");

        assertThat(plain).isEqualTo("\"It's 5-6 pm...\" - \"here\"");
        assertThat(SmsText.of(plain).gsm()).isTrue();
        assertThat(SmsText.plainPunctuation("Gr\u00fc\u00dfe \ud83d\ude00")).isEqualTo("Gr\u00fc\u00dfe \ud83d\ude00");
    }

    @Test
    void shows_no_words() {
        assertThat(SmsText.of("secret")).hasToString("SmsText[GSM, 1 parts]");
    }
}
