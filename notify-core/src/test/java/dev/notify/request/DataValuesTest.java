package dev.notify.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DataValuesTest {

    private static void refused(String field, Object value) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> DataValues.plain("data.v", value))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void whole_numbers_become_one_kind() {
        for (Number n : new Number[] {(byte) 7, (short) 7, 7, 7L}) {
            assertThat(DataValues.plain("data.v", n)).isEqualTo(7L);
        }
    }

    @Test
    void other_numbers_text_and_truth_stay_what_they_are() {
        for (Object value : new Object[] {1.5, 1.5f, new BigDecimal("1.50"), BigInteger.TEN, "text", "", true}) {
            assertThat(DataValues.plain("data.v", value)).isEqualTo(value);
        }
    }

    @Test
    void single_characters_enums_and_times_become_text() {
        assertThat(DataValues.plain("data.v", 'x')).isEqualTo("x");
        assertThat(DataValues.plain("data.v", Priority.HIGH)).isEqualTo("HIGH");
        assertThat(DataValues.plain("data.v", DayOfWeek.MONDAY)).isEqualTo("MONDAY");
        assertThat(DataValues.plain("data.v", LocalDate.of(2026, 11, 21))).isEqualTo("2026-11-21");
        assertThat(DataValues.plain("data.v", LocalTime.of(8, 0))).isEqualTo("08:00");
        assertThat(DataValues.plain("data.v", Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(DataValues.plain("data.v", ZonedDateTime.parse("2026-11-21T08:00+02:00[Africa/Johannesburg]")))
                .isEqualTo("2026-11-21T08:00+02:00[Africa/Johannesburg]");
    }

    @Test
    void lengths_of_time_are_java_time_values_too() {
        assertThat(DataValues.plain("data.v", Duration.ofMinutes(90))).isEqualTo("PT1H30M");
        assertThat(DataValues.plain("data.v", java.time.Period.ofDays(3))).isEqualTo("P3D");
        assertThat(DataValues.plain("data.v", java.time.ZoneId.of("Europe/Berlin")))
                .isEqualTo("Europe/Berlin");
    }

    @Test
    void any_collection_becomes_a_list_in_its_order() {
        assertThat(DataValues.plain("data.v", new LinkedHashSet<>(List.of("b", "a"))))
                .isEqualTo(List.of("b", "a"));
        assertThat(DataValues.plain("data.v", new ArrayDeque<>(List.of(1, 2)))).isEqualTo(List.of(1L, 2L));
    }

    @Test
    void refuses_what_is_no_plain_value() {
        for (Object value : new Object[] {
            new Object(),
            new Date(0),
            Optional.of(1),
            UUID.randomUUID(),
            new int[] {1},
            new StringBuilder("x"),
            (Runnable) () -> {}
        }) {
            refused("data.v", value);
        }
        for (double d : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            refused("data.v", d);
            refused("data.v", (float) d);
        }
    }

    @Test
    void says_where_inside_a_value_it_goes_wrong() {
        refused("data.v[1]", Arrays.asList("a", null));
        refused("data.v.tests[0]", Map.of("tests", List.of(new Object())));
        refused("data.v.x", new HashMap<>(Collections.singletonMap("x", null)));
        refused("data.v", Map.of(1, "a"));
        refused("data.v", Map.of(" ", "a"));
    }

    @Test
    void is_nested_sixteen_deep_and_no_deeper() {
        Object value = "leaf";
        for (int i = 0; i < 16; i++) {
            value = List.of(value);
        }
        assertThat(DataValues.plain("data.v", value)).isEqualTo(value);
        Object deeper = List.of(value);
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> DataValues.plain("data.v", deeper));
    }

    @Test
    void a_list_that_holds_itself_is_refused_and_does_not_run_away() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> DataValues.plain("data.v", self));
    }

    @Test
    void half_a_character_is_refused() {
        refused("data.v", "a\ud83d");
        assertThat(DataValues.plain("data.v", "\ud83d\ude00\nsecond line")).isEqualTo("\ud83d\ude00\nsecond line");
    }
}
