package dev.notify.internal.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {

    @Test
    void a_last_word_alone_is_stored_as_it_is() {
        assertThat(History.NONE.ends("sent").write()).isEqualTo("sent");
        assertThat(History.read("sent")).isEqualTo(new History("sent", null, java.util.List.of()));
        assertThat(History.read(null)).isEqualTo(History.NONE);
        assertThat(History.read("").last()).isEmpty();
    }

    @Test
    void what_was_written_is_read_again() {
        History held = History.NONE
                .waits(5, "held until 08:00: quiet", 10)
                .waits(10, "held until 09:00: > 7", 20)
                .tried("try 1: = busy", 30);
        assertThat(held.next()).isEqualTo(30);
        assertThat(held.lines()).extracting(History.Line::at).containsExactly(5L, 10L);
        assertThat(History.read(held.write())).isEqualTo(held);
        History over = History.read(held.ends("sent on try 2").write());
        assertThat(over.last()).isEqualTo("sent on try 2");
        assertThat(over.next()).isNull();
        assertThat(over.lines()).isEqualTo(held.lines());
    }

    @Test
    void what_is_said_last_takes_its_room_once() {
        String text = "held until 08:00: quiet hours 22:00-08:00";
        History held = History.NONE.waits(5, text, 10);
        assertThat(held.write()).isEqualTo(text + "\n> 10\n5 =");
        assertThat(History.read(held.write())).isEqualTo(held);
    }

    @Test
    void the_same_word_again_is_no_new_line_and_of_very_many_the_first_and_the_latest_stay() {
        History again = History.NONE.waits(1, "away", 2).waits(2, "away", 3).waits(3, "away", 4);
        assertThat(again.lines()).hasSize(1);
        assertThat(again.next()).isEqualTo(4);
        History many = History.NONE;
        for (int i = 0; i < 100; i++) {
            many = many.waits(i, "hold " + i, i + 1);
        }
        assertThat(many.lines()).hasSize(16);
        assertThat(many.lines().get(0).said()).isEqualTo("hold 0");
        assertThat(many.lines().get(15).said()).isEqualTo("hold 99");
    }
}
