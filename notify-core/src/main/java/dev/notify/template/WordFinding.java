package dev.notify.template;

/**
 * Something about words that somebody should look at.
 *
 * @param type the type whose words they are; empty where it concerns them all
 * @param where a file and a line, or what stands for them
 */
public record WordFinding(Kind kind, String type, String where, String what) {

    /** What sort of thing. */
    public enum Kind {
        /** {@code start()} refuses it: words that are missing or not well formed, private data in discreet words. */
        REFUSED,
        /** Words use a variable that the type does not require, outside any section that asks whether it is there. */
        UNKNOWN_VARIABLE,
        /** The type requires a variable that no words use. */
        UNUSED_VARIABLE,
        /** Words in one language do not use a variable that those in the service's language do. */
        MISSING_KEY,
        /** People who read one of the service's languages are told it in another. */
        UNTRANSLATED,
        /** A text message would take more than one segment. */
        LONG_SMS
    }

    /** One line. */
    public String asText() {
        return kind + " " + (where.isEmpty() ? "" : where + ": ") + what;
    }
}
