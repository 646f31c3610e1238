package dev.notify.internal.upkeep;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Trace;
import dev.notify.internal.setup.Setup;
import dev.notify.internal.upkeep.TemplateCards.Kept;
import dev.notify.internal.upkeep.TemplateCards.Shelf;
import dev.notify.internal.words.WordBook;
import dev.notify.model.Actor;
import dev.notify.model.InvalidInputException;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.template.TemplateEditor;
import dev.notify.template.TemplateException;
import dev.notify.template.WordFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Words that are edited in the store: looked after on every node, and changed by those who edit them. */
final class EditedTemplates {

    private static final Logger LOG = LoggerFactory.getLogger(EditedTemplates.class);
    private static final String COMPONENT = "templates";
    private static final long EVERY = 3_000;
    private static final int ROUNDS = 10;

    /** Looked for only where others name or need them. */
    private static final Pattern SHARED = Pattern.compile("(layout|parts)/[A-Za-z0-9][A-Za-z0-9_.-]*\\.(txt|html)");

    private static final int LONGEST_NAME = 200;

    private final Surroundings surroundings;
    private final Store store;
    private final Announcer announcer;
    private final WordBook words;
    private final TemplateCards cards;
    private volatile boolean ended;
    private volatile long seen;

    EditedTemplates(Setup setup, Surroundings surroundings, Store store, Announcer announcer) {
        this.surroundings = surroundings;
        this.store = store;
        this.announcer = announcer;
        this.words = setup.words();
        this.cards = new TemplateCards(surroundings, store, setup.seams().seal());
    }

    /** Says what is in the store from now on, and looks for changes every few seconds. */
    void start() {
        if (words.isEdited()) {
            tick();
        }
    }

    void stop() {
        ended = true;
    }

    private void tick() {
        if (ended) {
            return;
        }
        try {
            follow();
        } catch (StoreException e) {
            LOG.debug("edited templates could not be looked for", Trace.of(e));
        } finally {
            surroundings.tasks().after(EVERY, this::tick);
        }
    }

    private void follow() {
        if (cards.changes() == seen) {
            return;
        }
        Shelf shelf = cards.read();
        WordBook.Draft draft = words.draft(shelf.plain());
        List<WordFinding> refused = draft.refused();
        if (refused.isEmpty()) {
            store.accepts().pin(draft.rows());
            use(draft, shelf.changes());
            announcer.clear(COMPONENT);
        } else {
            use(null, shelf.changes());
            announcer.raise(
                    Health.Status.DEGRADED,
                    COMPONENT,
                    "what was edited does not fit this release, so that this node goes on with the words it had: "
                            + lines(refused, "; "));
        }
    }

    /** Never goes back to what was read before, whoever comes first. */
    private synchronized void use(WordBook.@Nullable Draft draft, long changes) {
        if (changes > seen) {
            if (draft != null) {
                words.use(draft);
            }
            seen = changes;
        }
    }

    private static String lines(List<WordFinding> findings, String between) {
        return findings.stream().map(WordFinding::what).collect(Collectors.joining(between));
    }

    TemplateEditor by(Actor actor) {
        return new Editor(actor);
    }

    private final class Editor implements TemplateEditor {

        private final Actor actor;

        Editor(Actor actor) {
            this.actor = actor;
        }

        @Override
        public List<Edited> list() {
            return cards.read().texts().values().stream().map(Kept::edited).toList();
        }

        @Override
        public Optional<Edited> find(String name) {
            return Optional.ofNullable(cards.read().texts().get(name)).map(Kept::edited);
        }

        @Override
        public List<WordFinding> check(String name, String text) {
            checkLengths(name, text);
            WordBook.Draft draft = words.draft(cards.read().with(name, text));
            checkAsked(name, draft);
            return draft.check();
        }

        @Override
        public Edited put(String name, String text) {
            return change(name, text, null);
        }

        @Override
        public Edited put(String name, String text, long version) {
            return change(name, text, version);
        }

        @Override
        public boolean remove(String name) {
            if (find(name).isEmpty()) {
                return false;
            }
            change(name, null, null);
            return true;
        }

        private Edited change(String name, @Nullable String text, @Nullable Long expected) {
            checkLengths(name, text == null ? "" : text);
            for (int round = 0; round < ROUNDS; round++) {
                Edited edited = changeOnce(name, text, expected);
                if (edited != null) {
                    return edited;
                }
            }
            throw new StoreBusyException("edit a template: others change templates again and again", null);
        }

        private @Nullable Edited changeOnce(String name, @Nullable String text, @Nullable Long expected) {
            Shelf shelf = cards.read();
            if (expected != null && expected != shelf.versionOf(name)) {
                throw new TemplateException(
                        name + " is at version " + shelf.versionOf(name) + " in the store and not at " + expected
                                + ": read it again",
                        null);
            }
            WordBook.Draft draft = words.draft(shelf.with(name, text));
            if (text != null) {
                checkAsked(name, draft);
            }
            checkWords(words.draft(shelf.plain()), draft);
            store.accepts().pin(draft.rows());
            Edited edited = cards.write(shelf, name, text, actor);
            if (edited != null && draft.refused().isEmpty()) {
                use(draft, shelf.changes() + 1);
            }
            return edited;
        }

        /** What was wrong before is no reason not to change a thing. */
        private void checkWords(WordBook.Draft before, WordBook.Draft draft) {
            List<WordFinding> wrong = new ArrayList<>(draft.refused());
            wrong.removeAll(before.refused());
            if (!wrong.isEmpty()) {
                throw new TemplateException(lines(wrong, System.lineSeparator()), null);
            }
        }

        private void checkAsked(String name, WordBook.Draft draft) {
            if (!draft.asked(name) && !SHARED.matcher(name).matches()) {
                throw new InvalidInputException(
                        "name",
                        "'" + name + "' is looked for by no type, channel and language of this service: write it as in"
                                + " lab-result-ready/email.discreet.af.txt");
            }
        }

        private static void checkLengths(String name, String text) {
            if (name.length() > LONGEST_NAME) {
                throw new InvalidInputException("name", "is longer than " + LONGEST_NAME + " characters");
            }
            if (text.length() > LONGEST) {
                throw new InvalidInputException("text", "is longer than " + LONGEST + " characters");
            }
        }
    }
}
