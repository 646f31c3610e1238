package dev.notify.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.directory.Device;
import dev.notify.http.HttpJson;
import dev.notify.testing.laws.SampleMessages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What Node's web-push makes of our pushes, and its test browser of theirs. Skipped where there is no node, or none of its packages: {@code NOTIFY_TEST_NODE_MODULES} names the folder they
 * are in. The vectors that were captured from it are tried always.
 */
@Timeout(60)
class NpmWebPushTest {

    private static final String KEYS = """
        const ecdh = require('crypto').createECDH('prime256v1');
        ecdh.generateKeys();
        console.log(JSON.stringify({p256dh: ecdh.getPublicKey('base64url'),
            auth: require('crypto').randomBytes(16).toString('base64url'),
            secret: ecdh.getPrivateKey('base64url')}));
        """;

    private static final String OPEN = """
        const [secret, auth, body, authorization] = process.argv.slice(1);
        const crypto = require('crypto');
        const ecdh = crypto.createECDH('prime256v1');
        ecdh.setPrivateKey(secret, 'base64url');
        const text = require('http_ece').decrypt(Buffer.from(body, 'base64url'),
            {version: 'aes128gcm', privateKey: ecdh, authSecret: auth}).toString('utf8');
        const [, token, k] = authorization.match(/^vapid t=(.*), k=(.*)$/);
        const raw = Buffer.from(k, 'base64url');
        const key = crypto.createPublicKey({format: 'jwk', key: {kty: 'EC', crv: 'P-256',
            x: raw.subarray(1, 33).toString('base64url'), y: raw.subarray(33).toString('base64url')}});
        const [head, claims, signature] = token.split('.');
        const signed = crypto.verify('sha256', Buffer.from(head + '.' + claims),
            {key, dsaEncoding: 'ieee-p1363'}, Buffer.from(signature, 'base64url'));
        console.log(JSON.stringify({text, signed}));
        """;

    private static final String SEAL = """
        const [p256dh, auth, text] = process.argv.slice(1);
        const sealed = require('web-push').encrypt(p256dh, auth, text, 'aes128gcm');
        console.log(JSON.stringify({body: sealed.cipherText.toString('base64url')}));
        """;

    @BeforeAll
    static void node() throws Exception {
        assumeTrue(
                ran("require('web-push'); require('http_ece'); console.log('{}')")
                        .isPresent(),
                "node with its package web-push is not there: set NOTIFY_TEST_NODE_MODULES to the folder it is in");
    }

    private static Optional<String> ran(String script, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "-e", script, "--"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Optional.ofNullable(System.getenv("NOTIFY_TEST_NODE_MODULES"))
                .ifPresent(folder -> builder.environment().put("NODE_PATH", folder));
        try {
            Process node = builder.start();
            node.getOutputStream().close();
            String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return node.waitFor(30, TimeUnit.SECONDS) && node.exitValue() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // there is no node
        }
    }

    private static Map<String, Object> says(String script, String... arguments) throws InterruptedException {
        return HttpJson.read(ran(script, arguments).orElseThrow());
    }

    @Test
    void node_opens_what_we_seal_and_trusts_who_we_say_we_are() throws Exception {
        Map<String, Object> browser = says(KEYS);
        try (PushServer server = new PushServer(post -> PushServer.Answer.of(201))) {
            PushSubscription subscription = PushSubscription.of(
                    server.url("/p/1"), String.valueOf(browser.get("p256dh")), String.valueOf(browser.get("auth")));
            Message message = SampleMessages.to(Device.allOf("patient-42"));
            WebPush push = WebPush.signedBy(VapidKeys.generate(), "mailto:ops@example.org")
                    .http(server.sender().build())
                    .build();
            assertThat(push.push(message, subscription.device())).isEqualTo(Outcome.sent());
            PushServer.Post post = server.posts().remove();

            Map<String, Object> opened = says(
                    OPEN,
                    String.valueOf(browser.get("secret")),
                    String.valueOf(browser.get("auth")),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(post.body()),
                    post.header("authorization"));

            assertThat(opened).containsEntry("signed", true);
            assertThat(HttpJson.read(String.valueOf(opened.get("text"))))
                    .containsEntry("id", message.id().toString())
                    .containsEntry("body", message.words().body());
        }
    }

    @Test
    void our_browser_opens_what_node_seals() throws Exception {
        Browser browser = new Browser();
        String text = "{\"title\":\"\u017c\u00f3\u0142\u0107\"}";
        Map<String, Object> sealed = says(SEAL, browser.p256dh(), browser.auth(), text);
        byte[] body = Base64.getUrlDecoder().decode(String.valueOf(sealed.get("body")));
        assertThat(browser.reads(body)).isEqualTo(HttpJson.read(text));
    }
}
