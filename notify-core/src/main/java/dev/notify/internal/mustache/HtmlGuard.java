package dev.notify.internal.mustache;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Lets values into HTML only where escaping makes them harmless: between tags, in quoted attributes that hold words, and in links.
 * A link as a whole is checked when it is put in, a piece of one is encoded. Everything else is refused when the text is read.
 */
final class HtmlGuard {

    private final String html;
    private final Text.Places places;
    private final HtmlContext context = new HtmlContext();
    private final Deque<HtmlContext.Spot> sections = new ArrayDeque<>();
    private final StringBuilder guarded = new StringBuilder();

    private HtmlGuard(String html, Text.Places places) {
        this.html = html;
        this.places = places;
    }

    /** The text to compile: as long in lines as this one. */
    static String guarded(String html, List<Tag> tags, Text.Places places) {
        HtmlGuard guard = new HtmlGuard(html, places);
        int at = 0;
        for (Tag tag : tags) {
            guard.literal(at, tag.start());
            guard.tag(tag);
            at = tag.end();
        }
        guard.literal(at, html.length());
        HtmlContext.Spot end = guard.context.spot();
        if (!end.isText()) {
            throw new Text.Broken("the HTML ends within " + end, places.of(html.length()));
        }
        return guard.guarded.toString();
    }

    private void literal(int from, int to) {
        String literal = html.substring(from, to);
        context.read(literal);
        guarded.append(literal);
    }

    private void tag(Tag tag) {
        HtmlContext.Spot spot = context.spot();
        if (tag.opens()) {
            if (spot.isLink()) {
                throw broken(tag, "is a section within a link: choose between whole links instead");
            }
            sections.push(spot);
        } else if (tag.kind() == Tag.Kind.END && !sections.pop().equals(spot)) {
            throw broken(tag, "is a section that begins and ends at different kinds of places in the HTML");
        }
        guarded.append(tag.writes() ? variable(tag, spot) : html.substring(tag.start(), tag.end()));
    }

    private String variable(Tag tag, HtmlContext.Spot spot) {
        if (tag.kind() == Tag.Kind.UNESCAPED) {
            throw broken(tag, "would go into HTML as it is: write two braces, so that it is escaped");
        }
        if (spot.isLink()) {
            return link(tag);
        }
        if (!spot.isText() && !spot.isPlainAttribute()) {
            throw broken(tag, "stands in " + spot + ", where no value can be made harmless");
        }
        return html.substring(tag.start(), tag.end());
    }

    private String link(Tag tag) {
        String before = context.valueSoFar();
        if (tag.name().equals(".")) {
            throw broken(tag, "stands in a link without a name");
        }
        if (!before.isEmpty() && !Links.decides(before)) {
            throw broken(
                    tag,
                    "stands in a link that does not say yet where it goes: begin it with https://host/, or let the value be all of it");
        }
        context.readUnknown();
        return "{{" + tag.name() + "." + (before.isEmpty() ? Links.WHOLE : Links.PIECE) + "}}";
    }

    private Text.Broken broken(Tag tag, String problem) {
        return new Text.Broken("'" + tag.name() + "' " + problem, places.of(tag.start()));
    }
}
