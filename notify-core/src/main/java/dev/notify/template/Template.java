package dev.notify.template;

import dev.notify.internal.json.Digest;
import dev.notify.internal.mustache.Text;
import dev.notify.model.Names;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A title and a body with variables in double braces (Mustache).
 *
 * <p>Rendering is strict: a variable that the data lacks is an error. Values are put in as they are, once, and never read as
 * template text again; in a title, what would break the line becomes a space. Immutable and safe to share.
 */
public final class Template {

    private final Text title;
    private final Text body;
    private final String hash;

    private Template(String title, String body) {
        Names.checkText("title", title, 500);
        this.title = read(Text.Kind.TITLE, "title", title);
        this.body = read(Text.Kind.PLAIN, "body", Objects.requireNonNull(body, "body"));
        this.hash = Digest.name(title, body);
    }

    /**
     * Reads a template.
     *
     * @throws TemplateException if it is not well formed
     */
    public static Template of(String title, String body) {
        return new Template(title, body);
    }

    private static Text read(Text.Kind kind, String name, String text) {
        try {
            return Text.of(kind, new Text.Whole(text, Text.Places.in(name, text)));
        } catch (Text.Broken e) {
            throw new TemplateException("A template is not well formed: " + e.getMessage(), e);
        }
    }

    /** The text of the title. */
    public String title() {
        return title.source();
    }

    /** The text of the body. */
    public String body() {
        return body.source();
    }

    /** Names this very text; 32 hexadecimal digits. */
    public String hash() {
        return hash;
    }

    /**
     * Puts the data in, in English and by the clock of UTC.
     *
     * @throws TemplateException naming the variable that is missing
     */
    public Words render(Map<String, Object> data) {
        return render(data, Locale.ENGLISH, ZoneId.of("UTC"));
    }

    /**
     * Puts the data in, with times and numbers in this language and by the clock of this zone.
     *
     * @throws TemplateException naming the variable that is missing, or that is no time or number and is used as one
     */
    public Words render(Map<String, Object> data, Locale locale, ZoneId zone) {
        Text.Voice voice = new Text.Voice(locale, zone);
        try {
            return new Words(title.render(data, voice), body.render(data, voice));
        } catch (Text.Broken e) {
            throw new TemplateException("A template does not fit the data: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "Template[" + hash + "]";
    }
}
