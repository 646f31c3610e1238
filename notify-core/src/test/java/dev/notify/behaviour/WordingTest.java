package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.NotificationService;
import dev.notify.model.InvalidInputException;
import dev.notify.request.NotificationType;
import dev.notify.template.Layer;
import dev.notify.template.Preview;
import dev.notify.template.TemplateException;
import dev.notify.template.Templates;
import dev.notify.template.WordFinding.Kind;
import dev.notify.template.Wording;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told about words before anybody is told them. */
class WordingTest {

    private static final Locale AFRIKAANS = Locale.forLanguageTag("af-ZA");

    private static final NotificationType RESULT = NotificationType.named("result")
            .anyTime()
            .sendBy(EMAIL, SMS)
            .showDetailsOn(EMAIL)
            .requires("test", "at")
            .privateData("test");

    private static final Map<String, String> FILES = Map.of(
            "result/email.en.txt", "Your {{test}}\n\nTaken {{at.date}}, {{at.time}}.{{#note}} {{note}}{{/note}}",
            "result/email.af.txt", "U {{test}}\n\nGeneem {{at.date}}, {{at.time}}.{{#note}} {{note}}{{/note}}",
            "result/sms.discreet.en.txt", "Clinic\n\nNews for you.",
            "result/sms.discreet.af.txt", "Kliniek\n\nNuus vir u.");

    private static Wording wording(NotificationType type, Map<String, String> changes) {
        Map<String, String> files = new HashMap<>(FILES);
        files.putAll(changes);
        files.values().removeIf(String::isEmpty);
        return NotificationService.builder()
                .define(type)
                .templates(Templates.of(files))
                .languages("en", "af")
                .zone(ZoneId.of("Africa/Johannesburg"))
                .build()
                .templates();
    }

    private static void finds(Map<String, String> changes, String... lines) {
        assertThat(wording(RESULT, changes).checkAsText().lines()).containsExactlyInAnyOrder(lines);
    }

    @Test
    void words_with_which_all_is_well() {
        assertThat(wording(RESULT, Map.of()).check()).isEmpty();
    }

    @Test
    void a_variable_nobody_requires() {
        finds(
                Map.of(
                        "result/sms.discreet.en.txt",
                        "Clinic\n\nNews,\n{{name}}.",
                        "result/sms.discreet.af.txt",
                        "Kliniek\n\nNuus, {{name}}."),
                "UNKNOWN_VARIABLE result/sms.discreet.en.txt line 4: 'name' is not required by type result: say requires(..), or ask for it with {{#name}}",
                "UNKNOWN_VARIABLE result/sms.discreet.af.txt line 3: 'name' is not required by type result: say requires(..), or ask for it with {{#name}}");
    }

    @Test
    void a_variable_required_for_nothing() {
        assertThat(wording(RESULT.requires("test", "at", "ward"), Map.of()).checkAsText())
                .isEqualTo("UNUSED_VARIABLE 'ward' is required by type result and used in none of its words");
    }

    @Test
    void a_translation_that_leaves_something_out() {
        finds(
                Map.of("result/email.af.txt", "U {{test}}\n\nUitslae is gereed."),
                "MISSING_KEY result/email.af.txt: does not say 'at', which result/email.en.txt does",
                "MISSING_KEY result/email.af.txt: does not say 'note', which result/email.en.txt does");
    }

    @Test
    void words_that_are_not_translated() {
        finds(
                Map.of("result/email.af.txt", "", "result/sms.discreet.af.txt", ""),
                "UNTRANSLATED type result has no full words in af for email",
                "UNTRANSLATED type result has no discreet words in af for sms");
    }

    @Test
    void a_text_message_of_more_than_one_segment() {
        finds(
                Map.of(
                        "result/sms.discreet.en.txt", "Clinic\n\n" + "x".repeat(161),
                        "result/sms.discreet.af.txt", "Kliniek\n\n\u00ea" + "x".repeat(70)),
                "LONG_SMS result/sms.discreet.en.txt: takes 2 segments with values of usual length",
                "LONG_SMS result/sms.discreet.af.txt: takes 2 segments with values of usual length, for it has letters the alphabet of SMS lacks");
        finds(Map.of(
                "result/sms.discreet.en.txt", "Clinic\n\n" + "x".repeat(160),
                "result/sms.discreet.af.txt", "Kliniek\n\n\u00ea" + "x".repeat(69)));
        finds(
                Map.of("result/sms.discreet.en.txt", "Clinic\n\n{{at.date}}" + "x".repeat(150)),
                "LONG_SMS result/sms.discreet.en.txt: takes 2 segments with values of usual length",
                "MISSING_KEY result/sms.discreet.af.txt: does not say 'at', which result/sms.discreet.en.txt does");
    }

    @Test
    void what_start_refuses() {
        assertThat(wording(
                                RESULT,
                                Map.of(
                                        "result/sms.discreet.en.txt",
                                        "Clinic\n\n{{test}}",
                                        "result/email.en.txt",
                                        "A\n\n{{"))
                        .check())
                .filteredOn(f -> f.kind() == Kind.REFUSED)
                .extracting(f -> f.asText())
                .containsExactlyInAnyOrder(
                        "REFUSED words: result/sms.discreet.en.txt line 3: 'test' is private data of type result and may not stand in discreet words",
                        "REFUSED words: result/email.en.txt line 3: a tag is opened with {{ and not closed",
                        "REFUSED type result has no words for email: say text(title, body) or discreet(title, body), or write result/email.txt");
        assertThat(wording(RESULT, Map.of("result/sms.discreet.en.txt", "")).checkAsText())
                .contains("REFUSED type result has no words a stranger may read for sms");
    }

    @Test
    void a_preview_shows_every_channel_in_both_layers_and_marks_what_goes_out() {
        Preview preview = wording(RESULT, Map.of())
                .preview("result", AFRIKAANS, Map.of("test", "toets", "at", Instant.parse("2026-09-23T22:30:00Z")));

        assertThat(preview.asText()).isEqualTo("""
                result in af-ZA

                * email, full, from result/email.af.txt
                    U toets
                    Geneem 24 September 2026, 00:30.

                * sms, discreet, from result/sms.discreet.af.txt, 1 segment
                    Kliniek
                    Nuus vir u.""");
        assertThat(preview.words(SMS, Layer.FULL)).isEmpty();
        assertThat(preview.toString()).doesNotContain("toets");
    }

    @Test
    void a_preview_is_refused_as_a_notification_would_be() {
        Wording wording = wording(RESULT, Map.of());
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> wording.preview("nothing", AFRIKAANS, Map.of()));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> wording.preview("result", AFRIKAANS, Map.of("test", new Object())));
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> wording.preview("result", AFRIKAANS, Map.of("test", "a")))
                .withMessageContaining("result/email.af.txt line 3: the data lacks the variable 'at'");
    }
}
