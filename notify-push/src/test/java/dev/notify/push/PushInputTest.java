package dev.notify.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.directory.Device;
import dev.notify.model.InvalidInputException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Keys and subscriptions as people and browsers give them. */
class PushInputTest {

    private static final String ENDPOINT = "https://push.example.org/p/1";

    private final Browser browser = new Browser();

    private static String other(String base64url) {
        byte[] bytes = Base64.getUrlDecoder().decode(base64url);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void takes_both_alphabets_with_and_without_padding() {
        for (int i = 0; i < 20; i++) {
            Browser one = new Browser();
            PushSubscription plain = PushSubscription.of(ENDPOINT, one.p256dh(), one.auth());
            PushSubscription standard = PushSubscription.of(ENDPOINT, other(one.p256dh()), other(one.auth()));

            assertThat(standard.device()).isEqualTo(plain.device());
        }
    }

    @Test
    void reads_what_browsers_write() {
        PushSubscription read = PushSubscription.ofJson("{\"endpoint\":\"" + ENDPOINT
                + "\",\"expirationTime\":null,\"keys\":{\"p256dh\":\"" + browser.p256dh() + "\",\"auth\":\""
                + browser.auth() + "\"}}");

        assertThat(read.device()).isEqualTo(browser.at(ENDPOINT).device());
        assertThat(PushSubscription.of(read.device()).device()).isEqualTo(read.device());
        assertThat(read).hasToString("PushSubscription[***]");
    }

    @Test
    void remembers_which_key_it_was_made_with() {
        VapidKeys keys = VapidKeys.generate();
        Device device =
                browser.at(ENDPOINT).subscribedWith(other(keys.publicKey())).device();

        assertThat(PushSubscription.of(device).vapidKey()).contains(keys.publicKey());
    }

    private static void refused(String field, String json) {
        assertThatThrownBy(() -> PushSubscription.ofJson(json))
                .isInstanceOf(InvalidInputException.class)
                .extracting(e -> ((InvalidInputException) e).field())
                .isEqualTo(field);
    }

    private static String json(String endpoint, String key, String auth) {
        return "{\"endpoint\":\"" + endpoint + "\",\"keys\":{\"p256dh\":\"" + key + "\",\"auth\":\"" + auth + "\"}}";
    }

    @Test
    void names_what_is_wrong_with_a_subscription() {
        byte[] key = Base64.getUrlDecoder().decode(browser.p256dh());
        key[40] ^= 1;
        String offCurve = Base64.getUrlEncoder().encodeToString(key);
        key[40] ^= 1;
        key[0] = 2;
        String compressed = Base64.getUrlEncoder().encodeToString(key);
        byte[] zeros = new byte[65];
        zeros[0] = 4;
        String zero = Base64.getUrlEncoder().encodeToString(zeros);

        refused("subscription", "x");
        refused("subscription", "[1]");
        refused("subscription.endpoint", "{}");
        refused("subscription.endpoint", json("", browser.p256dh(), browser.auth()));
        refused("subscription.keys.p256dh", "{\"endpoint\":\"" + ENDPOINT + "\"}");
        refused("subscription.keys.p256dh", json(ENDPOINT, "%%", browser.auth()));
        refused("subscription.keys.p256dh", json(ENDPOINT, browser.p256dh().substring(4), browser.auth()));
        refused("subscription.keys.p256dh", json(ENDPOINT, offCurve, browser.auth()));
        refused("subscription.keys.p256dh", json(ENDPOINT, compressed, browser.auth()));
        refused("subscription.keys.p256dh", json(ENDPOINT, zero, browser.auth()));
        refused("subscription.keys.auth", json(ENDPOINT, browser.p256dh(), ""));
        refused("subscription.keys.auth", json(ENDPOINT, browser.p256dh(), browser.auth() + "AAAA"));
    }

    @Test
    void a_device_that_is_no_subscription_says_so() {
        WebPush push =
                WebPush.signedBy(VapidKeys.generate(), "mailto:ops@example.org").build();

        assertThat(push.refuses(new Device("web", ENDPOINT)).orElseThrow()).startsWith("is no subscription: ");
        assertThat(push.refuses(new Device("web", ENDPOINT, "{}")).orElseThrow())
                .isEqualTo("is no subscription: device.detail.p256dh is missing");
    }

    @Test
    void keys_are_written_and_read_back() {
        VapidKeys keys = VapidKeys.generate();
        VapidKeys read = VapidKeys.load(other(keys.publicKey()), other(keys.privateKey()));

        assertThat(read.publicKey()).isEqualTo(keys.publicKey());
        assertThat(read.privateKey()).isEqualTo(keys.privateKey());
        assertThat(Base64.getUrlDecoder().decode(keys.privateKey())).hasSize(32);
        assertThat(keys.toString()).contains(keys.publicKey()).doesNotContain(keys.privateKey());
    }

    @Test
    void wrong_keys_are_refused_by_name() {
        VapidKeys keys = VapidKeys.generate();
        VapidKeys others = VapidKeys.generate();
        String zero = Base64.getUrlEncoder().encodeToString(new byte[32]);

        assertThatThrownBy(() -> VapidKeys.load(keys.publicKey(), others.privateKey()))
                .hasMessage("vapid.privateKey does not belong to the public key");
        assertThatThrownBy(() -> VapidKeys.load(keys.privateKey(), keys.publicKey()))
                .hasMessage("vapid.publicKey has 32 bytes: 65 are needed");
        assertThatThrownBy(() -> VapidKeys.load(keys.publicKey(), "x!"))
                .hasMessage("vapid.privateKey is not written in base64");
        assertThatThrownBy(() -> VapidKeys.load(keys.publicKey(), zero))
                .hasMessage("vapid.privateKey is no key of the curve P-256");
        assertThatThrownBy(() -> VapidKeys.load(Base64.getUrlEncoder().encodeToString(new byte[65]), keys.privateKey()))
                .hasMessage("vapid.publicKey is no point of the curve P-256");
    }
}
