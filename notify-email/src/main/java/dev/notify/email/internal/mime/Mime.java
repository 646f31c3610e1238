package dev.notify.email.internal.mime;

import dev.notify.channel.CalendarEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a letter as it goes over the wire: ASCII but for addresses, lines ended by CRLF, the last one too.
 *
 * <p>{@code mixed( related( alternative( text, HTML, invite ), images ), files )}, each only where there is something for it.
 */
public final class Mime {

    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private final Letter letter;
    private final Bytes out;
    private int boundaries;

    private Mime(Letter letter, Bytes out) {
        this.letter = letter;
        this.out = out;
    }

    /** Something with a content type: writes the rest of its headers, a blank line, its body. */
    private interface Part {
        void write();
    }

    /**
     * The bytes of a letter.
     *
     * @throws IllegalArgumentException naming the header, if a value has a control character
     */
    public static byte[] of(Letter letter) {
        String html = letter.html();
        int files = letter.files().stream().mapToInt(f -> f.bytes().length).sum();
        int words = letter.text().length() + (html == null ? 0 : html.length());
        Bytes out = new Bytes(1024 + words + words / 4 + (int) (files * 1.4));
        new Mime(letter, out).write();
        return out.done();
    }

    private void write() {
        Headers.plain(out, "Date", date(letter.date()));
        Headers.mailbox(out, "From", letter.from().name(), letter.from().address());
        Headers.mailbox(out, "To", null, letter.to());
        String replyTo = letter.replyTo();
        if (replyTo != null) {
            Headers.mailbox(out, "Reply-To", null, replyTo);
        }
        Headers.parts(out, "Message-ID", letter.messageId());
        Headers.text(out, "Subject", letter.subject());
        Headers.plain(out, "Auto-Submitted", "auto-generated");
        Headers.plain(out, "X-Auto-Response-Suppress", "All");
        for (Letter.Header header : letter.headers()) {
            if (header.isText()) {
                Headers.text(out, header.name(), header.value());
            } else {
                Headers.parts(out, header.name(), header.value());
            }
        }
        Headers.plain(out, "MIME-Version", "1.0");
        whole().write();
    }

    private Part whole() {
        List<Part> files = new ArrayList<>();
        for (Letter.File file : letter.files()) {
            if (!isImageOfHtml(file)) {
                files.add(() -> file(file, "attachment"));
            }
        }
        Part words = words();
        if (files.isEmpty()) {
            return words;
        }
        files.add(0, words);
        return () -> multipart("mixed", "", files);
    }

    private boolean isImageOfHtml(Letter.File file) {
        return file.contentId() != null && letter.html() != null;
    }

    private Part words() {
        List<Part> ways = new ArrayList<>();
        ways.add(() -> text("plain", letter.text()));
        String html = letter.html();
        if (html != null) {
            ways.add(html(html));
        }
        CalendarEntry invite = letter.invite();
        if (invite != null) {
            ways.add(() -> invite(invite));
        }
        return ways.size() == 1 ? ways.get(0) : () -> multipart("alternative", "", ways);
    }

    private Part html(String html) {
        List<Part> related = new ArrayList<>();
        related.add(() -> text("html", html));
        for (Letter.File file : letter.files()) {
            if (isImageOfHtml(file)) {
                related.add(() -> file(file, "inline"));
            }
        }
        return related.size() == 1 ? related.get(0) : () -> multipart("related", "; type=\"text/html\"", related);
    }

    private void multipart(String kind, String parameters, List<Part> parts) {
        String boundary = "=_" + boundaries++ + "_" + letter.token();
        out.put("Content-Type: multipart/").put(kind).put(parameters);
        out.put(';').line().put(" boundary=\"").put(boundary).put('"').line().line();
        for (Part part : parts) {
            out.put("--").put(boundary).line();
            part.write();
        }
        out.put("--").put(boundary).put("--").line();
    }

    private void text(String kind, String words) {
        out.put("Content-Type: text/").put(kind).put("; charset=UTF-8").line();
        Bodies.text(out, words);
    }

    private void invite(CalendarEntry invite) {
        out.put("Content-Type: text/calendar; charset=UTF-8; method=")
                .put(Calendar.methodOf(invite))
                .line();
        Bodies.bytes(out, Calendar.of(invite, letter));
    }

    private void file(Letter.File file, String disposition) {
        Headers.plain(out, "Content-Type", file.mediaType());
        @Nullable String id = file.contentId();
        if (id != null) {
            Headers.plain(out, "Content-ID", "<" + id + ">");
        }
        out.put("Content-Disposition: ").put(disposition);
        Headers.parameter(out, "filename", file.name());
        out.line();
        Bodies.bytes(out, file.bytes());
    }

    /** RFC 5322, in UTC, whatever the machine's language is. */
    static String date(Instant moment) {
        ZonedDateTime at = moment.atZone(ZoneOffset.UTC);
        StringBuilder date = new StringBuilder(31);
        date.append(DAYS[at.getDayOfWeek().getValue() - 1]).append(", ").append(at.getDayOfMonth());
        date.append(' ').append(MONTHS[at.getMonthValue() - 1]).append(' ').append(at.getYear());
        two(date.append(' '), at.getHour());
        two(date.append(':'), at.getMinute());
        two(date.append(':'), at.getSecond());
        return date.append(" +0000").toString();
    }

    private static void two(StringBuilder date, int number) {
        date.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
