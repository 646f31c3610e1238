package dev.notify.internal.words;

import dev.notify.internal.mustache.Text;
import dev.notify.internal.words.WordSet.Slot;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.request.NotificationType;
import dev.notify.template.Layer;
import dev.notify.template.Template;
import dev.notify.template.Templates;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Finds the words of types under the names that {@link Templates} promises, and says what is wrong with them. */
final class Catalogue {

    private static final String TEXT = ".txt";
    private static final String HTML = ".html";
    private static final String CONTENT = "content";
    private static final int LONGEST_TITLE = 500;

    private final WordBook.Sources from;
    private final Set<String> tags;
    private final Map<String, Optional<Text.Named>> files = new HashMap<>();
    private final Set<String> findings = new LinkedHashSet<>();

    Catalogue(WordBook.Sources from) {
        this.from = from;
        this.tags = Languages.all(from.languages(), from.standard());
    }

    Set<String> findings() {
        return findings;
    }

    /** The names of all texts that were looked for. */
    Set<String> asked() {
        return Set.copyOf(files.keySet());
    }

    WordSet wordsOf(NotificationType type) {
        Map<Slot, Saying> sayings = new TreeMap<>();
        type.text().ifPresent(t -> sayings.put(new Slot(Layer.FULL, Slot.ANY, Slot.INLINE), inline(type, "text", t)));
        type.discreet()
                .ifPresent(
                        t -> sayings.put(new Slot(Layer.DISCREET, Slot.ANY, Slot.INLINE), inline(type, "discreet", t)));
        if (type != NotificationType.AD_HOC) {
            for (Layer layer : Layer.values()) {
                for (String channel : channelsOf(type)) {
                    tags.forEach(tag -> read(type, new Slot(layer, channel, tag), sayings));
                }
            }
        }
        return new WordSet(from.standard(), sayings);
    }

    private Set<String> channelsOf(NotificationType type) {
        Set<String> channels = new LinkedHashSet<>();
        channels.add(Slot.ANY);
        type.channels().forEach(c -> channels.add(c.value()));
        from.channels().stream().map(ChannelName::value).sorted().forEach(channels::add);
        return channels;
    }

    private static Saying inline(NotificationType type, String where, Template template) {
        String name = where + "(..) of type " + type.name();
        return Saying.of(
                name,
                Saying.whole(name + ", title", template.title()),
                Saying.whole(name + ", body", template.body()),
                null);
    }

    private void read(NotificationType type, Slot key, Map<Slot, Saying> sayings) {
        try {
            String base = type.name() + "/";
            Optional<Text.Named> own = file(base + key.channel() + suffix(key) + TEXT);
            Optional<Text.Named> html = file(base + key.channel() + suffix(key) + HTML);
            if (own.isEmpty() && html.isPresent()) {
                findings.add("words: " + html.get().name()
                        + " stands alone: put a .txt of the same name beside it, with the title and the plain text");
                return;
            }
            Optional<Text.Named> text = own.or(() -> file(base + Slot.ANY + suffix(key) + TEXT));
            Optional<Text.Named> shown = own.isPresent() ? html : file(base + Slot.ANY + suffix(key) + HTML);
            if (text.isPresent()) {
                sayings.put(key, saying(key, text.get(), shown.orElse(null)));
            }
        } catch (RuntimeException e) {
            findings.add("words: " + e.getMessage());
        }
    }

    private static String suffix(Slot key) {
        return (key.layer() == Layer.DISCREET ? ".discreet" : "") + (key.tag().isEmpty() ? "" : "." + key.tag());
    }

    /** A file without what editors leave at its ends. Layouts and parts are asked for again and again. */
    private Optional<Text.Named> file(String name) {
        Optional<Text.Named> known = files.get(name);
        if (known == null) {
            known = from.templates().read(name).map(text -> new Text.Named(name, plain(text)));
            files.put(name, known);
        }
        return known;
    }

    private static String plain(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        return (lines.startsWith("\ufeff") ? lines.substring(1) : lines).stripTrailing();
    }

    private Saying saying(Slot key, Text.Named file, Text.@Nullable Named html) {
        int end = file.text().indexOf('\n');
        String title = end < 0 ? file.text() : file.text().substring(0, end);
        String rest = end < 0 ? "" : file.text().substring(end + 1);
        int gap = rest.indexOf('\n');
        if (!(gap < 0 ? rest : rest.substring(0, gap)).isBlank()) {
            throw new IllegalArgumentException(
                    file.name() + " line 2: is not empty: the first line is the title, and an empty line follows it");
        }
        checkTitle(file.name(), title);
        Text.Named body = new Text.Named(file.name(), gap < 0 ? "" : rest.substring(gap + 1), 3);
        return Saying.of(
                file.name(),
                Text.whole(new Text.Named(file.name(), title.strip()), part -> part(part, key, TEXT)),
                inLayout(key, Text.whole(body, part -> part(part, key, TEXT)), body, TEXT),
                htmlOf(key, body, html));
    }

    private static void checkTitle(String file, String title) {
        try {
            Names.checkText("title", title, LONGEST_TITLE);
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(file + " line 1: is no title: " + e.getMessage(), e);
        }
    }

    /** HTML of its own, or what the plain text looks like, if there is a layout to show it in. */
    private Text.@Nullable Whole htmlOf(Slot key, Text.Named body, Text.@Nullable Named html) {
        if (html != null) {
            return inLayout(key, Text.whole(html, part -> part(part, key, HTML)), html, HTML);
        }
        if (layout(key, HTML).isEmpty()) {
            return null;
        }
        Text.Whole shown = Text.asHtml(Text.whole(body, part -> part(part, key, TEXT)));
        return inLayout(key, shown, new Text.Named(body.name(), shown.text(), body.firstLine()), HTML);
    }

    private Text.Whole inLayout(Slot key, Text.Whole content, Text.Named itself, String kind) {
        Optional<Text.Named> layout = layout(key, kind);
        if (layout.isEmpty()) {
            return content;
        }
        AtomicBoolean shown = new AtomicBoolean();
        Text.Whole whole = Text.whole(layout.get(), part -> {
            if (part.equals(CONTENT)) {
                shown.set(true);
                return Optional.of(itself);
            }
            return part(part, key, kind);
        });
        if (!shown.get()) {
            throw new IllegalArgumentException(
                    layout.get().name() + " line 1: is a layout without {{> content}}, where the words go");
        }
        return whole;
    }

    /** Language before channel, channel before layer. */
    private Optional<Text.Named> layout(Slot key, String kind) {
        List<String> channels = key.channel().equals(Slot.ANY) ? List.of(Slot.ANY) : List.of(key.channel(), Slot.ANY);
        List<Layer> layers = key.layer() == Layer.FULL ? List.of(Layer.FULL) : List.of(Layer.DISCREET, Layer.FULL);
        return partTags(key).stream()
                .flatMap(tag -> channels.stream()
                        .flatMap(channel -> layers.stream().map(layer -> new Slot(layer, channel, tag))))
                .map(place -> file("layout/" + place.channel() + suffix(place) + kind))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Text.Named> part(String name, Slot key, String kind) {
        return partTags(key).stream()
                .map(tag -> file("parts/" + name + (tag.isEmpty() ? "" : "." + tag) + kind))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Parts are looked up in the words' own language first; words for everybody are in the service's. */
    private Set<String> partTags(Slot key) {
        Locale own = key.tag().isEmpty() ? from.standard() : Locale.forLanguageTag(key.tag());
        Set<String> tags = new LinkedHashSet<>(Languages.chain(own));
        tags.add(Languages.ANY);
        return tags;
    }
}
