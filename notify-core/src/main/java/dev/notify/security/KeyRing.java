package dev.notify.security;

import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets by their ids: one that signs from now on, and older ones whose signatures still count. A key is changed by giving a new one
 * and keeping the one before as {@link #older} until everything it signed has expired.
 *
 * <p>Immutable; each call returns a new ring. What is wrong with it is found when the service starts, all at once. Secrets never leave
 * it: {@code toString} shows ids, and others are given keys that are derived from them.
 */
public final class KeyRing {

    /** A secret has as many bytes or more. */
    public static final int SHORTEST = 32;

    private static final int LONGEST_ID = 20;
    private static final String ALGORITHM = "HmacSHA256";

    private final List<Key> keys;

    private static final class Key {
        final String id;
        final byte[] secret;

        Key(String id, byte[] secret) {
            this.id = Objects.requireNonNull(id, "id");
            this.secret = secret.clone();
        }
    }

    private KeyRing(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * A ring of one key, which signs.
     *
     * @param id short, and never used for another secret, as in {@code 2026-05}
     * @param secret 32 random bytes or more; it is copied
     */
    public static KeyRing of(String id, byte[] secret) {
        return new KeyRing(List.of(new Key(id, secret)));
    }

    /** With a key that signed before, and whose signatures still count. */
    public KeyRing older(String id, byte[] secret) {
        List<Key> more = new ArrayList<>(keys);
        more.add(new Key(id, secret));
        return new KeyRing(more);
    }

    /** The id of the key that signs. */
    public String current() {
        return keys.get(0).id;
    }

    /** All ids, that of the key that signs first. */
    public List<String> ids() {
        return keys.stream().map(k -> k.id).toList();
    }

    /**
     * The key for one purpose that is derived from the secret of this id (HMAC-SHA256): who knows it learns nothing of the secret or of
     * any other purpose. Empty for an id that is not on the ring.
     */
    public Optional<byte[]> derived(String id, String purpose) {
        return keys.stream().filter(key -> key.id.equals(id)).findFirst().map(key -> {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(key.secret, ALGORITHM));
                return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
            }
        });
    }

    /** What is wrong with it, each with what to do; a service with findings does not start. */
    public List<String> findings() {
        List<String> findings = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Key key : keys) {
            try {
                Names.check("a key", key.id, LONGEST_ID);
            } catch (InvalidInputException e) {
                findings.add("the id of " + e.getMessage());
                continue;
            }
            if (!seen.add(key.id)) {
                findings.add("two keys have the id " + key.id + ": a new secret needs an id of its own");
            }
            checkSecret(key, findings);
        }
        return List.copyOf(findings);
    }

    private static void checkSecret(Key key, List<String> findings) {
        byte[] secret = key.secret;
        if (secret.length < SHORTEST) {
            findings.add("the secret of key " + key.id + " has " + secret.length + " bytes: give at least " + SHORTEST
                    + " random ones");
            return;
        }
        boolean varied = false;
        for (byte each : secret) {
            varied |= each != secret[0];
        }
        if (!varied) {
            findings.add("the secret of key " + key.id + " is one byte repeated: give random bytes");
        }
    }

    @Override
    public String toString() {
        return "KeyRing" + ids();
    }
}
