package dev.notify.internal.cards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.model.ChannelName;
import dev.notify.preference.Preferences;
import dev.notify.preference.PreferredTime;
import dev.notify.preference.QuietHours;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StricterTest {

    private static final List<ChannelName> CHANNELS = List.of(ChannelName.EMAIL, ChannelName.SMS);
    private static final Map<String, String> CATEGORY_OF =
            Map.of("lab", "results", "scan", "results", "letter", "news", "poll", "news");

    private static Preferences any(SplittableRandom random) {
        Preferences p = Preferences.none();
        for (int i = random.nextInt(5); i > 0; i--) {
            List<String> names = List.of("lab", "letter", "results", "news");
            String name = names.get(random.nextInt(names.size()));
            ChannelName channel = CHANNELS.get(random.nextInt(2));
            boolean type = CATEGORY_OF.containsKey(name);
            p = switch (random.nextInt(4)) {
                case 0 -> type ? p.turnOffType(name) : p.turnOff(name);
                case 1 -> type ? p.turnOffType(name, channel) : p.turnOff(name, channel);
                case 2 -> type ? p.turnOnType(name) : p.turnOn(name);
                default -> type ? p.turnOnType(name, channel) : p.turnOn(name, channel);
            };
        }
        return random.nextInt(10) == 0 ? p.turnOff(CHANNELS.get(random.nextInt(2))) : p;
    }

    private static Optional<Boolean> wants(Preferences p, String type, ChannelName channel) {
        return p.choiceOf(type, CATEGORY_OF.get(type), channel).map(Preferences.Choice::on);
    }

    @Test
    void what_either_turned_off_is_off_and_hardly_anything_else() {
        SplittableRandom random = new SplittableRandom(7);
        int wanted = 0;
        int lost = 0;
        for (int i = 0; i < 20_000; i++) {
            Preferences one = any(random);
            Preferences other = any(random);
            Preferences both = Cards.stricter(one, other, type -> Optional.ofNullable(CATEGORY_OF.get(type)));
            for (String type : CATEGORY_OF.keySet()) {
                for (ChannelName channel : CHANNELS) {
                    Optional<Boolean> first = wants(one, type, channel);
                    Optional<Boolean> second = wants(other, type, channel);
                    boolean off = first.equals(Optional.of(false)) || second.equals(Optional.of(false));
                    boolean offNow = wants(both, type, channel).equals(Optional.of(false));
                    if (off && !offNow) {
                        throw new AssertionError(type + " on " + channel + " of " + one + " and " + other);
                    }
                    wanted += off ? 0 : 1;
                    lost += !off && offNow ? 1 : 0;
                    if (first.isEmpty() && second.isEmpty()) {
                        assertThat(wants(both, type, channel)).isEmpty();
                    }
                }
            }
        }
        assertThat(lost).as("off for want of a finer word").isLessThan(wanted / 50);
    }

    @Test
    void a_type_nobody_knows_may_be_of_any_category() {
        Preferences both = Cards.stricter(
                Preferences.none().turnOnType("gone"), Preferences.none().turnOff("news"), type -> Optional.empty());
        assertThat(both.choiceOf("gone", "news", ChannelName.EMAIL)
                        .orElseThrow()
                        .on())
                .isFalse();
    }

    @Test
    void the_longer_pause_counts_and_the_wishes_of_whoever_stays() {
        Instant soon = Instant.parse("2026-03-03T00:00:00Z");
        QuietHours night = QuietHours.daily("22:00", "08:00");
        QuietHours noon = QuietHours.daily("12:00", "13:00");
        Preferences stays = Preferences.none().pauseUntil(soon).prefer(ChannelName.EMAIL, PreferredTime.MORNING);
        Preferences goes = Preferences.none()
                .pauseUntil(soon.plusSeconds(60))
                .quiet(night)
                .prefer(ChannelName.EMAIL, PreferredTime.EVENING)
                .prefer(ChannelName.SMS, PreferredTime.EVENING)
                .turnOffEverything();
        Preferences both = Cards.stricter(stays, goes, type -> Optional.empty());
        assertThat(both.paused()).contains(soon.plusSeconds(60));
        assertThat(both.everythingOff()).isTrue();
        assertThat(both.quietHours()).isEqualTo(night);
        assertThat(both.preferredOn(ChannelName.EMAIL)).containsExactly(PreferredTime.MORNING);
        assertThat(both.preferredOn(ChannelName.SMS)).containsExactly(PreferredTime.EVENING);
        assertThat(Cards.stricter(stays.quiet(noon), goes, type -> Optional.empty())
                        .quietHours())
                .isEqualTo(noon);
        assertThat(Cards.stricter(goes, stays, type -> Optional.empty()).paused())
                .contains(soon.plusSeconds(60));
    }
}
