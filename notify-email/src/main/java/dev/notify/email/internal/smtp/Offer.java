package dev.notify.email.internal.smtp;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * What a server offers on a connection that is ready to send, or why there is none.
 *
 * @param failure null if there was a connection
 * @param line what keeps the line private; null if nothing does
 * @param largest the most bytes of a mail; 0 if the server does not say
 */
public record Offer(@Nullable Submission failure, @Nullable Line line, List<String> extensions, long largest) {

    /**
     * A line that is private.
     *
     * @param protocol such as {@code TLSv1.3}
     * @param expires when the first of the server's certificates does; null if it showed none
     */
    public record Line(String protocol, @Nullable Instant expires) {

        static Line of(SSLSocket socket) {
            SSLSession session = socket.getSession();
            return new Line(session.getProtocol(), expiry(session));
        }

        private static @Nullable Instant expiry(SSLSession session) {
            Certificate[] chain;
            try {
                chain = session.getPeerCertificates();
            } catch (SSLPeerUnverifiedException e) {
                return null;
            }
            return Arrays.stream(chain)
                    .filter(X509Certificate.class::isInstance)
                    .map(c -> ((X509Certificate) c).getNotAfter().toInstant())
                    .min(Instant::compareTo)
                    .orElse(null);
        }
    }

    private static final List<String> KNOWN = List.of(
            "PIPELINING", "SIZE", "8BITMIME", "SMTPUTF8", "DSN", "AUTH", "STARTTLS", "CHUNKING", "ENHANCEDSTATUSCODES");

    public Offer {
        extensions = List.copyOf(extensions);
    }

    static Offer of(SMTPTransport connected, @Nullable SSLSocket line) {
        String size = Objects.requireNonNullElse(connected.getExtensionParameter("SIZE"), "")
                .strip();
        return new Offer(
                null,
                line == null ? null : Line.of(line),
                KNOWN.stream().filter(connected::supportsExtension).toList(),
                size.matches("[0-9]{1,15}") ? Long.parseLong(size) : 0);
    }

    static Offer none(Submission why) {
        return new Offer(why, null, List.of(), 0);
    }
}
