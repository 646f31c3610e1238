package dev.notify.internal.words;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.notify.internal.mustache.Text;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.sms.SmsText;
import dev.notify.store.Rows;
import dev.notify.template.Layer;
import dev.notify.template.Preview;
import dev.notify.template.TemplateException;
import dev.notify.template.Templates;
import dev.notify.template.WordFinding;
import dev.notify.template.Wording;
import dev.notify.template.Words;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The words of all types of a service, as they are in this release or edited since, and by way of the store those of before.
 *
 * <p>Everything is read, checked and compiled when it is made, and again for each {@link Draft}. Safe for all threads.
 */
public final class WordBook implements Wording {

    private static final int OTHER_RELEASES = 1_000;
    private static final String SAMPLE_LINK = "https://example.org/link";

    private final Sources from;
    private final Collection<NotificationType> types;
    private volatile Edition edition;
    private final Cache<String, WordSet> byPin =
            Caffeine.newBuilder().maximumSize(OTHER_RELEASES).build();

    /**
     * Where words come from.
     *
     * @param channels those the service has; those of the types are added
     * @param languages in which words are asked for, beside the standard one
     * @param standard the service's own
     * @param zone of previews
     * @param edited whether texts in the store stand over these
     */
    public record Sources(
            Templates templates,
            Collection<ChannelName> channels,
            List<Locale> languages,
            Locale standard,
            ZoneId zone,
            boolean edited) {

        /** Only what types say in code. */
        public static final Sources NONE =
                new Sources(Templates.none(), List.of(), List.of(), Locale.ENGLISH, ZoneId.of("UTC"), false);

        public Sources {
            channels = List.copyOf(channels);
            languages = List.copyOf(languages);
        }
    }

    /**
     * Who is told what.
     *
     * @param own the words that came with the request
     */
    public record Ask(
            NotificationType type,
            Optional<Notification.Text> own,
            ChannelName channel,
            @Nullable Locale locale,
            ZoneId zone,
            Map<String, Object> data) {}

    /** What somebody is told: the words, of which layer they are, and the language they are in; null for the request's own. */
    public record Told(Layer layer, @Nullable Locale language, Words words) {}

    private WordBook(Sources from, Collection<NotificationType> types) {
        this.from = from;
        this.types = List.copyOf(types);
        this.edition = new Edition(from, this.types);
    }

    /** Reads the words of these types. */
    public static WordBook of(Sources from, Collection<NotificationType> types) {
        return new WordBook(from, types);
    }

    /** What is wrong with the words, with file and line; a service with findings does not start. */
    public List<String> findings() {
        return edition.findings();
    }

    /** On which of its channels a type has nothing to say, in words that go after its name, with what to do. */
    public List<String> missing(NotificationType type) {
        return Missing.of(type, entry(type.name()).words());
    }

    /** Whether there is something to say on this channel to somebody whose language has no words. */
    public boolean hasWords(NotificationType type, Layer layer, ChannelName channel) {
        return entry(type.name()).words().choose(layer, channel, null).isPresent();
    }

    /** Whether this type has words of that layer for some channel. */
    public boolean hasWords(NotificationType type, Layer layer) {
        return entry(type.name()).words().sayings().keySet().stream().anyMatch(k -> k.layer() == layer);
    }

    /** What a notification of this type, accepted now, is pinned to. */
    public String pin(NotificationType type) {
        return entry(type.name()).pin();
    }

    /** All words, and the lists of them, as rows to be stored before anything is pinned to them. */
    public List<Rows.Template> rows() {
        return edition.rows();
    }

    /**
     * What keeps this data from being shown in the words of this type, in whatever language, if anything does.
     *
     * @param discreetOnly whether full words are the request's own
     */
    public Optional<String> misfit(NotificationType type, Map<String, Object> data, boolean discreetOnly) {
        Edition.Entry entry = entry(type.name());
        return (discreetOnly ? entry.discreet() : entry.all())
                .misfit(data, entry.words().standard());
    }

    /**
     * The words for somebody: the request's own where details may be shown, else of the pinned ones.
     *
     * @param pin null where nothing is pinned
     * @param store finds words of another release by their hash
     * @throws TemplateException if there are none that may be shown, or they do not fit the data
     */
    public Told say(@Nullable String pin, Ask ask, Function<String, Optional<Rows.Template>> store) {
        boolean details = ask.type().showsDetailsOn(ask.channel());
        if (details && ask.own().isPresent()) {
            Notification.Text own = ask.own().get();
            return new Told(Layer.FULL, null, new Words(own.title(), own.body()));
        }
        if (pin == null) {
            throw new TemplateException("The notification has no words for " + ask.channel(), null);
        }
        WordSet.Chosen chosen = pinned(pin, store)
                .choose(details, ask.channel(), ask.locale())
                .orElseThrow(() ->
                        new TemplateException("The type has no words that may be shown on " + ask.channel(), null));
        return new Told(chosen.slot().layer(), chosen.voice(), render(chosen, ask.data(), ask.zone()));
    }

    /** Whether texts in the store stand over the others. */
    public boolean isEdited() {
        return from.edited();
    }

    /** What would be said if these texts, by their names, stood over the others. */
    public Draft draft(Map<String, String> texts) {
        Sources over = new Sources(
                Templates.of(texts).or(from.templates()),
                from.channels(),
                from.languages(),
                from.standard(),
                from.zone(),
                true);
        return new Draft(new Edition(over, types));
    }

    /** Says this from now on; what was accepted goes on with what it is pinned to. */
    public void use(Draft draft) {
        byPin.putAll(edition.ours());
        edition = draft.edition;
    }

    /** All words as they would be. */
    public static final class Draft {
        private final Edition edition;

        private Draft(Edition edition) {
            this.edition = edition;
        }

        /** What may not be. */
        public List<WordFinding> refused() {
            return edition.check().stream()
                    .filter(f -> f.kind() == WordFinding.Kind.REFUSED)
                    .toList();
        }

        /** What is wrong or looks wrong. */
        public List<WordFinding> check() {
            return edition.check();
        }

        /** Whether a text of this name was looked for. */
        public boolean asked(String name) {
            return edition.asked().contains(name);
        }

        /** All words, as rows to be stored before anything is pinned to them. */
        public List<Rows.Template> rows() {
            return edition.rows();
        }
    }

    @Override
    public List<WordFinding> check() {
        return edition.check();
    }

    @Override
    public Preview preview(String type, Locale locale, Map<String, ?> data) {
        Edition.Entry entry = edition.entries().get(type);
        if (entry == null) {
            throw new InvalidInputException("type", "'" + type + "' is not defined: add it with define(..)");
        }
        Notification sample = Notification.of(type);
        for (Map.Entry<String, ?> value : data.entrySet()) {
            sample = sample.with(value.getKey(), value.getValue());
        }
        for (String link : Words.LINKS) {
            sample = data.containsKey(link) ? sample : sample.with(link, SAMPLE_LINK);
        }
        List<Preview.Shown> shown = new ArrayList<>();
        for (ChannelName channel : entry.type().channels()) {
            Set<Layer> layers = EnumSet.noneOf(Layer.class);
            boolean details = entry.type().showsDetailsOn(channel);
            for (Layer layer : Layer.values()) {
                Optional<WordSet.Chosen> chosen = entry.words().choose(layer, channel, locale);
                boolean goesOut = layer == Layer.FULL ? details : !details || layers.isEmpty();
                if (chosen.isPresent()) {
                    layers.add(layer);
                    shown.add(shown(channel, layer, goesOut, chosen.get(), sample.data()));
                }
            }
        }
        return new Preview(type, locale, shown);
    }

    private Preview.Shown shown(
            ChannelName channel, Layer layer, boolean goesOut, WordSet.Chosen chosen, Map<String, Object> data) {
        Words words = render(chosen, data, from.zone());
        int segments =
                channel.equals(ChannelName.SMS) ? SmsText.of(words.body()).parts() : 0;
        return new Preview.Shown(channel, layer, goesOut, chosen.saying().name(), words, segments);
    }

    private static Words render(WordSet.Chosen chosen, Map<String, Object> data, ZoneId zone) {
        try {
            return chosen.saying().render(data, new Text.Voice(chosen.voice(), zone));
        } catch (Text.Broken e) {
            throw new TemplateException(String.valueOf(e.getMessage()), e);
        }
    }

    private WordSet pinned(String pin, Function<String, Optional<Rows.Template>> store) {
        WordSet known = edition.ours().get(pin);
        if (known == null) {
            known = byPin.getIfPresent(pin);
        }
        if (known == null) {
            known = Manifest.read(Manifest.row(pin, store), store);
            byPin.put(pin, known);
        }
        return known;
    }

    private Edition.Entry entry(String type) {
        Edition.Entry entry = edition.entries().get(type);
        if (entry == null) {
            throw new IllegalStateException("there is no type " + type);
        }
        return entry;
    }
}
