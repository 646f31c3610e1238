package dev.notify.push;

import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.directory.Device;
import dev.notify.http.EndpointGuard;
import dev.notify.http.HttpCall;
import dev.notify.http.HttpEnd;
import dev.notify.http.HttpJson;
import dev.notify.http.HttpOutcomes;
import dev.notify.http.HttpSender;
import dev.notify.http.RetryAfter;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Firebase Cloud Messaging, HTTP v1: reaches phones with Android, and any other that is registered there. The token of a device is its registration token.
 *
 * <p>A push shows title and body, discreet unless the type says {@code showDetailsOn(PUSH)}, and gives the app {@code id}, {@code notification} and {@code type}. What is too long
 * shows a short title only. Several tries of a delivery collapse into one. Immutable; each call returns a new one; {@code toString} shows no secret.
 */
public final class Fcm implements Pusher {

    /** The kind of its devices. */
    public static final String KIND = "fcm";

    private static final URI API = URI.create("https://fcm.googleapis.com");
    private static final Duration QUOTA_PAUSE = Duration.ofMinutes(1);

    private final String project;
    private final AccessToken token;
    private final HttpSender http;
    private final URI api;

    private Fcm(String project, AccessToken token, HttpSender http, URI api) {
        this.project = project;
        this.token = token;
        this.http = http;
        this.api = api;
    }

    /**
     * By a service account, whose JSON file Google gives.
     *
     * @throws InvalidInputException naming the part of the file that is wrong
     */
    public static Fcm account(String json) {
        Map<String, Object> file;
        try {
            file = HttpJson.read(json);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("fcm.account", "is no JSON file of a service account");
        }
        String project = text(file, "project_id");
        if (!project.matches("[a-z0-9:.-]{1,100}")) {
            throw new InvalidInputException("fcm.account.project_id", "is no id of a project");
        }
        URI tokenUri = URI.create(text(file, "token_uri"));
        AccessToken token = new AccessToken(
                text(file, "client_email"),
                Jwt.key("fcm.account.private_key", text(file, "private_key"), "RSA"),
                tokenUri);
        HttpSender http = HttpSender.builder()
                .guard(EndpointGuard.publicHttps().only("fcm.googleapis.com", "*.googleapis.com"))
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(15))
                .build();
        return new Fcm(project, token, http, API);
    }

    private static String text(Map<String, Object> file, String name) {
        if (file.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new InvalidInputException("fcm.account." + name, "is missing");
    }

    /** Posts by this. Default: one that goes to Google only, within 15 seconds. */
    public Fcm http(HttpSender sender) {
        return new Fcm(project, token, Objects.requireNonNull(sender, "sender"), api);
    }

    /** Is found here. Default: {@code https://fcm.googleapis.com}. */
    public Fcm at(URI server) {
        return new Fcm(project, token, http, Objects.requireNonNull(server, "server"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<String> refuses(Device device) {
        return device.token().matches("[A-Za-z0-9_:%.-]{20,1000}")
                ? Optional.empty()
                : Optional.of("has no registration token of Firebase");
    }

    @Override
    public Duration longest() {
        return http.longest().multipliedBy(4);
    }

    @Override
    public Outcome push(Message message, Device device) {
        Optional<String> refused = refuses(device);
        if (refused.isPresent()) {
            return Outcome.rejected("it " + refused.get());
        }
        try {
            AccessToken.Held by = token.get(http, "");
            HttpEnd end = by.isGood() ? http.send(call(message, device, by.token())) : by.end();
            if (by.isGood() && isRefusedToken(end)) {
                by = token.get(http, by.token());
                end = by.isGood() ? http.send(call(message, device, by.token())) : by.end();
            }
            return by.isGood() ? outcome(end) : withoutToken(by.end());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.tryAgain("interrupted before it was handed over");
        }
    }

    private static boolean isRefusedToken(HttpEnd end) {
        return end instanceof HttpEnd.Reply reply
                && reply.status() == 401
                && !errorOf(reply).equals("THIRD_PARTY_AUTH_ERROR");
    }

    private HttpCall call(Message message, Device device, String bearer) {
        Map<String, Object> body = body(message, device, false);
        Map<String, Object> fits =
                PhoneText.bytes(body) - device.token().length() <= PhoneText.MOST ? body : body(message, device, true);
        return HttpCall.postJson(api.resolve("/v1/projects/" + project + "/messages:send"), fits)
                .bearer(bearer);
    }

    private Map<String, Object> body(Message message, Device device, boolean least) {
        boolean urgent = message.priority() == Priority.HIGH || message.priority() == Priority.CRITICAL;
        Instant now = http.now();
        Duration life = PhoneText.life(message, now);
        String collapse = PhoneText.collapse(message);
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("token", device.token());
        inner.put("notification", PhoneText.shown(message, least));
        inner.put("data", PhoneText.data(message));
        inner.put(
                "android",
                Map.of(
                        "priority",
                        urgent ? "HIGH" : "NORMAL",
                        "ttl",
                        life.toSeconds() + "s",
                        "collapse_key",
                        collapse,
                        "notification",
                        Map.of("tag", collapse)));
        inner.put(
                "apns",
                Map.of(
                        "headers",
                        Map.of(
                                "apns-priority",
                                urgent ? "10" : "5",
                                "apns-expiration",
                                Long.toString(now.plus(life).getEpochSecond()),
                                "apns-collapse-id",
                                collapse)));
        return Map.of("message", inner);
    }

    private static Outcome withoutToken(HttpEnd end) {
        if (end instanceof HttpEnd.Reply reply
                && reply.status() >= 400
                && reply.status() < 500
                && reply.status() != 429) {
            return Outcome.misconfigured("Google refuses the service account with " + reply.status());
        }
        return Outcome.tryAgain("there is no access token of Google's to be had");
    }

    private Outcome outcome(HttpEnd end) {
        if (!(end instanceof HttpEnd.Reply reply)) {
            return HttpOutcomes.ofEndpoint(end, http.now());
        }
        if (reply.good()) {
            return reply.json().get("name") instanceof String name && name.matches("[A-Za-z0-9_/:%.-]{1,200}")
                    ? Outcome.sent(name)
                    : Outcome.sent();
        }
        String code = errorOf(reply);
        String reason = "Firebase answered " + reply.status() + " " + code;
        return switch (code) {
            case "UNREGISTERED" -> Outcome.addressIsDead(reason);
            case "SENDER_ID_MISMATCH" -> Outcome.addressIsDead(reason + ": the device belongs to another project");
            case "INVALID_ARGUMENT" -> isAboutToken(reply) ? Outcome.addressIsDead(reason) : Outcome.rejected(reason);
            case "QUOTA_EXCEEDED" -> pause(reply, QUOTA_PAUSE, reason);
            case "UNAVAILABLE", "INTERNAL" -> pause(reply, Duration.ZERO, reason);
            case "THIRD_PARTY_AUTH_ERROR" ->
                Outcome.misconfigured(reason + ": check the key of APNs or the VAPID key in Firebase");
            default ->
                reply.status() == 401 || reply.status() == 403 || reply.status() == 404
                        ? Outcome.misconfigured(reason + ": check project and rights of the service account")
                        : HttpOutcomes.ofEndpoint(reply, http.now());
        };
    }

    private Outcome pause(HttpEnd.Reply reply, Duration otherwise, String reason) {
        Duration pause = RetryAfter.of(reply, http.now()).orElse(otherwise);
        if (!pause.isZero()) {
            http.quiet(api, pause);
        }
        return Outcome.tryAgain(pause, reason);
    }

    /** What Firebase calls the error, else what Google calls it; empty if neither can be read. */
    private static String errorOf(HttpEnd.Reply reply) {
        if (!(reply.json().get("error") instanceof Map<?, ?> error)) {
            return "";
        }
        for (Object detail : details(error)) {
            if (detail instanceof Map<?, ?> map && map.get("errorCode") instanceof String code) {
                return word(code);
            }
        }
        return error.get("status") instanceof String status ? word(status) : "";
    }

    private static String word(String code) {
        return code.matches("[A-Z_]{1,40}") ? code : "";
    }

    private static List<?> details(Map<?, ?> error) {
        return error.get("details") instanceof List<?> list ? list : List.of();
    }

    private static boolean isAboutToken(HttpEnd.Reply reply) {
        return reply.json().get("error") instanceof Map<?, ?> error
                && details(error).stream()
                        .filter(Map.class::isInstance)
                        .map(detail -> ((Map<?, ?>) detail).get("fieldViolations"))
                        .filter(List.class::isInstance)
                        .flatMap(list -> ((List<?>) list).stream())
                        .anyMatch(v -> v instanceof Map<?, ?> map && "message.token".equals(map.get("field")));
    }

    @Override
    public String toString() {
        return "Fcm[" + project + "]";
    }
}
