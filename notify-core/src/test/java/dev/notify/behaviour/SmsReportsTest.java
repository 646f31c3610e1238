package dev.notify.behaviour;

import static dev.notify.behaviour.People.only;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.channel.Channel;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.http.PlayedServer;
import dev.notify.internal.json.Digest;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.policy.MaybeSentRule;
import dev.notify.preference.Consent;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.report.ProviderCall;
import dev.notify.report.Reports.Effect;
import dev.notify.report.Reports.Handled;
import dev.notify.report.Reports.Taken;
import dev.notify.report.UntrustedCallException;
import dev.notify.report.Word;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.sms.SmsChannel;
import dev.notify.sms.TwilioGateway;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Twilio calls the host with, from a local server that plays it: receipts, and what people send back. */
@Timeout(60)
class SmsReportsTest {

    private static final String SID = "AC" + "0123456789abcdef".repeat(2);
    private static final String HOOK = "https://example.org/hooks/sms?k=1";
    private static final String NUMBER = "+15550100042";
    private static final Address ANN = Address.sms(NUMBER);
    private static final NotificationType NEWS = NotificationType.named("news")
            .anyTime()
            .sendBy(SMS)
            .whenMaybeSent(MaybeSentRule.PREFER_MISS)
            .discreet("News", "Please sign in");

    private final VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
    private PlayedServer server;
    private TestNotifications test;

    @BeforeEach
    void start() throws Exception {
        server = PlayedServer.answering(201, "{\"sid\":\"SM42\",\"status\":\"queued\"}");
        test = start(channel("token-1"));
    }

    private Channel channel(String token) {
        TwilioGateway twilio = TwilioGateway.account(SID, () -> token)
                .from("+15550100999")
                .statusCallback(URI.create(HOOK))
                .at(URI.create(server.origin()));
        return SmsChannel.through(twilio)
                .http(server.sender()
                        .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(1))
                        .build())
                .help("Example Clinic. Call +15550100. STOP ends this.")
                .build();
    }

    private TestNotifications start(Channel channel) {
        return TestNotifications.startOn(
                MemoryStore.at(clock),
                clock,
                b -> b.define(NEWS)
                        .contactsFrom(id -> Optional.of(Contact.of("ann").at(ANN)))
                        .channel(channel));
    }

    @AfterEach
    void close() throws Exception {
        test.close();
        server.close();
    }

    private Receipt send() {
        Receipt receipt = test.notifications().send(Notification.of(NEWS).to("ann"));
        test.run();
        return receipt;
    }

    private static String signature(String url, Map<String, String> form) {
        StringBuilder all = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, text) -> all.append(name).append(text));
        byte[] mac = Digest.hmac(
                "HmacSHA1",
                "token-1".getBytes(StandardCharsets.UTF_8),
                all.toString().getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(mac);
    }

    private static ProviderCall call(String url, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return ProviderCall.of(
                url, Map.of("X-Twilio-Signature", signature(url, form)), body.getBytes(StandardCharsets.UTF_8));
    }

    private Handled accept(ProviderCall call) {
        Handled handled = test.notifications().reports().accept(SMS, call);
        test.run();
        return handled;
    }

    private Effect effect(ProviderCall call) {
        return accept(call).taken().get(0).effect();
    }

    /** Where Twilio was told to report to, as it was told. */
    private String callback() throws InterruptedException {
        String body = server.asked().take().body();
        return Arrays.stream(body.split("&"))
                .filter(f -> f.startsWith("StatusCallback="))
                .map(f -> URLDecoder.decode(f.substring(15), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> receipt(String status, String... more) {
        Map<String, String> form = new TreeMap<>(Map.of(
                "MessageSid",
                "SM42",
                "AccountSid",
                SID,
                "To",
                NUMBER,
                "From",
                "+15550100999",
                "MessageStatus",
                status));
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return form;
    }

    private static Map<String, String> said(String id, String text) {
        return Map.of("MessageSid", id, "AccountSid", SID, "From", NUMBER, "To", "+15550100999", "Body", text);
    }

    @Test
    void a_receipt_makes_sent_delivered() throws Exception {
        Receipt receipt = send();
        String url = callback();
        Delivery sent = only(test, receipt);
        assertThat(url).isEqualTo(HOOK + "&delivery=" + sent.id());
        assertThat(accept(call(url, receipt("sent"))).taken()).isEmpty();
        Handled handled = accept(call(url, receipt("delivered")));
        assertThat(handled.taken()).extracting(Taken::effect).containsExactly(Effect.CHANGED);
        assertThat(handled.reply().type()).startsWith("text/xml");
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(effect(call(url, receipt("delivered")))).isEqualTo(Effect.KNOWN);
        assertThat(effect(call(url, receipt("undelivered")))).isEqualTo(Effect.KNOWN);
    }

    @Test
    void a_receipt_of_failure_says_why_and_withdraws_a_number_that_is_dead() throws Exception {
        Receipt blocked = send();
        assertThat(effect(call(callback(), receipt("undelivered", "ErrorCode", "30007"))))
                .isEqualTo(Effect.CHANGED);
        assertThat(only(test, blocked).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(only(test, blocked).reason().orElseThrow()).contains("30007 (filtered by the carrier)");
        assertThat(test.notifications().consent().of(ANN).entries()).isEmpty();

        Receipt dead = send();
        accept(call(callback(), receipt("failed", "ErrorCode", "30005")));
        assertThat(only(test, dead).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(test.notifications().consent().of(ANN).withdrawnFor("any")).isPresent();
    }

    @Test
    void what_nobody_knew_whether_it_went_out_is_settled_by_its_receipt() throws Exception {
        server.play(PlayedServer.answer(200, "not json"));
        Receipt receipt = send();
        String url = callback();
        server.play((asked, out) -> {}); // no answer
        Receipt lost = send();
        String lostUrl = callback();
        assertThat(only(test, lost).state()).isEqualTo(DeliveryState.MAYBE_SENT);
        assertThat(effect(call(lostUrl, receipt("delivered")))).isEqualTo(Effect.CHANGED);
        assertThat(only(test, lost).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(effect(call(url, receipt("read")))).isEqualTo(Effect.CHANGED);
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void a_call_that_is_forged_or_altered_changes_nothing() throws Exception {
        Receipt receipt = send();
        String url = callback();
        ProviderCall good = call(url, receipt("undelivered", "ErrorCode", "30005"));
        Receipt other = send();
        String othersUrl = url.replace(
                only(test, receipt).id().toString(), only(test, other).id().toString());
        assertThat(othersUrl).isNotEqualTo(url);
        var reports = test.notifications().reports();
        for (ProviderCall bad : new ProviderCall[] {
            ProviderCall.of(othersUrl, good.headers(), good.body()),
            ProviderCall.of(url, Map.of(), good.body()),
            ProviderCall.of(url, good.headers(), (good.text() + "&x=1").getBytes(StandardCharsets.UTF_8)),
            ProviderCall.of(url, good.headers(), new byte[0]),
            ProviderCall.of(url, good.headers(), new byte[100_000]),
            ProviderCall.of("", good.headers(), good.body()),
        }) {
            assertThatThrownBy(() -> reports.accept(SMS, bad)).isInstanceOf(UntrustedCallException.class);
        }
        test.run();
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.SENT);
        assertThat(only(test, other).state()).isEqualTo(DeliveryState.SENT);
        assertThat(test.notifications().consent().of(ANN).entries()).isEmpty();
    }

    @Test
    void what_a_true_call_lacks_is_left_out() {
        send();
        for (Map<String, String> form : List.<Map<String, String>>of(
                Map.of("MessageStatus", "delivered"),
                receipt("delivered"),
                Map.of("a", "b"),
                Map.<String, String>of(),
                Map.of("From", "no number", "MessageSid", "SM1", "Body", "STOP"),
                Map.of("From", NUMBER, "Body", "STOP"),
                Map.of("From", NUMBER, "MessageSid", "a b", "Body", "STOP"))) {
            assertThat(accept(call(HOOK, form)).taken()).isEmpty();
            assertThat(accept(call(HOOK + "&delivery=x", form)).taken()).isEmpty();
        }
        String unknown = HOOK + "&delivery=0198a000-0000-7000-8000-000000000001";
        assertThat(effect(call(unknown, receipt("delivered")))).isEqualTo(Effect.UNKNOWN);
        assertThat(effect(call(unknown, receipt("failed", "ErrorCode", "99999999999"))))
                .isEqualTo(Effect.UNKNOWN);
    }

    @Test
    void stop_ends_what_waits_for_the_number_and_start_begins_again() {
        Receipt waits =
                test.notifications().send(Notification.of(NEWS).to("ann").after(Duration.ofMinutes(5)));
        Receipt bare =
                test.notifications().send(Notification.of(NEWS).toAddress(ANN).after(Duration.ofMinutes(5)));
        test.run();
        assertThat(effect(call(HOOK, said("SM1", "Stop.")))).isEqualTo(Effect.CHANGED);
        test.advance(Duration.ofMinutes(6));
        assertThat(only(test, waits).state()).isEqualTo(DeliveryState.SUPPRESSED);
        assertThat(only(test, waits).reason().orElseThrow()).contains("STOP by sms");
        assertThat(only(test, bare).state()).isEqualTo(DeliveryState.SUPPRESSED);
        assertThat(effect(call(HOOK, said("SM2", "start")))).isEqualTo(Effect.CHANGED);
        test.advance(Duration.ofSeconds(10));
        assertThat(only(test, send()).state()).isEqualTo(DeliveryState.SENT);
        assertThat(test.notifications().consent().history(ANN).entries())
                .extracting(e -> e.consent())
                .containsExactly(Consent.GIVEN, Consent.WITHDRAWN);
    }

    @Test
    void an_old_call_that_is_played_again_changes_nothing() {
        ProviderCall start = call(HOOK, said("SM1", "START"));
        assertThat(effect(start)).isEqualTo(Effect.CHANGED);
        test.advance(Duration.ofMinutes(1));
        assertThat(effect(call(HOOK, said("SM2", "STOP")))).isEqualTo(Effect.CHANGED);
        test.advance(Duration.ofDays(20));
        assertThat(effect(start)).isEqualTo(Effect.KNOWN);
        assertThat(test.notifications().consent().of(ANN).withdrawnFor("any")).isPresent();
    }

    @Test
    void yes_takes_a_stop_back_and_is_no_consent_by_itself() {
        assertThat(effect(call(HOOK, said("SM1", "Yes")))).isEqualTo(Effect.UNKNOWN);
        assertThat(test.notifications().consent().of(ANN).entries()).isEmpty();
        accept(call(HOOK, said("SM2", "STOPALL")));
        test.advance(Duration.ofMinutes(1));
        assertThat(effect(call(HOOK, said("SM3", "YES")))).isEqualTo(Effect.CHANGED);
        assertThat(test.notifications().consent().of(ANN).givenFor("any")).isPresent();
    }

    @Test
    void help_is_answered_once_with_the_hosts_words() throws Exception {
        ProviderCall help = call(HOOK, said("SM1", "help"));
        assertThat(effect(help)).isEqualTo(Effect.NOTED);
        String body = URLDecoder.decode(server.asked().take().body(), StandardCharsets.UTF_8);
        assertThat(body).contains("To=" + NUMBER, "Body=Example Clinic. Call +15550100. STOP ends this.");
        accept(help);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void any_other_answer_is_handed_to_the_host() {
        Handled handled = accept(call(HOOK, said("SM1", "Can I come at noon?")));
        assertThat(handled.taken()).singleElement().satisfies(t -> {
            assertThat(t.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(t.heard()).isInstanceOfSatisfying(Word.class, w -> {
                assertThat(w.text()).isEqualTo("Can I come at noon?");
                assertThat(w.from()).isEqualTo(ANN);
            });
        });
    }

    @Test
    void of_a_pool_the_account_that_signed_reads_it() {
        test.close();
        test = start(ProviderPool.inOrder(
                Provider.of("first", channel("another")), Provider.of("second", channel("token-1"))));
        assertThat(effect(call(HOOK, said("SM1", "STOP")))).isEqualTo(Effect.CHANGED);
        ProviderCall forged = ProviderCall.of(HOOK, Map.of("X-Twilio-Signature", "AAAA"), new byte[0]);
        assertThatThrownBy(() -> accept(forged)).isInstanceOf(UntrustedCallException.class);
    }
}
