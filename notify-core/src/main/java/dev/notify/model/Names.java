package dev.notify.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one rule for names that hosts choose: types, channels, tenants, handlers, and languages. */
public final class Names {

    private static final Set<String> LANGUAGES = Stream.concat(
                    Arrays.stream(Locale.getISOLanguages()),
                    Arrays.stream(Locale.getAvailableLocales()).map(Locale::getLanguage))
            .filter(language -> !language.isEmpty())
            .collect(Collectors.toUnmodifiableSet());

    private Names() {}

    /**
     * Checks the tag of a language, such as {@code af-ZA}.
     *
     * @return the language
     * @throws InvalidInputException naming {@code field}, if it is not well formed or no language is known by it
     */
    public static Locale checkLanguage(String field, String tag) {
        Locale parsed = Locale.forLanguageTag(tag);
        if (!parsed.toLanguageTag().equalsIgnoreCase(tag)) {
            throw new InvalidInputException(field, "is no language tag: use one such as af-ZA");
        }
        if (!LANGUAGES.contains(parsed.getLanguage())) {
            throw new InvalidInputException(field, "names no known language: use a tag such as af-ZA");
        }
        return parsed;
    }

    /**
     * Checks a name: 1 to {@code max} characters out of {@code a-z A-Z 0-9 . _ : -}, beginning with a letter or digit.
     *
     * @return the name
     * @throws InvalidInputException naming {@code field}
     */
    public static String check(String field, String name, int max) {
        if (name == null || name.isEmpty()) {
            throw new InvalidInputException(field, "is empty: give it a name");
        }
        if (name.length() > max) {
            throw new InvalidInputException(
                    field, "has " + name.length() + " characters: at most " + max + " are allowed");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            boolean mark = c == '-' || c == '_' || c == '.' || c == ':';
            if (!plain && !(mark && i > 0)) {
                throw new InvalidInputException(
                        field,
                        "has a character that names may not have at place " + (i + 1)
                                + ": use letters, digits and - _ . :");
            }
        }
        return name;
    }

    /**
     * Checks text a host uses to recognise something of its own: an id, a key, a subject. Any characters but controls, not
     * blank, at most {@code max} characters.
     *
     * @return the text
     * @throws InvalidInputException naming {@code field}
     */
    public static String checkText(String field, String text, int max) {
        if (text == null || text.isBlank()) {
            throw new InvalidInputException(field, "is empty");
        }
        if (text.length() > max) {
            throw new InvalidInputException(
                    field, "has " + text.length() + " characters: at most " + max + " are allowed");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw new InvalidInputException(field, "has a control character at place " + (i + 1));
            }
        }
        return checkWhole(field, text);
    }

    /**
     * Checks that text has no half characters: no store and no channel could keep them. Any text else, of any length.
     *
     * @return the text
     * @throws InvalidInputException naming {@code field}
     */
    public static String checkWhole(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !pairedSurrogate(text, i)) {
                throw new InvalidInputException(field, "has half a character (a lone surrogate) at place " + (i + 1));
            }
        }
        return text;
    }

    private static boolean pairedSurrogate(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
