package dev.notify.internal.mustache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.internal.mustache.Text.Broken;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartsTest {

    private static Text.Whole whole(String main, Map<String, String> parts) {
        return Text.whole(
                new Text.Named("main", main),
                name -> Optional.ofNullable(parts.get(name)).map(text -> new Text.Named(name, text)));
    }

    private static void broken(String message, String main, Map<String, String> parts) {
        assertThatExceptionOfType(Broken.class)
                .isThrownBy(() -> whole(main, parts))
                .withMessageContaining(message);
    }

    @Test
    void puts_parts_in_their_places_and_remembers_where_they_came_from() {
        Text.Whole whole = whole("a\n{{> p}}\nb {{x}}", Map.of("p", "one\n{{> q}}", "q", "{{y}}"));
        assertThat(whole.text()).isEqualTo("a\none\n{{y}}\nb {{x}}");
        assertThat(whole.places().of(whole.text().indexOf("one"))).isEqualTo("p line 1");
        assertThat(whole.places().of(whole.text().indexOf("{{y}}"))).isEqualTo("q line 1");
        assertThat(whole.places().of(whole.text().indexOf("{{x}}"))).isEqualTo("main line 3");
        assertThat(whole.places().of(0)).isEqualTo("main line 1");
    }

    @Test
    void refuses_a_text_that_holds_itself_and_shows_the_circle() {
        broken("main -> p -> q -> p", "{{> p}}", Map.of("p", "\n{{> q}}", "q", "{{> p}}"));
        broken("q line 1", "{{> p}}", Map.of("p", "\n{{> q}}", "q", "{{> p}}"));
    }

    @Test
    void refuses_a_part_that_is_missing_or_not_well_formed() {
        broken("main line 2: there is no part 'p' for main", "\n{{> p}}", Map.of());
        broken("p line 2: a tag is opened", "{{> p}}", Map.of("p", "\n{{a"));
        broken("p line 1: the section 'a' is opened", "{{> p}}", Map.of("p", "{{#a}}"));
    }

    @Test
    void refuses_a_text_that_explodes() {
        String ten = "{{> q}}".repeat(100);
        broken("longer than", "{{> p}}".repeat(100), Map.of("p", ten, "q", "0123456789".repeat(100)));
    }
}
