package dev.notify.examples.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void a_percentile_is_the_smallest_value_that_so_many_do_not_exceed() {
        double[] hundred =
                IntStream.rangeClosed(1, 100).map(i -> 101 - i).asDoubleStream().toArray();

        assertThat(Percentiles.at(0.5, hundred)).isEqualTo(50);
        assertThat(Percentiles.at(0.95, hundred)).isEqualTo(95);
        assertThat(Percentiles.at(0.99, hundred)).isEqualTo(99);
        assertThat(Percentiles.at(1, hundred)).isEqualTo(100);
        assertThat(Percentiles.at(0, hundred)).isEqualTo(1);
        assertThat(Percentiles.at(0.99, 7, 8)).isEqualTo(8);
        assertThat(Percentiles.at(0.5)).isNaN();
    }

    @Test
    void does_not_sort_what_it_was_given() {
        double[] given = {3, 1, 2};

        assertThat(Percentiles.at(0.5, given)).isEqualTo(2);
        assertThat(given).containsExactly(3, 1, 2);
    }

    @Test
    void a_median_lies_between_the_two_in_the_middle() {
        assertThat(Percentiles.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Percentiles.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
        assertThat(Percentiles.median(List.of())).isNaN();
    }
}
