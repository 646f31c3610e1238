package dev.notify.internal.words;

import static dev.notify.template.WordFinding.Kind.LONG_SMS;
import static dev.notify.template.WordFinding.Kind.MISSING_KEY;
import static dev.notify.template.WordFinding.Kind.UNKNOWN_VARIABLE;
import static dev.notify.template.WordFinding.Kind.UNTRANSLATED;
import static dev.notify.template.WordFinding.Kind.UNUSED_VARIABLE;

import dev.notify.internal.mustache.Text;
import dev.notify.model.ChannelName;
import dev.notify.request.NotificationType;
import dev.notify.sms.SmsText;
import dev.notify.template.Layer;
import dev.notify.template.WordFinding;
import dev.notify.template.Words;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at the words of one type as a careful reader would. */
final class Lint {

    private final NotificationType type;
    private final WordSet words;
    private final WordBook.Sources from;
    private final Set<WordFinding> findings = new LinkedHashSet<>();

    Lint(NotificationType type, WordSet words, WordBook.Sources from) {
        this.type = type;
        this.words = words;
        this.from = from;
    }

    Set<WordFinding> findings() {
        checkVariables();
        checkTranslations();
        words.sayings().forEach((slot, saying) -> {
            if (slot.channel().equals(ChannelName.SMS.value())) {
                checkLength(slot, saying);
            }
        });
        words.choose(false, ChannelName.SMS, null)
                .filter(chosen -> type.channels().contains(ChannelName.SMS))
                .ifPresent(chosen -> checkLength(chosen.slot(), chosen.saying()));
        return findings;
    }

    private void add(WordFinding.Kind kind, String where, String what) {
        findings.add(new WordFinding(kind, type.name(), where, what));
    }

    private void checkVariables() {
        Set<String> used = new TreeSet<>();
        for (Saying saying : words.sayings().values()) {
            for (Text text : saying.texts()) {
                for (Text.Use use : text.uses()) {
                    used.add(use.variable());
                    boolean ours = Words.LINKS.contains(use.variable());
                    if (use.certain() && !ours && !type.required().contains(use.variable())) {
                        add(
                                UNKNOWN_VARIABLE,
                                use.place(),
                                "'" + use.variable() + "' is not required by type " + type.name()
                                        + ": say requires(..), or ask for it with {{#" + use.variable() + "}}");
                    }
                }
            }
        }
        for (String variable : new TreeSet<>(type.required())) {
            if (!used.isEmpty() && !used.contains(variable)) {
                add(
                        UNUSED_VARIABLE,
                        "",
                        "'" + variable + "' is required by type " + type.name() + " and used in none of its words");
            }
        }
    }

    private void checkTranslations() {
        for (Locale language : from.languages()) {
            for (Layer layer : Layer.values()) {
                Set<String> foreign = new TreeSet<>();
                for (ChannelName channel : type.channels()) {
                    boolean said = layer == Layer.FULL == type.showsDetailsOn(channel);
                    if (said) {
                        compare(layer, channel, language, foreign);
                    }
                }
                if (!foreign.isEmpty()) {
                    add(
                            UNTRANSLATED,
                            "",
                            "type " + type.name() + " has no " + (layer == Layer.FULL ? "full" : "discreet")
                                    + " words in " + language.toLanguageTag() + " for " + String.join(", ", foreign));
                }
            }
        }
    }

    private void compare(Layer layer, ChannelName channel, Locale language, Set<String> foreign) {
        WordSet.Chosen standard = words.choose(layer, channel, null).orElse(null);
        WordSet.Chosen own = words.choose(layer, channel, language).orElse(null);
        if (standard == null || own == null) {
            return;
        }
        if (!own.voice().getLanguage().equals(language.getLanguage())) {
            foreign.add(channel.value());
            return;
        }
        Set<String> missing = variables(standard.saying());
        missing.removeAll(variables(own.saying()));
        for (String variable : missing) {
            add(
                    MISSING_KEY,
                    own.saying().name(),
                    "does not say '" + variable + "', which "
                            + standard.saying().name() + " does");
        }
    }

    private static Set<String> variables(Saying saying) {
        return List.of(saying.title(), saying.body()).stream()
                .flatMap(t -> t.uses().stream())
                .map(Text.Use::variable)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void checkLength(WordSet.Slot slot, Saying saying) {
        Locale voice = Languages.voice(
                slot.tag().equals(WordSet.Slot.INLINE) ? Languages.ANY : slot.tag(), null, words.standard());
        String body;
        try {
            body = saying.body().render(Samples.of(saying.body()), new Text.Voice(voice, from.zone()));
        } catch (Text.Broken e) {
            return; // its variables are of several kinds at once, which other findings tell
        }
        SmsText text = SmsText.of(body);
        if (text.parts() > 1) {
            add(
                    LONG_SMS,
                    saying.name(),
                    "takes " + text.parts() + " segments with values of usual length"
                            + (text.gsm() ? "" : ", for it has letters the alphabet of SMS lacks"));
        }
    }
}
