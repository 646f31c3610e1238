package dev.notify.email;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.notify.NotificationService;
import dev.notify.channel.AttachedFile;
import dev.notify.channel.Checkup;
import dev.notify.channel.Enclosures;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.request.Attachment;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.laws.SampleMessages;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.helper.BasicMessageListener;
import org.subethamail.smtp.server.SMTPServer;

class EmailChannelTest {

    private static final NotificationType OPEN = NotificationType.named("open")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .text("Ihr Termin \u2013 m\u00e4rz", "Gr\u00fc\u00dfe\n.\n..Ende")
            .discreet("Example Hospital", "Please sign in");

    private static EmailChannelBuilder to(int port) {
        return EmailChannel.smtp("localhost", port).from("noreply@example.org", "Example Hospital");
    }

    private static Outcome deliver(EmailChannel channel, Message message) throws Exception {
        try {
            channel.start();
            return channel.deliver(message);
        } finally {
            channel.close();
        }
    }

    private static Message sample() {
        return SampleMessages.by(EMAIL);
    }

    @Test
    void greenmail_receives_what_a_service_sends() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try (NotificationService service = NotificationService.builder()
                .store(MemoryStore.create())
                .define(OPEN)
                .contactsFrom(id -> Optional.of(Contact.of(id).email("patient@example.com")))
                .channel(to(server.getSmtp().getPort())
                        .insecureWithoutTls()
                        .allowHeaders("X-Ward")
                        .build())
                .start()) {
            var receipt = service.send(Notification.of(OPEN)
                    .to("patient-42")
                    .header("X-Ward", "7")
                    .replyTo("desk@example.org")
                    .attach(Attachment.of("notes.txt", "attached".getBytes(StandardCharsets.UTF_8))));
            assertThat(server.waitForIncomingEmail(30_000, 1)).isTrue();
            jakarta.mail.internet.MimeMessage raw = server.getReceivedMessages()[0];
            java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
            raw.writeTo(bytes);
            var mail = Mails.read(bytes.toByteArray());
            assertThat(mail.getSubject()).isEqualTo("Ihr Termin \u2013 m\u00e4rz");
            assertThat(mail.getFrom().get(0).getName()).isEqualTo("Example Hospital");
            assertThat(mail.getReplyTo().get(0).toString()).isEqualTo("desk@example.org");
            assertThat(Mails.header(mail, "X-Ward")).isEqualTo("7");
            assertThat(Mails.header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
            assertThat(Mails.text(Mails.leaves(mail).get(0)).stripTrailing())
                    .isEqualTo("Gr\u00fc\u00dfe\r\n.\r\n..Ende");
            assertThat(Mails.bytes(Mails.leaves(mail).get(1)))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("attached");
            var delivery =
                    service.status(receipt.id()).orElseThrow().deliveries().get(0);
            assertThat(delivery.state()).isIn(DeliveryState.SENT, DeliveryState.PENDING);
            assertThat(mail.getMessageId()).isEqualTo("<" + delivery.id() + "@example.org>");
        } finally {
            server.stop();
        }
    }

    @Test
    void subethasmtp_receives_it_over_tls_with_a_login() throws Exception {
        List<byte[]> mails = Collections.synchronizedList(new ArrayList<>());
        List<String> logins = Collections.synchronizedList(new ArrayList<>());
        BasicMessageListener listener = (context, from, to, data) -> mails.add(data);
        SMTPServer server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .enableTLS()
                .requireTLS()
                .startTlsSocketFactory(Certificates.good())
                .authenticationHandlerFactory(new org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory(
                        (user, password, context) -> logins.add(user + "/" + password)))
                .requireAuth()
                .messageHandler(listener)
                .build();
        server.start();
        try {
            EmailChannel channel = to(server.getPortAllocated())
                    .tls(Certificates.good())
                    .login("mailer", () -> "s3cret")
                    .build();
            channel.start();
            for (int i = 0; i < 3; i++) {
                assertThat(channel.deliver(sample())).isInstanceOf(Outcome.Sent.class);
            }
            assertThat(channel.checkup().orElseThrow().ready()).isTrue();
            channel.close();
            assertThat(mails).hasSize(3);
            assertThat(logins).hasSize(3).containsOnly("mailer/s3cret"); // the check at start, the mails, the probe
            assertThat(Mails.read(mails.get(0)).getSubject()).contains("Gr\u00fc\u00dfe \ud83d\ude00");
        } finally {
            server.stop();
        }
    }

    @Test
    void a_line_that_is_not_private_is_not_used() throws Exception {
        for (ScriptedServer server : new ScriptedServer[] {
            new ScriptedServer(), // STARTTLS stripped
            new ScriptedServer(Certificates.expired(), false),
            new ScriptedServer(Certificates.ofAnother(), false),
            new ScriptedServer(Certificates.good(), false).on("STARTTLS", "454 4.7.0 not now")
        }) {
            try (server) {
                EmailChannel channel = to(server.port())
                        .tls(server.trusted())
                        .login("mailer", () -> "s3cret")
                        .withoutCheckAtStart()
                        .build();
                assertThat(deliver(channel, sample())).isInstanceOf(Outcome.Unavailable.class);
                assertThat(server.count("AUTH") + server.count("MAIL")).isZero();
            }
        }
        try (ScriptedServer server = new ScriptedServer(Certificates.good(), false)) {
            assertThat(deliver(to(server.port()).withoutCheckAtStart().build(), sample())
                            .toString())
                    .contains("certificate is not to be trusted");
            assertThat(server.count("MAIL")).isZero();
        }
    }

    @Test
    void tls_from_the_start_is_checked_likewise() throws Exception {
        try (ScriptedServer server = new ScriptedServer(Certificates.good(), true)) {
            EmailChannel channel =
                    to(server.port()).tls(Certificates.good()).tlsFromTheStart().build();
            assertThat(deliver(channel, sample())).isInstanceOf(Outcome.Sent.class);
        }
        try (ScriptedServer server = new ScriptedServer(Certificates.ofAnother(), true)) {
            EmailChannel channel = to(server.port())
                    .tls(server.trusted())
                    .tlsFromTheStart()
                    .withoutCheckAtStart()
                    .build();
            assertThat(deliver(channel, sample()).toString()).contains("certificate");
            assertThat(server.count("MAIL")).isZero();
            EmailChannel insecure =
                    to(server.port()).insecureTrustAnyServer().tlsFromTheStart().build();
            assertThat(deliver(insecure, sample())).isInstanceOf(Outcome.Sent.class);
        }
    }

    @Test
    void wrong_credentials_are_found_at_start_and_told_in_words() throws Exception {
        try (ScriptedServer server = new ScriptedServer().on("AUTH", "535 5.7.8 s3cret is wrong for mailer")) {
            EmailChannel channel = to(server.port())
                    .insecureWithoutTls()
                    .login("mailer", () -> "s3cret")
                    .build();
            assertThatThrownBy(() -> NotificationService.builder()
                            .store(MemoryStore.create())
                            .define(OPEN)
                            .channel(channel)
                            .start())
                    .hasMessageContaining("mail server localhost:" + server.port())
                    .hasMessageContaining("535 5.7.8 to the login (user or secret are wrong): check the user")
                    .hasMessageNotContaining("s3cret");
        }
        try (ScriptedServer server = new ScriptedServer().on("AUTH", "454 4.7.0 later")) {
            EmailChannel channel = to(server.port())
                    .insecureWithoutTls()
                    .login("mailer", () -> "s3cret")
                    .build();
            channel.start();
            assertThat(channel.checkup().orElseThrow().result()).isEqualTo(Checkup.Result.NOT_NOW);
            channel.close();
        }
        try (ScriptedServer server = new ScriptedServer().on("EHLO", "250 no-login-here")) {
            EmailChannel channel = to(server.port())
                    .insecureWithoutTls()
                    .login("mailer", () -> "s3cret")
                    .build();
            assertThatThrownBy(channel::start)
                    .isInstanceOf(EmailException.class)
                    .hasMessageContaining("no login");
        }
    }

    @Test
    void a_secret_is_asked_for_at_every_connection() throws Exception {
        Deque<String> secrets = new ArrayDeque<>(List.of("one", "two"));
        try (ScriptedServer server = new ScriptedServer()) {
            EmailChannel channel = to(server.port())
                    .insecureWithoutTls()
                    .login("mailer", secrets::pop)
                    .keep(1, Duration.ofMinutes(1), Duration.ofMinutes(1))
                    .withoutCheckAtStart()
                    .build();
            channel.start();
            channel.deliver(sample());
            channel.deliver(sample());
            assertThat(channel.deliver(sample())).isEqualTo(Outcome.misconfigured("there is no secret to log in with"));
            channel.close();
            assertThat(server.heard().stream()
                            .filter(l -> l.startsWith("AUTH PLAIN "))
                            .map(l -> new String(Base64.getDecoder().decode(l.substring(11)), StandardCharsets.UTF_8))
                            .map(l -> l.substring(l.lastIndexOf('\0') + 1)))
                    .containsExactly("one", "two");
        }
    }

    @Test
    void a_token_that_has_run_out_is_asked_for_once_more() throws Exception {
        Deque<String> tokens = new ArrayDeque<>(List.of("old", "fresh", "spare"));
        try (ScriptedServer server = new ScriptedServer().on("AUTH", t -> {
            String said = new String(
                    Base64.getDecoder().decode(t.last.substring("AUTH XOAUTH2 ".length())), StandardCharsets.UTF_8);
            t.say(said.contains("auth=Bearer fresh") ? "235 2.7.0 ok" : "535 5.7.8 expired");
        })) {
            EmailChannel channel = to(server.port())
                    .insecureWithoutTls()
                    .loginByToken("mailer@example.org", tokens::pop)
                    .withoutCheckAtStart()
                    .build();
            assertThat(deliver(channel, sample())).isInstanceOf(Outcome.Sent.class);
            assertThat(tokens).containsExactly("spare");
        }
    }

    @Test
    void a_mail_has_the_same_id_at_every_try() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            EmailChannel channel = to(server.port()).insecureWithoutTls().build();
            channel.start();
            Message message = sample();
            channel.deliver(message);
            channel.deliver(SampleMessages.again(message));
            channel.close();
            assertThat(Mails.read(server.mails().get(0)).getMessageId())
                    .isEqualTo(Mails.read(server.mails().get(1)).getMessageId())
                    .isEqualTo("<" + message.id() + "@example.org>");
            assertThat(server.count("EHLO")).isEqualTo(2); // the check at start, and one for both
        }
    }

    @Test
    void one_click_unsubscribes_where_there_is_a_link() throws Exception {
        String link = "https://example.org/u?t=" + "a".repeat(200);
        try (ScriptedServer server = new ScriptedServer()) {
            EmailChannel channel = to(server.port())
                    .insecureWithoutTls()
                    .unsubscribeBy(m -> Optional.of(URI.create(link)))
                    .build();
            deliver(channel, sample());
            var mail = Mails.read(server.mails().get(0));
            assertThat(Mails.header(mail, "List-Unsubscribe").strip()).isEqualTo("<" + link + ">");
            assertThat(Mails.header(mail, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
            Message linked = sample().unsubscribe(Optional.of(URI.create("https://example.org/links/t")));
            deliver(to(server.port()).insecureWithoutTls().build(), linked);
            assertThat(Mails.header(Mails.read(server.mails().get(1)), "List-Unsubscribe"))
                    .isEqualTo("<https://example.org/links/t>");
            Message local = sample().unsubscribe(Optional.of(URI.create("http://localhost/links/t")));
            deliver(to(server.port()).insecureWithoutTls().build(), local);
            assertThat(Mails.read(server.mails().get(2)).getHeader().getField("List-Unsubscribe"))
                    .isNull();
            EmailChannel open = to(server.port())
                    .insecureWithoutTls()
                    .unsubscribeBy(m -> Optional.of(URI.create("http://example.org/u")))
                    .build();
            assertThat(deliver(open, sample())).isInstanceOf(Outcome.Rejected.class);
        }
    }

    @Test
    void headers_are_those_allowed_and_files_no_larger_than_allowed() {
        EmailChannel channel = to(587).allowHeaders("X-Ward").largest(100_000).build();
        assertThat(channel.refuses(with(Map.of("x-ward", "7"), 10))).isEmpty();
        assertThat(channel.refuses(with(Map.of("Precedence", "bulk"), 10)).orElse(""))
                .contains("Precedence");
        assertThat(channel.refuses(with(Map.of(), 80_000)).orElse("")).contains("80000 bytes");
        assertThat(channel.refuses(Address.email("a@stra\u00dfe.example"))).isPresent();
        channel.close();
    }

    private static Enclosures with(Map<String, String> headers, long size) {
        return new Enclosures(
                List.of(AttachedFile.of("a", "text/plain", null, size, () -> new byte[0])),
                Optional.empty(),
                Optional.empty(),
                headers);
    }

    @Test
    void what_is_wrong_is_refused_where_it_is_given() {
        refused("smtp.port", () -> EmailChannel.smtp("localhost", 0));
        refused("smtp.port", () -> EmailChannel.smtp("localhost", 70_000));
        refused("smtp.host", () -> EmailChannel.smtp("local host", 25));
        refused("smtp.host", () -> EmailChannel.smtp("a\r\nb", 25));
        refused("from", () -> EmailChannel.smtp("localhost", 25).from("no address"));
        refused("from", () -> EmailChannel.smtp("localhost", 25).build());
        refused("from", () -> to(25).from("b@example.org"));
        refused("from.name", () -> EmailChannel.smtp("localhost", 25).from("a@example.org", "A\r\nBcc: b@example.org"));
        refused("allowHeaders", () -> to(25).allowHeaders("Subject"));
        refused("allowHeaders", () -> to(25).allowHeaders("X A"));
        refused("security", () -> to(25).insecureWithoutTls().tlsFromTheStart());
        refused("connections", () -> to(25).connections(0));
        refused(
                "timeouts.reply",
                () -> to(25).timeouts(
                                Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    private static void refused(String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void no_thread_is_left_after_the_end() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            EmailChannel channel = to(server.port()).insecureWithoutTls().build();
            deliver(channel, sample());
            long until = System.nanoTime() + 10_000_000_000L;
            while (watches() > 0 && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            assertThat(watches()).isZero();
        }
    }

    private static long watches() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("notify-email-localhost"))
                .count();
    }
}
