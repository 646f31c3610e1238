package dev.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.policy.Concurrency;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static Settings of(String name, String value) {
        return Settings.of(Map.of("notify." + name, value));
    }

    private static <T> void reads(String name, String value, Function<Settings, Optional<T>> how, T expected) {
        Settings settings = of(name, value);
        assertThat(how.apply(settings)).as(name + "=" + value).hasValue(expected);
        assertThat(settings.findings()).as(name + "=" + value).isEmpty();
    }

    private static void refuses(String name, String value, Function<Settings, ?> how, String wanted) {
        Settings settings = of(name, value);
        assertThat(how.apply(settings)).as(name + "=" + value).isIn(Optional.empty(), Map.of());
        assertThat(settings.findings())
                .as(name + "=" + value)
                .containsExactly("setting notify." + name + " is not " + wanted);
    }

    @Test
    void reads_each_kind_of_value() {
        reads("lease", "PT12S", s -> s.duration("lease"), Duration.ofSeconds(12));
        reads("lease", " PT0.5S ", s -> s.duration("lease"), Duration.ofMillis(500));
        reads("accept-queue", "1", s -> s.number("accept-queue"), 1);
        reads("accept-only", "true", s -> s.flag("accept-only"), true);
        reads("accept-only", "false", s -> s.flag("accept-only"), false);
        reads("zone", "Africa/Johannesburg", s -> s.zone("zone"), ZoneId.of("Africa/Johannesburg"));
        reads("locale", "af-ZA", s -> s.locale("locale"), Locale.forLanguageTag("af-ZA"));
        reads("node", "node-1", s -> s.text("node"), "node-1");
        reads(
                "when-store-is-down",
                "wait",
                s -> s.choice("when-store-is-down", WhenStoreIsDown.class),
                WhenStoreIsDown.WAIT);
    }

    @Test
    void says_of_each_wrong_value_what_it_should_be() {
        Function<Settings, ?> lease = s -> s.duration("lease");
        for (String value : List.of("", "12", "PT0S", "PT-1S", "12s")) {
            refuses("lease", value, lease, "a duration such as PT2S, longer than nothing");
        }
        for (String value : List.of("0", "-5", "many", "1.5", "99999999999")) {
            refuses("accept-queue", value, s -> s.number("accept-queue"), "a whole number of 1 or more");
        }
        for (String value : List.of("yes", "TRUE", "1", "")) {
            refuses("accept-only", value, s -> s.flag("accept-only"), "true or false");
        }
        refuses("zone", "Mars/Olympus", s -> s.zone("zone"), "a time zone such as Africa/Johannesburg");
        refuses("locale", "no language", s -> s.locale("locale"), "a language tag such as af-ZA");
        refuses("node", "no node name", s -> s.text("node"), "a name of at most 40 letters, digits and - _ . :");
        refuses(
                "when-store-is-down",
                "PANIC",
                s -> s.choice("when-store-is-down", WhenStoreIsDown.class),
                "one of [FAIL, WAIT]");
        for (String value : List.of("0", "8-4", "-4", "4-", "x", "4-8-16")) {
            refuses("concurrency.email", value, Settings::concurrency, "a number, or two such as 4-32");
        }
        refuses("concurrency.no channel", "4", Settings::concurrency, "named after a channel");
    }

    @Test
    void reads_how_much_each_channel_does_at_once() {
        Settings settings =
                Settings.of(Map.of("notify.concurrency.email", "4-32", "notify.concurrency.sms", "2", "other", "x"));
        assertThat(settings.concurrency())
                .isEqualTo(Map.of(ChannelName.EMAIL, Concurrency.between(4, 32), ChannelName.SMS, Concurrency.of(2)));
        assertThat(settings.findings()).isEmpty();
    }

    @Test
    void names_what_nobody_knows_and_what_is_known() {
        assertThat(of("pool", "PT1S").findings())
                .singleElement()
                .asString()
                .startsWith("setting notify.pool is not known: known are [accept-only, accept-queue,");
        assertThat(Settings.of(Map.of("elsewhere.pool", "x")).findings()).isEmpty();
        assertThat(Settings.none().findings()).isEmpty();
    }

    @Test
    void variables_are_the_same_names_in_capitals() {
        Settings settings = Settings.fromEnvironment(Map.of(
                "NOTIFY_ACCEPT_WITHIN", "PT2S",
                "NOTIFY_CONCURRENCY_IN_APP", "3",
                "NOTIFY_TEST_PG_URL", "not ours",
                "NOTIFY_IT_REQUIRED", "true",
                "PATH", "/bin"));
        assertThat(settings.duration("accept-within")).hasValue(Duration.ofSeconds(2));
        assertThat(settings.concurrency()).containsOnlyKeys(ChannelName.of("in-app"));
        assertThat(settings.findings()).isEmpty();
    }

    @Test
    void properties_and_maps_are_read_alike() {
        Properties defaults = new Properties();
        defaults.setProperty("notify.poll", "PT3S");
        Properties properties = new Properties(defaults);
        properties.setProperty("notify.node", "a");
        properties.setProperty("spring.node", "b");
        Settings settings = Settings.of(properties);
        assertThat(settings.text("node")).hasValue("a");
        assertThat(settings.duration("poll")).hasValue(Duration.ofSeconds(3));
        assertThat(settings.findings()).isEmpty();
    }

    @Test
    void the_first_one_that_says_something_counts() {
        Settings both = Settings.of(Map.of("notify.node", "first"))
                .orElse(Settings.of(Map.of("notify.node", "second", "notify.poll", "PT3S")));
        assertThat(both.text("node")).hasValue("first");
        assertThat(both.duration("poll")).hasValue(Duration.ofSeconds(3));
    }

    @Test
    void the_builder_refuses_what_is_wrong_or_said_twice() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> NotificationService.builder().acceptQueue(0))
                .withMessageContaining("acceptQueue");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> NotificationService.builder().acceptQueue(5).acceptQueue(5))
                .withMessageContaining("acceptQueue");
    }
}
