package dev.notify.email;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.notify.NotificationService;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.security.KeyRing;
import dev.notify.security.SignedLinks;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.james.mime4j.dom.Message;
import org.junit.jupiter.api.Test;

/** The header by which mail programs offer to unsubscribe does what it says, from the mail as it arrived. */
class UnsubscribeTest {

    private static final String BASE = "https://example.org/notify/links";
    private static final NotificationType LETTER = NotificationType.named("newsletter")
            .category("news")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("News from the clinic", "No more of these: {{unsubscribeLink}}");
    private static final NotificationType RECALL = NotificationType.named("recall")
            .category("safety")
            .mandatory("recalls reach every patient")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("Please call us", "It is important");

    private static byte[] secret() {
        byte[] secret = new byte[32];
        new SplittableRandom(7).nextBytes(secret);
        return secret;
    }

    private static Message arrived(GreenMail server, int number) throws Exception {
        assertThat(server.waitForIncomingEmail(30_000, number)).isTrue();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        server.getReceivedMessages()[number - 1].writeTo(bytes);
        return Mails.read(bytes.toByteArray());
    }

    private static DeliveryState end(NotificationService service, Receipt receipt) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        DeliveryState state = DeliveryState.PENDING;
        while (state.isPending() && System.nanoTime() < until) {
            LockSupport.parkNanos(2_000_000);
            state = service.status(receipt.id())
                    .orElseThrow()
                    .deliveries()
                    .get(0)
                    .state();
        }
        return state;
    }

    @Test
    void one_click_in_a_mail_program_ends_the_letters_and_nothing_that_must_be_sent() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try (NotificationService service = NotificationService.builder()
                .store(MemoryStore.create())
                .define(LETTER, RECALL)
                .links(SignedLinks.at(BASE, KeyRing.of("2026", secret())))
                .contactsFrom(id -> Optional.of(Contact.of(id).email("patient@example.com")))
                .channel(EmailChannel.smtp("localhost", server.getSmtp().getPort())
                        .from("noreply@example.org")
                        .insecureWithoutTls()
                        .build())
                .start()) {
            service.send(Notification.of(LETTER).to("patient-42"));
            Message letter = arrived(server, 1);
            String header = Mails.header(letter, "List-Unsubscribe").strip();
            assertThat(header).startsWith("<" + BASE + "/").endsWith(">");
            assertThat(Mails.header(letter, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
            String link = header.substring(1, header.length() - 1);
            assertThat(Mails.text(Mails.leaves(letter).get(0))).contains("No more of these: " + link);

            service.links().confirm(link.substring(BASE.length() + 1)); // what the host does at a POST

            assertThat(end(service, service.send(Notification.of(LETTER).to("patient-42"))))
                    .isEqualTo(DeliveryState.SUPPRESSED);
            assertThat(end(service, service.send(Notification.of(RECALL).to("patient-42"))))
                    .isEqualTo(DeliveryState.SENT);
            assertThat(arrived(server, 2).getHeader().getField("List-Unsubscribe"))
                    .isNull();
        } finally {
            server.stop();
        }
    }
}
