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
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.sms.AfricasTalkingGateway;
import dev.notify.sms.SmsChannel;
import dev.notify.sms.SmsText;
import dev.notify.sms.TwilioGateway;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Text messages by two gateways: one takes over where the other refuses the account, and a number that is dead is said to be. */
public final class SendSms {

    private static final NotificationType REMINDER = NotificationType.named("appointment-reminder")
            .anyTime()
            .sendBy(SMS)
            .showDetailsOn(SMS)
            .requires("time")
            .text("Appointment", "Example Clinic: your appointment is tomorrow at {{time}}. Reply STOP to opt out.");

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
        try (Gateway twilio = new Gateway(post -> new Gateway.Answer(401, Map.of(), "{\"code\":20003}"));
                Gateway africasTalking = new Gateway(
                        post -> new Gateway.Answer(201, Map.of(), text(post).contains("0100099") ? DEAD : TAKEN));
                NotificationService notifications = start(twilio, africasTalking, finished)) {
            // region parts
            SmsText text = SmsText.of("It\u2019s 5 \u20ac");
            SmsText plain = SmsText.of(SmsText.plainPunctuation("It\u2019s 5 \u20ac"));
            // endregion
            show.check(!text.gsm() && plain.gsm(), "one curly quote halves the room for a text");

            show.step("Send; the first gateway refuses the login, the second takes it");
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

    private static NotificationService start(Gateway one, Gateway two, BlockingQueue<Finished> finished) {
        HttpSender http = HttpSender.builder()
                .guard(EndpointGuard.publicHttps().allow(one.origin(), two.origin())) // they are in this process
                .build();
        // region channels
        SmsChannel twilio = SmsChannel.through(
                        TwilioGateway.account("AC0123456789abcdef0123456789abcdef", () -> "the account's token")
                                .from("+15550100999")
                                .at(URI.create(one.origin()))) // without this: Twilio itself
                .http(http)
                .plainPunctuation()
                .mostParts(2)
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
                .contactsFrom(id -> Optional.of(Contact.of(id).sms("+15550100042")))
                .onEvent(event -> {
                    if (event instanceof Finished done) {
                        finished.add(done);
                    }
                })
                .start();
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
