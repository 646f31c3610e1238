package dev.notify.push.internal.web;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * The curve P-256, by the implementation of Bouncy Castle that knows its prime: five times as fast as the JDK's own, twelve times as fast as the one by its general name.
 */
public final class Curve {

    /** The length of a public key: 4, x, y. */
    public static final int PUBLIC_BYTES = 65;
    /** The length of a private key. */
    public static final int PRIVATE_BYTES = 32;

    private static final byte UNCOMPRESSED = 4;
    private static final ECDomainParameters DOMAIN = domain();
    private static final SecureRandom RANDOM = new SecureRandom();

    private Curve() {}

    /** A pair of keys. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Pair(byte[] publicKey, byte[] privateKey) {
        @Override
        public String toString() {
            return "Pair[***]";
        }
    }

    private static ECDomainParameters domain() {
        X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
        return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    }

    /** New keys. */
    public static Pair generate() {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(DOMAIN, RANDOM));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        return new Pair(
                ((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(false),
                BigIntegers.asUnsignedByteArray(PRIVATE_BYTES, ((ECPrivateKeyParameters) pair.getPrivate()).getD()));
    }

    /** Whether these bytes are a public key: a point of the curve, uncompressed. */
    public static boolean isPoint(byte[] bytes) {
        if (bytes.length != PUBLIC_BYTES || bytes[0] != UNCOMPRESSED) {
            return false;
        }
        try {
            return DOMAIN.getCurve().decodePoint(bytes).isValid();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether these bytes are a private key. */
    public static boolean isScalar(byte[] bytes) {
        BigInteger d = new BigInteger(1, bytes);
        return bytes.length == PRIVATE_BYTES && d.signum() > 0 && d.compareTo(DOMAIN.getN()) < 0;
    }

    /** The public key that belongs to a private one. */
    public static byte[] publicOf(byte[] privateKey) {
        return new FixedPointCombMultiplier()
                .multiply(DOMAIN.getG(), new BigInteger(1, privateKey))
                .normalize()
                .getEncoded(false);
    }

    /** What both sides come to know. */
    static byte[] agree(byte[] privateKey, byte[] publicKey) {
        ECDHBasicAgreement agreement = new ECDHBasicAgreement();
        agreement.init(new ECPrivateKeyParameters(new BigInteger(1, privateKey), DOMAIN));
        ECPoint point = DOMAIN.getCurve().decodePoint(publicKey);
        return BigIntegers.asUnsignedByteArray(
                PRIVATE_BYTES, agreement.calculateAgreement(new ECPublicKeyParameters(point, DOMAIN)));
    }

    static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
