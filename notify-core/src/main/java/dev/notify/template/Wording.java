package dev.notify.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The words of all types of a service, to be looked at before anybody is told them: in a test, or by whoever translates.
 *
 * <p>Needs no store and no {@code start()}. Safe for all threads.
 */
public interface Wording {

    /** What is wrong, or looks wrong, with the words of all types in all languages; empty if nothing is. */
    List<WordFinding> check();

    /** {@link #check()} for people, a line each; empty if nothing is wrong. */
    default String checkAsText() {
        return check().stream().map(WordFinding::asText).collect(Collectors.joining(System.lineSeparator()));
    }

    /**
     * What a notification of this type would say to somebody who reads this language, on every channel of the type, full and
     * discreet. Moments are told by the clock of the service's zone.
     *
     * @throws dev.notify.model.InvalidInputException if there is no such type, or the data could not be sent
     * @throws TemplateException if the words do not fit the data
     */
    Preview preview(String type, Locale locale, Map<String, ?> data);
}
