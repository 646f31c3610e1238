package dev.notify.request;

import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.model.Priority;
import dev.notify.policy.DigestPolicy;
import dev.notify.policy.MaybeSentRule;
import dev.notify.policy.RateLimit;
import dev.notify.policy.RetryPolicy;
import dev.notify.policy.Route;
import dev.notify.sign.Sign;
import dev.notify.template.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A kind of notification, declared once by the host.
 *
 * <p>Immutable; each call returns a new type. A type says {@link #anyTime()} or {@link #daytime()}, by which channels it goes
 * ({@link #sendBy}) and what it says ({@link #text}, {@link #discreet}). Outside the in-app inbox the discreet words are shown unless
 * the type says {@link #showDetailsOn}. {@code start()} refuses a type that leaves a question open.
 */
public final class NotificationType {

    /** The longest name a type may have. */
    public static final int MAX_NAME = 80;

    private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

    /** The type of {@link Notification#text(String, String)}: words the host wrote itself, shown as they are. */
    public static final NotificationType AD_HOC = new NotificationType(adHoc());

    private final Draft is;

    private NotificationType(Draft draft) {
        this.is = draft;
    }

    private static final class Draft {
        String name = "";
        String category = "general";
        Priority priority = Priority.NORMAL;
        Optional<TimeOfDay> timeOfDay = Optional.empty();
        Route route = new Route.All(List.of(), List.of(), Optional.empty());
        Set<ChannelName> details = Set.of();
        boolean detailsEverywhere;
        Set<String> required = Set.of();
        Set<String> hidden = Set.of();
        Optional<Template> text = Optional.empty();
        Optional<Template> discreet = Optional.empty();
        RetryPolicy retry = RetryPolicy.DEFAULT;
        MaybeSentRule maybeSent = MaybeSentRule.PREFER_DUPLICATE;
        Optional<RateLimit> acceptAtMost = Optional.empty();
        Optional<String> ifFailed = Optional.empty();
        Optional<String> mandatory = Optional.empty();
        Optional<String> sendIf = Optional.empty();
        boolean consent;
        Optional<Duration> collapse = Optional.empty();
        Optional<DigestPolicy> digest = Optional.empty();

        Draft copy() {
            Draft d = new Draft();
            d.name = name;
            d.category = category;
            d.priority = priority;
            d.timeOfDay = timeOfDay;
            d.route = route;
            d.details = details;
            d.detailsEverywhere = detailsEverywhere;
            d.required = required;
            d.hidden = hidden;
            d.text = text;
            d.discreet = discreet;
            d.retry = retry;
            d.maybeSent = maybeSent;
            d.acceptAtMost = acceptAtMost;
            d.ifFailed = ifFailed;
            d.mandatory = mandatory;
            d.sendIf = sendIf;
            d.consent = consent;
            d.collapse = collapse;
            d.digest = digest;
            return d;
        }
    }

    private static Draft adHoc() {
        Draft d = new Draft();
        d.name = "ad-hoc";
        d.timeOfDay = Optional.of(TimeOfDay.ANY_TIME);
        d.detailsEverywhere = true;
        return d;
    }

    private NotificationType edit(Consumer<Draft> change) {
        Draft d = is.copy();
        change.accept(d);
        return new NotificationType(d);
    }

    /**
     * Begins a type.
     *
     * @throws InvalidInputException if it is no name of at most 80 characters
     */
    public static NotificationType named(String name) {
        Draft d = new Draft();
        d.name = Names.check("type", name, MAX_NAME);
        return new NotificationType(d);
    }

    /** Belongs to this category, by which people choose what they want. Default: {@code general}. */
    public NotificationType category(String category) {
        Names.check("category", category, 60);
        return edit(d -> d.category = category);
    }

    /** Is this urgent unless the notification says otherwise. Default: NORMAL. */
    public NotificationType priority(Priority priority) {
        Objects.requireNonNull(priority, "priority");
        return edit(d -> d.priority = priority);
    }

    /** May reach people at any hour. */
    public NotificationType anyTime() {
        return edit(d -> d.timeOfDay = Optional.of(TimeOfDay.ANY_TIME));
    }

    /** Waits for the service's delivery hours, by the recipient's clock. */
    public NotificationType daytime() {
        return edit(d -> d.timeOfDay = Optional.of(TimeOfDay.DAYTIME));
    }

    /** Goes by all of these channels: one delivery for each recipient on each of them. */
    public NotificationType sendBy(ChannelName... channels) {
        List<ChannelName> all = distinct("sendBy", List.of(channels));
        List<ChannelName> then = is.route instanceof Route.All before ? before.then() : List.of();
        Route route = new Route.All(all, then, is.route.patience());
        return edit(d -> d.route = route);
    }

    /**
     * Goes by the first of these channels, and by the next one only where the one before does not reach, as told at
     * {@link #fallBackTo}. In place of {@link #sendBy} and of what was said of fallbacks before.
     *
     * @throws InvalidInputException if none is named, or one twice
     */
    public NotificationType firstOf(ChannelName... channels) {
        Route route = Route.firstOf(channels).patience(is.route.patience().orElse(null));
        return edit(d -> d.route = route);
    }

    /**
     * Goes by these channels, in turn, where one it goes by does not reach its recipient: the delivery ended FAILED, may have been
     * sent and nobody can tell, or found no address or no channel. What a person does not want is not sent another way. Several
     * channels that do not reach one recipient share one fallback.
     *
     * <p>What is CRITICAL falls back after the first try that fails, or half a minute without success, while the first goes on being
     * tried; if that succeeds, a fallback that has not begun is cancelled.
     *
     * @throws InvalidInputException if none is named, or one twice, or one it goes by already
     */
    public NotificationType fallBackTo(ChannelName... channels) {
        Route route = is.route.fallBackTo(channels);
        return edit(d -> d.route = route);
    }

    /**
     * Falls back, too, where it was not read within this time after it was sent.
     *
     * <p>Until reading is told to Notify, what a provider confirmed as arrived (DELIVERED) counts as read, and nothing else.
     *
     * @throws InvalidInputException if it is no time, longer than 30 days, or there is nothing to fall back to
     */
    public NotificationType ifNotReadWithin(Duration time) {
        return patient(new Route.Patience(time, Sign.READ), "ifNotReadWithin");
    }

    /**
     * Falls back, too, where it was not acknowledged within this time after it was sent.
     *
     * <p>Until acknowledging is told to Notify, what a provider confirmed as arrived (DELIVERED) counts as acknowledged, and nothing
     * else.
     *
     * @throws InvalidInputException if it is no time, longer than 30 days, or there is nothing to fall back to
     */
    public NotificationType ifNotAcknowledgedWithin(Duration time) {
        return patient(new Route.Patience(time, Sign.ACKNOWLEDGED), "ifNotAcknowledgedWithin");
    }

    private NotificationType patient(Route.Patience patience, String field) {
        if (!is.route.fallsBack()) {
            throw new InvalidInputException(field, "says nothing without fallBackTo(..) or firstOf(..) before it");
        }
        Route route = is.route.patience(patience);
        return edit(d -> d.route = route);
    }

    /** Shows its full text on these channels too, not only in the in-app inbox. */
    public NotificationType showDetailsOn(ChannelName... channels) {
        Set<ChannelName> all = Set.copyOf(distinct("showDetailsOn", List.of(channels)));
        return edit(d -> d.details = all);
    }

    /** Needs these variables in its data; {@code send} refuses a notification that lacks one. */
    public NotificationType requires(String... variables) {
        Set<String> all = names("requires", variables);
        return edit(d -> d.required = all);
    }

    /** Holds these variables to be nobody else's business: {@code start()} refuses discreet words that use one. */
    public NotificationType privateData(String... variables) {
        Set<String> all = names("privateData", variables);
        return edit(d -> d.hidden = all);
    }

    private static Set<String> names(String field, String... variables) {
        Set<String> all = new LinkedHashSet<>();
        for (String variable : variables) {
            all.add(Names.checkText(field, variable, 80));
        }
        return Set.copyOf(all);
    }

    /**
     * Says this where details may be shown. {@code {{variable}}} stands for a value of the data. Where the service's templates have
     * words for this type, channel and language, those are said instead.
     *
     * @throws dev.notify.template.TemplateException if the text is not well formed
     */
    public NotificationType text(String title, String body) {
        Template template = Template.of(title, body);
        return edit(d -> d.text = Optional.of(template));
    }

    /**
     * Says this everywhere else: words that tell a stranger nothing.
     *
     * @throws dev.notify.template.TemplateException if the text is not well formed
     */
    public NotificationType discreet(String title, String body) {
        Template template = Template.of(title, body);
        return edit(d -> d.discreet = Optional.of(template));
    }

    /** Is retried like this. Default: {@link RetryPolicy#DEFAULT}. */
    public NotificationType retry(RetryPolicy retry) {
        Objects.requireNonNull(retry, "retry");
        return edit(d -> d.retry = retry);
    }

    /** Does this when a channel cannot tell whether it sent. Default: prefer a duplicate. */
    public NotificationType whenMaybeSent(MaybeSentRule rule) {
        Objects.requireNonNull(rule, "rule");
        return edit(d -> d.maybeSent = rule);
    }

    /** Is accepted no faster than this, for each tenant on each node; more is refused. Default: no limit of its own. */
    public NotificationType acceptAtMost(RateLimit limit) {
        Objects.requireNonNull(limit, "limit");
        return edit(d -> d.acceptAtMost = Optional.of(limit));
    }

    /** Calls the handler of this name, durably, when a delivery ends as a dead letter. */
    public NotificationType ifFailed(String handler) {
        Names.check("ifFailed", handler, 60);
        return edit(d -> d.ifFailed = Optional.of(handler));
    }

    /** Goes out only if the condition of this name holds right before each try, unless a notification names its own. */
    public NotificationType sendIf(String condition) {
        Names.check("sendIf", condition, 60);
        return edit(d -> d.sendIf = Optional.of(condition));
    }

    /**
     * Cannot be turned off or paused by its recipients, for this reason, which decisions repeat; quiet hours still hold it, and an address
     * that was withdrawn for everything is not used for it either.
     *
     * @param why for instance the law that asks for it
     */
    public NotificationType mandatory(String why) {
        Names.checkText("mandatory", why, 200);
        return edit(d -> d.mandatory = Optional.of(why));
    }

    /** Is sent only to addresses whose consent is in the ledger: given for its category, or for everything. */
    public NotificationType needsConsent() {
        return edit(d -> d.consent = true);
    }

    /**
     * Of several about one subject, lets one in each window speak for those that wait, to each recipient on each channel. The first goes out
     * at once; what comes up in the window after it waits for its end, when the first of these goes out. The others end SUPPRESSED and their
     * reason names the one they collapsed into. Words may say {@code {{#more}}and {{more}} more{{/more}}}. What has a deadline in the window
     * goes out right before that.
     *
     * <p>What is CRITICAL, sent by {@code sendNow}, about no subject or in the in-app inbox never collapses. Default: nothing does.
     *
     * @throws InvalidInputException if the window is shorter than a second or longer than 7 days
     */
    public NotificationType collapseWithin(Duration window) {
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new InvalidInputException("collapseWithin", "must be 1 second to 7 days");
        }
        return edit(d -> d.collapse = Optional.of(window));
    }

    /**
     * Collects what comes up for somebody by each channel, and tells it in one message when the window ends, with the words of the type that
     * the policy names. Those words find {@code items}, the data of each that is told one by one, the oldest first; {@code count}, how many there
     * are; and {@code more}, how many are not told one by one, if there are any. All but the delivery that carries the message end SENT with it.
     *
     * <p>What is urgent, CRITICAL, in the in-app inbox, sent by {@code sendNow} or of no use when the window ends goes out by itself, as does what
     * has a condition, words or files of its own. Default: everything goes out by itself.
     */
    public NotificationType digest(DigestPolicy policy) {
        Objects.requireNonNull(policy, "policy");
        return edit(d -> d.digest = Optional.of(policy));
    }

    private static List<ChannelName> distinct(String field, List<ChannelName> channels) {
        if (channels.isEmpty()) {
            throw new InvalidInputException(field, "names no channel");
        }
        return List.copyOf(new LinkedHashSet<>(new ArrayList<>(channels)));
    }

    /** Its name. */
    public String name() {
        return is.name;
    }

    /** Its category. */
    public String category() {
        return is.category;
    }

    /** Its priority. */
    public Priority priority() {
        return is.priority;
    }

    /** What it said of the time of day; empty if nothing, which {@code start()} refuses. */
    public Optional<TimeOfDay> timeOfDay() {
        return is.timeOfDay;
    }

    /** By which channels it goes, and by which instead. */
    public Route route() {
        return is.route;
    }

    /** The channels it may go by, those it falls back to among them. */
    public List<ChannelName> channels() {
        return is.route.channels();
    }

    /** Whether its full text may be shown there. */
    public boolean showsDetailsOn(ChannelName channel) {
        return is.detailsEverywhere || channel.equals(ChannelName.IN_APP) || is.details.contains(channel);
    }

    /** The variables it needs. */
    public Set<String> required() {
        return is.required;
    }

    /** The variables that no discreet words may use. */
    public Set<String> privateVariables() {
        return is.hidden;
    }

    /** Its full words. */
    public Optional<Template> text() {
        return is.text;
    }

    /** Its discreet words. */
    public Optional<Template> discreet() {
        return is.discreet;
    }

    /** Why its recipients cannot turn it off, if they cannot. */
    public Optional<String> mandatory() {
        return is.mandatory;
    }

    /** Whether it says that it needs consent; its category may say so too. */
    public boolean asksConsent() {
        return is.consent;
    }

    /** In which window several about one subject become one. */
    public Optional<Duration> collapseWithin() {
        return is.collapse;
    }

    /** How it is collected. */
    public Optional<DigestPolicy> digest() {
        return is.digest;
    }

    /** How it is retried. */
    public RetryPolicy retry() {
        return is.retry;
    }

    /** What is done when a channel cannot tell. */
    public MaybeSentRule whenMaybeSent() {
        return is.maybeSent;
    }

    /** How fast it is accepted. */
    public Optional<RateLimit> acceptAtMost() {
        return is.acceptAtMost;
    }

    /** The handler called for its dead letters. */
    public Optional<String> ifFailed() {
        return is.ifFailed;
    }

    /** The condition that must hold. */
    public Optional<String> sendIf() {
        return is.sendIf;
    }

    @Override
    public String toString() {
        return "NotificationType[" + is.name + "]";
    }
}
