package dev.notify.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.directory.Device;
import dev.notify.http.HttpJson;
import dev.notify.push.Apns;
import dev.notify.push.Fcm;
import dev.notify.push.PushChannel;
import dev.notify.push.VapidKeys;
import dev.notify.push.WebPush;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of the guide's page on push that no program shows. */
class PushGuideTest {

    private static String pem(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----";
    }

    @Test
    void one_channel_reaches_browsers_and_phones() throws Exception {
        VapidKeys keys = VapidKeys.generate();
        String serviceAccount = HttpJson.write(Map.of(
                "project_id", "clinic-1",
                "client_email", "push@clinic-1.example.org",
                "private_key", pem("RSA", 2_048),
                "token_uri", "https://oauth2.googleapis.com/token"));
        String p8 = pem("EC", 256);
        // region phones
        PushChannel push = PushChannel.by(
                WebPush.signedBy(keys, "mailto:ops@example.org").build(),
                Fcm.account(serviceAccount),
                Apns.key(p8, "ABCDE12345", "TEAM012345", "org.example.clinic"));
        Device phone = new Device(Fcm.KIND, "the registration token the app gave");
        // endregion

        assertThat(push.refuses(phone)).contains("has no registration token of Firebase");
        assertThat(push.refuses(new Device(Fcm.KIND, "APA91b-token-of-a-device_1")))
                .isEmpty();
        assertThat(push.refuses(new Device(Apns.KIND, "0123456789abcdef".repeat(4))))
                .isEmpty();
    }
}
