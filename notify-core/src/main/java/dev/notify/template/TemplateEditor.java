package dev.notify.template;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Changes words while services run: texts that are kept in the store and stand over those of the same name that the service was
 * built with.
 *
 * <p>Names are those of {@link Templates}. A text is checked as at {@code start()} before it is stored: one that does not compile, that
 * shows private data in discreet words, or that leaves a type without words is refused, and nothing changes. Every node says the new words within
 * a few seconds; what was accepted before goes out in the words it was accepted with. Who changed what, and when, is written to the
 * trail ({@code template.put}, {@code template.removed}).
 *
 * <p>Safe for all threads and nodes: of two who change texts at once one comes second, and is checked against what the first wrote. Every method
 * asks the store, and throws its {@code StoreException} if that is away or others were in the way.
 */
public interface TemplateEditor {

    /** How long a text may be, in characters. */
    int LONGEST = 65_536;

    /** All texts in the store, by name. */
    List<Edited> list();

    /** The text of this name, if the store has one. */
    Optional<Edited> find(String name);

    /**
     * What is wrong, or looks wrong, with the words of all types if this text were put: what {@link Wording#check()} would say.
     * Nothing is stored.
     *
     * @throws dev.notify.model.InvalidInputException as {@link #put(String, String)}
     */
    List<WordFinding> check(String name, String text);

    /**
     * Puts a text, over what is there.
     *
     * @throws dev.notify.model.InvalidInputException if no type, channel and language of this service looks for a text of this name,
     *     or the text is too long
     * @throws TemplateException if the words would be wrong, with file and line
     */
    Edited put(String name, String text);

    /**
     * Puts a text if this version is there, 0 for none.
     *
     * @throws TemplateException also if another version is there
     */
    Edited put(String name, String text, long version);

    /**
     * Takes a text out of the store, so that what the service was built with counts again.
     *
     * @return false if the store has none of this name
     * @throws TemplateException if the words would be wrong without it
     */
    boolean remove(String name);

    /**
     * A text in the store.
     *
     * @param version 1 at first, and one more with every change
     * @param by who changed it last
     */
    record Edited(String name, String text, long version, Instant changedAt, String by) {

        @Override
        public String toString() {
            return "Edited[" + name + ", version " + version + ", by " + by + " at " + changedAt + "]";
        }
    }
}
