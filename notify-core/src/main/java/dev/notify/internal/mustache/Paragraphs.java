package dev.notify.internal.mustache;

import com.samskivert.mustache.Escapers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns plain text into HTML of the same look: what it says escaped, its lines kept, its tags left for the data. */
final class Paragraphs {

    private final String plain;
    private final StringBuilder html = new StringBuilder();
    private final TreeMap<Integer, Integer> origins = new TreeMap<>();

    private Paragraphs(String plain) {
        this.plain = plain;
    }

    static Text.Whole of(Text.Whole whole) {
        Paragraphs paragraphs = new Paragraphs(whole.text());
        List<Tag> tags = new ArrayList<>(Scan.of(whole.text(), whole.places()));
        int at = 0;
        for (Tag tag : tags) {
            paragraphs.literal(at, tag.start());
            paragraphs.tag(tag);
            at = tag.end();
        }
        paragraphs.literal(at, whole.text().length());
        TreeMap<Integer, Integer> origins = paragraphs.origins;
        return new Text.Whole(paragraphs.html.toString(), offset -> {
            Map.Entry<Integer, Integer> origin = origins.floorEntry(offset);
            return whole.places().of(origin == null ? 0 : origin.getValue());
        });
    }

    private void tag(Tag tag) {
        origins.put(html.length(), tag.start());
        html.append(
                tag.kind() == Tag.Kind.UNESCAPED ? "{{" + tag.name() + "}}" : plain.substring(tag.start(), tag.end()));
    }

    private void literal(int from, int to) {
        for (int i = from; i < to; i++) {
            origins.put(html.length(), i);
            char c = plain.charAt(i);
            if (c == '\n') {
                html.append(standsAlone(i) ? "\n" : "<br>\n");
            } else {
                html.append(Escapers.HTML.escape(String.valueOf(c)));
            }
        }
    }

    /** Whether the line that ends here holds a section's tag and nothing else: it makes no line of its own. */
    private boolean standsAlone(int end) {
        String line = plain.substring(plain.lastIndexOf('\n', end - 1) + 1, end).strip();
        return line.matches("\\{\\{[#^/!][^}]*}}");
    }
}
