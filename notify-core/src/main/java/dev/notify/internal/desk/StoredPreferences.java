package dev.notify.internal.desk;

import dev.notify.internal.cards.Cards;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.preference.OwnPreferences;
import dev.notify.preference.PreferenceChange;
import dev.notify.preference.PreferenceHistory;
import dev.notify.preference.Preferences;
import dev.notify.request.Scope;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The preferences of one recipient, where they lie. */
final class StoredPreferences implements OwnPreferences {

    private static final Duration FARTHEST = Duration.ofDays(3_660);
    private static final int LONGEST_WHY = 300;

    private final Setup setup;
    private final Writing writing;
    private final Cards cards;
    private final Scope scope;
    private final String recipient;

    StoredPreferences(Setup setup, Writing writing, Scope scope, String recipient) {
        this.setup = setup;
        this.writing = writing;
        this.cards = writing.cards();
        this.scope = scope;
        this.recipient = recipient;
    }

    @Override
    public Preferences current() {
        return said(writing.read(writing.in(scope), place()));
    }

    @Override
    public Preferences change(UnaryOperator<Preferences> change) {
        return change(Optional.empty(), change);
    }

    @Override
    public Preferences change(String why, UnaryOperator<Preferences> change) {
        return change(Optional.of(Names.checkText("why", why, LONGEST_WHY)), change);
    }

    @Override
    public Preferences pauseAllUntil(Instant until, String why) {
        Instant now = writing.surroundings().time().now();
        if (!until.isAfter(now) || until.isAfter(now.plus(FARTHEST))) {
            throw new InvalidInputException("pauseAllUntil", "must be after now, and within ten years");
        }
        return change(why, p -> p.pauseUntil(until));
    }

    @Override
    public Preferences copyFrom(String otherRecipientId) {
        Preferences theirs =
                new StoredPreferences(setup, writing, scope, Writing.recipient(otherRecipientId)).current();
        return replace(theirs);
    }

    @Override
    public PreferenceHistory history(Optional<String> after, int limit) {
        Pages.Page page = Pages.of(writing.in(scope), Cards.historyOf(place()), after, limit);
        return new PreferenceHistory(page.lines().stream().map(cards::change).toList(), page.next());
    }

    private CardPart.Place place() {
        return place(writing.now(scope, recipient));
    }

    private CardPart.Place place(String who) {
        return cards.preferencesAt(scope.tenant(), who);
    }

    private Preferences said(Rows.@Nullable Card card) {
        return card == null ? Preferences.none() : cards.preferences(card);
    }

    private Preferences change(Optional<String> why, UnaryOperator<Preferences> change) {
        writing.use(Cards.Part.PREFERENCES);
        return writing.write(scope, part -> {
            String who = writing.now(scope, recipient);
            Rows.Card card = writing.read(part, place(who));
            Preferences before = said(card);
            Preferences after = Objects.requireNonNull(change.apply(before), "change answered null");
            if (after.equals(before)) {
                return Writing.Change.nothing(before);
            }
            checkKnown(before, after);
            Writing.Draft draft = writing.draft(scope);
            add(draft, who, card, before, after, why);
            return draft.change(after);
        });
    }

    /** Adds a change to a step, if it changes anything; what it names need not be known any more. */
    void into(Writing.Draft draft, CardPart part, String why, UnaryOperator<Preferences> change) {
        String who = writing.now(scope, recipient);
        Rows.Card card = writing.read(part, place(who));
        Preferences before = said(card);
        Preferences after = change.apply(before);
        if (!after.equals(before)) {
            add(draft, who, card, before, after, Optional.of(why));
        }
    }

    private void add(
            Writing.Draft draft,
            String who,
            Rows.@Nullable Card card,
            Preferences before,
            Preferences after,
            Optional<String> why) {
        CardPart.Put put = cards.preferences(place(who), card, draft.id(), after, draft.now());
        long number = card == null ? 1 : card.version() + 1;
        PreferenceChange line =
                new PreferenceChange(number, Instant.ofEpochMilli(draft.now()), scope.actor(), why, before, after);
        draft.put(put);
        draft.put(cards.change(place(who), line, draft.id()));
        draft.trail("preferences.changed", put.id(), String.join("; ", line.differences()));
        draft.replan(who);
    }

    /** Refuses what nobody could mean: a choice that is new, about what this service does not know. */
    private void checkKnown(Preferences before, Preferences after) {
        for (Preferences.Topic topic : after.choices().keySet()) {
            if (!before.choices().containsKey(topic)) {
                boolean known =
                        topic.type() ? setup.types().containsKey(topic.name()) : setup.knowsCategory(topic.name());
                if (!known) {
                    throw new InvalidInputException(
                            topic.type() ? "type" : "category",
                            topic.name() + " is not known: define(..) a type "
                                    + (topic.type() ? "of that name" : "of that category"));
                }
                ChannelName channel = topic.channel();
                if (channel != null) {
                    checkKnown(channel);
                }
            }
        }
        Stream.concat(
                        after.channelsOff().stream()
                                .filter(c -> !before.channelsOff().contains(c)),
                        after.preferredTimes().keySet().stream()
                                .filter(c -> !before.preferredTimes().containsKey(c)))
                .forEach(this::checkKnown);
    }

    private void checkKnown(ChannelName channel) {
        boolean known = !setup.lines().knowsChannels()
                || setup.lines().has(channel)
                || setup.types().values().stream().anyMatch(t -> t.channels().contains(channel));
        if (!known) {
            throw new InvalidInputException("channel", channel + " is not known: no type goes by it");
        }
    }
}
