package dev.notify.preference;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static dev.notify.preference.Preferences.Level.CATEGORY;
import static dev.notify.preference.Preferences.Level.CATEGORY_ON_CHANNEL;
import static dev.notify.preference.Preferences.Level.CHANNEL;
import static dev.notify.preference.Preferences.Level.EVERYTHING;
import static dev.notify.preference.Preferences.Level.TYPE;
import static dev.notify.preference.Preferences.Level.TYPE_ON_CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.model.InvalidInputException;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PreferencesTest {

    private record Said(Preferences.Level level, UnaryOperator<Preferences> off, UnaryOperator<Preferences> on) {}

    /** From the narrowest to the widest. */
    private static final List<Said> LEVELS = List.of(
            new Said(TYPE_ON_CHANNEL, p -> p.turnOffType("lab", SMS), p -> p.turnOnType("lab", SMS)),
            new Said(TYPE, p -> p.turnOffType("lab"), p -> p.turnOnType("lab")),
            new Said(CATEGORY_ON_CHANNEL, p -> p.turnOff("results", SMS), p -> p.turnOn("results", SMS)),
            new Said(CATEGORY, p -> p.turnOff("results"), p -> p.turnOn("results")));

    private static Optional<Preferences.Choice> choice(Preferences p) {
        return p.choiceOf("lab", "results", SMS);
    }

    @Test
    void who_has_said_nothing_has_chosen_nothing() {
        assertThat(choice(Preferences.none())).isEmpty();
    }

    @Test
    void the_narrower_word_counts() {
        for (int narrow = 0; narrow < LEVELS.size(); narrow++) {
            for (int wide = narrow + 1; wide < LEVELS.size(); wide++) {
                Said n = LEVELS.get(narrow);
                Said w = LEVELS.get(wide);
                assertThat(choice(n.on().apply(w.off().apply(Preferences.none()))))
                        .contains(new Preferences.Choice(true, n.level()));
                assertThat(choice(w.on().apply(n.off().apply(Preferences.none()))))
                        .contains(new Preferences.Choice(false, n.level()));
            }
        }
    }

    @Test
    void what_is_off_as_a_whole_stays_off() {
        Preferences all = Preferences.none().turnOnType("lab", SMS).turnOn("results");
        assertThat(choice(all.turnOff(SMS))).contains(new Preferences.Choice(false, CHANNEL));
        assertThat(choice(all.turnOff(SMS).turnOffEverything())).contains(new Preferences.Choice(false, EVERYTHING));
        assertThat(choice(all.turnOff(EMAIL))).contains(new Preferences.Choice(true, TYPE_ON_CHANNEL));
    }

    @Test
    void a_word_on_one_thing_says_nothing_of_another() {
        Preferences p = Preferences.none()
                .turnOffType("results")
                .turnOff("lab")
                .turnOffType("lab", EMAIL)
                .turnOff("results", EMAIL);
        assertThat(choice(p)).isEmpty();
    }

    @Test
    void the_last_word_on_a_thing_counts() {
        assertThat(choice(Preferences.none().turnOff("results").turnOn("results")))
                .contains(new Preferences.Choice(true, CATEGORY));
    }

    @Test
    void times_are_per_channel_and_must_be_times() {
        Preferences p = Preferences.none().prefer(EMAIL, PreferredTime.MORNING, PreferredTime.at("18:30"));
        assertThat(p.preferredOn(SMS)).isEmpty();
        assertThat(p.preferredOn(EMAIL).get(1).covers(LocalTime.of(18, 59))).isTrue();
        assertThat(p.preferredOn(EMAIL).get(1).covers(LocalTime.of(19, 0))).isFalse();
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> p.prefer(SMS));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> PreferredTime.at("23:45"));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> PreferredTime.of("12:00", "08:00"));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> p.turnOff("no such name!"));
    }
}
