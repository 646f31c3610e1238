package dev.notify.internal.upkeep;

import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.desk.Desk;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.people.People;
import dev.notify.internal.recur.Recurrences;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Actor;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.WorkKind;
import dev.notify.template.TemplateEditor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything a running service does that is no delivery. */
public final class Upkeep {

    private final Opening opening;
    private final ClockSampler sampler;
    private final EditedTemplates templates;

    /** Keeps this store's service up. */
    public Upkeep(Setup setup, Surroundings surroundings, Store store, Announcer announcer) {
        this.opening = new Opening(surroundings.tasks(), store, announcer);
        this.sampler = new ClockSampler(surroundings, store, announcer);
        this.templates = new EditedTemplates(setup, surroundings, store, announcer);
    }

    /**
     * The kinds of work done here, to be registered with the dispatcher.
     *
     * @param due told of deliveries that work of these kinds has made due
     * @param intake what work creates goes through; asked once there is work
     * @param desk what takes in what was kept; asked once there is work
     * @param recurrences what comes again
     */
    public static Map<WorkKind, Function<Settler, Consumer<QueuePart.Claim>>> kinds(
            Setup setup,
            Surroundings surroundings,
            Store store,
            Announcer announcer,
            People people,
            Consumer<List<UUID>> due,
            Directory directory,
            Supplier<Intake> intake,
            Supplier<Desk> desk,
            Recurrences recurrences) {
        FanOutMembers members = new FanOutMembers(setup, store, directory);
        return Map.of(
                WorkKind.CALL,
                settler -> new HandlerCalls(setup, surroundings, store, announcer, settler)::call,
                WorkKind.REPLAN,
                settler -> new Replans(surroundings, store, people, settler, due, recurrences::changed)::replan,
                WorkKind.FALL_BACK,
                settler -> new FallbackTimers(setup, surroundings, store, announcer, settler)::timeIsUp,
                WorkKind.FAN_OUT,
                settler -> new FanOuts(setup, surroundings, store, announcer, members, intake, settler)::goOn,
                WorkKind.RECUR,
                recurrences::ticks,
                WorkKind.DUE,
                recurrences::asks,
                WorkKind.REPORT,
                settler -> new KeptReports(surroundings, store, desk, settler)::again);
    }

    /**
     * Opens the store and then runs {@code opened}: before this returns, or, if the store is away and {@code wait} is set, as soon as
     * it is there.
     *
     * @throws dev.notify.store.StoreException if it cannot be opened, and waiting is not set or of no use
     */
    public void open(boolean wait, Runnable opened) {
        opening.open(wait, opened);
    }

    /**
     * Stores these words, so that no notification brings them along: inside a host's transaction they would stand in
     * the way of everybody else's.
     */
    public void pin(List<Rows.Template> words) {
        opening.pin(words);
    }

    /** Follows the store's clock from now on, where this service's time is sampled. */
    public void followClock() {
        sampler.start();
    }

    /** Says what was edited in the store from now on, if that is to be. */
    public void followTemplates() {
        templates.start();
    }

    /** Edits templates in this name. */
    public TemplateEditor templates(Actor actor) {
        return templates.by(actor);
    }

    /** Ends what was begun. */
    public void stop() {
        opening.stop();
        sampler.stop();
        templates.stop();
    }
}
