package dev.notify.internal.setup;

import dev.notify.channel.AttachmentSource;
import dev.notify.channel.Channel;
import dev.notify.channel.DeliveryInterceptor;
import dev.notify.directory.GroupSource;
import dev.notify.escalation.Escalation;
import dev.notify.escalation.OnCallSchedule;
import dev.notify.escalation.UnansweredHandler;
import dev.notify.event.AlertHandler;
import dev.notify.event.NotificationListener;
import dev.notify.internal.words.WordBook;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.ContactSource;
import dev.notify.policy.Concurrency;
import dev.notify.policy.RateLimit;
import dev.notify.preference.Category;
import dev.notify.preference.DeliveryHours;
import dev.notify.preference.PreferenceSource;
import dev.notify.request.Condition;
import dev.notify.request.HostTransactions;
import dev.notify.request.NotificationType;
import dev.notify.schedule.DueSource;
import dev.notify.schedule.Schedule;
import dev.notify.security.FieldSeal;
import dev.notify.security.SignedLinks;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everything a service was built with; nothing in it changes afterwards. */
public record Setup(
        Identity identity,
        Map<String, NotificationType> types,
        Map<String, Category> categories,
        WordBook words,
        Lines lines,
        Guard guard,
        Timings timings,
        Limits limits,
        Seams seams) {

    public Setup {
        types = Map.copyOf(types);
        categories = Map.copyOf(categories);
    }

    /**
     * Who this service is.
     *
     * @param environment the name stored with the data, so that a copy of it does not send to real people
     * @param zone where a contact names none
     * @param locale where a contact names none
     */
    public record Identity(
            String node,
            Optional<String> environment,
            boolean development,
            boolean allowCritical,
            ZoneId zone,
            Locale locale,
            DeliveryHours hours) {

        /** The environment in which people really are reached. */
        public static final String PRODUCTION = "production";
    }

    /** Ways out: the channels there are, and those this node works on. */
    public record Lines(
            Map<ChannelName, Channel> channels,
            Optional<Set<ChannelName>> workOn,
            boolean acceptOnly,
            Map<ChannelName, Concurrency> concurrency) {
        public Lines {
            channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels)); // in the order they were given
            workOn = workOn.map(Set::copyOf);
            concurrency = Map.copyOf(concurrency);
        }

        /** Whether this node delivers on that channel. */
        public boolean works(ChannelName channel) {
            return !acceptOnly
                    && has(channel)
                    && workOn.map(w -> w.contains(channel)).orElse(true);
        }

        /** Whether there is a channel of that name, or the inbox is meant. */
        public boolean has(ChannelName channel) {
            return channels.containsKey(channel) || isInbox(channel);
        }

        /** Whether what goes by it comes into the inbox: unless the host gave a channel of its own in its place. */
        public boolean isInbox(ChannelName channel) {
            return channel.equals(ChannelName.IN_APP) && !channels.containsKey(channel);
        }

        /** All ways out: the channels, and the inbox if it is one. */
        public Set<ChannelName> names() {
            Set<ChannelName> all = new LinkedHashSet<>(channels.keySet());
            all.add(ChannelName.IN_APP);
            return all;
        }

        /** Whether this node can tell which channels exist: one that only accepts may have been given none. */
        public boolean knowsChannels() {
            return !(acceptOnly && channels.isEmpty());
        }
    }

    /**
     * Who may be reached, outside production.
     *
     * @param onlyTo addresses, or endings of addresses that begin with an @; empty for everybody
     * @param redirect where all messages of a channel go instead
     */
    public record Guard(List<String> onlyTo, Map<ChannelName, Address> redirect) {
        public Guard {
            onlyTo = List.copyOf(onlyTo);
            redirect = Map.copyOf(redirect);
        }

        /** Whether it changes anything. */
        public boolean active() {
            return !onlyTo.isEmpty() || !redirect.isEmpty();
        }

        /** Whether this address may be reached. */
        public boolean allows(Address address) {
            return onlyTo.isEmpty()
                    || onlyTo.stream()
                            .anyMatch(o -> o.startsWith("@")
                                    ? address.value()
                                            .regionMatches(
                                                    true, address.value().length() - o.length(), o, 0, o.length())
                                    : address.value().equalsIgnoreCase(o));
        }
    }

    /** How long things take. */
    public record Timings(
            Duration lease, Duration renewEvery, Duration poll, Duration acceptWithin, Duration keyLife) {}

    /**
     * How much is too much.
     *
     * @param deadLetters in an hour on this node; 0 for any number being fine
     */
    public record Limits(
            Optional<RateLimit> acceptAtMost, int waitingCallers, int recipients, int payloadBytes, int deadLetters) {}

    /** A source of the host's that answers what is due, and when it is asked. */
    public record Due(Schedule schedule, DueSource source) {}

    /** What the host plugged in. */
    public record Seams(
            Optional<ContactSource> contacts,
            Optional<PreferenceSource> preferences,
            Optional<GroupSource> groups,
            Map<String, AlertHandler> handlers,
            Map<String, Condition> conditions,
            Map<String, AttachmentSource> attachments,
            List<DeliveryInterceptor> interceptors,
            List<NotificationListener> listeners,
            Optional<HostTransactions> transactions,
            FieldSeal seal,
            Optional<SignedLinks> links,
            Ladders ladders,
            Map<String, Due> dues) {
        public Seams {
            handlers = Map.copyOf(handlers);
            conditions = Map.copyOf(conditions);
            attachments = Map.copyOf(attachments);
            interceptors = List.copyOf(interceptors);
            listeners = List.copyOf(listeners);
            dues = Map.copyOf(dues);
        }

        /** Without anything that escalations need, and without sources. */
        public Seams(
                Optional<ContactSource> contacts,
                Optional<PreferenceSource> preferences,
                Optional<GroupSource> groups,
                Map<String, AlertHandler> handlers,
                Map<String, Condition> conditions,
                Map<String, AttachmentSource> attachments,
                List<DeliveryInterceptor> interceptors,
                List<NotificationListener> listeners,
                Optional<HostTransactions> transactions,
                FieldSeal seal,
                Optional<SignedLinks> links) {
            this(
                    contacts,
                    preferences,
                    groups,
                    handlers,
                    conditions,
                    attachments,
                    interceptors,
                    listeners,
                    transactions,
                    seal,
                    links,
                    Ladders.NONE,
                    Map.of());
        }
    }

    /**
     * What escalations need.
     *
     * @param handlers for what nobody answers, by name
     * @param rotas by name
     * @param declared those the host is going to begin, to be checked at start
     * @param mayPassQuietHours whether they may say so
     */
    public record Ladders(
            Map<String, UnansweredHandler> handlers,
            Map<String, OnCallSchedule> rotas,
            List<Escalation> declared,
            boolean mayPassQuietHours) {

        /** Nothing. */
        public static final Ladders NONE = new Ladders(Map.of(), Map.of(), List.of(), false);

        public Ladders {
            handlers = Map.copyOf(handlers);
            rotas = Map.copyOf(rotas);
            declared = List.copyOf(declared);
        }
    }

    /** Something in a request that this service was not built for. */
    public record Misfit(String field, String problem) {}

    /** What in an escalation this service was not built for: whatever is known without asking anybody. */
    public List<Misfit> misfits(Escalation escalation) {
        return new LadderCheck(this, escalation).misfits();
    }

    /** What the host says of a category; what counts for one it did not declare. */
    public Category categoryOf(NotificationType type) {
        Category declared = categories.get(type.category());
        return declared == null ? Category.named(type.category()) : declared;
    }

    /** The category of the type of that name; empty for one that is not defined here. */
    public Optional<String> categoryOf(String type) {
        return Optional.ofNullable(types.get(type)).map(NotificationType::category);
    }

    /** Whether a type belongs to this category, or the host declared it. */
    public boolean knowsCategory(String name) {
        return categories.containsKey(name)
                || types.values().stream().anyMatch(t -> t.category().equals(name));
    }

    /** Whether it is sent only to addresses whose consent is given. */
    public boolean needsConsent(NotificationType type) {
        return type.asksConsent() || categoryOf(type).consent();
    }

    /** Channels that types go by and nobody configured, each with the names of those types. */
    public Map<ChannelName, Set<String>> missingChannels() {
        Map<ChannelName, Set<String>> missing = new LinkedHashMap<>();
        if (lines.knowsChannels()) {
            for (NotificationType type : types.values()) {
                for (ChannelName channel : type.channels()) {
                    if (!lines.has(channel)) {
                        missing.computeIfAbsent(channel, c -> new TreeSet<>()).add(type.name());
                    }
                }
            }
        }
        return missing;
    }

    /** All that is wrong with this setup, each with what to do; a service with findings does not start. */
    public List<String> findings() {
        return SetupCheck.findings(this);
    }
}
