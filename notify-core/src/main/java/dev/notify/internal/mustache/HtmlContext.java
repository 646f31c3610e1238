package dev.notify.internal.mustache;

import java.util.Locale;
import java.util.Set;

/** Follows HTML from the left and knows where it stands: between tags, in an attribute, in a script. */
final class HtmlContext {

    private enum State {
        TEXT,
        MARKUP,
        IN_TAG,
        ATTRIBUTE_NAME,
        AFTER_NAME,
        BEFORE_VALUE,
        QUOTED,
        UNQUOTED,
        COMMENT,
        RAW
    }

    private static final Set<String> RAW =
            Set.of("script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext");

    private State state = State.TEXT;
    private final StringBuilder element = new StringBuilder();
    private final StringBuilder attribute = new StringBuilder();
    private final StringBuilder value = new StringBuilder();
    private char quote;

    /** Where a tag of ours stands. Two are equal if what follows reads the same after either. */
    record Spot(String what, String element, String attribute) {

        private static final Set<String> PLAIN_ATTRIBUTES = Set.of(
                "abbr",
                "alt",
                "aria-label",
                "class",
                "colspan",
                "content-label",
                "dir",
                "height",
                "id",
                "lang",
                "name",
                "rowspan",
                "title",
                "value",
                "width");
        private static final Set<String> LINKS = Set.of("a href", "area href", "img src");

        boolean isText() {
            return what.equals("text");
        }

        boolean isPlainAttribute() {
            return what.startsWith("quoted") && PLAIN_ATTRIBUTES.contains(attribute);
        }

        boolean isLink() {
            return what.startsWith("quoted") && LINKS.contains(element + " " + attribute);
        }

        @Override
        public String toString() {
            return switch (what.substring(0, Math.min(4, what.length()))) {
                case "quot" -> "the attribute " + attribute;
                case "UNQU", "BEFO" -> "an attribute without quotes";
                case "COMM" -> "a comment";
                case "RAW" -> "<" + element + ">";
                default -> "a tag";
            };
        }
    }

    Spot spot() {
        return switch (state) {
            case TEXT -> new Spot("text", "", "");
            case QUOTED -> new Spot("quoted" + quote, element.toString(), attribute.toString());
            default -> new Spot(state.name(), element.toString(), attribute.toString());
        };
    }

    /** What the attribute holds so far. */
    String valueSoFar() {
        return value.toString();
    }

    void read(CharSequence html) {
        html.chars().forEach(c -> step((char) c));
    }

    /** Something stands in the attribute whose text is not known yet. */
    void readUnknown() {
        if (state == State.QUOTED) {
            value.append('x');
        }
    }

    private void step(char c) {
        switch (state) {
            case TEXT -> text(c);
            case MARKUP -> markup(c);
            case IN_TAG -> inTag(c);
            case ATTRIBUTE_NAME -> attributeName(c);
            case AFTER_NAME -> afterName(c);
            case BEFORE_VALUE -> beforeValue(c);
            case QUOTED -> quoted(c);
            case UNQUOTED -> unquoted(c);
            case COMMENT -> comment(c);
            case RAW -> raw(c);
        }
    }

    private void text(char c) {
        if (c == '<') {
            element.setLength(0);
            state = State.MARKUP;
        }
    }

    private void markup(char c) {
        if (c == '>') {
            endOfTag();
        } else if (Character.isWhitespace(c) || c == '/' && element.length() > 0) {
            state = element.length() == 0 ? State.TEXT : State.IN_TAG;
        } else if (element.length() == 0 && !isLetter(c) && c != '/' && c != '!' && c != '?') {
            state = State.TEXT;
            text(c);
        } else {
            element.append(lower(c));
            if (element.toString().equals("!--")) {
                value.setLength(0);
                state = State.COMMENT;
            }
        }
    }

    private void inTag(char c) {
        if (c == '>') {
            endOfTag();
        } else if (!Character.isWhitespace(c) && c != '/') {
            attribute.setLength(0);
            attribute.append(lower(c));
            state = State.ATTRIBUTE_NAME;
        }
    }

    private void attributeName(char c) {
        if (c == '>') {
            endOfTag();
        } else if (c == '=') {
            state = State.BEFORE_VALUE;
        } else if (c == '/') {
            state = State.IN_TAG;
        } else if (Character.isWhitespace(c)) {
            state = State.AFTER_NAME;
        } else {
            attribute.append(lower(c));
        }
    }

    private void afterName(char c) {
        if (c == '=') {
            state = State.BEFORE_VALUE;
        } else if (!Character.isWhitespace(c)) {
            state = State.IN_TAG;
            inTag(c);
        }
    }

    private void beforeValue(char c) {
        if (c == '>') {
            endOfTag();
        } else if (!Character.isWhitespace(c)) {
            value.setLength(0);
            quote = c;
            state = c == '"' || c == '\'' ? State.QUOTED : State.UNQUOTED;
        }
    }

    private void quoted(char c) {
        if (c == quote) {
            state = State.IN_TAG;
        } else {
            value.append(c);
        }
    }

    private void unquoted(char c) {
        if (c == '>') {
            endOfTag();
        } else if (Character.isWhitespace(c)) {
            state = State.IN_TAG;
        }
    }

    private void comment(char c) {
        value.append(c);
        if (c == '>' && (value.toString().endsWith("-->") || value.toString().endsWith("--!>"))) {
            state = State.TEXT;
        }
    }

    private void raw(char c) {
        value.append(lower(c));
        String end = "</" + element;
        int from = value.length() - end.length() - 1;
        boolean ends = (c == '>' || c == '/' || Character.isWhitespace(c)) && from >= 0;
        if (ends && value.substring(from, value.length() - 1).equals(end)) {
            element.insert(0, '/');
            state = State.IN_TAG;
            inTag(c);
        }
    }

    private void endOfTag() {
        value.setLength(0);
        state = RAW.contains(element.toString()) ? State.RAW : State.TEXT;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static String lower(char c) {
        return String.valueOf(c).toLowerCase(Locale.ROOT);
    }
}
