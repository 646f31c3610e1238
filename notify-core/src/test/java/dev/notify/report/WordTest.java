package dev.notify.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.model.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordTest {

    private static final Address ANN = Address.sms("+15550100042");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        STOP|STOP
        stop|STOP
        ' Stop. '|STOP
        '"STOP"'|STOP
        StopAll|STOP
        UNSUBSCRIBE|STOP
        cancel|STOP
        End!|STOP
        quit|STOP
        START|START
        unstop|START
        Yes|YES
        HELP?|HELP
        info|HELP
        stop it|OTHER
        please stop|OTHER
        do not STOP|OTHER
        stopp|OTHER
        ''|OTHER
        ...|OTHER
        """)
    void only_the_word_alone_counts(String text, Word.Kind kind) {
        assertThat(Word.of("SM1", ANN, text).kind()).isEqualTo(kind);
    }

    @Test
    void it_shows_neither_words_nor_number() {
        assertThat(Word.of("SM1", ANN, "my secret").toString()).isEqualTo("Word[OTHER]");
        assertThatThrownBy(() -> Word.of(" ", ANN, "STOP")).hasMessageContaining("id");
    }
}
