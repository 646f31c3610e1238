package dev.notify.email;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationService;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.report.Report;
import dev.notify.report.Reports;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class BounceTest {

    private static final String ID = "0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f";

    private static final String REPORT = String.join(
            "\r\n",
            "From: MAILER-DAEMON@mx.example.com",
            "To: noreply@example.org",
            "Subject: Undelivered Mail Returned to Sender",
            "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status;",
            "\tboundary=\"B_1=x\"",
            "",
            "This is a MIME-encapsulated message.",
            "",
            "--B_1=x",
            "Content-Type: text/plain",
            "",
            "Action: delivered is only talk here",
            "",
            "--B_1=x",
            "Content-Description: Delivery report",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mx.example.com",
            "Arrival-Date: Mon, 9 Mar 2026 08:05:07 +0000",
            "",
            "Final-Recipient: rfc822; forwarded@example.net",
            "Original-Recipient: rfc822;patient@example.com",
            "Action: failed",
            "Status: 5.1.1 (no such user)",
            "Diagnostic-Code: smtp; 550 5.1.1 <patient@example.com>: Recipient",
            "    address rejected",
            "",
            "--B_1=x",
            "Content-Type: text/rfc822-headers",
            "",
            "Subject: secret",
            "Message-ID: <" + ID + "@example.org>",
            "",
            "--B_1=x--",
            "");

    private static Bounce read(String mail) {
        return Bounce.parse(mail.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @Test
    void a_report_tells_which_delivery_and_what_became_of_it() {
        Bounce bounce = read(REPORT);
        assertThat(bounce.delivery().orElseThrow()).hasToString(ID);
        assertThat(bounce.fates()).hasSize(1);
        Bounce.Fate fate = bounce.fates().get(0);
        assertThat(fate.recipient()).isEqualTo("patient@example.com");
        assertThat(fate.action()).isEqualTo(Bounce.Action.FAILED);
        assertThat(fate.status()).isEqualTo("5.1.1");
        assertThat(fate.addressIsDead()).isTrue();
        assertThat(fate.diagnostic()).endsWith("Recipient address rejected");
        assertThat(bounce.toString()).doesNotContain("patient@");
    }

    @Test
    void only_a_failure_about_the_address_marks_it_dead() {
        assertThat(read(REPORT.replace("Status: 5.1.1", "Status: 5.2.2"))
                        .fates()
                        .get(0)
                        .addressIsDead())
                .isFalse();
        assertThat(read(REPORT.replace("Status: 5.1.1", "Status: 5.7.1"))
                        .fates()
                        .get(0)
                        .addressIsDead())
                .isFalse();
        Bounce.Fate delayed = read(REPORT.replace("Action: failed", "Action: Delayed"))
                .fates()
                .get(0);
        assertThat(delayed.action()).isEqualTo(Bounce.Action.DELAYED);
        assertThat(delayed.addressIsDead()).isFalse();
    }

    @Test
    void several_recipients_are_told_apart() {
        Bounce bounce = read(REPORT.replace(
                "    address rejected\r\n",
                "    address rejected\r\n\r\n"
                        + "Final-Recipient: rfc822; b@example.com\r\n"
                        + "Action: relayed\r\n"
                        + "Status: 2.0.0\r\n"));
        assertThat(bounce.fates())
                .extracting(Bounce.Fate::recipient)
                .containsExactly("patient@example.com", "b@example.com");
        assertThat(bounce.fates())
                .extracting(Bounce.Fate::action)
                .containsExactly(Bounce.Action.FAILED, Bounce.Action.RELAYED);
    }

    @Test
    void parts_may_be_encoded_and_lines_end_as_they_like() {
        int from = REPORT.indexOf("Reporting-MTA");
        int to = REPORT.indexOf("\r\n\r\n--B_1=x\r\nContent-Type: text/rfc822");
        String encoded = REPORT.substring(0, from)
                        .replace(
                                "Content-Type: message/delivery-status\r\n",
                                "Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n")
                + Base64.getMimeEncoder()
                        .encodeToString(REPORT.substring(from, to).getBytes(StandardCharsets.UTF_8))
                + REPORT.substring(to);
        assertThat(read(encoded).fates().get(0).status()).isEqualTo("5.1.1");
        assertThat(read(REPORT.replace("\r\n", "\n")).delivery()).isPresent();
    }

    @Test
    void a_report_without_our_id_says_no_delivery() {
        assertThat(read(REPORT.replace(ID, "someone-elses-id")).delivery()).isEmpty();
        assertThat(read(REPORT.replace("Message-ID:", "X-Other:")).delivery()).isEmpty();
    }

    @Test
    void what_is_no_report_is_none() {
        assertThat(Bounce.parse(new byte[0])).isEmpty();
        assertThat(Bounce.parse("Subject: out of office\r\n\r\nI am away".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(Bounce.parse(REPORT.replace("Action: failed", "Action: read").getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void no_bytes_make_it_fail() {
        Random random = new Random(7);
        byte[] report = REPORT.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = java.util.Arrays.copyOf(report, random.nextInt(report.length));
            for (int j = 0; j < 5 && broken.length > 0; j++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            assertThat(Bounce.parse(broken)).isNotNull();
        }
    }

    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(EMAIL).discreet("News", "Please sign in");

    /** What comes back about the only mail the server took. */
    private static String about(ScriptedServer server) throws Exception {
        String id = Mails.read(server.mails().get(0)).getMessageId();
        return REPORT.replace("<" + ID + "@example.org>", id);
    }

    private static List<Reports.Taken> accept(NotificationService service, String mail) {
        return service.reports().accept(EMAIL, Map.of(), mail.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Reports.Effect> effects(NotificationService service, String mail) {
        return accept(service, mail).stream().map(Reports.Taken::effect).toList();
    }

    @Test
    void a_bounce_ends_the_delivery_and_withdraws_the_address() throws Exception {
        Address patient = Address.email("patient@example.com");
        try (ScriptedServer server = new ScriptedServer();
                NotificationService service = NotificationService.builder()
                        .store(MemoryStore.create())
                        .define(NEWS)
                        .contactsFrom(id -> Optional.of(Contact.of(id).at(patient)))
                        .channel(EmailChannel.smtp("localhost", server.port())
                                .from("noreply@example.org")
                                .insecureWithoutTls()
                                .build())
                        .start()) {
            var receipt = service.send(Notification.of("news").to("patient-42"));
            long end = System.nanoTime() + 60_000_000_000L;
            while (state(service, receipt) == DeliveryState.PENDING && System.nanoTime() < end) {
                LockSupport.parkNanos(2_000_000);
            }
            assertThat(state(service, receipt)).isEqualTo(DeliveryState.SENT);
            String delayed =
                    about(server).replace("Action: failed", "Action: delayed").replace("5.1.1", "4.4.1");
            assertThat(effects(service, delayed)).containsExactly(Reports.Effect.NOTED);
            assertThat(effects(service, delayed)).containsExactly(Reports.Effect.KNOWN);
            assertThat(state(service, receipt)).isEqualTo(DeliveryState.SENT);
            assertThat(service.consent().of(patient).entries()).isEmpty();

            assertThat(accept(service, about(server))).singleElement().satisfies(taken -> {
                assertThat(taken.effect()).isEqualTo(Reports.Effect.CHANGED);
                assertThat(((Report) taken.heard()).reason()).isEqualTo("bounced with 5.1.1");
                assertThat(taken.toString()).doesNotContain("patient@");
            });
            assertThat(state(service, receipt)).isEqualTo(DeliveryState.FAILED);
            assertThat(service.consent()
                            .of(patient)
                            .forEverything()
                            .orElseThrow()
                            .asText())
                    .contains("withdrawn", "bounced with 5.1.1");
            assertThat(effects(service, about(server))).containsExactly(Reports.Effect.KNOWN);

            assertThat(effects(service, REPORT)).containsExactly(Reports.Effect.UNKNOWN);
            assertThat(effects(service, REPORT.replace("Message-ID", "X-Other")))
                    .isEmpty();
            assertThat(effects(service, "Subject: I am away\r\n\r\nUntil Monday"))
                    .isEmpty();
        }
    }

    private static DeliveryState state(NotificationService service, Receipt receipt) {
        return service.status(receipt.id()).orElseThrow().deliveries().get(0).state();
    }
}
