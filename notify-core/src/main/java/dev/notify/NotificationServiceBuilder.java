package dev.notify;

import dev.notify.channel.AttachmentSource;
import dev.notify.channel.Channel;
import dev.notify.channel.DeliveryInterceptor;
import dev.notify.event.AlertHandler;
import dev.notify.event.NotificationListener;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.setup.Setup;
import dev.notify.internal.words.WordBook;
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
import dev.notify.request.HostTransactions;
import dev.notify.request.NotificationType;
import dev.notify.store.FieldSeal;
import dev.notify.store.Store;
import dev.notify.template.Templates;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Collects what a service is made of. Not safe for several threads; used once.
 *
 * <p>A setting that is wrong by itself, or given twice, is refused where it is given; what is wrong with the whole is found at
 * {@link NotificationService#start()}, all at once.
 */
public final class NotificationServiceBuilder {

    private final Map<String, Object> given = new HashMap<>();
    private final Map<String, NotificationType> types = new LinkedHashMap<>();
    private final Map<String, Category> categories = new LinkedHashMap<>();
    private final Map<ChannelName, Channel> channels = new LinkedHashMap<>();
    private final Map<ChannelName, Concurrency> concurrency = new HashMap<>();
    private final Map<String, AlertHandler> handlers = new HashMap<>();
    private final Map<String, AttachmentSource> attachments = new HashMap<>();
    private final List<DeliveryInterceptor> interceptors = new ArrayList<>();
    private final List<NotificationListener> listeners = new ArrayList<>();
    private final List<String> onlyTo = new ArrayList<>();
    private final Map<ChannelName, Address> redirect = new HashMap<>();
    private Settings settings = Settings.none();

    NotificationServiceBuilder() {
        types.put(NotificationType.AD_HOC.name(), NotificationType.AD_HOC);
    }

    private NotificationServiceBuilder give(String name, Object value) {
        once(given, name, Objects.requireNonNull(value, name), name, "is given twice");
        return this;
    }

    private static <K, V> void once(Map<K, V> all, K key, V value, String field, String problem) {
        if (all.put(key, value) != null) {
            throw new InvalidInputException(field, problem);
        }
    }

    @SuppressWarnings("unchecked") // each name is given by one method, with one type
    private <T> Optional<T> given(String name) {
        return Optional.ofNullable((T) given.get(name));
    }

    /** Keeps everything here. Needed. */
    public NotificationServiceBuilder store(Store store) {
        return give("store", store);
    }

    /** Adds a channel. */
    public NotificationServiceBuilder channel(Channel channel) {
        once(channels, channel.name(), channel, "channel", "has two of the name " + channel.name());
        return this;
    }

    /** Adds a channel that may work on so many deliveries at once. Default: 4 to 32. */
    public NotificationServiceBuilder channel(Channel channel, Concurrency bounds) {
        concurrency.put(channel.name(), bounds);
        return channel(channel);
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
            once(types, type.name(), type, "define", "has two types of the name " + type.name());
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

    /** Asks this source where a recipient is reached. */
    public NotificationServiceBuilder contactsFrom(ContactSource source) {
        return give("contactsFrom", source);
    }

    /** Asks this source what a recipient wants. Default: nobody has said anything. */
    public NotificationServiceBuilder preferencesFrom(PreferenceSource source) {
        return give("preferencesFrom", source);
    }

    /** Declares what counts for categories of types while a recipient has said nothing of them. */
    public NotificationServiceBuilder categories(Category... declared) {
        for (Category category : declared) {
            once(categories, category.name(), category, "categories", "has two of the name " + category.name());
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
        once(handlers, name, handler, "handler", "has two of the name " + name);
        return this;
    }

    /** Registers where attachments are, by the name that requests and stored rows call it by. */
    public NotificationServiceBuilder attachments(String name, AttachmentSource source) {
        Names.check("attachments", name, 60);
        Objects.requireNonNull(source, "source");
        once(attachments, name, source, "attachments", "has two sources of the name " + name);
        return this;
    }

    /** Tells this listener of every event on this node. */
    public NotificationServiceBuilder onEvent(NotificationListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /** Puts this around every hand-over to a channel; the first one given is the outermost. */
    public NotificationServiceBuilder interceptor(DeliveryInterceptor interceptor) {
        interceptors.add(Objects.requireNonNull(interceptor, "interceptor"));
        return this;
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
            onlyTo.add(Names.checkText("onlyTo", address, 500));
        }
        return this;
    }

    /** Sends every message of that address's channel there; not in production. */
    public NotificationServiceBuilder redirectAllTo(Address address) {
        once(redirect, address.channel(), address, "redirectAllTo", "is given twice for " + address.channel());
        return this;
    }

    /** Takes what was not said in code from here. */
    public NotificationServiceBuilder settings(Settings fromOutside) {
        this.settings = settings.orElse(fromOutside);
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
        Optional<Store> store = given("store");
        String node = this.<String>given("node").or(() -> settings.text("node")).orElseGet(Machine::someName);
        Surroundings around = this.<Surroundings>given("surroundings")
                .orElseGet(() -> Machine.surroundings(node, flag("virtualThreads", "virtual-threads")));
        Setup.Identity identity = identity(node);
        Setup setup = new Setup(
                identity,
                types,
                categories,
                words(identity),
                lines(),
                new Setup.Guard(onlyTo, redirect),
                timings(),
                limits(),
                seams());
        List<String> findings = new ArrayList<>(setup.findings());
        WhenStoreIsDown whenDown = this.<WhenStoreIsDown>given("whenStoreIsDown")
                .or(() -> settings.choice("when-store-is-down", WhenStoreIsDown.class))
                .orElse(WhenStoreIsDown.FAIL);
        findings.addAll(settings.findings());
        if (store.isEmpty()) {
            findings.add("no store: say store(..), for instance JdbcStore.h2(Path.of(\"data/notify\"))");
        }
        Wiring wiring = new Wiring(setup, around, store.orElseGet(dev.notify.memory.MemoryStore::create));
        return new NotificationService(wiring, findings, whenDown);
    }

    /** Makes the service and starts it. */
    public NotificationService start() {
        return build().start();
    }

    private boolean flag(String name, String setting) {
        return this.<Boolean>given(name).or(() -> settings.flag(setting)).orElse(false);
    }

    private Setup.Identity identity(String node) {
        return new Setup.Identity(
                node,
                this.<String>given("environment").or(() -> settings.text("environment")),
                this.<Boolean>given("development").orElse(false),
                this.<Boolean>given("allowCritical").orElse(false),
                this.<ZoneId>given("zone").or(() -> settings.zone("zone")).orElse(ZoneId.of("UTC")),
                this.<Locale>given("locale").or(() -> settings.locale("locale")).orElse(Locale.ENGLISH),
                this.<DeliveryHours>given("deliveryHours").orElse(DeliveryHours.DEFAULT));
    }

    private WordBook words(Setup.Identity identity) {
        WordBook.Sources sources = new WordBook.Sources(
                this.<Templates>given("templates").orElse(Templates.none()),
                channels.keySet(),
                this.<List<Locale>>given("languages").orElse(List.of()),
                identity.locale(),
                identity.zone());
        return WordBook.of(sources, types.values());
    }

    private Setup.Lines lines() {
        Map<ChannelName, Concurrency> bounds = new HashMap<>();
        bounds.putAll(settings.concurrency());
        bounds.putAll(concurrency);
        return new Setup.Lines(
                channels,
                this.<Set<ChannelName>>given("workOn").map(HashSet::new),
                flag("acceptOnly", "accept-only"),
                bounds);
    }

    private Setup.Timings timings() {
        return new Setup.Timings(
                time("lease", "lease", Duration.ofSeconds(12)),
                time("renewEvery", "renew-every", Duration.ofSeconds(4)),
                time("poll", "poll", Duration.ofSeconds(1)),
                time("acceptWithin", "accept-within", Duration.ofSeconds(3)),
                time("keyLife", "key-life", Duration.ofDays(400)));
    }

    private Duration time(String name, String setting, Duration otherwise) {
        return this.<Duration>given(name).or(() -> settings.duration(setting)).orElse(otherwise);
    }

    private Setup.Limits limits() {
        return new Setup.Limits(
                given("acceptAtMost"),
                this.<Integer>given("acceptQueue")
                        .or(() -> settings.number("accept-queue"))
                        .orElse(10_000),
                1_000,
                256 * 1024);
    }

    private Setup.Seams seams() {
        return new Setup.Seams(
                given("contactsFrom"),
                given("preferencesFrom"),
                handlers,
                attachments,
                interceptors,
                listeners,
                given("hostTransactions"),
                FieldSeal.plain());
    }
}
