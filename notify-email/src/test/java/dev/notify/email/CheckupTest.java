package dev.notify.email;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.notify.NotificationService;
import dev.notify.channel.Checkup;
import dev.notify.event.Health;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Contact;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.request.NotificationType;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Trying an account out tells an operator what is wrong and what to do, and sends nothing. */
class CheckupTest {

    private static final String OFFER =
            "250-x\r\n250-AUTH PLAIN\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 20000000";

    private static EmailChannelBuilder at(int port) {
        return EmailChannel.smtp("localhost", port).from("noreply@example.org").login("mailer", () -> "s3cret");
    }

    private static Checkup of(EmailChannelBuilder builder) {
        EmailChannel channel = builder.build();
        try {
            Checkup found = channel.checkup().orElseThrow();
            assertThat(found.asText()).doesNotContain("s3cret").doesNotContain("mailer");
            return found;
        } finally {
            channel.close();
        }
    }

    private static Checkup over(SSLContext server, SSLContext trusted) throws Exception {
        try (ScriptedServer scripted = new ScriptedServer(server, false)) {
            return of(at(scripted.port()).tls(trusted));
        }
    }

    @Test
    void a_good_account_is_told_with_what_its_server_offers() throws Exception {
        try (ScriptedServer server = new ScriptedServer(Certificates.good(), true).on("EHLO", OFFER)) {
            Checkup found = of(at(server.port()).tls(Certificates.good()).tlsFromTheStart());
            assertThat(found.result()).isEqualTo(Checkup.Result.READY);
            assertThat(found.problems()).isEmpty();
            assertThat(found.asText())
                    .contains("mail server localhost:" + server.port() + ": ready, logged in")
                    .containsPattern("private by TLSv1\\.[23], for this server by its certificate, which is good until"
                            + " 20\\d\\d-")
                    .contains("it offers PIPELINING, SIZE, 8BITMIME, SMTPUTF8, AUTH");
            assertThat(server.count("AUTH")).isEqualTo(1);
            assertThat(server.count("MAIL")).isZero();
        }
    }

    @Test
    void what_is_wrong_with_a_certificate_is_told_apart() throws Exception {
        assertThat(over(Certificates.expired(), Certificates.expired()).asText())
                .contains("certificate has expired");
        assertThat(over(Certificates.ofAnother(), Certificates.ofAnother()).asText())
                .contains("is for another name");
        assertThat(over(Certificates.good(), Certificates.ofAnother()).asText())
                .contains("is not to be trusted: nobody this machine knows has signed it")
                .contains("check the host's name and the certificate");
        Checkup soon = over(Certificates.endingSoon(), Certificates.endingSoon());
        assertThat(soon.ready()).isTrue();
        assertThat(soon.problems()).singleElement().asString().contains("its certificate ends on 20");
    }

    @Test
    void a_line_that_is_not_private_is_refused_or_at_least_told() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            Checkup stripped = of(at(server.port()));
            assertThat(stripped.result()).isEqualTo(Checkup.Result.MISCONFIGURED);
            assertThat(stripped.asText()).contains("offers no TLS, without which nothing is sent");
            assertThat(of(at(server.port()).insecureWithoutTls()).problems())
                    .anyMatch(p -> p.contains("open to everybody on the way"));
        }
        try (ScriptedServer server = new ScriptedServer(Certificates.ofAnother(), false)) {
            assertThat(of(at(server.port()).insecureTrustAnyServer()).problems())
                    .anyMatch(p -> p.contains("the server could be anybody"));
        }
    }

    @Test
    void a_refused_login_an_absent_server_and_a_slow_one_are_told_apart() throws Exception {
        try (ScriptedServer server = new ScriptedServer().on("AUTH", "535 5.7.8 no")) {
            Checkup found = of(at(server.port()).insecureWithoutTls());
            assertThat(found.result()).isEqualTo(Checkup.Result.MISCONFIGURED);
            assertThat(found.asText()).contains("user or secret are wrong): check the user and the secret");
        }
        try (ScriptedServer server = new ScriptedServer().on("CONNECT", ScriptedServer.Talk::hang)) {
            Duration patience = Duration.ofMillis(500);
            Checkup found = of(at(server.port()).insecureWithoutTls().timeouts(patience, patience, patience, patience));
            assertThat(found.result()).isEqualTo(Checkup.Result.NOT_NOW);
            assertThat(found.asText()).contains("did not answer in time at the greeting");
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Checkup absent = of(at(port));
        assertThat(absent.result()).isEqualTo(Checkup.Result.NOT_NOW);
        assertThat(absent.asText()).contains("cannot be reached: check host and port");
    }

    @Test
    void what_the_server_cannot_do_is_told() throws Exception {
        try (ScriptedServer server = new ScriptedServer().on("EHLO", "250-x\r\n250-AUTH PLAIN\r\n250 SIZE 100000")) {
            Checkup found = of(at(server.port()).insecureWithoutTls());
            assertThat(found.asText())
                    .contains("it takes mails of up to 100000 bytes, fewer than largest(10485760) allows")
                    .contains("cannot send to addresses with other than ASCII characters");
        }
    }

    @Test
    void doctor_tells_it_of_each_account() throws Exception {
        GreenMail good = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        good.start();
        try (ScriptedServer refusing = new ScriptedServer().on("AUTH", "535 5.7.8 no");
                NotificationService service = NotificationService.builder()
                        .store(MemoryStore.create())
                        .define(NotificationType.named("news")
                                .anyTime()
                                .sendBy(EMAIL)
                                .discreet("News", "Please sign in"))
                        .contactsFrom(id -> Optional.of(Contact.of(id).email("patient@example.com")))
                        .channel(ProviderPool.inOrder(
                                Provider.of(
                                        "desk",
                                        at(refusing.port()).insecureWithoutTls().build()),
                                Provider.of(
                                        "spare",
                                        EmailChannel.smtp(
                                                        "localhost",
                                                        good.getSmtp().getPort())
                                                .from("spare@example.org")
                                                .insecureWithoutTls()
                                                .build())))
                        .start()) {
            Health found = service.doctor();
            assertThat(found.status()).isEqualTo(Health.Status.DOWN);
            assertThat(found.asText())
                    .contains("DOWN provider.email.desk: mail server localhost:" + refusing.port())
                    .contains("user or secret are wrong")
                    .contains("UP provider.email.spare: mail server localhost:")
                    .contains("UP store: ")
                    .doesNotContain("s3cret");
            assertThat(good.getReceivedMessages()).isEmpty();
        } finally {
            good.stop();
        }
    }
}
