package dev.notify.internal.cards;

import dev.notify.model.ChannelName;
import dev.notify.preference.Preferences;
import dev.notify.preference.PreferredTime;
import dev.notify.preference.QuietHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Preferences as plain maps; equal preferences are equal maps. */
final class PreferenceJson {

    private PreferenceJson() {}

    static Map<String, Object> write(Preferences p) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (p.everythingOff()) {
            map.put("off", true);
        }
        put(
                map,
                "channelsOff",
                p.channelsOff().stream().map(ChannelName::value).sorted().toList());
        put(map, "choices", choices(p.choices()));
        put(map, "times", times(p.preferredTimes()));
        put(map, "quiet", quiet(p.quietHours()));
        p.paused().ifPresent(until -> map.put("pausedUntil", until.toEpochMilli()));
        return map;
    }

    private static void put(Map<String, Object> map, String name, Object value) {
        boolean empty = value instanceof Map<?, ?> m ? m.isEmpty() : ((List<?>) value).isEmpty();
        if (!empty) {
            map.put(name, value);
        }
    }

    private static List<Object> choices(Map<Preferences.Topic, Boolean> choices) {
        Map<String, Object> sorted = new java.util.TreeMap<>();
        choices.forEach((topic, on) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(topic.type() ? "type" : "category", topic.name());
            ChannelName channel = topic.channel();
            if (channel != null) {
                one.put("channel", channel.value());
            }
            one.put("on", on);
            sorted.put(topic.words(), one);
        });
        return List.copyOf(sorted.values());
    }

    private static Map<String, Object> times(Map<ChannelName, List<PreferredTime>> times) {
        Map<String, Object> map = new java.util.TreeMap<>();
        times.forEach((channel, liked) -> map.put(
                channel.value(),
                liked.stream()
                        .map(t -> List.of(t.from().toString(), t.to().toString()))
                        .toList()));
        return map;
    }

    private static Map<String, Object> quiet(QuietHours quiet) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(
                map,
                "windows",
                quiet.windows().stream()
                        .map(w -> Map.of(
                                "days",
                                new TreeSet<>(w.days())
                                        .stream().map(DayOfWeek::getValue).toList(),
                                "from",
                                w.from().toString(),
                                "to",
                                w.to().toString()))
                        .toList());
        put(
                map,
                "holidays",
                new TreeSet<>(quiet.holidays())
                        .stream().map(LocalDate::toString).toList());
        ZoneId zone = quiet.zone();
        if (zone != null) {
            map.put("zone", zone.getId());
        }
        return map;
    }

    static Preferences read(Map<String, Object> map) {
        Set<ChannelName> channelsOff = new HashSet<>();
        Fields.list(map.get("channelsOff")).forEach(c -> channelsOff.add(ChannelName.of(String.valueOf(c))));
        return new Preferences(
                Boolean.TRUE.equals(map.get("off")),
                channelsOff,
                readChoices(Fields.list(map.get("choices"))),
                readTimes(Fields.map(map.get("times"))),
                readQuiet(Fields.map(map.get("quiet"))),
                map.get("pausedUntil") instanceof Number until ? Instant.ofEpochMilli(until.longValue()) : null);
    }

    private static Map<Preferences.Topic, Boolean> readChoices(List<?> stored) {
        Map<Preferences.Topic, Boolean> choices = new HashMap<>();
        for (Object element : stored) {
            Map<String, Object> one = Fields.map(element);
            boolean type = one.containsKey("type");
            choices.put(
                    new Preferences.Topic(
                            type,
                            Fields.text(one, type ? "type" : "category"),
                            channel(Fields.textOrNull(one, "channel"))),
                    Boolean.TRUE.equals(one.get("on")));
        }
        return choices;
    }

    private static @Nullable ChannelName channel(@Nullable String name) {
        return name == null ? null : ChannelName.of(name);
    }

    private static Map<ChannelName, List<PreferredTime>> readTimes(Map<String, Object> stored) {
        Map<ChannelName, List<PreferredTime>> times = new HashMap<>();
        stored.forEach((channel, liked) -> {
            List<PreferredTime> of = new ArrayList<>();
            for (Object pair : Fields.list(liked)) {
                List<?> ends = Fields.list(pair);
                of.add(new PreferredTime(time(ends.get(0)), time(ends.get(1))));
            }
            times.put(ChannelName.of(channel), List.copyOf(of));
        });
        return times;
    }

    private static QuietHours readQuiet(Map<String, Object> stored) {
        List<QuietHours.Window> windows = new ArrayList<>();
        for (Object element : Fields.list(stored.get("windows"))) {
            Map<String, Object> one = Fields.map(element);
            Set<DayOfWeek> days = new HashSet<>();
            Fields.list(one.get("days")).forEach(d -> days.add(DayOfWeek.of(((Number) d).intValue())));
            windows.add(new QuietHours.Window(days, time(one.get("from")), time(one.get("to"))));
        }
        Set<LocalDate> holidays = new HashSet<>();
        Fields.list(stored.get("holidays")).forEach(d -> holidays.add(LocalDate.parse(String.valueOf(d))));
        String zone = Fields.textOrNull(stored, "zone");
        return new QuietHours(windows, holidays, zone == null ? null : ZoneId.of(zone));
    }

    private static LocalTime time(@Nullable Object text) {
        return LocalTime.parse(String.valueOf(text));
    }
}
