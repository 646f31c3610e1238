package dev.notify.internal.desk;

import dev.notify.escalation.Acknowledgement;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.EscalationId;
import dev.notify.escalation.EscalationReceipt;
import dev.notify.escalation.EscalationStatus;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.dispatch.Dispatcher;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.links.LinkMint;
import dev.notify.internal.people.People;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.model.NotRunningException;
import dev.notify.model.NotificationId;
import dev.notify.model.Tenant;
import dev.notify.preference.ConsentLedger;
import dev.notify.preference.PreferenceBook;
import dev.notify.report.Reports;
import dev.notify.request.Scope;
import dev.notify.security.Links;
import dev.notify.sign.Signer;
import dev.notify.sign.Signs;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreSession;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives live views of people's own records. Safe for all threads; what it gives blocks for the store. */
public final class Desk {

    private final Setup setup;
    private final Writing writing;
    private final People people;
    private final Announcer announcer;
    private final Store store;
    private final Intake intake;
    private final LinkMint mint;

    /** Reads and changes in this store. */
    public Desk(
            Setup setup,
            Surroundings surroundings,
            Store store,
            People people,
            Dispatcher dispatcher,
            Announcer announcer,
            Intake intake) {
        this.intake = intake;
        this.setup = setup;
        this.people = people;
        this.announcer = announcer;
        this.writing = new Writing(setup, surroundings, store, people, dispatcher);
        this.store = store;
        this.mint = new LinkMint(setup);
    }

    /** What recipients want. */
    public PreferenceBook preferences(Scope scope) {
        return id -> new StoredPreferences(setup, writing, scope, Writing.recipient(id));
    }

    /** What was said of addresses. */
    public ConsentLedger consent(Scope scope) {
        return new StoredConsent(setup, writing, scope);
    }

    /** What providers say of deliveries. */
    public Reports reports(Scope scope) {
        return new StoredReports(setup, writing, people, announcer, intake, scope);
    }

    /** Takes a report in that was kept because it came too early; returns whether that is done with, and false if it is too early still. */
    public boolean again(Rows.Card kept) {
        Scope scope = Scope.DEFAULT.forTenant(Tenant.of(kept.place().tenant())).as(Actor.NOTIFY);
        return new StoredReports(setup, writing, people, announcer, intake, scope).again(kept);
    }

    /** What recipients have let us know. */
    public Signs signs(Scope scope) {
        return new StoredSigns(setup, writing, scope);
    }

    /** The store as it is seen in this scope. */
    public StoreSession session(Scope scope) {
        return writing.session(scope);
    }

    /** What is stored of escalations, and what is said to them. */
    public EscalationBook escalations(Scope scope) {
        return new Escalating(setup, writing, scope);
    }

    /** Escalations in one scope; each change is one transaction. */
    public interface EscalationBook {

        /** Begins one that was checked, or finds the one that was begun under its key. */
        EscalationReceipt begin(Escalation escalation);

        /** How some stand; those that are unknown are absent. */
        List<EscalationStatus> status(Collection<UUID> ids);

        /** The one that was begun under a key. */
        Optional<UUID> byKey(String type, String key);

        /** The one that has sent a notification. */
        Optional<UUID> of(NotificationId notification);

        /** Those that are open, oldest first. */
        List<UUID> open(@Nullable String after, int limit);

        /** Takes one on in somebody's name, if they were asked and nobody has it. */
        Acknowledgement acknowledge(EscalationId id, Signer signer);

        /** Ends one; whether it was not over before. */
        boolean close(EscalationId id, EscalationStatus.State how, String why);
    }

    /** What signed links do; only where the service makes any. */
    public Links links(Scope scope) {
        if (!mint.used()) {
            throw new NotRunningException("This service makes no links: say links(..) when it is built");
        }
        return new StoredLinks(setup, mint, writing, people, store.reads(), scope);
    }

    /** What is to be written, and what the caller is told; nothing is written without a step. */
    public record Change<T>(Optional<CardPart.Step> step, T result) {}

    /** Cards as they are seen in this scope. */
    public CardPart cards(Scope scope) {
        return writing.in(scope);
    }

    /**
     * Writes what {@code change} makes of the cards as they are, in this scope's transaction or one of its own, and has new work looked at.
     *
     * @param change called again after another's write came between
     * @throws dev.notify.store.StoreBusyException if others were faster every time
     */
    public <T> T write(Scope scope, Function<CardPart, Change<T>> change) {
        return writing.write(scope, part -> {
            Change<T> made = change.apply(part);
            return new Writing.Change<>(made.step().orElse(null), made.result());
        });
    }

    /** Has what waits for somebody decided again. */
    public void replan(String recipientId, Scope scope) {
        String recipient = Writing.recipient(recipientId);
        writing.write(scope, cards -> {
            Writing.Draft draft = writing.draft(scope);
            draft.replan(recipient);
            return draft.change(recipient);
        });
    }
}
