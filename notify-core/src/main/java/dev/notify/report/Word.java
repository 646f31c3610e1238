package dev.notify.report;

import dev.notify.model.Address;
import dev.notify.model.Names;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A message that somebody sent back. Immutable; {@code toString} shows neither their address nor their words.
 *
 * @param id what the provider calls it, by which the same, told again, is known
 * @param from whose words they are
 * @param help what to answer where they ask for help; empty for nothing
 */
public record Word(Kind kind, String id, Address from, String text, Optional<String> help) implements Heard {

    private static final Map<String, Kind> WORDS = Map.ofEntries(
            Map.entry("STOP", Kind.STOP),
            Map.entry("STOPALL", Kind.STOP),
            Map.entry("UNSUBSCRIBE", Kind.STOP),
            Map.entry("CANCEL", Kind.STOP),
            Map.entry("END", Kind.STOP),
            Map.entry("QUIT", Kind.STOP),
            Map.entry("START", Kind.START),
            Map.entry("UNSTOP", Kind.START),
            Map.entry("YES", Kind.YES),
            Map.entry("HELP", Kind.HELP),
            Map.entry("INFO", Kind.HELP));

    /** What is meant by it. */
    public enum Kind {
        /** Nothing more to this address. */
        STOP,
        /** This address may be used. */
        START,
        /** This address may be used again, if it had been withdrawn; no more than an answer to something else otherwise. */
        YES,
        /** They want to know who writes to them. */
        HELP,
        /** Anything else: for the host to make something of. */
        OTHER
    }

    /** @throws dev.notify.model.InvalidInputException naming {@code id} if it is blank, too long or has control characters */
    public Word {
        Objects.requireNonNull(kind, "kind");
        Names.checkText("id", id, 200);
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(help, "help");
    }

    /**
     * Understands a text: the words that carriers know, in capitals or not, alone but for blanks and punctuation around them. STOP, STOPALL, UNSUBSCRIBE, CANCEL, END and
     * QUIT; START, UNSTOP and YES; HELP and INFO.
     */
    public static Word of(String id, Address from, String text) {
        String bare = text.replaceAll("^[\\s\\p{Punct}]+|[\\s\\p{Punct}]+$", "").toUpperCase(Locale.ROOT);
        return new Word(WORDS.getOrDefault(bare, Kind.OTHER), id, from, text, Optional.empty());
    }

    /** The same, where this answers whoever asks for help. */
    public Word answered(Optional<String> answer) {
        return new Word(kind, id, from, text, answer);
    }

    @Override
    public String toString() {
        return "Word[" + kind + "]";
    }
}
