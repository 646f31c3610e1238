package dev.notify.internal.mustache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the tags of a text and refuses what is not well formed, with its place. */
final class Scan {

    private static final int LONGEST = 200;

    private final String text;
    private final Text.Places places;
    private final List<Tag> tags = new ArrayList<>();
    private int at;

    private Scan(String text, Text.Places places) {
        this.text = text;
        this.places = places;
    }

    /** The tags in order; each section that is opened is closed. */
    static List<Tag> of(String text, Text.Places places) {
        Scan scan = new Scan(text, places);
        scan.read();
        scan.checkSections();
        return List.copyOf(scan.tags);
    }

    private void read() {
        for (int start = text.indexOf("{{"); start >= 0; start = text.indexOf("{{", at)) {
            boolean triple = text.startsWith("{{{", start);
            String closing = triple ? "}}}" : "}}";
            int inside = start + closing.length();
            int close = text.indexOf(closing, inside);
            if (close < 0) {
                throw new Text.Broken(
                        "a tag is opened with " + "{{{".substring(0, closing.length()) + " and not closed",
                        places.of(start));
            }
            at = close + closing.length();
            tags.add(tag(triple, text.substring(inside, close), start));
        }
    }

    private Tag tag(boolean triple, String inside, int start) {
        char first = inside.isEmpty() ? ' ' : inside.charAt(0);
        if (!triple && first == '!') {
            return new Tag(Tag.Kind.COMMENT, "", start, at);
        }
        Tag.Kind kind = triple ? Tag.Kind.UNESCAPED : kind(first, start);
        String name = (kind == Tag.Kind.VARIABLE || triple ? inside : inside.substring(1)).strip();
        checkName(name, start);
        return new Tag(kind, name, start, at);
    }

    private Tag.Kind kind(char first, int start) {
        return switch (first) {
            case '#' -> Tag.Kind.SECTION;
            case '^' -> Tag.Kind.INVERTED;
            case '/' -> Tag.Kind.END;
            case '>' -> Tag.Kind.PARTIAL;
            case '&' -> Tag.Kind.UNESCAPED;
            case '=' -> throw new Text.Broken("the braces cannot be changed for others", places.of(start));
            case '<', '$' ->
                throw new Text.Broken("parents and blocks are not known: use a layout or {{> part}}", places.of(start));
            default -> Tag.Kind.VARIABLE;
        };
    }

    /** Letters, digits, - and _ in parts joined by dots; or the dot alone, which is the value itself. */
    private void checkName(String name, int start) {
        if (name.equals(".")) {
            return;
        }
        boolean letter = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '_' || c == '-';
            if (!plain && !(c == '.' && letter)) {
                letter = false;
                break;
            }
            letter = plain;
        }
        if (!letter || name.length() > LONGEST) {
            throw new Text.Broken(
                    "a tag holds no name: use letters, digits, - and _, with dots between parts", places.of(start));
        }
    }

    private void checkSections() {
        Deque<Tag> open = new ArrayDeque<>();
        for (Tag tag : tags) {
            if (tag.opens()) {
                open.push(tag);
            } else if (tag.kind() == Tag.Kind.END) {
                Tag last = open.poll();
                if (last == null || !last.name().equals(tag.name())) {
                    throw new Text.Broken(
                            "the section '" + tag.name() + "' is closed"
                                    + (last == null ? " and was not opened" : " where '" + last.name() + "' is open"),
                            places.of(tag.start()));
                }
            }
        }
        if (!open.isEmpty()) {
            throw new Text.Broken(
                    "the section '" + open.peek().name() + "' is opened and not closed",
                    places.of(open.peek().start()));
        }
    }
}
