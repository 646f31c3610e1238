package dev.notify.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.model.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static String body(String template, Map<String, Object> data) {
        return Template.of("title", template).render(data).body();
    }

    private static void lacks(String variable, String template, Map<String, Object> data) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> body(template, data))
                .withMessageContaining("'" + variable + "'");
    }

    @Test
    void puts_values_in() {
        Words words = Template.of("{{test}} is ready", "See {{link}}, {{ link }}.")
                .render(Map.of("test", "Blood count", "link", "/r/1"));
        assertThat(words).isEqualTo(new Words("Blood count is ready", "See /r/1, /r/1."));
    }

    @Test
    void a_variable_that_is_missing_is_an_error_in_title_and_body() {
        lacks("b", "{{a}} {{b}}", Map.of("a", 1));
        lacks("a.c", "{{a.c}}", Map.of("a", Map.of("b", 1)));
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Template.of("{{a}}", "").render(Map.of()));
    }

    @Test
    void calls_no_method_and_reads_no_field_of_anything() {
        for (String reach : List.of(
                "a.class", "a.length", "a.toString", "a.getClass", "a.hashCode", "a.bytes", "a.isEmpty", "a.empty")) {
            lacks(reach, "{{" + reach + "}}", Map.of("a", "text"));
            lacks(reach, "{{" + reach + "}}", Map.of("a", List.of("x")));
        }
        for (String reach : List.of("a.size", "a.class", "a.entrySet", "a.keySet", "a.values")) {
            lacks(reach, "{{" + reach + "}}", Map.of("a", Map.of("x", 1)));
        }
        for (String reach : List.of("class", "size", "entrySet", "keySet")) {
            lacks(reach, "{{" + reach + "}}", Map.of("x", 1));
        }
    }

    @Test
    void braces_in_the_data_are_text() {
        assertThat(body("Dear {{name}}", Map.of("name", "{{secret}} {{{x}}} {{#a}}", "secret", "s")))
                .isEqualTo("Dear {{secret}} {{{x}}} {{#a}}");
        assertThat(body("{{#people}}{{.}};{{/people}}", Map.of("people", List.of("{{x}}", "b"))))
                .isEqualTo("{{x}};b;");
    }

    @Test
    void data_cannot_change_the_delimiters() {
        assertThat(body("{{a}}{{b}}", Map.of("a", "{{=<% %>=}}", "b", "<%a%>"))).isEqualTo("{{=<% %>=}}<%a%>");
    }

    @Test
    void values_are_put_in_as_they_are() {
        assertThat(body("{{a}} {{{a}}} {{&a}}", Map.of("a", "<b>\"&'</b>")))
                .isEqualTo("<b>\"&'</b> <b>\"&'</b> <b>\"&'</b>");
        assertThat(body("{{a}}", Map.of("a", "Gr\u00fc\u00dfe \ud83d\ude00\nline $1 \\0")))
                .isEqualTo("Gr\u00fc\u00dfe \ud83d\ude00\nline $1 \\0");
        assertThat(body("{{a}} {{b}}", Map.of("a", 7L, "b", false))).isEqualTo("7 false");
    }

    @Test
    void sections_repeat_choose_and_leave_out() {
        assertThat(body(
                        "{{#list}}{{name}},{{/list}}",
                        Map.of("list", List.of(Map.of("name", "a"), Map.of("name", "b")))))
                .isEqualTo("a,b,");
        assertThat(body("{{#on}}yes{{/on}}{{^on}}no{{/on}}", Map.of("on", true)))
                .isEqualTo("yes");
        assertThat(body("{{#on}}yes{{/on}}{{^on}}no{{/on}}", Map.of("on", false)))
                .isEqualTo("no");
        assertThat(body("{{#list}}x{{/list}}{{^list}}none{{/list}}", Map.of("list", List.of())))
                .isEqualTo("none");
        assertThat(body("{{#person}}{{name}}{{/person}}", Map.of("person", Map.of("name", "Ann"))))
                .isEqualTo("Ann");
        assertThat(body("{{person.name}}", Map.of("person", Map.of("name", "Ann"))))
                .isEqualTo("Ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{", "{{a", "{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{#a}}{{#b}}{{/a}}{{/b}}", "{{{a}}"})
    void text_that_is_not_well_formed_is_refused_when_it_is_read(String text) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Template.of("title", text))
                .withMessageContaining("body");
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Template.of(text, "body"))
                .withMessageContaining("title");
    }

    @Test
    void includes_no_other_text() {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Template.of("title", "{{>etc/passwd}}").render(Map.of()));
    }

    @Test
    void the_hash_names_the_very_text() {
        assertThat(Template.of("a", "b").hash())
                .matches("[0-9a-f]{32}")
                .isEqualTo(Template.of("a", "b").hash());
        assertThat(List.of(
                        Template.of("a", "bc"),
                        Template.of("ab", "c"),
                        Template.of("a", "bC"),
                        Template.of("a", "bc ")))
                .extracting(Template::hash)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_title_is_one_line_that_is_not_blank() {
        for (String title : new String[] {"", " ", "a\nb", "x".repeat(501)}) {
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Template.of(title, "body"));
        }
        assertThat(Template.of("x".repeat(500), "").body()).isEmpty();
    }

    @Test
    void shows_no_words() {
        assertThat(Template.of("secret", "secret").toString()).doesNotContain("secret");
        assertThat(new Words("secret", "secret").toString()).doesNotContain("secret");
    }
}
