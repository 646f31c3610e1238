package dev.notify.request;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.IN_APP;
import static dev.notify.model.ChannelName.PUSH;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationService;
import dev.notify.model.ChannelName;
import dev.notify.template.Layer;
import dev.notify.template.Preview;
import dev.notify.template.Templates;
import dev.notify.template.Wording;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthcareTypesTest {

    private static final Map<String, Object> DATA = Map.ofEntries(
            Map.entry("when", LocalDateTime.of(2026, 9, 23, 9, 30)),
            Map.entry("was", LocalDateTime.of(2026, 9, 16, 14, 0)),
            Map.entry("who", "Dr Example"),
            Map.entry("place", "Room 4"),
            Map.entry("reason", "the clinic is closed"),
            Map.entry("medicine", "Metformin"),
            Map.entry("dose", "500 mg"),
            Map.entry("left", 3),
            Map.entry("expires", LocalDate.of(2026, 9, 30)),
            Map.entry("test", "blood count"),
            Map.entry("link", "https://example.org/results/991"),
            Map.entry("patient", "A. Example"),
            Map.entry("vital", "heart rate"),
            Map.entry("value", "180"),
            Map.entry("headline", "New hours"),
            Map.entry("message", "We open at 07:00 from Monday."));

    private static Wording wording(Templates templates) {
        return NotificationService.builder()
                .define(HealthcareTypes.all())
                .templates(templates)
                .languages("en", "af")
                .build()
                .templates();
    }

    @Test
    void the_lint_has_nothing_to_say() {
        assertThat(wording(HealthcareTypes.templates()).checkAsText()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "en-ZA", "af", "af-ZA"})
    void every_type_says_something_on_every_channel_full_and_discreet_in_each_language(String tag) {
        Wording wording = wording(HealthcareTypes.templates());
        assertThat(HealthcareTypes.all()).hasSize(10);
        for (NotificationType type : HealthcareTypes.all()) {
            Preview preview = wording.preview(type.name(), Locale.forLanguageTag(tag), DATA);
            for (ChannelName channel : List.of(EMAIL, PUSH, SMS, IN_APP)) {
                for (Layer layer : Layer.values()) {
                    assertThat(preview.words(channel, layer))
                            .as(type + " " + channel + " " + layer)
                            .isPresent();
                }
            }
            assertThat(preview.words(EMAIL, Layer.FULL).orElseThrow().asHtml().orElseThrow())
                    .startsWith("<!DOCTYPE html>\n<html lang=\"" + tag.substring(0, 2) + "\">")
                    .endsWith("</html>");
            assertThat(preview.words(EMAIL, Layer.DISCREET).orElseThrow().html())
                    .contains("<body");
            assertThat(preview.shown()).allMatch(s -> s.from().contains("." + tag.substring(0, 2) + ".txt"));
            assertThat(preview.shown().stream().filter(s -> s.channel().equals(SMS)))
                    .allMatch(s -> s.segments() == 1)
                    .hasSize(2);
        }
    }

    @Test
    void discreet_words_tell_a_stranger_nothing() {
        Set<Object> told = new HashSet<>(DATA.values());
        told.removeAll(List.of(DATA.get("when"), DATA.get("was"), DATA.get("place"), DATA.get("left")));
        Wording wording = wording(HealthcareTypes.templates());
        for (String tag : List.of("en", "af")) {
            for (NotificationType type : HealthcareTypes.all()) {
                for (Preview.Shown shown : wording.preview(type.name(), Locale.forLanguageTag(tag), DATA)
                        .shown()) {
                    if (shown.layer() == Layer.DISCREET) {
                        String all = shown.words().title()
                                + shown.words().body()
                                + shown.words().html();
                        assertThat(told).as(type + " " + shown.from()).noneMatch(v -> all.contains(v.toString()));
                    }
                }
            }
        }
    }

    @Test
    void a_host_puts_its_own_words_before_the_shipped_ones() {
        Map<String, String> own = new HashMap<>();
        own.put("parts/sender.en.txt", "Example Hospital");
        own.put("low-stock/sms.discreet.en.txt", "Pharmacy\n\nPlease call the pharmacy.");
        Wording wording = wording(Templates.of(own).or(HealthcareTypes.templates()));
        Preview news = wording.preview("lab-result-ready", Locale.ENGLISH, DATA);
        assertThat(news.words(SMS, Layer.DISCREET).orElseThrow().body())
                .isEqualTo("Example Hospital: There is news for you. Please sign in to read it.");
        assertThat(wording.preview("low-stock", Locale.ENGLISH, DATA)
                        .words(SMS, Layer.DISCREET)
                        .orElseThrow()
                        .title())
                .isEqualTo("Pharmacy");
    }

    @Test
    void numbers_choose_their_words() {
        Wording wording = wording(HealthcareTypes.templates());
        Map<String, Object> one = new HashMap<>(DATA);
        one.put("left", 1);
        assertThat(wording.preview("low-stock", Locale.ENGLISH, DATA)
                        .words(PUSH, Layer.FULL)
                        .orElseThrow()
                        .body())
                .isEqualTo("3 doses are left. Please order more in time.");
        assertThat(wording.preview("low-stock", Locale.ENGLISH, one)
                        .words(PUSH, Layer.FULL)
                        .orElseThrow()
                        .body())
                .isEqualTo("One dose is left. Please order more in time.");
        assertThat(wording.preview("low-stock", Locale.forLanguageTag("af"), one)
                        .words(PUSH, Layer.FULL)
                        .orElseThrow()
                        .body())
                .isEqualTo("Daar is nog een dosis oor. Bestel asseblief betyds nog.");
    }
}
