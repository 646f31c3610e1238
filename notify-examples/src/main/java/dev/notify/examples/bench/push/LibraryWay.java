package dev.notify.examples.bench.push;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import nl.martijndwars.webpush.AbstractPushService;
import nl.martijndwars.webpush.Encoding;
import nl.martijndwars.webpush.HttpRequest;
import nl.martijndwars.webpush.Notification;
import nl.martijndwars.webpush.Utils;

/** A push as the library prepares it: encrypted, signed, keys checked, everything but sent. */
final class LibraryWay extends AbstractPushService<LibraryWay> {

    private final String endpoint;
    private final byte[] key;
    private final byte[] auth;

    LibraryWay(String publicKey, String privateKey, String endpoint, byte[] key, byte[] auth) throws Exception {
        super(new KeyPair(Utils.loadPublicKey(publicKey), Utils.loadPrivateKey(privateKey)), "mailto:ops@example.org");
        this.endpoint = endpoint;
        this.key = key.clone();
        this.auth = auth.clone();
    }

    /** The bytes of the body. */
    int prepare(String text) throws Exception {
        HttpRequest request = prepareRequest(
                new Notification(
                        endpoint, Utils.loadPublicKey(key), auth, text.getBytes(StandardCharsets.UTF_8), 3_600),
                Encoding.AES128GCM);
        return request.getBody().length;
    }
}
