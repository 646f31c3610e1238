package dev.notify.template;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.notify.model.Names;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/**
 * A title and a body with variables in double braces (Mustache).
 *
 * <p>Rendering is strict: a variable that the data lacks is an error. Values are put in as they are, once, and never read as
 * template text again. Immutable and safe to share.
 */
public final class Template {

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().escapeHTML(false).strictSections(false).withCollector(new DataCollector());

    private final String title;
    private final String body;
    private final String hash;
    private final com.samskivert.mustache.Template titleWords;
    private final com.samskivert.mustache.Template bodyWords;

    private Template(String title, String body) {
        this.title = Names.checkText("title", title, 500);
        this.body = Objects.requireNonNull(body, "body");
        this.titleWords = compile("title", title);
        this.bodyWords = compile("body", body);
        this.hash = hash(title, body);
    }

    /**
     * Reads a template.
     *
     * @throws TemplateException if it is not well formed
     */
    public static Template of(String title, String body) {
        return new Template(title, body);
    }

    private static com.samskivert.mustache.Template compile(String part, String text) {
        if (text.lastIndexOf("{{") > text.lastIndexOf("}}") && !text.contains("{{=")) {
            throw new TemplateException("The " + part + " of a template opens a variable and does not close it", null);
        }
        try {
            com.samskivert.mustache.Template compiled = COMPILER.compile(text);
            compiled.visit(new NoIncludes(part));
            return compiled;
        } catch (MustacheException e) {
            throw new TemplateException("The " + part + " of a template is not well formed: " + e.getMessage(), e);
        }
    }

    /** A template is one text, so that its hash says all: it brings in no other. */
    private record NoIncludes(String part) implements Mustache.Visitor {
        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {}

        @Override
        public boolean visitInclude(String name) {
            throw new TemplateException("The " + part + " of a template includes another, which none may", null);
        }

        @Override
        public boolean visitParent(String name) {
            return visitInclude(name);
        }

        @Override
        public boolean visitSection(String name) {
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            return true;
        }
    }

    private static String hash(String title, String body) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(title.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            sha.update(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The text of the title. */
    public String title() {
        return title;
    }

    /** The text of the body. */
    public String body() {
        return body;
    }

    /** Names this very text; 32 hexadecimal digits. */
    public String hash() {
        return hash;
    }

    /**
     * Puts the data in.
     *
     * @throws TemplateException naming the variable that is missing
     */
    public Words render(Map<String, Object> data) {
        return new Words(render(titleWords, data), render(bodyWords, data));
    }

    private static String render(com.samskivert.mustache.Template words, Map<String, Object> data) {
        try {
            return words.execute(data);
        } catch (MustacheException.Context e) {
            throw new TemplateException("The data lacks the variable '" + e.key + "' (line " + e.lineNo + ")", e);
        } catch (MustacheException e) {
            throw new TemplateException("A template could not be rendered with this data", e);
        }
    }

    @Override
    public String toString() {
        return "Template[" + hash + "]";
    }
}
