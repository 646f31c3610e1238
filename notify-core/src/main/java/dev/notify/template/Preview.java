package dev.notify.template;

import dev.notify.model.ChannelName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What one type says in one language with some data. {@code toString} does not show the words, {@link #asText()} does. */
public record Preview(String type, Locale locale, List<Shown> shown) {

    public Preview {
        shown = List.copyOf(shown);
    }

    /**
     * The words on one channel.
     *
     * @param goesOut whether these, and not those of the other layer, are what a recipient gets there
     * @param from the file, or the type, that says it
     * @param segments how many a text message takes; 0 on other channels
     */
    public record Shown(ChannelName channel, Layer layer, boolean goesOut, String from, Words words, int segments) {}

    /** The words on this channel, if there are any of that layer. */
    public Optional<Words> words(ChannelName channel, Layer layer) {
        return shown.stream()
                .filter(s -> s.channel().equals(channel) && s.layer() == layer)
                .map(Shown::words)
                .findFirst();
    }

    /** For people: every channel with its words, those that go out marked. */
    public String asText() {
        StringBuilder text = new StringBuilder(type + " in " + locale.toLanguageTag());
        for (Shown s : shown) {
            text.append("\n\n")
                    .append(s.goesOut() ? "* " : "  ")
                    .append(s.channel() + ", " + (s.layer() == Layer.FULL ? "full" : "discreet") + ", from " + s.from())
                    .append(
                            s.segments() > 0
                                    ? ", " + s.segments() + (s.segments() == 1 ? " segment" : " segments")
                                    : "")
                    .append(s.words().asHtml().map(html -> ", with HTML").orElse(""))
                    .append("\n    ")
                    .append(s.words().title())
                    .append("\n    ")
                    .append(s.words().body().replace("\n", "\n    "));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "Preview[" + type + " in " + locale.toLanguageTag() + ", " + shown.size() + " texts]";
    }
}
