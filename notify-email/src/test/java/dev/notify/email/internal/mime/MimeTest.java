package dev.notify.email.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import dev.notify.channel.CalendarEntry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.junit.jupiter.api.Test;

/** What is written is what an independent parser reads. */
class MimeTest {

    private static final Instant AT = Instant.parse("2026-03-09T08:05:07Z");

    private static Letter letter(String subject, String text, String html) {
        return letter(subject, text, html, List.of(), null);
    }

    private static Letter letter(
            String subject, String text, String html, List<Letter.File> files, CalendarEntry invite) {
        return new Letter(
                "0123456789abcdef",
                new Letter.Mailbox("Example Hospital", "noreply@example.org"),
                "patient@example.com",
                "desk@example.org",
                "<0123@example.org>",
                AT,
                subject,
                text,
                html,
                List.of(new Letter.Header("X-Ward", "Caf\u00e9 7", true)),
                files,
                invite,
                "example.org");
    }

    private static Message read(byte[] mail) throws Exception {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
        return builder.parseMessage(new ByteArrayInputStream(mail));
    }

    private static byte[] wellFormed(Letter letter) {
        byte[] mail = Mime.of(letter);
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        assertThat(text).endsWith("\r\n");
        assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        for (String line : text.split("\r\n")) {
            assertThat(line.length()).as(line).isLessThanOrEqualTo(998);
            assertThat(line.chars()).allMatch(c -> c == '\t' || c >= ' ' && c < 0x7f);
        }
        String headers = text.substring(0, text.indexOf("\r\n\r\n"));
        for (String line : headers.split("\r\n")) {
            assertThat(line.length()).as(line).isLessThanOrEqualTo(78);
        }
        return mail;
    }

    private static String body(Entity leaf) throws Exception {
        var body = (org.apache.james.mime4j.dom.TextBody) leaf.getBody();
        return new String(body.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String crlf(String text) {
        return text.replaceAll("\r\n|\r|\n", "\r\n");
    }

    @Test
    void a_plain_mail_is_byte_for_byte_this() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            String mail = new String(Mime.of(letter("Hello", "Good day\n.\nBye", null)), StandardCharsets.UTF_8);
            assertThat(mail)
                    .isEqualTo(String.join(
                            "\r\n",
                            "Date: Mon, 9 Mar 2026 08:05:07 +0000",
                            "From: \"Example Hospital\" <noreply@example.org>",
                            "To: patient@example.com",
                            "Reply-To: desk@example.org",
                            "Message-ID: <0123@example.org>",
                            "Subject: Hello",
                            "Auto-Submitted: auto-generated",
                            "X-Auto-Response-Suppress: All",
                            "X-Ward: =?UTF-8?Q?Caf=C3=A9_7?=",
                            "MIME-Version: 1.0",
                            "Content-Type: text/plain; charset=UTF-8",
                            "Content-Transfer-Encoding: 7bit",
                            "",
                            "Good day",
                            ".",
                            "Bye",
                            ""));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void any_words_come_out_as_they_went_in() throws Exception {
        Random random = new Random(42);
        String[] alphabets = {
            "abc defg .",
            "\u00e4\u00f6\u00fc \u00dfx",
            "\u65e5\u672c\u8a9e",
            "\ud83d\ude00a ",
            "=?_ \".()<>@,;:\\",
            "\u05e9\u05dc\u05d5\u05dd ",
            "From -- .\n",
            "x\t \n"
        };
        for (int i = 0; i < 400; i++) {
            String alphabet = alphabets[i % alphabets.length];
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(i % 7 == 0 ? 3_000 : 200);
            int[] points = alphabet.codePoints().toArray();
            for (int j = 0; j < length; j++) {
                text.appendCodePoint(points[random.nextInt(points.length)]);
            }
            String subject = ("s" + text).replace("\n", " ").replace("\t", " ").strip();
            subject = subject.codePoints()
                    .limit(180)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()
                    .strip();
            Message mail = read(wellFormed(letter(subject, text.toString(), "<p>" + text + "</p>")));
            assertThat(mail.getSubject()).isEqualTo(subject);
            Multipart parts = (Multipart) mail.getBody();
            assertThat(body(parts.getBodyParts().get(0)).stripTrailing())
                    .isEqualTo(crlf(text.toString()).stripTrailing());
            assertThat(body(parts.getBodyParts().get(1)).stripTrailing()).isEqualTo(crlf("<p>" + text + "</p>"));
        }
    }

    @Test
    void a_line_of_any_length_fits() throws Exception {
        String line = "x".repeat(5_000);
        assertThat(body(read(wellFormed(letter("s", line, null))))).isEqualTo(line + "\r\n");
        assertThat(read(wellFormed(letter("y".repeat(300), "t", null))).getSubject())
                .isEqualTo("y".repeat(300));
    }

    @Test
    void files_and_images_are_where_they_belong() throws Exception {
        byte[] bytes = new byte[3_000];
        new Random(1).nextBytes(bytes);
        String longName = "Befund der Untersuchung vom M\u00e4rz 2026 f\u00fcr die \u00dcberweisung an die Klinik"
                + " \u65e5\u672c\u8a9e.pdf";
        Message mail = read(wellFormed(letter(
                "s",
                "t",
                "<img src=\"cid:logo\">",
                List.of(
                        new Letter.File("logo.png", "image/png", "logo", new byte[] {1, 2}),
                        new Letter.File(longName, "application/pdf", null, bytes),
                        new Letter.File("a \"b\" c.txt", "text/plain", null, new byte[0])),
                null)));
        Multipart mixed = (Multipart) mail.getBody();
        assertThat(mixed.getSubType()).isEqualTo("mixed");
        Multipart alternative = (Multipart) mixed.getBodyParts().get(0).getBody();
        assertThat(alternative.getSubType()).isEqualTo("alternative");
        Multipart related = (Multipart) alternative.getBodyParts().get(1).getBody();
        assertThat(related.getSubType()).isEqualTo("related");
        Entity logo = related.getBodyParts().get(1);
        assertThat(logo.getHeader().getField("Content-ID").getBody()).isEqualTo("<logo>");
        assertThat(logo.getDispositionType()).isEqualTo("inline");
        Entity file = mixed.getBodyParts().get(1);
        assertThat(file.getFilename()).isEqualTo(longName);
        assertThat(((org.apache.james.mime4j.dom.SingleBody) file.getBody())
                        .getInputStream()
                        .readAllBytes())
                .isEqualTo(bytes);
        assertThat(mixed.getBodyParts().get(2).getFilename()).isEqualTo("a \"b\" c.txt");
    }

    @Test
    void an_invite_is_read_by_a_calendar() throws Exception {
        CalendarEntry entry = new CalendarEntry(
                "00ff",
                7,
                AT,
                Instant.parse("2026-07-01T08:30:00Z"),
                Instant.parse("2026-07-01T09:00:00Z"),
                false,
                "Termin, bei Dr. M\u00fcller; Raum \\4 " + "\u65e5\u672c\u8a9e".repeat(20),
                "Haus B,\u00a0Raum 4");
        Message mail = read(wellFormed(letter("s", "Bitte kommen\nSie, ja; gut\\", "<p>x</p>", List.of(), entry)));
        Entity part = ((Multipart) mail.getBody()).getBodyParts().get(2);
        assertThat(part.getMimeType()).isEqualTo("text/calendar");
        assertThat(part.getHeader().getField("Content-Type").getBody()).contains("method=REQUEST");
        String ics = body(part);
        for (String line : ics.split("\r\n")) {
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
        }
        ICalendar calendar = Biweekly.parse(ics).first();
        assertThat(calendar.validate(biweekly.ICalVersion.V2_0).isEmpty()).isTrue();
        assertThat(calendar.getMethod().getValue()).isEqualTo("REQUEST");
        VEvent event = calendar.getEvents().get(0);
        assertThat(event.getUid().getValue()).isEqualTo("00ff@example.org");
        assertThat(event.getSequence().getValue()).isEqualTo(7);
        assertThat(event.getSummary().getValue()).isEqualTo(entry.summary());
        assertThat(event.getLocation().getValue()).isEqualTo("Haus B,\u00a0Raum 4");
        assertThat(event.getDescription().getValue()).isEqualTo("Bitte kommen\nSie, ja; gut\\");
        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(entry.start());
        assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo(entry.end());
        assertThat(event.getOrganizer().getEmail()).isEqualTo("noreply@example.org");
        assertThat(event.getAttendees().get(0).getEmail()).isEqualTo("patient@example.com");
        assertThat(event.getStatus().isConfirmed()).isTrue();
    }

    @Test
    void a_cancelled_invite_says_so() throws Exception {
        CalendarEntry entry = new CalendarEntry("00ff", 8, AT, AT, AT.plusSeconds(60), true, "s", null);
        ICalendar calendar = Biweekly.parse(
                        new String(Calendar.of(entry, letter("s", "t", null)), StandardCharsets.UTF_8))
                .first();
        assertThat(calendar.getMethod().getValue()).isEqualTo("CANCEL");
        assertThat(calendar.getEvents().get(0).getStatus().isCancelled()).isTrue();
        assertThat(calendar.getEvents().get(0).getLocation()).isNull();
    }

    @Test
    void no_value_writes_a_header_of_its_own() {
        for (String evil : new String[] {"a\r\nBcc: x@example.org", "a\nb", "a\rb", "a\0b", "a\u0085b"}) {
            assertThatThrownBy(() -> Mime.of(letter(evil, "t", null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Subject has a control character");
            assertThatThrownBy(() -> Mime.of(letter(
                            "s", "t", null, List.of(new Letter.File(evil, "text/plain", null, new byte[0])), null)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_body_cannot_end_its_part() throws Exception {
        String evil = "x\n--=_0_0123456789abcdef--\nContent-Type: text/html\n\n<b>y</b>";
        Message mail = read(wellFormed(letter("s", evil, "<p>z</p>")));
        Multipart parts = (Multipart) mail.getBody();
        assertThat(parts.getBodyParts()).hasSize(2);
        assertThat(body(parts.getBodyParts().get(0)).stripTrailing()).isEqualTo(crlf(evil));
    }

    @Test
    void no_address_is_changed_into_another() {
        assertThat(Mailboxes.wire("a@m\u00fcnchen.example")).isEqualTo("a@xn--mnchen-3ya.example");
        assertThat(Mailboxes.wire("\u0141ukasz@example.org")).isEqualTo("\u0141ukasz@example.org");
        assertThat(Mailboxes.needsUtf8("\u0141ukasz@example.org")).isTrue();
        assertThat(Mailboxes.problem("a@stra\u00dfe.example")).contains("two ways");
        assertThat(Mailboxes.problem("a@localhost")).contains("without a dot");
        assertThat(Mailboxes.problem("a@127.0.0.1")).contains("ends in a number");
        assertThat(Mailboxes.problem("a@x\u3002example")).isNotNull();
        assertThat(Mailboxes.problem("a@example.org")).isNull();
        assertThatThrownBy(() -> Mailboxes.wire("a@localhost")).isInstanceOf(IllegalArgumentException.class);
    }
}
