package dev.notify;

import dev.notify.channel.AttachmentSource;
import dev.notify.channel.Channel;
import dev.notify.channel.DeliveryInterceptor;
import dev.notify.directory.GroupSource;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.NextPerson;
import dev.notify.escalation.OnCallSchedule;
import dev.notify.escalation.UnansweredHandler;
import dev.notify.event.AlertHandler;
import dev.notify.event.NotificationListener;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.ContactSource;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.policy.Concurrency;
import dev.notify.policy.RateLimit;
import dev.notify.preference.Category;
import dev.notify.preference.DeliveryHours;
import dev.notify.preference.PreferenceSource;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.request.Condition;
import dev.notify.request.HostTransactions;
import dev.notify.request.NotificationType;
import dev.notify.schedule.DueSource;
import dev.notify.schedule.Schedule;
import dev.notify.security.SignedLinks;
import dev.notify.store.Store;
import dev.notify.template.Templates;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Collects what a service is made of. Not safe for several threads; used once.
 *
 * <p>A setting that is wrong by itself, or given twice, is refused where it is given; what is wrong with the whole is found at
 * {@link NotificationService#start()}, all at once.
 */
public final class NotificationServiceBuilder {

    private final Given given = new Given();

    NotificationServiceBuilder() {
        define(NotificationType.AD_HOC, Escalation.TAKEN);
    }

    private NotificationServiceBuilder give(String name, Object value) {
        given.value(name, value);
        return this;
    }

    /** Keeps everything here. Needed. */
    public NotificationServiceBuilder store(Store store) {
        return give("store", store);
    }

    /** Adds a channel. */
    public NotificationServiceBuilder channel(Channel channel) {
        given.named(given.channels, channel.name(), channel, "channel");
        return this;
    }

    /** Adds a channel that may work on so many deliveries at once. Default: 4 to 32. */
    public NotificationServiceBuilder channel(Channel channel, Concurrency bounds) {
        given.concurrency.put(channel.name(), bounds);
        return channel(channel);
    }

    /** Adds a channel with limits: a {@link ProviderPool} of one. */
    public NotificationServiceBuilder channel(Provider provider) {
        return channel(ProviderPool.of(provider));
    }

    /** Adds channels. */
    public NotificationServiceBuilder channels(List<? extends Channel> all) {
        all.forEach(this::channel);
        return this;
    }

    /** Declares types. */
    public NotificationServiceBuilder define(NotificationType... declared) {
        return define(List.of(declared));
    }

    /** Declares types. */
    public NotificationServiceBuilder define(Collection<NotificationType> declared) {
        for (NotificationType type : declared) {
            given.named(given.types, type.name(), type, "define");
        }
        return this;
    }

    /**
     * Takes the words of types from here; what types say in code is for whom these have nothing. Default: none. Read once, by
     * {@link #build()}; what is wrong with them is found at {@code start()}, with file and line.
     */
    public NotificationServiceBuilder templates(Templates templates) {
        return give("templates", templates);
    }

    /**
     * Lets templates be edited while services run: texts in the store stand over those of {@link #templates}, and every node looks for
     * changes each three seconds, which is one statement. See {@link NotificationService#templateEditor}. Default: off.
     */
    public NotificationServiceBuilder editTemplates() {
        return give("editTemplates", true);
    }

    /**
     * Speaks these languages, beside the service's own: for each, words are looked for, those of {@code af} too where {@code af-ZA} is
     * said. Default: none.
     *
     * @throws InvalidInputException if one is no tag of a known language
     */
    public NotificationServiceBuilder languages(String... tags) {
        List<Locale> all = new ArrayList<>();
        for (String tag : tags) {
            all.add(Names.checkLanguage("languages", tag));
        }
        return give("languages", List.copyOf(all));
    }

    /** Asks this source where a recipient is reached; whom it does not know, {@link NotificationService#contacts()} is asked for. */
    public NotificationServiceBuilder contactsFrom(ContactSource source) {
        return give("contactsFrom", source);
    }

    /** Asks this source what a recipient wants. Default: nobody has said anything. */
    public NotificationServiceBuilder preferencesFrom(PreferenceSource source) {
        return give("preferencesFrom", source);
    }

    /** Asks this source who belongs to a group, role or topic; what it does not know, the groups kept by Notify are asked. */
    public NotificationServiceBuilder groupsFrom(GroupSource source) {
        return give("groupsFrom", source);
    }

    /** Declares what counts for categories of types while a recipient has said nothing of them. */
    public NotificationServiceBuilder categories(Category... declared) {
        for (Category category : declared) {
            given.named(given.categories, category.name(), category, "categories");
        }
        return this;
    }

    /** Joins the host's own transactions. */
    public NotificationServiceBuilder hostTransactions(HostTransactions transactions) {
        return give("hostTransactions", transactions);
    }

    /** Registers a handler by the name stored rows call it by. */
    public NotificationServiceBuilder handler(String name, AlertHandler handler) {
        Names.check("handler", name, 60);
        given.named(given.handlers, name, handler, "handler");
        return this;
    }

    /**
     * Registers a condition by the name types and notifications depend on with {@code sendIf}.
     *
     * @throws InvalidInputException if it is no name of at most 60 characters, or given twice
     */
    public NotificationServiceBuilder condition(String name, Condition condition) {
        Names.check("condition", name, 60);
        given.named(given.conditions, name, condition, "condition");
        return this;
    }

    /**
     * Registers what is done when nobody answers an escalation, by the name that says {@link Escalation#ifNobodyAnswers}.
     *
     * @throws InvalidInputException if it is no name of at most 60 characters, or given twice
     */
    public NotificationServiceBuilder ifNobodyAnswers(String name, UnansweredHandler handler) {
        Names.check("ifNobodyAnswers", name, 60);
        Objects.requireNonNull(handler, "handler");
        given.named(given.unanswered, name, handler, "ifNobodyAnswers");
        return this;
    }

    /**
     * Registers who is on call, by the name of the rota that escalations ask for.
     *
     * @throws InvalidInputException if it is no name of at most 60 characters, or given twice
     */
    public NotificationServiceBuilder onCall(String rota, OnCallSchedule schedule) {
        Names.check("onCall", rota, NextPerson.MAX_ROTA);
        Objects.requireNonNull(schedule, "schedule");
        given.named(given.rotas, rota, schedule, "onCall");
        return this;
    }

    /**
     * Names ladders that are going to be climbed, to be checked: {@code start()} refuses what is missing in them, and health is DEGRADED
     * where they would not reach somebody. Others may be climbed all the same.
     */
    public NotificationServiceBuilder escalations(Escalation... ladders) {
        given.escalations.addAll(List.of(ladders));
        return this;
    }

    /**
     * Asks the host what is due, by this name and at these times, on the service's wall ({@link #zone}); of all nodes that share a store
     * one asks at a time. What was missed while no node ran is asked once, for the last of those times. A name that is registered
     * on no node any more is forgotten after a month.
     *
     * @throws InvalidInputException if it is no name of at most 60 characters, or given twice, or the schedule has an end or waits for signs
     */
    public NotificationServiceBuilder dueSource(String name, Schedule schedule, DueSource source) {
        Names.check("dueSource", name, 60);
        Objects.requireNonNull(source, "source");
        if (schedule instanceof Schedule.AfterAcknowledged
                || schedule.toString().contains("COUNT=")) {
            throw new InvalidInputException("schedule", "has an end: a source is asked again and again");
        }
        given.named(given.dues, name, new Setup.Due(schedule, source), "dueSource");
        return this;
    }

    /** Registers where attachments are, by the name that requests and stored rows call it by. */
    public NotificationServiceBuilder attachments(String name, AttachmentSource source) {
        Names.check("attachments", name, 60);
        Objects.requireNonNull(source, "source");
        given.named(given.attachments, name, source, "attachments");
        return this;
    }

    /** Tells this listener of every event on this node. */
    public NotificationServiceBuilder onEvent(NotificationListener listener) {
        given.listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /** Puts this around every hand-over to a channel; the first one given is the outermost. */
    public NotificationServiceBuilder interceptor(DeliveryInterceptor interceptor) {
        given.interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
        return this;
    }

    /**
     * Puts a signed link to unsubscribe into messages, and does what links say: see {@link Notifications#links}. What is wrong with it is
     * found at {@code start()}. Default: none.
     */
    public NotificationServiceBuilder links(SignedLinks links) {
        return give("links", links);
    }

    /** Names this node in attempts and statistics; unique among those that share a store. Default: a random name. */
    public NotificationServiceBuilder node(String name) {
        return give("node", Names.check("node", name, 40));
    }

    /** Names the environment, which is stored: a service of another name sends nothing from a copy of the data. */
    public NotificationServiceBuilder environment(String name) {
        return give("environment", Names.check("environment", name, 40));
    }

    /** Is a developer's own: a CRITICAL type needs no real channel. */
    public NotificationServiceBuilder development() {
        return give("development", true);
    }

    /** Allows CRITICAL notifications, which pass every hold and overtake all others. */
    public NotificationServiceBuilder allowCritical() {
        return give("allowCritical", true);
    }

    /** Allows escalations that {@link Escalation#passQuietHours}: they wake people who said that they do not want to be disturbed. */
    public NotificationServiceBuilder allowPassingQuietHours() {
        return give("allowPassingQuietHours", true);
    }

    /** The zone of people whose contact names none. Default: UTC. */
    public NotificationServiceBuilder zone(ZoneId zone) {
        return give("zone", zone);
    }

    /** The language of people whose contact names none. Default: English. */
    public NotificationServiceBuilder locale(Locale locale) {
        return give("locale", locale);
    }

    /** When daytime is. Default: 08:00 to 22:00. */
    public NotificationServiceBuilder deliveryHours(DeliveryHours hours) {
        return give("deliveryHours", hours);
    }

    /** Accepts and changes notifications on this node and delivers none. */
    public NotificationServiceBuilder acceptOnly() {
        return give("acceptOnly", true);
    }

    /** Delivers on these channels only; other nodes deliver on the rest. */
    public NotificationServiceBuilder workOn(ChannelName... names) {
        return give("workOn", Set.of(names));
    }

    /** Accepts no faster than this, for each tenant on this node. Default: no limit. */
    public NotificationServiceBuilder acceptAtMost(RateLimit limit) {
        return give("acceptAtMost", limit);
    }

    /** Refuses a request that is not stored after this long. Default: 3 seconds. */
    public NotificationServiceBuilder acceptWithin(Duration limit) {
        return give("acceptWithin", positive("acceptWithin", limit));
    }

    /** Lets so many callers wait to be stored, and refuses those beyond. Default: 10,000. */
    public NotificationServiceBuilder acceptQueue(int callers) {
        if (callers < 1) {
            throw new InvalidInputException("acceptQueue", "must be 1 or more");
        }
        return give("acceptQueue", callers);
    }

    /** Calls health DEGRADED once so many deliveries failed on this node within an hour; 0 for never. Default: 25. */
    public NotificationServiceBuilder worryingDeadLetters(int inAnHour) {
        if (inAnHour < 0 || inAnHour > 100_000) {
            throw new InvalidInputException("worryingDeadLetters", "must be 0 to 100000");
        }
        return give("worryingDeadLetters", inAnHour);
    }

    /** Takes work for this long at a time; another node takes over when a lease has run out. Default: 12 s, renewed every 4 s. */
    public NotificationServiceBuilder lease(Duration lease, Duration renewEvery) {
        give("renewEvery", positive("renewEvery", renewEvery));
        return give("lease", positive("lease", lease));
    }

    /** Looks for work at least this often. Default: 1 second, with jitter. */
    public NotificationServiceBuilder poll(Duration interval) {
        return give("poll", positive("poll", interval));
    }

    /** Remembers keys for this long. Default: 400 days. */
    public NotificationServiceBuilder keyLife(Duration life) {
        return give("keyLife", positive("keyLife", life));
    }

    /** What {@code start()} does when the store cannot be reached. Default: it fails. */
    public NotificationServiceBuilder whenStoreIsDown(WhenStoreIsDown what) {
        return give("whenStoreIsDown", what);
    }

    /** Works on virtual threads where the JVM has them. */
    public NotificationServiceBuilder preferVirtualThreads() {
        return give("virtualThreads", true);
    }

    /** Reaches these addresses only, or those that end in one of these when it begins with an @; not in production. */
    public NotificationServiceBuilder onlyTo(String... addresses) {
        for (String address : addresses) {
            given.onlyTo.add(Names.checkText("onlyTo", address, 500));
        }
        return this;
    }

    /** Sends every message of that address's channel there; not in production. */
    public NotificationServiceBuilder redirectAllTo(Address address) {
        given.named(given.redirect, address.channel(), address, "redirectAllTo");
        return this;
    }

    /** Takes what was not said in code from here. */
    public NotificationServiceBuilder settings(Settings fromOutside) {
        given.settings = given.settings.orElse(fromOutside);
        return this;
    }

    /** For {@code dev.notify.testing}: runs on these surroundings instead of threads and the store's clock. */
    @SuppressWarnings("exports") // not for hosts: they cannot name the type
    public NotificationServiceBuilder surroundings(Surroundings surroundings) {
        return give("surroundings", surroundings);
    }

    private static Duration positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new InvalidInputException(field, "must be longer than nothing");
        }
        return value;
    }

    /** Makes the service; it does nothing until it is started. */
    public NotificationService build() {
        return new Assembly(given).service();
    }

    /** Makes the service and starts it. */
    public NotificationService start() {
        return build().start();
    }
}
