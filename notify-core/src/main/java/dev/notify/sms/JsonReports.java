package dev.notify.sms;

import dev.notify.http.HttpJson;
import dev.notify.http.JsonPath;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.report.CallGuard;
import dev.notify.report.Heard;
import dev.notify.report.ProviderCall;
import dev.notify.report.Report;
import dev.notify.report.Taking;
import dev.notify.report.TrackedReport;
import dev.notify.report.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the calls of a gateway that speaks JSON mean: which field says what, and which of its words stand for what. Immutable; each call returns a new one.
 *
 * <p>A call is about one message. A report names our id where the gateway was told that ({@link #deliveryAt}), else its own ({@link #idAt}). Paths are those of {@link JsonPath}. What a
 * call lacks, or says in words that were not declared, is no news.
 */
public final class JsonReports {

    private static final String UNKNOWN = "";

    private final CallGuard guard;
    private final Map<Field, String> paths;
    private final Map<String, Meaning> words;

    private enum Field {
        DELIVERY,
        ID,
        STATUS,
        REASON,
        NUMBER,
        WORD_ID,
        FROM,
        TEXT
    }

    private enum Meaning {
        DELIVERED,
        FAILED,
        DEAD,
        TAKEN
    }

    private JsonReports(CallGuard guard, Map<Field, String> paths, Map<String, Meaning> words) {
        this.guard = guard;
        this.paths = Map.copyOf(paths);
        this.words = Map.copyOf(words);
    }

    /** In calls that pass this guard. */
    public static JsonReports from(CallGuard guard) {
        return new JsonReports(Objects.requireNonNull(guard, "guard"), Map.of(), Map.of());
    }

    /** Names our id of the delivery there, which the gateway was given as {@code {id}}. */
    public JsonReports deliveryAt(String path) {
        return with(Field.DELIVERY, path);
    }

    /** Names its own id of the message there; the gateway's answer to a text has to name it as well ({@link JsonGateway#idAt}). */
    public JsonReports idAt(String path) {
        return with(Field.ID, path);
    }

    /** Says there what became of a message. */
    public JsonReports statusAt(String path) {
        return with(Field.STATUS, path);
    }

    /** Says there why; shown to operators if it is a word or number. Default: it does not say. */
    public JsonReports reasonAt(String path) {
        return with(Field.REASON, path);
    }

    /** Names there the number a message went to, which is withdrawn where it is dead. Default: it does not. */
    public JsonReports numberAt(String path) {
        return with(Field.NUMBER, path);
    }

    /** Says that a message arrived in one of these words. */
    public JsonReports delivered(String... statuses) {
        return with(Meaning.DELIVERED, statuses);
    }

    /** Says that a message will not arrive in one of these words. */
    public JsonReports failed(String... statuses) {
        return with(Meaning.FAILED, statuses);
    }

    /** Says that a number is dead in one of these words, as status or as reason. */
    public JsonReports dead(String... statusesOrReasons) {
        return with(Meaning.DEAD, statusesOrReasons);
    }

    /** Says in one of these words, as status, that the key was pressed by which a call is taken on. It has to name our id ({@link #deliveryAt}). */
    public JsonReports taken(String... statuses) {
        return with(Meaning.TAKEN, statuses);
    }

    /** Hands on what people send back: an id of its own, their number and their words stand there. */
    public JsonReports words(String idPath, String fromPath, String textPath) {
        return with(Field.WORD_ID, idPath).with(Field.FROM, fromPath).with(Field.TEXT, textPath);
    }

    private JsonReports with(Field field, String path) {
        Map<Field, String> more = new HashMap<>(paths);
        more.put(field, Names.checkText("path", path, 200));
        return new JsonReports(guard, more, words);
    }

    private JsonReports with(Meaning meaning, String... said) {
        Map<String, Meaning> more = new HashMap<>(words);
        for (String word : said) {
            if (more.put(word, meaning) != null) {
                throw new InvalidInputException("status", word + " is given twice");
            }
        }
        return new JsonReports(guard, paths, more);
    }

    /** Whether reports name nothing but the gateway's own id. */
    boolean tracks() {
        return paths.containsKey(Field.ID) && !paths.containsKey(Field.DELIVERY);
    }

    /** @throws InvalidInputException if something that it needs was not said */
    void check() {
        boolean words = paths.containsKey(Field.WORD_ID);
        boolean reports = paths.containsKey(Field.STATUS);
        if (!words && !reports) {
            throw new InvalidInputException("reports", "say nothing: say statusAt(..) or words(..)");
        }
        if (reports && !paths.containsKey(Field.ID) && !paths.containsKey(Field.DELIVERY)) {
            throw new InvalidInputException("reports", "name no message: say deliveryAt(..) or idAt(..)");
        }
        if (this.words.containsValue(Meaning.TAKEN) && !paths.containsKey(Field.DELIVERY)) {
            throw new InvalidInputException("reports", "do not name what is taken on: say deliveryAt(..)");
        }
        if (reports && this.words.isEmpty()) {
            throw new InvalidInputException("reports", "know no status: say delivered(..) and failed(..)");
        }
    }

    List<? extends Heard> read(ProviderCall call, ChannelName channel) {
        guard.check(call);
        Map<String, Object> said;
        try {
            said = HttpJson.read(call.text());
        } catch (IllegalArgumentException e) {
            return List.of();
        }
        Optional<? extends Heard> heard =
                at(said, Field.STATUS).isPresent() ? report(said, channel) : word(said, channel);
        return heard.stream().toList();
    }

    private Optional<String> at(Map<String, Object> said, Field field) {
        return Optional.ofNullable(paths.get(field)).flatMap(path -> JsonPath.at(said, path));
    }

    private Optional<Heard> report(Map<String, Object> said, ChannelName channel) {
        String status = at(said, Field.STATUS).orElse(UNKNOWN);
        String why = at(said, Field.REASON)
                .filter(r -> r.matches("[A-Za-z0-9._-]{1,60}"))
                .orElse(UNKNOWN);
        Meaning meaning = words.get(why) == Meaning.DEAD ? Meaning.DEAD : words.get(status);
        if (meaning == null) {
            return Optional.empty();
        }
        if (meaning == Meaning.TAKEN) {
            return at(said, Field.DELIVERY).flatMap(GatewayText::delivery).map(Taking::new);
        }
        Report.Kind kind = meaning == Meaning.DELIVERED ? Report.Kind.DELIVERED : Report.Kind.FAILED;
        String reason = "the gateway says "
                + (words.containsKey(status) ? status : meaning.name().toLowerCase(Locale.ROOT))
                + (why.isEmpty() ? "" : ", " + why);
        Address dead = meaning == Meaning.DEAD
                ? at(said, Field.NUMBER)
                        .flatMap(number -> GatewayText.address(channel, number))
                        .orElse(null)
                : null;
        Optional<Heard> ours =
                at(said, Field.DELIVERY).flatMap(GatewayText::delivery).map(id -> new Report(id, kind, reason, dead));
        return ours.or(
                () -> at(said, Field.ID).flatMap(GatewayText::id).map(id -> new TrackedReport(id, kind, reason, dead)));
    }

    private Optional<Heard> word(Map<String, Object> said, ChannelName channel) {
        Optional<String> id = at(said, Field.WORD_ID).flatMap(GatewayText::id);
        Optional<Address> from = at(said, Field.FROM).flatMap(number -> GatewayText.address(channel, number));
        String text = at(said, Field.TEXT).orElse("");
        return id.isPresent() && from.isPresent() ? Optional.of(Word.of(id.get(), from.get(), text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "JsonReports[" + guard + "]";
    }
}
