package dev.notify.http;

import dev.notify.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a call ended: with an answer, or without one. */
public sealed interface HttpEnd {

    /**
     * The server answered.
     *
     * @param headers by lower-case name
     * @param body as much of it as was read; never more than the sender's limit
     * @param whole whether that is all of it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Reply(int status, Map<String, List<String>> headers, byte[] body, boolean whole) implements HttpEnd {

        public Reply {
            headers = headers.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            e -> e.getKey().toLowerCase(Locale.ROOT), e -> List.copyOf(e.getValue()), (a, b) -> a));
            Objects.requireNonNull(body, "body");
        }

        /** Whether the server says that all is well. */
        public boolean good() {
            return status >= 200 && status < 300;
        }

        /** The first value of a header. */
        public Optional<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                    .findFirst();
        }

        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The body as a JSON object of maps, lists, text, numbers and booleans; empty if it is none. */
        public Map<String, Object> json() {
            try {
                return Json.read(text());
            } catch (IllegalArgumentException e) {
                return Map.of();
            }
        }

        @Override
        public String toString() {
            return "Reply[" + status + ", " + body.length + " bytes]";
        }
    }

    /**
     * There was no answer.
     *
     * @param mayHaveArrived whether the server may have got the whole call, so that nobody can tell what it did
     * @param after no sooner than this it makes sense to try again
     */
    record Trouble(Kind kind, boolean mayHaveArrived, Duration after, String words) implements HttpEnd {

        /** What stood in the way. */
        public enum Kind {
            /** The guard does not let calls go there. */
            NOT_ALLOWED("the endpoint is not allowed"),
            /** Nobody is there, or the name is unknown. */
            NO_CONNECTION("the server cannot be reached"),
            /** It is not who it should be, or speaks no TLS. */
            NO_TRUST("the server's certificate is not to be trusted, or it speaks no TLS"),
            /** It did not answer in time. */
            SLOW("the server did not answer in time"),
            /** The connection ended before there was an answer. */
            LOST("the connection ended before the server answered"),
            /** As many calls as may be are under way to it. */
            BUSY("too many calls to the server are under way"),
            /** It asked to be left alone for a while. */
            COOLING("the server asked for a pause"),
            /** The calling thread was interrupted. */
            INTERRUPTED("the call was interrupted");

            private final String words;

            Kind(String words) {
                this.words = words;
            }
        }

        public Trouble {
            Objects.requireNonNull(words, "words");
        }

        static Trouble of(Kind kind, boolean mayHaveArrived) {
            return new Trouble(kind, mayHaveArrived, Duration.ZERO, kind.words);
        }

        static Trouble notAllowed(String why) {
            return new Trouble(Kind.NOT_ALLOWED, false, Duration.ZERO, Kind.NOT_ALLOWED.words + ": it " + why);
        }

        static Trouble cooling(Duration left) {
            return new Trouble(Kind.COOLING, false, left, Kind.COOLING.words);
        }
    }
}
