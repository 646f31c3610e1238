package dev.notify.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.examples.bench.report.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwinsTest {

    private final Tally tally = new Tally();

    @Test
    void each_id_once_in_either_process_is_well() {
        Twins.count(List.of("a", "b", "c"), List.of("b"), List.of("c", "a"), tally);

        assertThat(tally.troubles()).isEmpty();
        assertThat(tally.words()).isEqualTo("3 deliveries checked by id: 0 lost, 0 delivered twice.");
    }

    @Test
    void finds_what_came_in_both_what_came_twice_in_one_and_what_never_came() {
        Twins.count(List.of("a", "b", "c", "d"), List.of("a", "b", "b"), List.of("a", "c"), tally);

        assertThat(tally.words()).isEqualTo("3 deliveries checked by id: 1 lost, 2 delivered twice.");
        assertThat(tally.troubles()).singleElement().asString().startsWith("two nodes in two processes: 4 accepted");
    }

    @Test
    void one_that_did_all_the_work_is_no_proof() {
        Twins.count(List.of("a"), List.of("a"), List.of(), tally);

        assertThat(tally.troubles()).containsExactly("of two nodes only one worked: 1 and 0");
    }
}
