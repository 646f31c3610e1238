package dev.notify.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.channel.AttachmentSource;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Tenant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnclosedTest {

    private static final Instant AT = Instant.parse("2026-03-10T08:30:00Z");

    private static void refused(String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void no_control_character_gets_into_a_header() {
        Notification n = Notification.of("x");
        for (String evil : new String[] {"a\r\nBcc: b@example.org", "a\nb", "a\rb", "a\0b", "a\u0085b", "a\tb"}) {
            refused("header.X-A", () -> n.header("X-A", evil));
            refused("header", () -> n.header(evil, "x"));
            refused("replyTo", () -> n.replyTo("a@example.org" + evil));
            refused("attachment.name", () -> Attachment.of(evil, new byte[0]));
            refused("attachment.ref", () -> Attachment.from("s", evil));
            refused("attachment.type", () -> Attachment.of("a", new byte[0]).type("text/" + evil));
            refused("attachment.shownAs", () -> Attachment.of("a", new byte[0]).shownAs(evil));
            refused("invite.summary", () -> invite().summary(evil));
            refused("invite.location", () -> invite().location(evil));
            refused("invite.discreetSummary", () -> invite().discreetSummary(evil));
        }
        refused("header", () -> n.header("", "x"));
        refused("header", () -> n.header("X A", "x"));
        refused("header", () -> n.header("X:A", "x"));
        refused("header.x-a", () -> n.header("X-A", "1").header("x-a", "2"));
    }

    private static Invite invite() {
        return Invite.between(AT, AT.plusSeconds(1));
    }

    @Test
    void file_names_are_no_paths_and_hide_nothing() {
        for (String evil :
                new String[] {"../a", "a/b", "a\\b", ".htaccess", "a.", "c:x", "fdp\u202egpj.exe", "a\u200bb"}) {
            refused("attachment.name", () -> Attachment.of("a", new byte[0]).named(evil));
        }
        refused("attachment", () -> Attachment.of("a", new byte[Attachment.MAX_BYTES + 1]));
        refused("attachment.type", () -> Attachment.of("a", new byte[0]).type("multipart/mixed"));
        assertThat(Attachment.from("s", "2026/befund \u00fc.PDF").name()).isEqualTo("befund \u00fc.PDF");
        assertThat(Attachment.from("s", "2026/befund.PDF").mediaType()).isEqualTo("application/pdf");
        assertThat(Attachment.from("s", "x").toString()).doesNotContain("x]");
    }

    @Test
    void two_files_cannot_be_shown_under_one_id_and_twenty_are_enough() {
        Attachment logo = Attachment.of("a.png", new byte[0]).shownAs("logo");
        refused("attachment.shownAs", () -> Notification.of("x").attach(logo).attach(logo));
        Notification n = Notification.of("x");
        for (int i = 0; i < 20; i++) {
            n = n.attach(Attachment.of("a", new byte[0]));
        }
        Notification full = n;
        refused("attachment", () -> full.attach(logo));
    }

    @Test
    void an_invite_ends_after_it_begins() {
        refused("invite.end", () -> Invite.between(AT, AT));
        refused("invite.end", () -> Invite.between(AT, AT.plus(Duration.ofDays(367))));
        refused("invite.revision", () -> invite().revision(-1));
        Invite wall =
                Invite.at(LocalDateTime.parse("2026-07-01T10:30"), ZoneId.of("Europe/Paris"), Duration.ofMinutes(20));
        assertThat(wall.start()).isEqualTo(Instant.parse("2026-07-01T08:30:00Z"));
        assertThat(wall.end()).isEqualTo(Instant.parse("2026-07-01T08:50:00Z"));
    }

    @Test
    void a_folder_gives_what_is_in_it_and_nothing_else(@TempDir Path folder) throws Exception {
        Path inside = Files.createDirectories(folder.resolve("in/deep"));
        Files.writeString(inside.resolve("a.txt"), "a");
        Files.writeString(folder.resolve("secret.txt"), "s");
        AttachmentSource source = AttachmentSource.folder(folder.resolve("in"));
        try (var in = source.open(Tenant.DEFAULT, "deep/a.txt")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("a");
        }
        for (String ref : new String[] {
            "../secret.txt",
            "deep/../../secret.txt",
            "deep",
            "none",
            "a\0b",
            folder.resolve("secret.txt").toString()
        }) {
            assertThatThrownBy(() -> source.open(Tenant.DEFAULT, ref).close()).isInstanceOf(NoSuchFileException.class);
        }
    }
}
