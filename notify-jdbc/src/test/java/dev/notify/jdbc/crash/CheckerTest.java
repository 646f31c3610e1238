package dev.notify.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.jdbc.crash.Checker.Verdict;
import dev.notify.jdbc.crash.Ledger.Event;
import dev.notify.jdbc.crash.Ledger.Line;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckerTest {

    private static final List<Line> GOOD = lines(
            "TRY k",
            "ACK k 1",
            "BEGUN d 1",
            "DELIVERED d k 1",
            "FINISHED d SENT",
            "TRY later",
            "ACK later 1",
            "DELIVERED e later 1");

    private static List<Line> lines(String... lines) {
        return Arrays.stream(lines)
                .map(line -> Arrays.asList(line.split(" ")))
                .map(words -> new Line(Event.valueOf(words.get(0)), List.copyOf(words.subList(1, words.size()))))
                .toList();
    }

    private static Stored stored(String... idKeyStates) {
        Map<String, Stored.Delivery> deliveries = new HashMap<>();
        Map<String, Integer> keys = new HashMap<>();
        for (String one : idKeyStates) {
            String[] words = one.split(" ");
            deliveries.put(words[0], new Stored.Delivery(words[0], words[1], words[2], 1, 1, 1, null));
            keys.merge(words[1], 1, Integer::sum);
        }
        return new Stored(deliveries, keys, List.of(), 0);
    }

    private static Verdict judge(boolean synced, Stored stored, List<List<Line>> lives) {
        Checker checker = new Checker(synced);
        lives.forEach(checker::life);
        return checker.judge(1, stored);
    }

    @Test
    void finds_nothing_where_all_is_well() {
        Verdict verdict = judge(true, stored("d k SENT", "e later SENT"), List.of(GOOD));
        assertThat(verdict.clean()).isTrue();
        assertThat(verdict.acked()).isEqualTo(2);
        assertThat(verdict.duplicates()).isZero();
    }

    @Test
    void finds_an_acknowledged_key_that_is_not_stored() {
        assertThat(judge(true, stored("d k SENT"), List.of(GOOD)).lost()).hasSize(1);
    }

    @Test
    void finds_a_recipient_that_is_missing() {
        List<Line> three = lines("TRY k", "ACK k 3", "DELIVERED d k 1");
        assertThat(judge(true, stored("d k SENT"), List.of(three)).lost()).hasSize(1);
    }

    @Test
    void finds_what_was_recorded_as_sent_and_was_not() {
        List<Line> none = lines("TRY k", "ACK k 1");
        assertThat(judge(true, stored("d k SENT"), List.of(none)).lost()).hasSize(1);
    }

    @Test
    void finds_what_failed_without_a_reason_and_what_still_waits() {
        List<Line> none = lines("TRY k", "ACK k 1", "TRY l", "ACK l 1");
        assertThat(judge(true, stored("d k FAILED", "e l PENDING"), List.of(none))
                        .lost())
                .hasSize(2);
    }

    @Test
    void finds_what_was_delivered_and_never_sent() {
        List<Line> ghost = lines("DELIVERED d k 1");
        assertThat(judge(true, stored("d k SENT"), List.of(ghost)).violations()).hasSize(1);
    }

    @Test
    void finds_what_was_delivered_and_is_not_stored() {
        List<Line> unstored = lines("TRY k", "DELIVERED d k 1");
        assertThat(judge(true, stored(), List.of(unstored)).violations()).hasSize(1);
    }

    @Test
    void allows_a_repetition_only_of_what_a_killed_process_had_not_recorded() {
        List<Line> again = lines("DELIVERED e later 2", "FINISHED e SENT");
        Verdict verdict = judge(true, stored("d k SENT", "e later SENT"), List.of(GOOD, again));
        assertThat(verdict.clean()).isTrue();
        assertThat(verdict.duplicates()).isEqualTo(1);

        List<Line> recorded = lines("DELIVERED d k 2");
        assertThat(judge(true, stored("d k SENT", "e later SENT"), List.of(GOOD, recorded))
                        .violations())
                .hasSize(1);
        List<Line> twice = lines("TRY k", "ACK k 1", "DELIVERED d k 1", "DELIVERED d k 2");
        assertThat(judge(true, stored("d k SENT"), List.of(twice)).violations()).hasSize(1);
    }

    @Test
    void counts_a_record_that_is_not_synced_only_if_an_acknowledgement_began_after_it() {
        List<Line> synced = lines("DELIVERED d k 2");
        assertThat(judge(false, stored("d k SENT", "e later SENT"), List.of(GOOD, synced))
                        .violations())
                .hasSize(1);
        List<Line> open = lines("TRY k", "ACK k 1", "DELIVERED d k 1", "FINISHED d SENT", "TRY unanswered");
        assertThat(judge(false, stored("d k SENT"), List.of(open, synced)).violations())
                .isEmpty();
    }

    @Test
    void finds_an_exception_that_send_does_not_promise() {
        List<Line> untyped = lines("TRY k", "UNTYPED k java.lang.NullPointerException");
        assertThat(judge(true, stored(), List.of(untyped)).violations()).hasSize(1);
    }
}
