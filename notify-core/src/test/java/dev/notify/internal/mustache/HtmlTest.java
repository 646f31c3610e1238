package dev.notify.internal.mustache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.internal.mustache.Text.Broken;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {

    private static Text html(String source) {
        return Text.of(Text.Kind.HTML, new Text.Whole(source, Text.Places.in("a.html", source)));
    }

    private static String render(String source, String value) {
        return html(source).render(Map.of("x", value), new Text.Voice(Locale.ENGLISH, ZoneOffset.UTC));
    }

    @Test
    void escapes_between_tags_and_in_quoted_attributes() {
        assertThat(render("<p title=\"{{x}}\" lang='{{x}}'>{{x}}</p>", "<i a=\"1\" b='2'>&`"))
                .isEqualTo("<p title=\"&lt;i a&#x3D;&quot;1&quot; b&#x3D;&#39;2&#39;&gt;&amp;&#x60;\""
                        + " lang='&lt;i a&#x3D;&quot;1&quot; b&#x3D;&#39;2&#39;&gt;&amp;&#x60;'>"
                        + "&lt;i a&#x3D;&quot;1&quot; b&#x3D;&#39;2&#39;&gt;&amp;&#x60;</p>");
        assertThat(render("<title>{{x}}</title>", "</title><script>")).doesNotContain("<script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>{{x}}</script>",
                "<SCRIPT>var a = '{{x}}'</SCRIPT>",
                "<script>'</p>'; {{x}}</script>",
                "<style>p { color: {{x}} }</style>",
                "<!-- {{x}} -->",
                "<p title={{x}}>a</p>",
                "<p title=a{{x}}>a</p>",
                "<p title= {{x}}>a</p>",
                "<p {{x}}>a</p>",
                "<p {{x}}=\"a\">a</p>",
                "<{{x}}>a</p>",
                "<p{{x}}>a</p>",
                "</{{x}}>",
                "<p onclick=\"{{x}}\">a</p>",
                "<p style=\"color: {{x}}\">a</p>",
                "<iframe srcdoc=\"{{x}}\"></iframe>",
                "<iframe>{{x}}</iframe>",
                "<img srcset=\"{{x}}\">",
                "<base href=\"{{x}}\">",
                "<link href=\"{{x}}\">",
                "<form action=\"{{x}}\"></form>",
                "<meta http-equiv=refresh content=\"{{x}}\">",
                "<p>{{{x}}}</p>",
                "<p>{{&x}}</p>"
            })
    void refuses_values_where_escaping_does_not_help(String source) {
        assertThatExceptionOfType(Broken.class)
                .isThrownBy(() -> html("<p>\n" + source))
                .withMessageContaining("a.html line 2: 'x'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>a</script>{{x}}",
                "<script>a</script ><p>{{x}}</p>",
                "<!-- a > b --><p>{{x}}</p>",
                "<p>1 < 2 {{x}}</p>",
                "<p title='\">'>{{x}}</p>",
                "<p title=a>{{x}}</p>",
                "<br/>{{x}}",
                "<input value=\"{{x}}\"/>",
                "<!DOCTYPE html><html>{{x}}</html>",
                "<style>p > a {}</style>{{x}}",
                "<p\n  class=\"a\"\n  title=\"{{x}}\">a</p>"
            })
    void knows_where_text_goes_on(String source) {
        assertThat(render(source, "<b>")).contains("&lt;b&gt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/a?b=c", "HTTP://example.org", "mailto:clinic@example.org"})
    void a_whole_link_may_be_of_a_kind_that_does_no_harm(String link) {
        assertThat(render("<a href=\"{{x}}\">a</a>", link))
                .doesNotContain("@link")
                .contains("xample.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:alert(1)",
                "java\tscript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///x",
                "//example.org/x",
                "/results/1",
                "",
                "https",
                "https://example.org/a b",
                "\u0001https://example.org"
            })
    void any_other_value_is_no_link_and_is_refused_without_being_repeated(String link) {
        assertThatExceptionOfType(Broken.class)
                .isThrownBy(() -> render("\n<a href=\"{{x}}\">a</a>", link))
                .withMessage(
                        "a.html line 2: 'x' is no link that may be shown: it begins with https:, http: or mailto:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://example.org/r/  | a/../b?c=d#e&f | https://example.org/r/a/../b%3Fc%3Dd%23e%26f
            https://example.org/?q= | ä "x"          | https://example.org/?q&#x3D;%C3%A4%20%22x%22
            mailto:                 | a@example.org?bcc=b | mailto:a@example.org%3Fbcc%3Db
            """)
    void a_piece_of_a_link_cannot_leave_its_place(String before, String value, String link) {
        assertThat(render("<a href=\"" + before + "{{x}}\">a</a>", value))
                .isEqualTo("<a href=\"" + link.replace("?q&#x3D;", "?q=") + "\">a</a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"https:{{x}}\">a</a>", "<a href=\"https://{{x}}\">a</a>",
                        "<a href=\"https://example.org{{x}}\">a</a>",
                "<a href=\"/{{x}}\">a</a>", "<a href=\"java{{x}}\">a</a>", "<a href=\"javascript:{{x}}\">a</a>",
                "<a href=\"{{#x}}https://example.org/{{/x}}\">a</a>", "<a href=\"{{.}}\">a</a>"
            })
    void a_link_says_itself_where_it_goes(String source) {
        assertThatExceptionOfType(Broken.class).isThrownBy(() -> html(source)).withMessageContaining("a.html line 1");
    }

    @Test
    void a_section_does_not_begin_here_and_end_there() {
        assertThatExceptionOfType(Broken.class)
                .isThrownBy(() -> html("<p {{#x}}title=\"{{/x}}{{x}}\">a</p>"))
                .withMessageContaining("different kinds of places");
        assertThatExceptionOfType(Broken.class)
                .isThrownBy(() -> html("<p>a</p><p title=\"a"))
                .withMessageContaining("ends within the attribute title");
        assertThat(render("{{#x}}<p>{{x}}</p>{{/x}}", "a")).isEqualTo("<p>a</p>");
    }

    @Test
    void plain_text_becomes_html_of_the_same_look() {
        String plain = "Dear {{x}},\n\n{{#x}}\nA < B & \"C\"\n{{/x}}\nBye";
        Text.Whole shown = Text.asHtml(new Text.Whole(plain, Text.Places.in("a.txt", plain)));
        assertThat(Text.of(Text.Kind.HTML, shown)
                        .render(Map.of("x", "<i>"), new Text.Voice(Locale.ENGLISH, ZoneOffset.UTC)))
                .isEqualTo("Dear &lt;i&gt;,<br>\n<br>\nA &lt; B &amp; &quot;C&quot;<br>\nBye");
        assertThat(shown.places().of(shown.text().indexOf("Bye"))).isEqualTo("a.txt line 6");
    }
}
