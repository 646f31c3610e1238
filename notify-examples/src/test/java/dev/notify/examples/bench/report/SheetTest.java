package dev.notify.examples.bench.report;

import static dev.notify.examples.bench.report.Backdrop.EMPTY;
import static dev.notify.examples.bench.report.Backdrop.FINISHED;
import static dev.notify.examples.bench.report.Backdrop.FUTURE;
import static dev.notify.examples.bench.report.Figure.ACCEPT_64;
import static dev.notify.examples.bench.report.Figure.LATENESS;
import static dev.notify.examples.bench.report.Figure.RAW_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SheetTest {

    private final Sheet sheet = new Sheet("X");

    @Test
    void a_ratio_is_taken_within_each_round_before_the_median() {
        sheet.add(RAW_1, EMPTY, 100);
        sheet.add(ACCEPT_64, EMPTY, 300);
        sheet.add(RAW_1, EMPTY, 10); // the machine was busy with something else
        sheet.add(ACCEPT_64, EMPTY, 30);
        sheet.add(RAW_1, EMPTY, 100);
        sheet.add(ACCEPT_64, EMPTY, 500);

        assertThat(sheet.ratio(ACCEPT_64, RAW_1)).isEqualTo(3);
        assertThat(sheet.typical(ACCEPT_64, EMPTY)).isEqualTo(300);
    }

    @Test
    void worse_is_fewer_in_a_second_and_more_milliseconds() {
        sheet.add(ACCEPT_64, EMPTY, 1_000);
        sheet.add(ACCEPT_64, FUTURE, 500);
        sheet.add(LATENESS, EMPTY, 1, 2, 3);
        sheet.add(LATENESS, FUTURE, 3, 6, 9);

        assertThat(sheet.worse(ACCEPT_64, FUTURE)).isEqualTo(2);
        assertThat(sheet.worse(LATENESS, FUTURE)).isEqualTo(3);
        assertThat(sheet.worse(LATENESS, FINISHED)).isNaN();
    }

    @Test
    void percentiles_are_those_of_all_rounds_together() {
        sheet.add(LATENESS, EMPTY, 1, 1, 1);
        sheet.add(LATENESS, EMPTY, 9);

        assertThat(sheet.percentile(LATENESS, EMPTY, 0.75)).isEqualTo(1);
        assertThat(sheet.percentile(LATENESS, EMPTY, 0.99)).isEqualTo(9);
    }
}
