package dev.notify.examples;

import static dev.notify.model.ChannelName.SMS;
import static dev.notify.model.ChannelName.VOICE;

import dev.notify.NotificationService;
import dev.notify.channel.LogChannel;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.event.NotificationEvent.Finished;
import dev.notify.http.EndpointGuard;
import dev.notify.http.HttpSender;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.report.CallGuard;
import dev.notify.report.ProviderCall;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.sign.Signature;
import dev.notify.sms.JsonGateway;
import dev.notify.sms.JsonReports;
import dev.notify.sms.VoiceChannel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Rings whoever is on call: who does not pick up gets a text, and who presses 1 has it. */
public final class CallByPhone {

    private static final NotificationType ALARM = NotificationType.named("pump-stopped")
            .anyTime()
            .firstOf(VOICE, SMS)
            .discreet("Alarm", "There is an alarm for you. Press 1 to take it on.");

    private CallByPhone() {}

    public static void main(String[] args) {
        Show.main(CallByPhone::run);
    }

    static void run(Show show) throws Exception {
        show.title("Calls");
        BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
        try (Gateway gateway = new Gateway(post -> Gateway.Answer.of(202));
                NotificationService notifications = start(gateway, finished)) {
            show.step("Ring; it is picked up, and the key is pressed");
            Receipt taken = notifications.send(Notification.of(ALARM).to("ann"));
            String first = arrived(gateway);
            show.line("  " + first);
            show.check(first.contains("There is an alarm for you"), "the words are discreet: anybody may pick up");
            report(notifications, first, "ANSWERED");
            report(notifications, first, "KEY_1");
            Signature by = notifications.signs().acknowledged(taken.id()).orElseThrow();
            show.check(by.signer().id().equals("ann"), "taken on: " + by.asText());

            show.step("Ring; nobody picks up");
            notifications.send(Notification.of(ALARM).to("ann"));
            report(notifications, arrived(gateway), "NO_ANSWER");
            Finished text = next(finished);
            while (!text.delivery().channel().equals(SMS)) {
                text = next(finished);
            }
            show.check(text.state() == DeliveryState.SENT, "a text goes out in its place");
        }
    }

    private static NotificationService start(Gateway gateway, BlockingQueue<Finished> finished) {
        HttpSender http = HttpSender.builder()
                .guard(EndpointGuard.publicHttps().allow(gateway.origin())) // it is in this process
                .build();
        // region channel
        JsonGateway telephone = JsonGateway.post(
                        URI.create(gateway.origin() + "/calls"),
                        Map.of("to", "{to}", "say", "{text}", "language", "{language}", "reference", "{id}"))
                .bearer(() -> "the token")
                .reports(JsonReports.from(CallGuard.header("X-Key", () -> "the shared secret"))
                        .deliveryAt("reference")
                        .statusAt("event")
                        .delivered("ANSWERED")
                        .failed("NO_ANSWER", "BUSY")
                        .taken("KEY_1"));
        VoiceChannel voice = VoiceChannel.through(telephone)
                .http(http)
                .acknowledgeBy("1", "Thank you. It is yours now.")
                .build();
        // endregion
        return NotificationService.builder()
                .store(MemoryStore.create())
                .channel(voice)
                .channel(LogChannel.standingFor(SMS))
                .define(ALARM)
                .contactsFrom(id -> Optional.of(
                        Contact.of(id).at(Address.of(VOICE, "+15550100043")).sms("+15550100043")))
                .onEvent(event -> {
                    if (event instanceof Finished done) {
                        finished.add(done);
                    }
                })
                .start();
    }

    private static Finished next(BlockingQueue<Finished> finished) throws InterruptedException {
        Finished one = finished.poll(20, TimeUnit.SECONDS);
        if (one == null) {
            throw new Show.NotShown("a delivery ends");
        }
        return one;
    }

    /** Plays the gateway, which tells the host what became of a call. */
    private static void report(NotificationService notifications, String call, String event) {
        String id = call.replaceAll(".*\"reference\":\"([^\"]*)\".*", "$1");
        byte[] body = ("{\"reference\":\"" + id + "\",\"event\":\"" + event + "\"}").getBytes(StandardCharsets.UTF_8);
        notifications
                .reports()
                .accept(
                        VOICE,
                        ProviderCall.of("https://example.org/hooks/voice", Map.of("X-Key", "the shared secret"), body));
    }

    private static String arrived(Gateway gateway) throws InterruptedException {
        Gateway.Post post = gateway.posts().poll(20, TimeUnit.SECONDS);
        if (post == null) {
            throw new Show.NotShown("a call is asked for");
        }
        return new String(post.body(), StandardCharsets.UTF_8);
    }
}
