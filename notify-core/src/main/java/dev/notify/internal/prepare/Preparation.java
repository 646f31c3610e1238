package dev.notify.internal.prepare;

import dev.notify.channel.Message;
import dev.notify.delivery.Decision;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.collapse.Collapse;
import dev.notify.internal.content.Content;
import dev.notify.internal.people.People;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.providers.Providers;
import dev.notify.internal.quota.QuotaStore;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.Priority;
import dev.notify.request.IfQuiet;
import dev.notify.store.InboxPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import dev.notify.template.TemplateException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Prepares a delivery for its try: asks who it is for, decides once more, and makes the message. Safe for all threads. */
public final class Preparation {

    private final Surroundings surroundings;
    private final Announcer announcer;
    private final Planner planner;
    private final People people;
    private final Decider decider;
    private final Renderer renderer;
    private final Barriers barriers;
    private final DigestTurns turns;
    private final Arrivals arrivals;

    /** Prepares with what this service was built with. */
    public Preparation(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            Planner planner,
            People people,
            Providers providers,
            QuotaStore quotas) {
        this.surroundings = surroundings;
        this.announcer = announcer;
        this.planner = planner;
        this.people = people;
        this.decider = new Decider(
                planner, quotas, new Collapse(surroundings, store, setup.seams().seal()));
        this.renderer = new Renderer(setup, surroundings.time(), store);
        this.turns = new DigestTurns(setup, surroundings, store, planner, people);
        this.barriers = new Barriers(setup, surroundings, store, announcer, people, providers);
        this.arrivals = new Arrivals(setup, surroundings.time());
    }

    /** What came of it. */
    public sealed interface Prepared {

        /** It is to be tried, with this message. */
        record Ready(Settler.Work work, Message message) implements Prepared {}

        /** No channel is to be tried now, and this is to be settled. */
        record Not(Consumer<Settler> settle) implements Prepared {}
    }

    /** Whoever holds the delivery meanwhile. */
    public interface Holder {

        /** Whether it is no longer wanted. */
        boolean cancelled();

        /** Everything is looked up; false if it was given up on meanwhile, and nothing more is to be done. */
        boolean lookedUp();
    }

    /** Prepares one. Blocks for the store, for the host's sources and for its condition. */
    public Prepared prepare(Settler.Work work, Holder holder) {
        People.Person person;
        try {
            person = people.recipientOf(work.loaded());
            announcer.clear(People.CONTACTS);
            announcer.clear(People.PREFERENCES);
            announcer.clear(People.CONSENT);
        } catch (People.Unanswered e) {
            return barriers.unanswered(work, e);
        }
        Content content;
        try {
            content = renderer.contentOf(work.loaded());
        } catch (RuntimeException e) {
            return unreadable(work, e);
        }
        Optional<Prepared.Not> needless = barriers.before(work, content);
        if (needless.isPresent()) {
            return needless.get();
        }
        Planner.Question question = question(work, person, content.ifQuiet(), holder);
        Decider.Decided decided;
        try {
            decided = decider.decide(
                    question,
                    work.loaded(),
                    decision -> barriers.last(work.decided(decision.asText()), content),
                    () -> turns.of(question, work, content));
        } catch (StoreException e) {
            return postponed(work, "what its recipient has had could not be counted");
        }
        if (decided.barred().isPresent()) {
            return decided.barred().get();
        }
        Decision decision = decided.decision();
        if (!decided.goesOut()) {
            return new Prepared.Not(settler -> settler.verdict(work, decision));
        }
        return holder.lookedUp() ? said(work, content, person, decided) : new Prepared.Not(settler -> {});
    }

    private Prepared said(Settler.Work work, Content content, People.Person person, Decider.Decided decided) {
        ChannelName channel = ChannelName.of(work.loaded().delivery().channel());
        try {
            Contact contact = person.contact()
                    .orElseGet(() -> Contact.of(people.idOf(work.loaded().delivery())));
            Address address = planner.addressFor(contact, channel).orElseThrow();
            Message message = decided.digest().isPresent()
                    ? renderer.digest(work, decided.digest().get(), contact, address)
                    : renderer.render(work, content, contact, address, decided.others());
            Settler.Work ready = work.decided(decided.decision().asText());
            if (!arrivals.take(channel)) {
                return new Prepared.Ready(ready, message);
            }
            InboxPart.Item item = arrivals.item(ready, content, message.words());
            return new Prepared.Not(settler -> settler.arrived(ready, item));
        } catch (People.Unanswered e) {
            return barriers.unanswered(work, e);
        } catch (StoreException e) {
            return postponed(work, "its words could not be read from the store");
        } catch (RuntimeException e) {
            return unreadable(work, e);
        }
    }

    private static Prepared postponed(Settler.Work work, String why) {
        return new Prepared.Not(settler -> settler.postpone(work, Barriers.HOST_AWAY, why));
    }

    private static Prepared unreadable(Settler.Work work, RuntimeException e) {
        String why =
                e instanceof TemplateException ? e.getMessage() : e.getClass().getSimpleName();
        return new Prepared.Not(settler -> settler.deadLetter(work, "cannot be rendered: " + why));
    }

    private Planner.Question question(Settler.Work work, People.Person person, IfQuiet ifQuiet, Holder holder) {
        Rows.Delivery d = work.loaded().delivery();
        Rows.Notification n = work.loaded().notification();
        Long expiry = n.expiresAt();
        return new Planner.Question(
                work.type(),
                Priority.ofCode(n.priority()),
                ChannelName.of(d.channel()),
                person,
                new Planner.Times(
                        surroundings.time().now(),
                        Instant.ofEpochMilli(n.dueAt()),
                        expiry == null ? null : Instant.ofEpochMilli(expiry),
                        ifQuiet,
                        work.claim().attempt() > 1),
                d.forced(),
                d.cancelAsked() || holder.cancelled());
    }
}
