package dev.notify.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
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
        Bounce bounce = read(
                REPORT.replace(
                        "    address rejected\r\n",
                        "    address rejected\r\n\r\nFinal-Recipient: rfc822; b@example.com\r\nAction: relayed\r\nStatus: 2.0.0\r\n"));
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
}
