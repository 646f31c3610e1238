package dev.notify.examples.bench.push;

import dev.notify.http.HttpCall;
import dev.notify.push.VapidKeys;
import dev.notify.push.internal.web.Curve;
import dev.notify.push.internal.web.Sealing;
import dev.notify.push.internal.web.VapidTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** A push as {@code WebPush} prepares it: key checked, encrypted, filled up, under a token of ours; everything but sent. */
final class OurWay {

    private final VapidTokens tokens;
    private final String endpoint;
    private final byte[] key;
    private final byte[] auth;

    OurWay(VapidKeys keys, String endpoint, byte[] key, byte[] auth) {
        this.tokens = new VapidTokens(
                Base64.getUrlDecoder().decode(keys.privateKey()), keys.publicKey(), "mailto:ops@example.org");
        this.endpoint = endpoint;
        this.key = key.clone();
        this.auth = auth.clone();
    }

    /** The bytes of the body. */
    int prepare(String text) {
        if (!Curve.isPoint(key)) {
            throw new IllegalStateException("no key");
        }
        byte[] body = Sealing.seal(text.getBytes(StandardCharsets.UTF_8), key, auth);
        HttpCall call = HttpCall.post(URI.create(endpoint), "application/octet-stream", body)
                .header("Content-Encoding", "aes128gcm")
                .header("TTL", "3600")
                .header("Urgency", "normal")
                .header("Authorization", tokens.header("https://push.example.org", Instant.now()));
        return call.to().getHost().isEmpty() ? 0 : body.length;
    }
}
