package dev.notify.examples;

import static dev.notify.model.ChannelName.PUSH;

import dev.notify.NotificationService;
import dev.notify.directory.Device;
import dev.notify.event.NotificationEvent.Finished;
import dev.notify.http.EndpointGuard;
import dev.notify.http.HttpSender;
import dev.notify.memory.MemoryStore;
import dev.notify.model.InvalidInputException;
import dev.notify.push.PushChannel;
import dev.notify.push.PushSubscription;
import dev.notify.push.VapidKeys;
import dev.notify.push.WebPush;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Pushes to two browsers of a patient, one of which is gone. The push service is a local server in this process. */
public final class SendWebPush {

    private static final NotificationType RESULTS = NotificationType.named("results-ready")
            .anyTime()
            .sendBy(PUSH)
            .text("Your blood count", "It is ready to read.")
            .discreet("Example Hospital", "There is news for you.");

    private SendWebPush() {}

    public static void main(String[] args) {
        Show.main(SendWebPush::run);
    }

    static void run(Show show) throws Exception {
        show.title("Web Push");
        BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
        VapidKeys keys = VapidKeys.generate(); // once; then VapidKeys.load(publicKey, privateKey)
        try (Gateway service = new Gateway(post -> Gateway.Answer.of(post.path().equals("/old") ? 410 : 201));
                NotificationService notifications = start(keys, service, finished)) {
            show.step("The patient's browsers subscribe, by PushManager.subscribe() with our public key");
            show.line("  applicationServerKey: " + keys.publicKey());
            for (String path : new String[] {"/old", "/new"}) {
                String subscription = subscribe(service.origin() + path);
                // region register
                Device device = PushSubscription.ofJson(subscription)
                        .subscribedWith(keys.publicKey())
                        .device();
                notifications.as("patient-42").devices().register("patient-42", device);
                // endregion
            }
            show.check(notifications.devices().of("patient-42").size() == 2, "two devices are registered");

            show.step("Send");
            notifications.send(Notification.of(RESULTS).to("patient-42"));
            Finished done = finished.poll(20, TimeUnit.SECONDS);
            show.check(done != null && done.state().name().equals("SENT"), "it is sent");
            Gateway.Post gone = service.posts().take();
            Gateway.Post taken = service.posts().take();
            show.check(gone.path().equals("/old"), "the first browser is gone, says its push service,");
            show.check(notifications.devices().of("patient-42").size() == 1, "and is taken off the register");
            taken.headers().forEach((name, value) -> {
                if (name.matches("(?i)ttl|urgency|topic|content-encoding")) {
                    show.line("  " + name + ": " + value);
                }
            });
            show.check(taken.body().length == 86 + 512 + 16, "the push is as long as most others");
            show.check(!new String(taken.body(), StandardCharsets.ISO_8859_1).contains("news"), "and encrypted");

            show.step("Somebody registers an endpoint inside the house");
            try {
                notifications
                        .devices()
                        .register(
                                "patient-42",
                                PushSubscription.ofJson(subscribe("https://10.0.0.1/x"))
                                        .device());
                show.check(false, "it is refused");
            } catch (InvalidInputException e) {
                show.check(true, "it is refused: " + e.getMessage());
            }
        }
    }

    private static NotificationService start(VapidKeys keys, Gateway service, BlockingQueue<Finished> finished) {
        HttpSender local = HttpSender.builder()
                .guard(EndpointGuard.publicHttps().allow(service.origin())) // it is in this process
                .build();
        // region channel
        PushChannel push = PushChannel.by(WebPush.signedBy(keys, "mailto:ops@example.org")
                .http(local) // without this: the push services of Chrome, Edge, Firefox and Safari
                .build());
        // endregion
        return NotificationService.builder()
                .store(MemoryStore.create())
                .channel(push)
                .define(RESULTS)
                .onEvent(event -> {
                    if (event instanceof Finished done) {
                        finished.add(done);
                    }
                })
                .start();
    }

    /** What a browser would give. */
    private static String subscribe(String endpoint) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        byte[] encoded = ((ECPublicKey) generator.generateKeyPair().getPublic()).getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 65, encoded.length);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return "{\"endpoint\":\"" + endpoint + "\",\"keys\":{\"p256dh\":\"" + base64.encodeToString(point)
                + "\",\"auth\":\"" + base64.encodeToString(new byte[16]) + "\"}}";
    }
}
