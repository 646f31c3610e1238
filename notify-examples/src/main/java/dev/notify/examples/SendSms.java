package dev.notify.examples;

import static dev.notify.model.ChannelName.SMS;

import dev.notify.NotificationService;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.event.NotificationEvent.Finished;
import dev.notify.http.EndpointGuard;
import dev.notify.http.HttpSender;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.report.ProviderCall;
import dev.notify.report.Reply;
import dev.notify.report.UntrustedCallException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.sms.AfricasTalkingGateway;
import dev.notify.sms.SmsChannel;
import dev.notify.sms.SmsText;
import dev.notify.sms.TwilioGateway;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Text messages by two gateways: one takes over where the other refuses the account, and a number that is dead is said to be. */
public final class SendSms {

    private static final NotificationType REMINDER = NotificationType.named("appointment-reminder")
            .anyTime()
            .sendBy(SMS)
            .showDetailsOn(SMS)
            .requires("time")
            .text("Appointment", "Example Clinic: your appointment is tomorrow at {{time}}. Reply STOP to opt out.");

    private static final String HOOK = "https://example.org/hooks/sms";
    private static final String TAKEN =
            "{\"SMSMessageData\":{\"Recipients\":[{\"statusCode\":101,\"messageId\":\"ATXid_1\"}]}}";
    private static final String DEAD = "{\"SMSMessageData\":{\"Recipients\":[{\"statusCode\":403}]}}";

    private SendSms() {}

    public static void main(String[] args) {
        Show.main(SendSms::run);
    }

    static void run(Show show) throws Exception {
        show.title("Text messages");
        BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
        AtomicBoolean loginWorks = new AtomicBoolean(true);
        try (Gateway twilio = new Gateway(post -> loginWorks.get()
                        ? new Gateway.Answer(201, Map.of(), "{\"sid\":\"SM1\"}")
                        : new Gateway.Answer(401, Map.of(), "{\"code\":20003}"));
                Gateway africasTalking = new Gateway(
                        post -> new Gateway.Answer(201, Map.of(), text(post).contains("0100099") ? DEAD : TAKEN));
                NotificationService notifications = start(twilio, africasTalking, finished)) {
            // region parts
            SmsText text = SmsText.of("It\u2019s 5 \u20ac");
            SmsText plain = SmsText.of(SmsText.plainPunctuation("It\u2019s 5 \u20ac"));
            // endregion
            show.check(!text.gsm() && plain.gsm(), "one curly quote halves the room for a text");

            receipt(show, notifications, twilio, finished);

            show.step("The first gateway refuses the login, the second takes it");
            loginWorks.set(false);
            Receipt receipt = notifications.send(
                    Notification.of(REMINDER).to("patient-42").with("time", "10:30"));
            show.check(next(finished).state() == DeliveryState.SENT, "it is sent");
            Delivery delivery = notifications
                    .status(receipt.id())
                    .orElseThrow()
                    .deliveries()
                    .get(0);
            show.line("  " + delivery.attempts().get(0).outcome() + " "
                    + delivery.attempts().get(0).why().orElse(""));
            show.check(text(arrived(africasTalking)).contains("tomorrow at 10:30"), "by the second gateway");

            show.step("Send to a number that is none any more");
            notifications.send(Notification.of(REMINDER)
                    .toAddress(Address.sms("+15550100099"))
                    .with("time", "11:00"));
            Finished dead = next(finished);
            show.check(dead.state() == DeliveryState.FAILED, "it fails at once: " + dead.why());

            show.step("The patient sends STOP back, and a stranger tries to send START");
            hook(notifications, HOOK, Map.of("MessageSid", "SM2", "From", "+15550100043", "Body", "Stop"));
            int refused = post(notifications, HOOK, Map.of("X-Twilio-Signature", "c29ycnk="), "Body=START")
                    .status();
            show.check(refused == 403, "the stranger is told nothing but 403");
            show.line("  "
                    + notifications
                            .consent()
                            .of(Address.sms("+15550100043"))
                            .entries()
                            .get(0)
                            .asText());

            show.step("Send to something that is no number");
            try {
                notifications.send(
                        Notification.of(REMINDER).toAddress(Address.sms("0155")).with("time", "11:00"));
                show.check(false, "it is refused");
            } catch (InvalidInputException e) {
                show.check(true, "it is refused: " + e.getMessage());
            }
        }
    }

    private static void receipt(
            Show show, NotificationService notifications, Gateway twilio, BlockingQueue<Finished> finished)
            throws Exception {
        show.step("Send; the gateway tells later what became of it");
        Receipt first =
                notifications.send(Notification.of(REMINDER).to("patient-42").with("time", "09:30"));
        show.check(next(finished).state() == DeliveryState.SENT, "it is sent");
        String callback = callback(text(arrived(twilio)));
        int status = hook(notifications, callback, Map.of("MessageSid", "SM1", "MessageStatus", "delivered"));
        show.check(status == 200 && next(finished).state() == DeliveryState.DELIVERED, "it has arrived");
        show.check(
                notifications
                                .status(first.id())
                                .orElseThrow()
                                .deliveries()
                                .get(0)
                                .state()
                        == DeliveryState.DELIVERED,
                "and that is recorded");
    }

    private static NotificationService start(Gateway one, Gateway two, BlockingQueue<Finished> finished) {
        HttpSender http = HttpSender.builder()
                .guard(EndpointGuard.publicHttps().allow(one.origin(), two.origin())) // they are in this process
                .build();
        // region channels
        SmsChannel twilio = SmsChannel.through(
                        TwilioGateway.account("AC0123456789abcdef0123456789abcdef", () -> "the account's token")
                                .from("+15550100999")
                                .statusCallback(URI.create(HOOK)) // where the host lets Twilio call it
                                .at(URI.create(one.origin()))) // without this: Twilio itself
                .http(http)
                .plainPunctuation()
                .mostParts(2)
                .help("Example Clinic, +15550100999. Reply STOP to opt out.")
                .build();
        SmsChannel africasTalking = SmsChannel.through(
                        AfricasTalkingGateway.account("clinic", () -> "the account's key")
                                .at(URI.create(two.origin())))
                .http(http)
                .build();
        ProviderPool sms =
                ProviderPool.inOrder(Provider.of("twilio", twilio), Provider.of("africas-talking", africasTalking));
        // endregion
        return NotificationService.builder()
                .store(MemoryStore.create())
                .channel(sms)
                .define(REMINDER)
                .contactsFrom(
                        id -> Optional.of(Contact.of(id).sms(id.endsWith("43") ? "+15550100043" : "+15550100042")))
                .onEvent(event -> {
                    if (event instanceof Finished done) {
                        finished.add(done);
                    }
                })
                .start();
    }

    // region hook
    /** What the host's servlet does at the address it gave Twilio: the whole address, the headers, the body as it came. */
    static Reply post(NotificationService notifications, String url, Map<String, String> headers, String body) {
        try {
            ProviderCall call = ProviderCall.of(url, headers, body.getBytes(StandardCharsets.UTF_8));
            return notifications.reports().accept(SMS, call).reply();
        } catch (UntrustedCallException e) {
            return new Reply(403, "", ""); // says nothing to whoever forged it
        }
    }
    // endregion

    /** Plays Twilio, which signs what it posts. */
    private static int hook(NotificationService notifications, String url, Map<String, String> form) throws Exception {
        StringBuilder signed = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, text) -> signed.append(name).append(text));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("the account's token".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        String signature =
                Base64.getEncoder().encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return post(notifications, url, Map.of("X-Twilio-Signature", signature), body)
                .status();
    }

    /** Where Twilio was asked to call. */
    private static String callback(String form) {
        return Arrays.stream(form.split("&(?=[A-Z])"))
                .filter(f -> f.startsWith("StatusCallback="))
                .map(f -> f.substring("StatusCallback=".length()))
                .findFirst()
                .orElse("");
    }

    private static String text(Gateway.Post post) {
        return URLDecoder.decode(new String(post.body(), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Finished next(BlockingQueue<Finished> finished) throws InterruptedException {
        Finished one = finished.poll(20, TimeUnit.SECONDS);
        if (one == null) {
            throw new Show.NotShown("a delivery ends");
        }
        return one;
    }

    private static Gateway.Post arrived(Gateway gateway) throws InterruptedException {
        Gateway.Post post = gateway.posts().poll(20, TimeUnit.SECONDS);
        if (post == null) {
            throw new Show.NotShown("a post arrives");
        }
        return post;
    }
}
