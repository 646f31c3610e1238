package dev.notify.template;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the words of types are kept, as texts with names: files on the class path, or whatever the host has.
 *
 * <p>Asked when a service is built, for every type, channel, language and layer, so that mistakes are found before anything is sent;
 * never asked when something is sent. The names, where {@code [..]} may be left out:
 *
 * <pre>
 * TYPE/CHANNEL[.discreet][.LANGUAGE].txt     first line the title, then an empty line, then the body
 * TYPE/CHANNEL[.discreet][.LANGUAGE].html    the body as HTML, beside a .txt of the same name
 * layout/CHANNEL[.discreet][.LANGUAGE].html  what stands around it, with {{&gt; content}} in its place; .txt likewise
 * parts/NAME[.LANGUAGE].html                 what {{&gt; NAME}} brings in; .txt in plain text
 * </pre>
 *
 * <p>CHANNEL may be {@code any}: for every channel that has no text of its own. A name without a language is for everybody else.
 */
@FunctionalInterface
public interface Templates {

    /**
     * The text of this name, such as {@code lab-result-ready/email.af.txt}. May be called by several threads.
     *
     * @throws TemplateException if it is there and cannot be read
     */
    Optional<String> read(String name);

    /** Files in UTF-8 on the class path, below this folder: {@code fromClasspath("/notify")}. */
    static Templates fromClasspath(String folder) {
        return new ClasspathTemplates(folder);
    }

    /** Texts by their names. */
    static Templates of(Map<String, String> texts) {
        Map<String, String> copy = Map.copyOf(texts);
        return name -> Optional.ofNullable(copy.get(name));
    }

    /** None: types say what they say with {@code text} and {@code discreet}. */
    static Templates none() {
        return name -> Optional.empty();
    }

    /** These, and where they have no text of a name, those: {@code ours.or(shipped)}. */
    default Templates or(Templates others) {
        Objects.requireNonNull(others, "others");
        return name -> read(name).or(() -> others.read(name));
    }
}
