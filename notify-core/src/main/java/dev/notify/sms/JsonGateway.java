package dev.notify.sms;

import dev.notify.delivery.Outcome;
import dev.notify.http.HttpCall;
import dev.notify.http.HttpEnd;
import dev.notify.http.HttpOutcomes;
import dev.notify.http.JsonPath;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.report.Heard;
import dev.notify.report.ProviderCall;
import dev.notify.report.UntrustedCallException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Any gateway that takes a JSON object. Immutable; each call returns a new one.
 *
 * <p>In the texts of the body {@code {to}}, {@code {text}} and {@code {id}} stand for the number, the words and the delivery's id; where it
 * speaks, {@code {language}} and {@code {key}} for the tag of the language and the key to be pressed. A good status is sent; what else a
 * status means is said by {@link HttpOutcomes#ofGateway}. {@code toString} shows no secret.
 */
public final class JsonGateway implements SmsGateway, VoiceGateway {

    private static final Pattern PLACE = Pattern.compile("\\{[a-z]+\\}");

    private final URI url;
    private final Map<String, Object> body;
    private final Map<String, Supplier<String>> headers;
    private final boolean dropsRepetitions;
    private final Reading reading;
    private final @Nullable JsonReports reports;

    /** Where in an answer something stands: names and numbers of list elements, separated by dots. */
    private record Reading(@Nullable String id, @Nullable String problem, Set<String> dead) {}

    private JsonGateway(
            URI url,
            Map<String, Object> body,
            Map<String, Supplier<String>> headers,
            boolean dropsRepetitions,
            Reading reading,
            @Nullable JsonReports reports) {
        this.reports = reports;
        this.url = url;
        this.body = body;
        this.headers = headers;
        this.dropsRepetitions = dropsRepetitions;
        this.reading = reading;
    }

    /**
     * Posts this object there.
     *
     * @param body text, numbers, booleans, lists and maps
     * @throws InvalidInputException if it has no place for number or words
     */
    public static JsonGateway post(URI url, Map<String, ?> body) {
        Map<String, Object> copy = new LinkedHashMap<>(body);
        for (String needed : List.of("{to}", "{text}")) {
            if (!copy.toString().contains(needed)) {
                throw new InvalidInputException("body", "has no " + needed + ": write it where it belongs");
            }
        }
        return new JsonGateway(
                Objects.requireNonNull(url, "url"), copy, Map.of(), false, new Reading(null, null, Set.of()), null);
    }

    /** With this header, whose value is asked for at every call: an API key, say. */
    public JsonGateway header(String name, Supplier<String> value) {
        Map<String, Supplier<String>> more = new LinkedHashMap<>(headers);
        more.put(Names.check("header", name, 100), Objects.requireNonNull(value, "value"));
        return new JsonGateway(url, body, more, dropsRepetitions, reading, reports);
    }

    /** With this token (RFC 6750). */
    public JsonGateway bearer(Supplier<String> token) {
        return header("Authorization", () -> "Bearer " + token.get());
    }

    /** Gives the delivery's id in this header, by which the gateway drops a repetition. */
    public JsonGateway idempotencyHeader(String name) {
        Map<String, Supplier<String>> more = new LinkedHashMap<>(headers);
        more.put(Names.check("idempotencyHeader", name, 100), () -> "{id}");
        return new JsonGateway(url, body, more, true, reading, reports);
    }

    /** Finds its own id of the message there in an answer: {@code messages.0.id}. Default: it has none. */
    public JsonGateway idAt(String path) {
        Reading more = new Reading(path, reading.problem(), reading.dead());
        return new JsonGateway(url, body, headers, dropsRepetitions, more, reports);
    }

    /** Takes a number for dead where a refusal has one of these texts there: {@code error.code}. */
    public JsonGateway deadWhere(String path, String... texts) {
        Reading more = new Reading(reading.id(), path, Set.of(texts));
        return new JsonGateway(url, body, headers, dropsRepetitions, more, reports);
    }

    /** Reads its calls like this. Default: nothing is read. */
    public JsonGateway reports(JsonReports calls) {
        return new JsonGateway(url, body, headers, dropsRepetitions, reading, Objects.requireNonNull(calls, "calls"));
    }

    @Override
    public String name() {
        return String.valueOf(url.getHost());
    }

    @Override
    public HttpCall call(Sms sms) {
        return call(
                sms.id(),
                Map.of("{to}", sms.to(), "{id}", sms.id(), "{text}", sms.text().text()));
    }

    @Override
    public HttpCall call(Spoken spoken) {
        return call(
                spoken.id(),
                Map.of(
                        "{to}", spoken.to(),
                        "{id}", spoken.id(),
                        "{text}", spoken.text(),
                        "{language}", spoken.language().toLanguageTag(),
                        "{key}", spoken.key().orElse("")));
    }

    private HttpCall call(String id, Map<String, String> places) {
        Map<String, Object> filled = new LinkedHashMap<>();
        body.forEach((name, value) -> filled.put(name, filled(value, places)));
        HttpCall call = HttpCall.postJson(url, filled).header("Accept", "application/json");
        for (Map.Entry<String, Supplier<String>> header : headers.entrySet()) {
            String value = header.getValue().get();
            call = call.header(header.getKey(), value.equals("{id}") ? id : value);
        }
        return dropsRepetitions ? call.repeatable() : call;
    }

    private static Object filled(Object value, Map<String, String> places) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> filled = new LinkedHashMap<>();
            map.forEach((name, inner) -> filled.put(String.valueOf(name), filled(inner, places)));
            return filled;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(inner -> filled(inner, places)).toList();
        }
        return value instanceof String text
                ? PLACE.matcher(text)
                        .replaceAll(m -> Matcher.quoteReplacement(places.getOrDefault(m.group(), m.group())))
                : value;
    }

    @Override
    public Outcome outcome(HttpEnd end, Instant now) {
        if (!(end instanceof HttpEnd.Reply reply)) {
            return HttpOutcomes.ofGateway(end, now);
        }
        Map<String, Object> said = reply.json();
        if (reply.good()) {
            return at(said, reading.id())
                    .filter(id -> id.matches("[A-Za-z0-9._:-]{1,100}"))
                    .map(id -> reports != null && reports.tracks() ? Outcome.tracked(id) : Outcome.sent(id))
                    .orElse(Outcome.sent());
        }
        boolean dead = reply.status() < 500
                && at(said, reading.problem()).filter(reading.dead()::contains).isPresent();
        return dead
                ? Outcome.addressIsDead("the gateway answered " + reply.status() + " and takes the number for dead")
                : HttpOutcomes.ofGateway(reply, now);
    }

    private static Optional<String> at(Map<String, Object> said, @Nullable String path) {
        return Optional.ofNullable(path).flatMap(p -> JsonPath.at(said, p));
    }

    @Override
    public void check() {
        if (reports == null) {
            return;
        }
        reports.check();
        if (reports.tracks() && reading.id() == null) {
            throw new InvalidInputException(
                    "idAt", "is missing: reports name a message by the gateway's id, which its answer has to tell");
        }
    }

    @Override
    public boolean reports() {
        return reports != null;
    }

    @Override
    public List<? extends Heard> read(ProviderCall call, ChannelName channel) {
        if (reports == null) {
            throw new UntrustedCallException();
        }
        return reports.read(call, channel);
    }

    @Override
    public String toString() {
        return "JsonGateway[" + name() + "]";
    }
}
