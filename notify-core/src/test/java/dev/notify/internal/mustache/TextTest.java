package dev.notify.internal.mustache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.internal.mustache.Text.Broken;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    private static final ZoneId JOHANNESBURG = ZoneId.of("Africa/Johannesburg");

    private static Text text(Text.Kind kind, String source) {
        return Text.of(kind, new Text.Whole(source, Text.Places.in("a.txt", source)));
    }

    private static String say(String source, Map<String, Object> data, String tag) {
        return text(Text.Kind.PLAIN, source).render(data, new Text.Voice(Locale.forLanguageTag(tag), JOHANNESBURG));
    }

    private static void broken(String message, String source, Map<String, Object> data) {
        assertThatExceptionOfType(Broken.class)
                .isThrownBy(() -> say(source, data, "en"))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            visit.date      | en    | March 12, 2026
            visit.date      | en-ZA | 12 March 2026
            visit.date      | af    | 12 Maart 2026
            visit.day       | en-ZA | Thursday, 12 March 2026
            visit.day       | af-ZA | Donderdag 12 Maart 2026
            visit.shortDate | en-ZA | 12 Mar 2026
            visit.weekday   | af    | Donderdag
            visit.time      | en    | 9:30 AM
            visit.time      | af    | 09:30
            visit.zone      | en-ZA | SAST
            price.number    | en    | 1,234.5
            price.number    | af    | 1 234,5
            share.percent   | en    | 25%
            """)
    void shows_times_and_numbers_as_the_language_does(String name, String tag, String shown) {
        Map<String, Object> data =
                Map.of("visit", "2026-03-12T07:30:00Z", "price", new java.math.BigDecimal("1234.50"), "share", 0.25);
        assertThat(say("{{" + name + "}}", data, tag)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-12T23:30:00Z, 2026-03-13 01:30",
        "2026-03-12T23:30:00+02:00, 2026-03-12 23:30",
        "2026-03-12T12:00:00-10:00[Pacific/Honolulu], 2026-03-13 00:00",
        "2026-03-12T23:30, 2026-03-12 23:30",
    })
    void a_moment_is_told_by_the_recipients_clock_and_a_wall_time_as_it_is(String value, String shown) {
        assertThat(say("{{t.date}} {{t.time}}", Map.of("t", value), "en-ZA"))
                .isEqualTo(
                        shown.startsWith("2026-03-13")
                                ? "13 March 2026 " + shown.substring(11)
                                : "12 March 2026 " + shown.substring(11));
    }

    @Test
    void entries_of_the_data_come_before_parts() {
        assertThat(say("{{visit.date}}", Map.of("visit", Map.of("date", "soon")), "en"))
                .isEqualTo("soon");
    }

    @Test
    void a_value_of_the_wrong_kind_is_an_error_that_names_variable_and_line_and_not_the_value() {
        broken("a.txt line 2: 'visit' is no time", "\n{{visit.date}}", Map.of("visit", "secret"));
        broken("'visit' is no time", "{{visit.time}}", Map.of("visit", 7L));
        broken("'visit' is no time that has a part 'time'", "{{visit.time}}", Map.of("visit", "2026-03-12"));
        broken("a.txt line 3: 'n' is no number", "\n\n{{n.number}}", Map.of("n", "12"));
        broken("'n' is no number", "{{#n.one}}x{{/n.one}}{{#n.other}}y{{/n.other}}", Map.of("n", "12"));
        broken("'list' is a list", "{{list}}", Map.of("list", List.of("secret")));
        broken("'map' has entries", "{{map}}", Map.of("map", Map.of("a", "secret")));
        assertThatExceptionOfType(Broken.class)
                .isThrownBy(() -> say("{{visit.date}}", Map.of("visit", "secret"), "en"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void what_the_data_lacks_is_named_with_its_line() {
        broken("a.txt line 3: the data lacks the variable 'b'", "{{a}}\n{{#b}}{{b}}{{/b}}\n{{b}}", Map.of("a", 1L));
        broken("a.txt line 2: the data lacks the variable 'p.b'", "{{p.a}}\n{{p.b}}", Map.of("p", Map.of("a", 1L)));
        broken("lacks the variable 'n.one'", "{{#n.one}}1{{/n.one}}{{#n.other}}2{{/n.other}}", Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "en,1,one", "en,0,other", "en,2,other", "af,1,one", "af,1.5,other", "fr,0,one", "fr,1.5,one", "fr,2,other",
        "zu,0.5,one", "zu,1,one", "zu,1.5,other", "ja,1,other", "ru,1,one", "ru,21,one", "ru,11,many", "ru,3,few",
        "ru,13,many", "ru,5,many", "ru,1.5,other", "sr,5,other", "sr,22,few", "pl,1,one", "pl,21,many", "pl,22,few",
        "pl,12,many", "cs,3,few", "cs,5,other", "cs,1.5,many", "ar,0,zero", "ar,1,one", "ar,2,two", "ar,105,few",
        "ar,111,many", "ar,100,other", "xx,1,one", "xx,7,other", "en,-1,one"
    })
    void chooses_the_plural_form_of_the_language(String tag, String number, String form) {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("zero", "one", "two", "few", "many", "other")) {
            all.append("{{#n." + name + "}}" + name + "{{/n." + name + "}}");
        }
        assertThat(say(all.toString(), Map.of("n", new java.math.BigDecimal(number)), tag))
                .isEqualTo(form);
    }

    @Test
    void a_plural_form_is_a_section_and_never_alone() {
        broken("line 1: 'n.one' is a plural form", "{{n.one}}{{#n.other}}{{/n.other}}", Map.of("n", 1L));
        broken("line 2: 'n.one' needs 'n.other'", "\n{{#n.one}}x{{/n.one}}", Map.of("n", 1L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {{a       | line 1: a tag is opened with {{ and not closed
            {{{a}}    | a tag is opened with {{{ and not closed
            {{}}      | holds no name
            {{a b}}   | holds no name
            {{a..b}}  | holds no name
            {{a.}}    | holds no name
            {{@link}} | holds no name
            {{a.@link}} | holds no name
            {{=<% %>=}} | braces cannot be changed
            {{<a}}    | parents and blocks are not known
            {{$a}}    | parents and blocks are not known
            {{#a}}    | 'a' is opened and not closed
            {{/a}}    | 'a' is closed and was not opened
            {{#a}}{{/b}} | 'b' is closed where 'a' is open
            {{> a}}   | only files can have parts
            """)
    void says_where_a_text_is_not_well_formed(String source, String problem) {
        broken(problem, source, Map.of());
    }

    @Test
    void a_text_that_grows_beyond_measure_is_an_error() {
        List<String> many = java.util.Collections.nCopies(200, "0123456789");
        broken("longer than 1000000 characters", "{{#a}}{{#a}}{{#a}}{{.}}{{/a}}{{/a}}{{/a}}", Map.of("a", many));
    }

    @Test
    void a_title_stays_one_line() {
        String title = text(Text.Kind.TITLE, "Hi {{n}}")
                .render(
                        Map.of("n", "a\r\nBcc: all@example.org\u2028x\u0000"),
                        new Text.Voice(Locale.ENGLISH, JOHANNESBURG));
        assertThat(title).isEqualTo("Hi a  Bcc: all@example.org x ");
    }

    /** Whatever stands in the data comes out as it went in, and nothing in it is obeyed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{secret}}",
                "{{{secret}}}",
                "{{&secret}}",
                "{{#secret}}x{{/secret}}",
                "{{^a}}x{{/a}}",
                "{{>footer}}",
                "{{=<% %>=}}<%secret%>",
                "{{! c }}",
                "{{",
                "}}",
                "${secret}",
                "#{secret}",
                "%{secret}",
                "<%= secret %>",
                "{{constructor}}",
                "{{this.class.forName}}",
                "$1 \\1 \\u0041",
                "&lt;b&gt;",
                "\u202egnp.exe",
                "'; DROP TABLE t; --",
                "../../etc/passwd",
                "jndi:ldap://example.org/a"
            })
    void data_is_text_whatever_it_looks_like(String value) {
        Map<String, Object> data = Map.of("a", value, "secret", "LEAKED", "list", List.of(value));
        assertThat(say("[{{a}}|{{{a}}}|{{&a}}|{{#list}}{{.}}{{/list}}]", data, "en"))
                .isEqualTo("[" + value + "|" + value + "|" + value + "|" + value + "]");
        assertThat(text(Text.Kind.HTML, "<p title=\"{{a}}\">{{a}}</p>")
                        .render(data, new Text.Voice(Locale.ENGLISH, JOHANNESBURG)))
                .doesNotContain("LEAKED");
    }

    @Test
    void knows_what_it_uses() {
        Text t = text(
                Text.Kind.PLAIN,
                "{{a}} {{visit.date}} {{#items}}{{name}}{{/items}} {{#n.one}}{{b}}{{/n.one}}{{#n.other}}{{/n.other}}");
        assertThat(t.uses())
                .extracting(Text.Use::variable)
                .containsExactly("a", "visit", "items", "name", "n", "b", "n");
        assertThat(t.uses().stream().filter(Text.Use::certain).map(Text.Use::variable))
                .containsExactly("a", "visit", "n", "b", "n");
    }
}
