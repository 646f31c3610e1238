package dev.notify.internal.mustache;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One text, checked and compiled. Immutable, safe for all threads.
 *
 * <p>Rendering is strict: a variable that is missing, or of a kind that cannot be shown as the text asks, is an error that names
 * variable and place. Values are put in once and never read as text with tags again.
 */
public final class Text {

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .strictSections(false)
            .withCollector(new Value.Collector())
            .withFormatter(Value::textOf)
            .withLoader(name -> {
                throw new IllegalStateException("parts are put in before a text is compiled");
            });

    private final Kind kind;
    private final String source;
    private final Places places;
    private final List<Tag> tags;
    private final List<Tag> plurals;
    private final Template compiled;

    private Text(Kind kind, String source, Places places) {
        this.kind = kind;
        this.source = source;
        this.places = places;
        this.tags = Scan.of(source, places);
        tags.stream().filter(t -> t.kind() == Tag.Kind.PARTIAL).findFirst().ifPresent(t -> {
            throw new Broken("it brings in '" + t.name() + "', and only files can have parts", places.of(t.start()));
        });
        checkPlurals();
        Set<String> certain =
                uses().stream().filter(Use::certain).map(Use::name).collect(Collectors.toSet());
        this.plurals = tags.stream()
                .filter(t -> t.opens() && isPlural(t) && t.owner().equals(t.variable()) && certain.contains(t.name()))
                .toList();
        String toCompile = kind == Kind.HTML ? HtmlGuard.guarded(source, tags, places) : source;
        try {
            this.compiled = COMPILER.withEscaper(escaper(kind)).compile(toCompile);
        } catch (MustacheException e) {
            throw new Broken("it cannot be read: " + e.getMessage(), places.of(0));
        }
    }

    /** What a text is for, and so how values are put in. */
    public enum Kind {
        /** One line: whatever breaks lines becomes a space. */
        TITLE,
        /** Plain text: values as they are. */
        PLAIN,
        /** HTML: values escaped. */
        HTML
    }

    /** In which language, and by which clock. */
    public record Voice(Locale locale, ZoneId zone) {}

    /**
     * A text and what to call it in errors.
     *
     * @param name a file name
     * @param firstLine the line of the file it begins at
     */
    public record Named(String name, String text, int firstLine) {
        /** A whole file. */
        public Named(String name, String text) {
            this(name, text, 1);
        }

        Places places() {
            return offset -> name + " line " + (firstLine + linesBefore(text, offset));
        }
    }

    /** A text that was put together, and where its pieces came from. */
    public record Whole(String text, Places places) {}

    /** Tells where a character of a text stands, for people: a file and a line. */
    @FunctionalInterface
    public interface Places {
        /** The place of the character at this offset. */
        String of(int offset);

        /** Lines of one text of this name. */
        static Places in(String name, String text) {
            return new Named(name, text).places();
        }
    }

    private static long linesBefore(String text, int offset) {
        return text.substring(0, Math.min(offset, text.length()))
                .chars()
                .filter(c -> c == '\n')
                .count();
    }

    /**
     * A variable that a text uses.
     *
     * @param variable its own name, before any dot
     * @param name as the text calls it
     * @param part of what kind of value the last part of its name is
     * @param certain whether it stands outside every section, and so in data that is always asked
     * @param place where, for people
     */
    public record Use(String variable, String name, Part part, boolean certain, String place) {}

    /** What has parts. */
    public enum Part {
        /** The name has none. */
        NONE,
        TIME,
        NUMBER
    }

    /** Says what is wrong with a text, or with data for it, and where. Repeats no value. */
    public static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String problem, String place) {
            super(place + ": " + problem);
        }
    }

    /**
     * Reads a text.
     *
     * @throws Broken if it is not well formed
     */
    public static Text of(Kind kind, Whole whole) {
        return new Text(kind, whole.text(), whole.places());
    }

    /**
     * Puts the parts into a text that names them as {@code {{> part}}}.
     *
     * @throws Broken if a part is missing, or holds itself
     */
    public static Whole whole(Named main, Function<String, Optional<Named>> find) {
        return Parts.of(main, find);
    }

    /** Plain text with tags as HTML with tags that looks the same. */
    public static Whole asHtml(Whole plain) {
        return Paragraphs.of(plain);
    }

    private static Mustache.Escaper escaper(Kind kind) {
        return switch (kind) {
            case TITLE -> Text::oneLine;
            case PLAIN -> Escapers.NONE;
            case HTML -> Escapers.HTML;
        };
    }

    private void checkPlurals() {
        Set<String> names = new TreeSet<>(tags.stream().map(Tag::name).toList());
        for (Tag tag : tags) {
            if (isPlural(tag)) {
                if (tag.writes()) {
                    throw new Broken(
                            "'" + tag.name() + "' is a plural form: write {{#" + tag.name() + "}}..{{/" + tag.name()
                                    + "}}",
                            places.of(tag.start()));
                }
                if (!names.contains(tag.owner() + "." + Plurals.OTHER)) {
                    throw new Broken(
                            "'" + tag.name() + "' needs '" + tag.owner() + "." + Plurals.OTHER
                                    + "' beside it, for every other number",
                            places.of(tag.start()));
                }
            }
        }
    }

    private static boolean isPlural(Tag tag) {
        return !tag.owner().isEmpty() && Plurals.isForm(tag.last());
    }

    /** As it was read, parts and all: what is stored and named by its hash. */
    public String source() {
        return source;
    }

    /** Every variable it uses, sections included, in order. */
    public List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        Deque<Tag> open = new ArrayDeque<>();
        for (Tag tag : tags) {
            if (tag.kind() == Tag.Kind.END) {
                open.pop();
            } else if ((tag.writes() || tag.opens()) && !tag.name().equals(".")) {
                boolean asked = tag.writes() || isPlural(tag);
                boolean outside = open.stream().allMatch(Text::isPlural);
                Part part = tag.owner().isEmpty() ? Part.NONE : Forms.partOf(tag.last());
                uses.add(new Use(tag.variable(), tag.name(), part, asked && outside, places.of(tag.start())));
            }
            if (tag.opens()) {
                open.push(tag);
            }
        }
        return uses;
    }

    /** What it asks of data, whatever it says: of two texts, data that fits the one that asks for more fits both. */
    public Set<String> asks() {
        Set<String> asks = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (Tag tag : tags) {
            switch (tag.kind()) {
                case SECTION, INVERTED -> {
                    asks.add(open + tag.name());
                    open.push((tag.kind() == Tag.Kind.SECTION ? "#" : "^") + tag.name());
                }
                case END -> open.pop();
                case VARIABLE, UNESCAPED -> asks.add(open + tag.name() + (kind == Kind.HTML ? "!" : ""));
                default -> {}
            }
        }
        return asks;
    }

    /**
     * Puts the data in.
     *
     * @throws Broken naming the variable that is missing or of the wrong kind, and its place
     */
    public String render(Map<String, Object> data, Voice voice) {
        checkCounted(data);
        Capped out = new Capped();
        try {
            compiled.execute(Value.of(data, "", voice), out);
        } catch (WrongKind e) {
            throw wrong(e);
        } catch (Capped.Full e) {
            throw new Broken(Capped.FULL, places.of(0));
        } catch (MustacheException.Context e) {
            throw e.getCause() instanceof WrongKind wrong
                    ? wrong(wrong)
                    : lacks(e.key.replaceAll("\\.@[a-z]+$", ""), offsetOf(e.key, e.lineNo));
        } catch (MustacheException e) {
            throw e.getCause() instanceof Capped.Full
                    ? new Broken(Capped.FULL, places.of(0))
                    : new Broken("it cannot be rendered with this data", places.of(0));
        }
        return out.text();
    }

    /** A section whose variable is missing is left out; a plural whose number is missing must not be. */
    private void checkCounted(Map<String, Object> data) {
        for (Tag tag : plurals) {
            Object value = data.get(tag.owner());
            if (value == null) {
                throw lacks(tag.name(), tag.start());
            }
            if (!(value instanceof Number) && !(value instanceof Map)) {
                throw new Broken(
                        "'" + tag.owner() + "' is no number, so it has no part '" + tag.last() + "'",
                        places.of(tag.start()));
            }
        }
    }

    private Broken lacks(String name, int offset) {
        return new Broken("the data lacks the variable '" + name + "'", places.of(offset));
    }

    private Broken wrong(WrongKind e) {
        String path = e.path();
        int offset = tags.stream()
                .filter(t -> t.name().equals(path) || t.name().startsWith(path + ".") || path.endsWith("." + t.name()))
                .mapToInt(Tag::start)
                .findFirst()
                .orElse(0);
        return new Broken(e.problem(), places.of(offset));
    }

    /** Where a name stands on a line, as jmustache counts them. */
    private int offsetOf(String key, int line) {
        return tags.stream()
                .filter(t -> key.equals(t.name())
                        || key.startsWith(t.name() + ".")
                        || t.name().endsWith("." + key))
                .filter(t -> 1
                                + source.substring(0, t.start())
                                        .chars()
                                        .filter(c -> c == '\n')
                                        .count()
                        == line)
                .mapToInt(Tag::start)
                .findFirst()
                .orElse(0);
    }

    private static String oneLine(String value) {
        StringBuilder line = new StringBuilder(value.length());
        value.codePoints()
                .forEach(c -> line.appendCodePoint(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c));
        return line.toString();
    }

    @Override
    public String toString() {
        return "Text[" + kind + "]";
    }
}
