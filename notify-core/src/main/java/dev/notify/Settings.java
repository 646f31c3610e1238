package dev.notify;

import dev.notify.model.ChannelName;
import dev.notify.model.Names;
import dev.notify.policy.Concurrency;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Settings from outside the code: environment variables or properties. What the builder was told in code comes first.
 *
 * <p>Names are written {@code notify.accept-within} as properties and {@code NOTIFY_ACCEPT_WITHIN} in the environment. Durations are
 * ISO 8601 ({@code PT2S}). A name that is not known or a value that cannot be read is a finding at {@code start()}.
 */
public final class Settings {

    private static final String PREFIX = "notify.";
    private static final Set<String> KNOWN = Set.of(
            "node",
            "environment",
            "zone",
            "locale",
            "lease",
            "renew-every",
            "poll",
            "accept-within",
            "accept-queue",
            "key-life",
            "accept-only",
            "edit-templates",
            "virtual-threads",
            "when-store-is-down");
    private static final String CONCURRENCY = "concurrency.";
    private static final List<String> FOR_TESTS = List.of("test-", "it-");

    private final Map<String, String> values;
    private final List<String> findings = new ArrayList<>();

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /** No settings. */
    public static Settings none() {
        return new Settings(Map.of());
    }

    /** From this process's environment: every variable that begins with NOTIFY_, but for NOTIFY_TEST_ and NOTIFY_IT_. */
    public static Settings fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    static Settings fromEnvironment(Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("NOTIFY_")) {
                String key = name.substring("NOTIFY_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-');
                if (FOR_TESTS.stream().noneMatch(key::startsWith)) {
                    values.put(key.replaceFirst("^concurrency-", CONCURRENCY), value);
                }
            }
        });
        return new Settings(values);
    }

    /** From properties: every one that begins with {@code notify.}. */
    public static Settings of(Properties properties) {
        Map<String, String> all = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return of(all);
    }

    /** From a map, such as a part of the host's own configuration: every name that begins with {@code notify.}. */
    public static Settings of(Map<String, String> properties) {
        Map<String, String> values = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                values.put(name.substring(PREFIX.length()), value);
            }
        });
        return new Settings(values);
    }

    /** These, and for what they do not say, those. */
    public Settings orElse(Settings others) {
        Map<String, String> merged = new TreeMap<>(others.values);
        merged.putAll(values);
        return new Settings(merged);
    }

    Optional<String> text(String key) {
        return value(key, text -> Names.check(key, text, 40), "a name of at most 40 letters, digits and - _ . :");
    }

    Optional<Duration> duration(String key) {
        return value(key, Settings::positive, "a duration such as PT2S, longer than nothing");
    }

    Optional<Integer> number(String key) {
        return value(key, Settings::atLeastOne, "a whole number of 1 or more");
    }

    Optional<Boolean> flag(String key) {
        return value(key, Settings::bool, "true or false");
    }

    Optional<ZoneId> zone(String key) {
        return value(key, ZoneId::of, "a time zone such as Africa/Johannesburg");
    }

    Optional<Locale> locale(String key) {
        return value(key, tag -> new Locale.Builder().setLanguageTag(tag).build(), "a language tag such as af-ZA");
    }

    <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        return value(
                key,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)),
                "one of " + List.of(type.getEnumConstants()));
    }

    Map<ChannelName, Concurrency> concurrency() {
        Map<ChannelName, Concurrency> result = new HashMap<>();
        values.keySet().stream()
                .filter(k -> k.startsWith(CONCURRENCY))
                .forEach(k -> value(k, Settings::bounds, "a number, or two such as 4-32")
                        .ifPresent(c -> value(
                                        k,
                                        t -> ChannelName.of(k.substring(CONCURRENCY.length())),
                                        "named after a channel")
                                .ifPresent(name -> result.put(name, c))));
        return result;
    }

    private static Duration positive(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }

    private static int atLeastOne(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static Concurrency bounds(String text) {
        int dash = text.indexOf('-');
        return dash < 0
                ? Concurrency.of(Integer.parseInt(text))
                : Concurrency.between(
                        Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    private <T> Optional<T> value(String key, Function<String, T> reader, String what) {
        String text = values.get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text.trim()));
        } catch (RuntimeException e) {
            findings.add("setting " + PREFIX + key + " is not " + what);
            return Optional.empty();
        }
    }

    /** What could not be read, and what nobody knows. */
    List<String> findings() {
        List<String> all = new ArrayList<>(findings);
        for (String key : values.keySet()) {
            if (!KNOWN.contains(key) && !key.startsWith(CONCURRENCY)) {
                all.add("setting " + PREFIX + key + " is not known: known are " + new TreeSet<>(KNOWN) + " and "
                        + CONCURRENCY + "<channel>");
            }
        }
        return all;
    }
}
