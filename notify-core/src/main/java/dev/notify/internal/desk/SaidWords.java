package dev.notify.internal.desk;

import dev.notify.internal.cards.Cards;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.setup.Setup;
import dev.notify.model.ChannelName;
import dev.notify.preference.AddressConsent;
import dev.notify.preference.Consent;
import dev.notify.preference.ConsentEntry;
import dev.notify.report.Reports.Effect;
import dev.notify.report.Word;
import dev.notify.request.Notification;
import dev.notify.request.Scope;
import dev.notify.store.CardPart;
import java.time.Duration;
import java.time.Instant;

/** Words that people send back: into the consent ledger, each once, by the id their provider gave it. */
final class SaidWords {

    private static final String KIND = "report.word";
    private static final long REMEMBERED = Duration.ofDays(90).toMillis();
    private static final Duration HELP_IS_OF_USE = Duration.ofHours(1);

    private final Setup setup;
    private final Writing writing;
    private final Intake intake;
    private final Scope scope;

    SaidWords(Setup setup, Writing writing, Intake intake, Scope scope) {
        this.setup = setup;
        this.writing = writing;
        this.intake = intake;
        this.scope = scope;
    }

    Effect take(ChannelName channel, Word word) {
        return switch (word.kind()) {
            case STOP -> consent(channel, word, Consent.WITHDRAWN, false);
            case START -> consent(channel, word, Consent.GIVEN, false);
            case YES -> consent(channel, word, Consent.GIVEN, true);
            case HELP -> help(channel, word);
            case OTHER -> Effect.UNKNOWN;
        };
    }

    /** @param onlyWhereWithdrawn it may be an answer to something else */
    private Effect consent(ChannelName channel, Word word, Consent says, boolean onlyWhereWithdrawn) {
        StoredConsent ledger = new StoredConsent(setup, writing, scope);
        CardPart.Place place = new CardPart.Place(
                scope.tenant().value(),
                KIND,
                channel.value(),
                setup.seams().seal().lookup("card.owner", word.id()));
        if (onlyWhereWithdrawn && !isWithdrawn(ledger.of(word.from()))) {
            return Effect.UNKNOWN;
        }
        writing.use(Cards.Part.CONSENT);
        return writing.write(scope, cards -> {
            if (writing.read(cards, place) != null) {
                return Writing.Change.nothing(Effect.KNOWN);
            }
            Writing.Draft draft = writing.draft(scope);
            draft.put(new CardPart.Put(place, draft.id(), 0L, draft.now(), draft.now() + REMEMBERED, "{}"));
            String source = (says == Consent.GIVEN ? "START" : "STOP") + " by " + channel.value();
            ledger.into(
                    draft,
                    cards,
                    new ConsentEntry(
                            word.from(), null, says, source, Instant.ofEpochMilli(draft.now()), scope.actor()));
            return draft.change(Effect.CHANGED);
        });
    }

    private static boolean isWithdrawn(AddressConsent stands) {
        return stands.forEverything()
                .filter(e -> e.consent() == Consent.WITHDRAWN)
                .isPresent();
    }

    /** Sent like anything else, so that it is recorded and limited like anything else; the key makes it one however often it is asked by this call. */
    private Effect help(ChannelName channel, Word word) {
        if (word.help().isEmpty()) {
            return Effect.UNKNOWN;
        }
        intake.send(
                Notification.text("Help", word.help().get())
                        .toAddress(word.from())
                        .key("help:" + setup.seams().seal().lookup("card.owner", channel + " " + word.id()))
                        .expiresAfter(HELP_IS_OF_USE),
                scope);
        return Effect.NOTED;
    }
}
