package dev.notify.internal.words;

import dev.notify.internal.json.Digest;
import dev.notify.internal.mustache.Text;
import dev.notify.store.Rows;
import dev.notify.template.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said in one language on one channel.
 *
 * @param name what people call it: a file, or the type that says it in code
 */
record Saying(String name, Text title, Text body, @Nullable Text html) {

    private static final String HTML = "html";

    static Saying of(String name, Text.Whole title, Text.Whole body, Text.@Nullable Whole html) {
        return new Saying(
                name,
                Text.of(Text.Kind.TITLE, title),
                Text.of(Text.Kind.PLAIN, body),
                html == null ? null : Text.of(Text.Kind.HTML, html));
    }

    /** From what was stored under its hashes. */
    static Saying stored(Rows.Template text, Rows.@Nullable Template html) {
        String name = "stored words " + text.hash();
        return of(
                name,
                whole(name + " title", text.title()),
                whole(name, text.body()),
                html == null ? null : whole(name + " html", html.body()));
    }

    static Text.Whole whole(String name, String text) {
        return new Text.Whole(text, Text.Places.in(name, text));
    }

    List<Text> texts() {
        return html == null ? List.of(title, body) : List.of(title, body, html);
    }

    String hash() {
        return Digest.name(title.source(), body.source());
    }

    @Nullable
    String htmlHash() {
        return html == null ? null : Digest.name(HTML, html.source());
    }

    List<Rows.Template> rows() {
        List<Rows.Template> rows = new ArrayList<>();
        rows.add(new Rows.Template(hash(), title.source(), body.source()));
        if (html != null) {
            rows.add(new Rows.Template(Digest.name(HTML, html.source()), HTML, html.source()));
        }
        return rows;
    }

    Words render(Map<String, Object> data, Text.Voice voice) {
        return new Words(
                title.render(data, voice).strip(),
                body.render(data, voice),
                html == null ? null : html.render(data, voice));
    }
}
