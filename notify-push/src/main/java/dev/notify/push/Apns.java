package dev.notify.push;

import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.directory.Device;
import dev.notify.directory.RegisteredDevice;
import dev.notify.http.EndpointGuard;
import dev.notify.http.HttpCall;
import dev.notify.http.HttpEnd;
import dev.notify.http.HttpOutcomes;
import dev.notify.http.HttpSender;
import dev.notify.http.RetryAfter;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Apple Push Notification service: reaches iPhones, iPads and Macs. The token of a device is the one Apple gave the app, in hexadecimal digits.
 *
 * <p>A push shows title and body, discreet unless the type says {@code showDetailsOn(PUSH)}, and gives the app {@code id}, {@code notification} and {@code type}. What is too long
 * shows a short title only. Several tries of a delivery collapse into one. Immutable; each call returns a new one; {@code toString} shows no secret.
 */
public final class Apns implements Pusher {

    /** The kind of its devices. */
    public static final String KIND = "apns";

    private static final URI API = URI.create("https://api.push.apple.com");
    private static final URI SANDBOX = URI.create("https://api.sandbox.push.apple.com");
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(40);
    private static final Duration RATE_PAUSE = Duration.ofMinutes(1);

    private static final Set<String> DEAD = Set.of("Unregistered", "ExpiredToken");
    private static final Set<String> PASSING =
            Set.of("InternalServerError", "ServiceUnavailable", "Shutdown", "IdleTimeout");
    private static final Set<String> ACCOUNT = Set.of(
            "InvalidProviderToken",
            "MissingProviderToken",
            "ExpiredProviderToken",
            "BadTopic",
            "MissingTopic",
            "TopicDisallowed",
            "BadCertificate",
            "BadCertificateEnvironment",
            "Forbidden",
            "BadPath",
            "MethodNotAllowed");

    private final Team team;
    private final String topic;
    private final HttpSender http;
    private final URI api;
    private final AtomicReference<Token> token;

    private record Team(String id, String keyId, PrivateKey key) {
        @Override
        public String toString() {
            return id;
        }
    }

    private record Token(String text, Instant renewAt) {}

    private Apns(Team team, String topic, HttpSender http, URI api, AtomicReference<Token> token) {
        this.team = team;
        this.topic = topic;
        this.http = http;
        this.api = api;
        this.token = token;
    }

    /**
     * By a key of a team, for one app.
     *
     * @param key the text of the {@code .p8} file Apple gave
     * @param bundle the app's id, such as {@code org.example.app}
     * @throws InvalidInputException naming what is wrong
     */
    public static Apns key(String key, String keyId, String teamId, String bundle) {
        for (Map.Entry<String, String> id :
                Map.of("apns.keyId", keyId, "apns.teamId", teamId).entrySet()) {
            if (!id.getValue().matches("[A-Z0-9]{10}")) {
                throw new InvalidInputException(id.getKey(), "is none of Apple's: ten capitals and digits");
            }
        }
        if (!bundle.matches("[A-Za-z0-9.-]{1,155}")) {
            throw new InvalidInputException("apns.bundle", "is no id of an app");
        }
        HttpSender http = HttpSender.builder()
                .guard(EndpointGuard.publicHttps().only("api.push.apple.com", "api.sandbox.push.apple.com"))
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(15))
                .build();
        return new Apns(
                new Team(teamId, keyId, Jwt.key("apns.key", key, "EC")),
                bundle,
                http,
                API,
                new AtomicReference<>(new Token("", Instant.MIN)));
    }

    /** Reaches apps that were built for development. */
    public Apns sandbox() {
        return at(SANDBOX);
    }

    /** Posts by this. Default: one that goes to Apple only, within 15 seconds. */
    public Apns http(HttpSender sender) {
        return new Apns(team, topic, Objects.requireNonNull(sender, "sender"), api, token);
    }

    /** Is found here. Default: {@code https://api.push.apple.com}. */
    public Apns at(URI server) {
        return new Apns(team, topic, http, Objects.requireNonNull(server, "server"), token);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<String> refuses(Device device) {
        return device.token().matches("[0-9a-fA-F]{64,200}")
                ? Optional.empty()
                : Optional.of("has no device token of Apple's: 64 hexadecimal digits or more");
    }

    @Override
    public Duration longest() {
        return http.longest().multipliedBy(4);
    }

    @Override
    public Outcome push(Message message, Device device) {
        return push(message, device, Instant.EPOCH);
    }

    @Override
    public Outcome push(Message message, RegisteredDevice device) {
        return push(message, device.device(), device.since());
    }

    private Outcome push(Message message, Device device, Instant since) {
        Optional<String> refused = refuses(device);
        if (refused.isPresent()) {
            return Outcome.rejected("it " + refused.get());
        }
        Map<String, Object> body = body(message, false);
        boolean least = PhoneText.bytes(body) > PhoneText.MOST;
        HttpEnd end = http.send(call(message, device, least ? body(message, true) : body));
        if (reasonOf(end).equals("ExpiredProviderToken")) {
            token.set(new Token("", Instant.MIN));
            end = http.send(call(message, device, least ? body(message, true) : body));
        }
        if (!least && reasonOf(end).equals("PayloadTooLarge")) {
            end = http.send(call(message, device, body(message, true)));
        }
        return outcome(end, since);
    }

    private HttpCall call(Message message, Device device, Map<String, Object> body) {
        Instant now = http.now();
        boolean urgent = message.priority() == Priority.HIGH || message.priority() == Priority.CRITICAL;
        return HttpCall.postJson(api.resolve("/3/device/" + device.token()), body)
                .bearer(signed(now))
                .header("apns-topic", topic)
                .header("apns-push-type", "alert")
                .header("apns-priority", urgent ? "10" : "5")
                .header(
                        "apns-expiration",
                        Long.toString(now.plus(PhoneText.life(message, now)).getEpochSecond()))
                .header("apns-collapse-id", PhoneText.collapse(message))
                .header("apns-id", message.id().toString())
                .repeatable();
    }

    private static Map<String, Object> body(Message message, boolean least) {
        Map<String, Object> aps = new LinkedHashMap<>();
        aps.put("alert", PhoneText.shown(message, least));
        if (message.priority() == Priority.HIGH || message.priority() == Priority.CRITICAL) {
            aps.put("sound", "default");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("aps", aps);
        body.putAll(PhoneText.data(message));
        return body;
    }

    /** The same for 40 minutes: Apple refuses tokens older than an hour, and whoever makes new ones all the time. */
    private String signed(Instant now) {
        Token known = Objects.requireNonNull(token.get());
        if (!now.isBefore(known.renewAt())) {
            Map<String, Object> claims = new LinkedHashMap<>();
            claims.put("iss", team.id());
            claims.put("iat", now.getEpochSecond());
            Token fresh = new Token(
                    Jwt.signed(
                            Map.of("alg", "ES256", "kid", team.keyId()),
                            claims,
                            team.key(),
                            "SHA256withECDSAinP1363Format"),
                    now.plus(RENEWED_AFTER));
            token.compareAndSet(known, fresh);
            known = fresh;
        }
        return known.text();
    }

    private static String reasonOf(HttpEnd end) {
        return end instanceof HttpEnd.Reply reply
                        && !reply.good()
                        && reply.json().get("reason") instanceof String reason
                        && reason.matches("[A-Za-z]{1,60}")
                ? reason
                : "";
    }

    /** Apple says since when it knows that a token is of no use, in milliseconds; the app may have been installed again since. */
    private static boolean goneBefore(HttpEnd.Reply reply, Instant since) {
        return reply.json().get("timestamp") instanceof Long millis && millis < since.toEpochMilli();
    }

    private Outcome outcome(HttpEnd end, Instant since) {
        if (!(end instanceof HttpEnd.Reply reply)) {
            return HttpOutcomes.ofEndpoint(end, http.now());
        }
        if (reply.good()) {
            return reply.header("apns-id")
                    .filter(id -> id.matches("[0-9A-Fa-f-]{36}"))
                    .map(Outcome::sent)
                    .orElse(Outcome.sent());
        }
        String why = reasonOf(end);
        String reason = "Apple answered " + reply.status() + (why.isEmpty() ? "" : " " + why);
        if (DEAD.contains(why) || reply.status() == 410) {
            return goneBefore(reply, since)
                    ? Outcome.rejected(reason + ", before the device was registered again")
                    : Outcome.addressIsDead(reason);
        }
        if (ACCOUNT.contains(why)) {
            return Outcome.misconfigured(reason + ": check key, team and app");
        }
        if (why.equals("BadDeviceToken") || why.equals("DeviceTokenNotForTopic")) {
            return Outcome.rejected(reason + ": the device may be the sandbox's, or another app's");
        }
        if (reply.status() == 429) {
            return Outcome.tryAgain(RetryAfter.of(reply, http.now()).orElse(RATE_PAUSE), reason);
        }
        if (PASSING.contains(why) || reply.status() >= 500) {
            Duration pause = RetryAfter.of(reply, http.now()).orElse(Duration.ZERO);
            if (!pause.isZero()) {
                http.quiet(api, pause);
            }
            return Outcome.tryAgain(pause, reason);
        }
        return reply.status() == 403 ? Outcome.misconfigured(reason) : Outcome.rejected(reason);
    }

    @Override
    public String toString() {
        return "Apns[" + topic + "]";
    }
}
