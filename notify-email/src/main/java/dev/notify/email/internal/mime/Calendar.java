package dev.notify.email.internal.mime;

import dev.notify.channel.CalendarEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes an invite as RFC 5545 and 5546 want it: one event, in UTC, lines of at most 75 bytes. */
final class Calendar {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LINE = 75;

    private Calendar() {}

    static String methodOf(CalendarEntry entry) {
        return entry.cancelled() ? "CANCEL" : "REQUEST";
    }

    static byte[] of(CalendarEntry entry, Letter letter) {
        Bytes out = new Bytes(1024);
        line(out, "BEGIN:VCALENDAR");
        line(out, "PRODID:-//dev.notify//Notify//EN");
        line(out, "VERSION:2.0");
        line(out, "CALSCALE:GREGORIAN");
        line(out, "METHOD:" + methodOf(entry));
        line(out, "BEGIN:VEVENT");
        line(out, "UID:" + entry.uid() + "@" + letter.domain());
        line(out, "SEQUENCE:" + entry.revision());
        line(out, "DTSTAMP:" + utc(entry.stamp()));
        line(out, "DTSTART:" + utc(entry.start()));
        line(out, "DTEND:" + utc(entry.end()));
        line(out, "SUMMARY:" + escaped(entry.summary()));
        entry.place().ifPresent(place -> line(out, "LOCATION:" + escaped(place)));
        line(out, "DESCRIPTION:" + escaped(letter.text()));
        line(out, entry.cancelled() ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
        line(out, "TRANSP:OPAQUE");
        line(
                out,
                "ORGANIZER" + named(letter.from().name()) + ":mailto:"
                        + letter.from().address());
        line(
                out,
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION"
                        + (entry.cancelled() ? "" : ";RSVP=TRUE") + ":mailto:" + letter.to());
        line(out, "END:VEVENT");
        line(out, "END:VCALENDAR");
        return out.done();
    }

    private static String utc(Instant moment) {
        return UTC.format(moment);
    }

    /** A name as a parameter: there is no way to write a quote in one. */
    private static String named(@org.jspecify.annotations.Nullable String name) {
        return name == null ? "" : ";CN=\"" + name.replace('"', '\'') + '"';
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (char c : Bodies.withLineEnds(text).replace("\r\n", "\n").toCharArray()) {
            if (c == '\n') {
                out.append("\\n");
            } else if (c == '\\' || c == ';' || c == ',') {
                out.append('\\').append(c);
            } else if (c == '\t' || !Character.isISOControl(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** One line, continued where it is longer than 75 bytes, never inside a character. */
    private static void line(Bytes out, String text) {
        int column = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            byte[] bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);
            if (column + bytes.length > LINE) {
                out.line().put(' ');
                column = 1;
            }
            out.put(bytes);
            column += bytes.length;
            i += Character.charCount(c);
        }
        out.line();
    }
}
