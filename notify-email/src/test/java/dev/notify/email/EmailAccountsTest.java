package dev.notify.email;

import static dev.notify.email.MailService.GMAIL;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.notify.NotificationService;
import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.Channel;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.event.Health;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Contact;
import dev.notify.policy.Quota;
import dev.notify.policy.RateLimit;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.provider.ProviderState;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.RecordingChannel;
import dev.notify.testing.TestNotifications;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.helper.BasicMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** Several accounts behind one channel, told as stories of the whole service. */
class EmailAccountsTest {

    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(EMAIL).discreet("Example Hospital", "Please sign in");
    private static final NotificationType TEXT =
            NotificationType.named("text").anyTime().sendBy(SMS).discreet("Example Hospital", "Please sign in");

    private static EmailChannelBuilder at(int port, String from) {
        return EmailChannel.smtp("localhost", port).from(from).insecureWithoutTls();
    }

    private static NotificationServiceBuilder service(Channel email) {
        return NotificationService.builder()
                .store(MemoryStore.create())
                .define(NEWS, TEXT)
                .contactsFrom(id ->
                        Optional.of(Contact.of(id).email(id + "@clinic.example").sms("+15550001111")))
                .channel(email);
    }

    private static void until(String what, BooleanSupplier come) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!come.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static List<Delivery> sendAndWait(NotificationService service, String type, int from, int to) {
        List<Delivery> all = new ArrayList<>();
        var receipts = new ArrayList<dev.notify.delivery.Receipt>();
        for (int i = from; i < to; i++) {
            receipts.add(service.send(Notification.of(type).to("p" + i)));
        }
        receipts.forEach(receipt -> {
            until(
                    "the end of " + receipt.id(),
                    () -> !only(service, receipt).state().isPending());
            all.add(only(service, receipt));
        });
        return all;
    }

    private static Delivery only(NotificationService service, dev.notify.delivery.Receipt receipt) {
        return service.status(receipt.id()).orElseThrow().deliveries().get(0);
    }

    private static ProviderState state(NotificationService service, String provider) {
        return service.providers().stream()
                .filter(s -> s.provider().equals(provider))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void five_hundred_a_day_go_by_the_first_account_and_the_rest_by_the_second() {
        RecordingChannel first = RecordingChannel.of(EMAIL);
        RecordingChannel second = RecordingChannel.of(EMAIL);
        ProviderPool accounts = ProviderPool.inOrder(GMAIL.account("first", first), GMAIL.account("second", second));
        try (TestNotifications test = TestNotifications.start(b -> b.define(NEWS)
                .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@clinic.example")))
                .channel(accounts))) {
            for (int i = 0; i < 620; i++) {
                test.notifications().send(Notification.of("news").to("p" + i));
            }
            test.advance(Duration.ofMinutes(10));
            assertThat(first.received()).hasSize(500);
            assertThat(second.received()).hasSize(120);
            assertThat(test.notifications().health().asText()).contains("DEGRADED provider.email.first");
            for (int i = 0; i < 700; i++) {
                test.notifications().send(Notification.of("news").to("q" + i));
            }
            test.advance(Duration.ofHours(1));
            assertThat(first.received()).hasSize(500);
            assertThat(second.received()).hasSize(500); // the others wait for the next day
            test.advance(Duration.ofDays(1));
            assertThat(first.received().size() + second.received().size()).isEqualTo(1_320);
        }
    }

    @Test
    void what_a_service_allows_is_ready_made() {
        ProviderPool accounts = ProviderPool.roundRobin(
                        GMAIL.account(
                                "desk",
                                GMAIL.smtp()
                                        .from("desk@example.org", "Example Hospital")
                                        .login("desk@example.org", () -> secret("desk"))
                                        .build()),
                        GMAIL.account(
                                "ward",
                                GMAIL.smtp()
                                        .from("ward@example.org", "Example Hospital")
                                        .login("ward@example.org", () -> secret("ward"))
                                        .build()))
                .stickToRecipients();
        assertThat(accounts.providers()).allSatisfy(account -> {
            assertThat(account.quota()).contains(Quota.perDay(500));
            assertThat(account.atOnce()).isEqualTo(4);
            assertThat(account.channel().toString()).contains("smtp.gmail.com:587");
        });
        Provider office = MailService.MICROSOFT_365.account(
                "office",
                MailService.MICROSOFT_365.smtp().from("office@example.org").build());
        assertThat(office.quota()).contains(Quota.perDay(10_000));
        assertThat(office.rate()).contains(RateLimit.perMinute(30));
        assertThat(office.atOnce()).isEqualTo(3);
        assertThat(MailService.GOOGLE_WORKSPACE
                        .account("work", office.channel())
                        .quota())
                .contains(Quota.perDay(2_000));
    }

    private static String secret(String user) {
        return "app password of " + user;
    }

    @Test
    void a_wrong_password_moves_all_mail_to_the_other_account_and_health_names_it() throws Exception {
        GreenMail good = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        good.start();
        try (ScriptedServer refusing = new ScriptedServer().on("AUTH", "535 5.7.8 s3cret is wrong");
                NotificationService service = service(ProviderPool.inOrder(
                                Provider.of(
                                        "desk",
                                        at(refusing.port(), "desk@example.org")
                                                .login("desk", () -> "s3cret")
                                                .build()),
                                Provider.of(
                                        "spare",
                                        at(good.getSmtp().getPort(), "spare@example.org")
                                                .build())))
                        .start()) {
            List<Delivery> all = sendAndWait(service, "news", 0, 30);
            assertThat(all).allSatisfy(d -> {
                assertThat(d.state()).isEqualTo(DeliveryState.SENT);
                assertThat(d.tries()).isEqualTo(1);
            });
            assertThat(good.getReceivedMessages()).hasSize(30);
            assertThat(refusing.count("MAIL")).isZero();
            assertThat(state(service, "desk").standing()).isEqualTo(ProviderState.Standing.MISCONFIGURED);
            Health health = service.health();
            assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(health.asText())
                    .contains("DEGRADED provider.email.desk: refuses us")
                    .contains("535 5.7.8 to the login (user or secret are wrong)")
                    .doesNotContain("s3cret");
            assertThat(refusing.count("AUTH"))
                    .isLessThan(8); // at the start, and by those on the way before anybody knew
        } finally {
            good.stop();
        }
    }

    @Test
    void an_account_whose_daily_limit_is_reached_before_ours_hands_over_to_the_next() throws Exception {
        List<byte[]> mails = java.util.Collections.synchronizedList(new ArrayList<>());
        BasicMessageListener listener = (context, from, to, data) -> mails.add(data);
        SMTPServer spare = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandler(listener)
                .build();
        spare.start();
        int[] taken = {0};
        try (ScriptedServer first = new ScriptedServer()
                        .on(
                                "RCPT",
                                t -> t.say(++taken[0] > 5 ? "550 5.4.5 Daily user sending limit" : "250 2.1.5 ok"));
                NotificationService service = service(ProviderPool.inOrder(
                                Provider.of(
                                                "first",
                                                at(first.port(), "a@example.org")
                                                        .build())
                                        .atOnce(1),
                                Provider.of(
                                        "spare",
                                        at(spare.getPortAllocated(), "b@example.org")
                                                .build())))
                        .start()) {
            List<Delivery> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.addAll(sendAndWait(service, "news", i, i + 1));
            }
            assertThat(all).allSatisfy(d -> {
                assertThat(d.state()).isEqualTo(DeliveryState.SENT);
                assertThat(d.tries()).isEqualTo(1);
            });
            assertThat(first.mails()).hasSize(5);
            assertThat(mails).hasSize(7);
            assertThat(first.count("RCPT")).isEqualTo(6); // asked once more, then left alone
            assertThat(all.get(5).reason().orElse(""))
                    .contains("by spare, after first:")
                    .contains("5.4.5");
            assertThat(service.health().asText())
                    .contains("provider.email.first")
                    .contains("sending limit");
        } finally {
            spare.stop();
        }
    }

    @Test
    void what_is_wrong_with_recipients_is_held_against_no_account() throws Exception {
        try (ScriptedServer first = new ScriptedServer().on("RCPT", "550 5.1.1 no such user");
                ScriptedServer second = new ScriptedServer();
                NotificationService service = service(ProviderPool.inOrder(
                                Provider.of(
                                        "first",
                                        at(first.port(), "a@example.org").build()),
                                Provider.of(
                                        "second",
                                        at(second.port(), "b@example.org").build())))
                        .start()) {
            assertThat(sendAndWait(service, "news", 0, 30)).allMatch(d -> d.state() == DeliveryState.FAILED);
            assertThat(state(service, "first").standing()).isEqualTo(ProviderState.Standing.UP);
            assertThat(service.health().asText()).doesNotContain("provider.");
            assertThat(second.count("MAIL")).isZero();
        }
    }

    @Test
    void a_recipient_gets_all_mail_from_the_same_sender() throws Exception {
        try (ScriptedServer server = new ScriptedServer();
                NotificationService service = service(ProviderPool.roundRobin(
                                        Provider.of(
                                                "a",
                                                at(server.port(), "a@example.org")
                                                        .build()),
                                        Provider.of(
                                                "b",
                                                at(server.port(), "b@example.org")
                                                        .build()))
                                .stickToRecipients())
                        .start()) {
            for (int round = 0; round < 3; round++) {
                sendAndWait(service, "news", 0, 12);
            }
            Map<String, Set<String>> senders = new HashMap<>();
            for (String mail : server.mails()) {
                var read = Mails.read(mail);
                senders.computeIfAbsent(read.getTo().get(0).toString(), to -> new HashSet<>())
                        .add(read.getFrom().get(0).getAddress());
            }
            assertThat(senders)
                    .hasSize(12)
                    .allSatisfy((to, from) -> assertThat(from).hasSize(1));
            assertThat(senders.values().stream().flatMap(Set::stream)).contains("a@example.org", "b@example.org");
        }
    }

    @Test
    void an_answer_that_takes_longer_than_a_lease_is_waited_for_and_nothing_is_sent_twice() throws Exception {
        try (ScriptedServer slow = new ScriptedServer().on("END", t -> {
                    t.hang(14_000);
                    t.say("250 2.0.0 at last");
                });
                NotificationService service =
                        service(at(slow.port(), "a@example.org").build()).start()) {
            assertThat(sendAndWait(service, "news", 0, 1)).singleElement().satisfies(d -> {
                assertThat(d.state()).isEqualTo(DeliveryState.SENT);
                assertThat(d.tries()).isEqualTo(1);
            });
            assertThat(slow.count("DATA")).isEqualTo(1);
        }
    }

    @Test
    void while_a_mail_server_hangs_other_channels_go_on_and_no_worker_stays_longer_than_allowed() throws Exception {
        Duration patience = Duration.ofSeconds(2);
        RecordingChannel sms = RecordingChannel.of(SMS);
        try (ScriptedServer hanging = new ScriptedServer().on("RCPT", ScriptedServer.Talk::hang)) {
            EmailChannel email = at(hanging.port(), "a@example.org")
                    .withoutCheckAtStart()
                    .timeouts(patience, patience, patience, patience)
                    .build();
            try (NotificationService service = service(email).channel(sms).start()) {
                var stuck = new ArrayList<dev.notify.delivery.Receipt>();
                for (int i = 0; i < 40; i++) {
                    stuck.add(service.send(Notification.of("news").to("p" + i)));
                }
                until("the server hangs", () -> hanging.count("RCPT") >= 4);
                long before = System.nanoTime();
                assertThat(sendAndWait(service, "text", 0, 200)).allMatch(d -> d.state() == DeliveryState.SENT);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
                assertThat(sms.received()).hasSize(200);
                until(
                        "the first four are given up",
                        () -> stuck.stream()
                                        .filter(r -> only(service, r)
                                                .reason()
                                                .orElse("")
                                                .contains("did not answer in time at RCPT TO"))
                                        .count()
                                >= 4);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(email.timeout());
            }
        }
    }
}
