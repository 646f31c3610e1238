package dev.notify.internal.mustache;

import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a time or a number that a text may name: {@code {{visit.date}}}, {@code {{price.number}}}. */
final class Forms {

    private static final Map<String, FormatStyle> DATES =
            Map.of("date", FormatStyle.LONG, "day", FormatStyle.FULL, "shortDate", FormatStyle.MEDIUM);
    private static final Set<String> OF_TIMES = Set.of("date", "day", "shortDate", "weekday", "time", "zone");
    private static final Set<String> OF_NUMBERS = Set.of("number", "percent");

    private Forms() {}

    /** Which kind of value has a part of this name. */
    static Text.Part partOf(String name) {
        if (OF_TIMES.contains(name)) {
            return Text.Part.TIME;
        }
        return OF_NUMBERS.contains(name) || Plurals.isForm(name) ? Text.Part.NUMBER : Text.Part.NONE;
    }

    /** The part of this name: text, or true or false for a plural form; null where there is no part of this name. */
    static @Nullable Object of(String name, Object value, String path, Text.Voice voice) {
        if (OF_TIMES.contains(name)) {
            return time(name, value, path, voice);
        }
        if (OF_NUMBERS.contains(name)) {
            Number number = number(name, value, path);
            NumberFormat format = name.equals("percent")
                    ? NumberFormat.getPercentInstance(voice.locale())
                    : NumberFormat.getNumberInstance(voice.locale());
            return plainSpaces(format.format(number));
        }
        return Plurals.isForm(name) ? name.equals(Plurals.formOf(number(name, value, path), voice.locale())) : null;
    }

    private static Number number(String name, Object value, String path) {
        if (value instanceof Number number) {
            return number;
        }
        throw new WrongKind(path, "is no number, so it has no part '" + name + "'");
    }

    private static String time(String name, Object value, String path, Text.Voice voice) {
        try {
            if (value instanceof String iso) {
                return plainSpaces(format(name, read(iso, voice), voice.locale()));
            }
        } catch (DateTimeException e) {
            throw new WrongKind(path, "is no time that has a part '" + name + "'");
        }
        throw new WrongKind(path, "is no time, so it has no part '" + name + "'");
    }

    /** A moment is turned to the clock of the recipient; a wall time or date is what it is, everywhere. */
    private static TemporalAccessor read(String iso, Text.Voice voice) {
        int t = iso.indexOf('T');
        if (t < 0) {
            return iso.indexOf(':') < 0 ? LocalDate.parse(iso) : LocalTime.parse(iso);
        }
        boolean moment = iso.endsWith("Z") || iso.endsWith("]") || iso.indexOf('+', t) > 0 || iso.indexOf('-', t) > 0;
        return moment ? ZonedDateTime.parse(iso).withZoneSameInstant(voice.zone()) : LocalDateTime.parse(iso);
    }

    private static String format(String name, TemporalAccessor time, Locale locale) {
        FormatStyle style = DATES.get(name);
        if (style != null) {
            return DateTimeFormatter.ofLocalizedDate(style).withLocale(locale).format(time);
        }
        return switch (name) {
            case "time" ->
                DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(LocalTime.from(time));
            case "zone" -> DateTimeFormatter.ofPattern("zzz", locale).format(time);
            default -> java.time.DayOfWeek.of(time.get(ChronoField.DAY_OF_WEEK)).getDisplayName(TextStyle.FULL, locale);
        };
    }

    /** Java's tables hold spaces that do not break; the alphabet of SMS lacks them, and one makes a message twice as long. */
    private static String plainSpaces(String text) {
        return text.replace('\u202f', ' ').replace('\u00a0', ' ');
    }
}
