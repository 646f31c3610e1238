package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;

import dev.notify.NotificationService;
import dev.notify.email.EmailChannel;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Contact;
import dev.notify.request.Attachment;
import dev.notify.request.Invite;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An appointment by e-mail: with an invite and a leaflet, moved, cancelled. The mail server is a throw-away one in this process. */
public final class SendEmail {

    private static final NotificationType APPOINTMENT = NotificationType.named("appointment")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("Example Hospital", "Please sign in to see what is new.");
    private static final Map<String, String> LEAFLETS = Map.of("2026/knee.txt", "Come in good shoes.");

    private SendEmail() {}

    public static void main(String[] args) {
        Show.main(SendEmail::run);
    }

    static void run(Show show) throws Exception {
        show.title("An appointment by e-mail");
        try (Postbox postbox = new Postbox();
                NotificationService notifications = start(postbox)) {
            LocalDateTime time = LocalDateTime.of(2027, 3, 9, 10, 30);
            // region invite
            Notification appointment = Notification.of(APPOINTMENT)
                    .to("patient-42")
                    .about("appointment-77")
                    .replyTo("desk@example.org");
            Invite invite = Invite.at(time, ZoneId.of("Europe/Paris"), Duration.ofMinutes(30))
                    .summary("Knee surgery, Dr. Silva")
                    .discreetSummary("Appointment")
                    .location("Ward 12B");

            notifications.send(appointment
                    .invite(invite.revision(0))
                    .attach(Attachment.from("leaflets", "2026/knee.txt").named("leaflet.txt")));
            // endregion
            show.step("Booked");
            List<String> booked = arrived(show, postbox);
            show.check(booked.contains("METHOD:REQUEST"), "the mail has an invite");
            show.check(booked.contains("Come in good shoes."), "and the leaflet");
            show.check(
                    booked.contains("SUMMARY:Appointment") && booked.stream().noneMatch(l -> l.contains("Silva")),
                    "which tells strangers nothing");

            show.step("Moved by a day");
            // region move
            Invite nextDay = Invite.at(time.plusDays(1), ZoneId.of("Europe/Paris"), Duration.ofMinutes(30))
                    .discreetSummary("Appointment");
            notifications.send(appointment.invite(nextDay.revision(1)));
            // endregion
            List<String> moved = arrived(show, postbox);
            show.check(line(moved, "UID:").equals(line(booked, "UID:")), "it is the same entry of the calendar");
            show.check(moved.contains("SEQUENCE:1"), "in a newer version");

            show.step("Cancelled");
            notifications.send(appointment.invite(nextDay.revision(2).cancelled()));
            List<String> cancelled = arrived(show, postbox);
            show.check(
                    cancelled.contains("METHOD:CANCEL")
                            && line(cancelled, "UID:").equals(line(booked, "UID:")),
                    "the entry is taken away");
        }
    }

    private static NotificationService start(Postbox postbox) {
        // region channel
        EmailChannel email = EmailChannel.smtp("localhost", postbox.port())
                .from("noreply@example.org", "Example Hospital")
                .insecureWithoutTls() // the server is in this process; elsewhere say login(user, secret)
                .build();
        // endregion
        return NotificationService.builder()
                .store(MemoryStore.create())
                .channel(email)
                .define(APPOINTMENT)
                .contactsFrom(id -> Optional.of(Contact.of(id).email("patient@example.com")))
                .attachments("leaflets", (tenant, ref) -> {
                    String text = LEAFLETS.get(ref);
                    if (text == null) {
                        throw new NoSuchFileException("no such leaflet");
                    }
                    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
                })
                .start();
    }

    /** Waits for a mail, prints its headers and its calendar, and returns its lines, decoded. */
    private static List<String> arrived(Show show, Postbox postbox) throws InterruptedException {
        String mail = postbox.mails().poll(20, TimeUnit.SECONDS);
        show.check(mail != null, "a mail arrived");
        StringBuilder text = new StringBuilder();
        for (String part : String.valueOf(mail).split("\n--=_", -1)) {
            int body = part.indexOf("\n\n");
            boolean coded = part.contains("base64") && body > 0;
            text.append(
                    coded
                            ? new String(Base64.getMimeDecoder().decode(part.substring(body)), StandardCharsets.UTF_8)
                            : part);
            text.append('\n');
        }
        List<String> lines = text.toString().lines().toList();
        lines.stream()
                .filter(l -> l.matches("(Subject|From|Reply-To|METHOD|SEQUENCE|DTSTART|SUMMARY|STATUS|Come).*"))
                .forEach(l -> show.line("  " + l));
        return lines;
    }

    private static String line(List<String> lines, String start) {
        return lines.stream().filter(l -> l.startsWith(start)).findFirst().orElse("");
    }
}
