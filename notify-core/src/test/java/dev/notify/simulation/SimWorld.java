package dev.notify.simulation;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.FanOut;
import dev.notify.delivery.Receipt;
import dev.notify.directory.Group;
import dev.notify.directory.Slice;
import dev.notify.event.Alert;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.fanout.FanOutCard;
import dev.notify.memory.MemoryStore;
import dev.notify.model.ChannelName;
import dev.notify.policy.MaybeSentRule;
import dev.notify.policy.RetryPolicy;
import dev.notify.provider.ProviderPool;
import dev.notify.request.NotificationType;
import dev.notify.security.FieldSeal;
import dev.notify.simulation.Faults.Fault;
import dev.notify.simulation.Provider.Answer;
import dev.notify.simulation.Trouble.Act;
import dev.notify.simulation.Trouble.Mail;
import dev.notify.store.CardPart;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import dev.notify.store.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** Several nodes of the real engine on one store, with everything going wrong that a seed can think of. */
final class SimWorld {

    static final ChannelName EMAIL = ChannelName.EMAIL;
    static final ChannelName SMS = ChannelName.SMS;

    /** Half a minute before eight in the morning in Johannesburg, in the middle of the night nowhere that matters. */
    static final long START = Instant.parse("2026-03-02T05:59:30Z").toEpochMilli();

    static final RetryPolicy RETRY =
            RetryPolicy.upTo(Duration.ofHours(6)).waiting(Duration.ofSeconds(1), Duration.ofMinutes(1));

    static final NotificationType NEWS = NotificationType.named("news")
            .anyTime()
            .sendBy(EMAIL, SMS)
            .discreet("News", "Please sign in")
            .retry(RETRY);

    static final NotificationType MISS = NotificationType.named("miss")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("News", "Please sign in")
            .whenMaybeSent(MaybeSentRule.PREFER_MISS)
            .ifFailed("ring")
            .retry(RETRY.attempts(4));

    static final NotificationType DAILY = NotificationType.named("daily")
            .daytime()
            .sendBy(EMAIL, SMS)
            .discreet("Daily", "Please sign in")
            .retry(RETRY);

    /** To groups, whose members the host tells page by page. */
    static final NotificationType WARD = NotificationType.named("ward")
            .anyTime()
            .sendBy(EMAIL, SMS)
            .discreet("News", "Please sign in")
            .retry(RETRY);

    /** By another channel where the first does not reach. */
    static final NotificationType URGE = NotificationType.named("urge")
            .anyTime()
            .sendBy(EMAIL)
            .fallBackTo(SMS)
            .discreet("News", "Please sign in")
            .whenMaybeSent(MaybeSentRule.PREFER_MISS)
            .retry(RETRY.attempts(2));

    /** How many groups there are; each shares members with the next. */
    static final int GROUPS = 5;

    private static final int PAGE = 3;
    private static final int NODES = 3;
    private static final int BETWEEN_ACTS = 1_500;
    private static final long LOOK_EVERY = 2_000;
    private static final long CLOCKS_MAY_DIFFER = 1_000;
    private static final FieldSeal PLAIN = FieldSeal.plain();
    private static final Map<Integer, Long> LANES = lanes();

    /** Puts a bug between an engine and its store. */
    interface Plant {
        Store plant(Store store, SimNode.Life life);
    }

    private final SplittableRandom random;
    private final Trouble trouble;
    private final Plant plant;
    private final SimTime time = new SimTime(START);
    private final MemoryStore store = MemoryStore.at(() -> Instant.ofEpochMilli(now() + databaseAhead()));
    private final History history = new History();
    private final Provider provider;
    private final List<SimNode> nodes = new ArrayList<>();
    private final Acts acts;
    private final Map<String, Integer> seen = new HashMap<>();
    private final SimTime.NodeTasks own = time.node();
    private long databaseAhead;
    private long goneBack;
    private long awayUntil;
    private long contactsAwayUntil;
    private long groupsAwayUntil;
    private final Map<String, Long> providersAwayUntil = new HashMap<>();
    private final Set<String> providersRefuse = new HashSet<>();
    private boolean calm = true;
    private int storeCalls;
    private int channelCalls;
    private int failingStoreCall = -1;
    private int failingChannelCall = -1;
    private Fault failure = Fault.NONE;
    private Answer failingAnswer = Answer.SENT;

    SimWorld(long seed, Trouble trouble) {
        this(new SplittableRandom(seed), trouble, (real, life) -> real);
    }

    SimWorld(SplittableRandom random, Trouble trouble, Plant plant) {
        this.random = random;
        this.trouble = trouble;
        this.plant = plant;
        this.provider = new Provider(time, history, random.split(), trouble.slowest(), this::answer);
        this.acts = new Acts(this, random.split());
        store.open();
    }

    /** A world with what this seed draws. */
    static SimWorld drawn(long seed, Plant plant) {
        SplittableRandom random = new SplittableRandom(seed);
        return new SimWorld(random, Trouble.drawn(random), plant);
    }

    /** Fails the n-th call to the store once it is alive, and no other. */
    SimWorld failStoreCall(int n, Fault fault) {
        failingStoreCall = n;
        failure = fault;
        return this;
    }

    /** Answers the n-th call to a channel like this, and all others with yes. */
    SimWorld failChannelCall(int n, Answer answer) {
        failingChannelCall = n;
        failingAnswer = answer;
        return this;
    }

    /** Whether the call that was to fail has come. */
    boolean failed() {
        return failingStoreCall >= 0 ? storeCalls >= failingStoreCall : channelCalls >= failingChannelCall;
    }

    /** Lives through so many acts, then calms down, finishes everything and ends. */
    SimWorld live(int steps) {
        time.run(() -> {
            for (int i = 0; i < NODES; i++) {
                SimNode node = new SimNode(this, "n" + i);
                nodes.add(node);
                node.start();
            }
            calm = false;
            acts.plan(steps, BETWEEN_ACTS);
            own.sleep((long) steps * BETWEEN_ACTS / 2 + 500);
            finish();
            time.end();
        });
        readStore();
        return this;
    }

    private void finish() {
        calm = true;
        history.calmAt = now();
        history.mayDrainFor = Duration.ofMinutes(8).toMillis() + goneBack;
        long latest = now() + history.mayDrainFor;
        history.goneBack = goneBack;
        while (now() < latest && (waiting() > 0 || acts.underWay() > 0 || !agreed())) {
            own.sleep(LOOK_EVERY);
        }
        history.drainedAt = now();
        acts.probe();
        acts.closeAll();
    }

    /** Whether all nodes are there, believe the database again, and leave no provider alone any longer. */
    private boolean agreed() {
        return nodes.stream()
                .allMatch(node -> node.awake()
                        && Math.abs(node.life().clock() - now() - databaseAhead) < CLOCKS_MAY_DIFFER
                        && node.life().service().providers().stream()
                                .allMatch(p -> p.until() == null
                                        || p.until().toEpochMilli()
                                                <= node.life().clock()));
    }

    private void readStore() {
        history.stillWaiting = waiting();
        List<UUID> ids = history.stored.stream()
                .map(s -> s.rows().notification().id())
                .distinct()
                .toList();
        for (Rows.Card card : store.cards().byIds(ids)) {
            if (FanOutCard.isOne(card)) {
                history.fanOuts.put(card.id(), FanOutCard.read(PLAIN, card).state());
            }
        }
        store.reads().deliveriesOf("default", ids).forEach(d -> history.deliveries.put(d.id(), d));
        history.attempts.putAll(store.reads().attempts(history.deliveries.keySet()));
        history.countedEnds = store.reads().counters("default", 0).stream()
                .mapToLong(Rows.Counter::count)
                .sum();
        history.states().forEach(state -> seen("state " + state));
        history.calls.forEach(c -> seen(c.taken > 0 ? "taken" : "not taken"));
        time.thrown().stream()
                .filter(e -> !(e instanceof StoreException))
                .forEach(e -> history.surprises.add("a task of the service threw " + e));
    }

    Fault storeFault(SimNode node, String call) {
        if (calm || node.starting) {
            return Fault.NONE;
        }
        if (++storeCalls == failingStoreCall) {
            brokeStore(failure, call, node);
            return failure;
        }
        if (now() < awayUntil || now() < node.awayUntil) {
            brokeStore(Fault.AWAY_BEFORE, call, node);
            return Fault.AWAY_BEFORE;
        }
        if (random.nextInt(100) >= trouble.store()) {
            return Fault.NONE;
        }
        Fault fault =
                trouble.storeFaults().get(random.nextInt(trouble.storeFaults().size()));
        brokeStore(fault, call, node);
        return fault;
    }

    private Answer answer(Message message, String provider) {
        if (message.recipient().equals("poison")) {
            broke("channel KILLS", "*", false);
            return Answer.KILLS;
        }
        if (!calm && now() < providersAwayUntil.getOrDefault(provider, 0L)) {
            seen("provider called while away");
            return providersRefuse.contains(provider) ? Answer.MISCONFIGURED : Answer.UNAVAILABLE;
        }
        if (!calm && ++channelCalls == failingChannelCall) {
            broke("channel " + failingAnswer, "*", false);
            return failingAnswer;
        }
        if (!calm && random.nextInt(100) < trouble.channel()) {
            Answer answer =
                    trouble.answers().get(random.nextInt(trouble.answers().size()));
            broke("channel " + answer, "*", false);
            return answer;
        }
        return random.nextInt(100) < trouble.slow() ? Answer.SLOWLY : Answer.SENT;
    }

    /** Notes that something is broken. */
    void broke(String what, String node, boolean clock) {
        history.broken.add(new History.Broken(what, node, now(), clock));
        seen(what);
    }

    private void brokeStore(Fault fault, String call, SimNode node) {
        history.broken.add(new History.Broken(History.storeFault(fault, call), node.name(), now(), false));
        seen(fault.seen);
    }

    void crash(SimNode node) {
        if (node.life().tasks().dead() || node.starting) {
            return;
        }
        broke("node CRASH", node.name(), false);
        node.life().tasks().close();
        own.after(calm ? 0 : random.nextInt(3_000), node::start);
    }

    void jumpDatabase(long millis) {
        databaseAhead += millis;
        goneBack += Math.max(0, -millis);
    }

    void awayUntil(long until) {
        awayUntil = until;
    }

    void contactsAwayUntil(long until) {
        contactsAwayUntil = until;
    }

    void groupsAwayUntil(long until) {
        groupsAwayUntil = until;
    }

    /** One of those behind a channel takes nothing for a while. One that refuses us is left alone for longer afterwards. */
    void providerAway(String provider, long until, boolean refuses) {
        providersAwayUntil.put(provider, until);
        if (refuses) {
            providersRefuse.add(provider);
        } else {
            providersRefuse.remove(provider);
        }
    }

    /** All that messages go out by. */
    List<String> providers() {
        return trouble.mail() == Mail.ALONE ? List.of(EMAIL.value(), SMS.value()) : List.of("one", "two", SMS.value());
    }

    /** The channel for e-mail, with whoever is behind it. */
    Channel mail(SimNode.Life life) {
        if (trouble.mail() == Mail.ALONE) {
            return provider.channel(EMAIL, life);
        }
        dev.notify.provider.Provider one = dev.notify.provider.Provider.of("one", provider.channel(EMAIL, "one", life));
        dev.notify.provider.Provider two = dev.notify.provider.Provider.of("two", provider.channel(EMAIL, "two", life));
        return trouble.mail() == Mail.IN_ORDER ? ProviderPool.inOrder(one, two) : ProviderPool.roundRobin(one, two);
    }

    /** Who belongs to a group. */
    static List<String> members(int group) {
        return IntStream.range(5 * group, 5 * group + 4 + group)
                .mapToObj(i -> "g" + i)
                .toList();
    }

    /** A page of a group, as the host's source tells it; the last of a page is the first of the next. */
    Optional<Slice<String>> membersOf(Group group, Optional<String> after) {
        if (!calm && now() < groupsAwayUntil) {
            seen("groups looked up while away");
            throw new IllegalStateException("groups are away");
        }
        List<String> all = members(Integer.parseInt(group.name().substring(1)));
        int from = after.map(Integer::parseInt).orElse(0);
        int to = Math.min(all.size(), from + PAGE);
        Optional<String> next = to < all.size() ? Optional.of("" + (to - 1)) : Optional.empty();
        return Optional.of(new Slice<>(all.subList(from, to), next));
    }

    /** How far a fan-out has come by what is put; empty if it is another card. */
    Optional<FanOut.State> stateOf(CardPart.Put put) {
        Rows.Card card = put.body() == null
                ? null
                : new Rows.Card(put.id(), put.place(), 1, put.changedAt(), put.expiresAt(), put.body());
        return card != null && FanOutCard.isOne(card)
                ? Optional.of(FanOutCard.read(PLAIN, card).state())
                : Optional.empty();
    }

    boolean contactsAway() {
        boolean away = !calm && now() < contactsAwayUntil;
        if (away) {
            seen("contact looked up while away");
        }
        return away;
    }

    void rung(Alert alert) {
        if (!calm && random.nextInt(4) == 0) {
            broke("handler THROWS", "*", false);
            throw new IllegalStateException("nobody at the switchboard");
        }
        seen("handler called");
    }

    void told(NotificationEvent event) {
        if (event instanceof NotificationEvent.Held held) {
            seen(held.why().startsWith("delivery hours") ? "held for hours" : "held for a contact");
        } else if (event instanceof NotificationEvent.Finished finished
                && finished.state() == DeliveryState.FAILED
                && String.valueOf(finished.why()).contains("alone")) {
            seen("failed alone");
        }
    }

    void claimed(QueuePart.Claim claim, boolean floored) {
        if (claim.tookOver()) {
            seen("taken over");
        }
        if (claim.crashes() >= 2) {
            seen("suspect claimed");
        }
        if (floored) {
            seen("claimed above a floor");
        }
        if (claim.kind() != WorkKind.DELIVER) {
            seen(claim.kind() + " claimed");
        }
    }

    void grouped(String what, int size) {
        if (size > 1) {
            seen(what);
        }
    }

    void seen(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    /** How often everything was seen that is worth counting. */
    Map<String, Integer> seen() {
        return seen;
    }

    int storeDelay() {
        return random.nextInt(20) == 0 ? random.nextInt(14_000) : random.nextInt(2_000);
    }

    /** What is still in the queue, in any lane of this world. */
    int waiting() {
        return store.queue().heads(LANES).size();
    }

    private static Map<Integer, Long> lanes() {
        Map<Integer, Long> lanes = new TreeMap<>();
        for (ChannelName name : List.of(EMAIL, SMS)) {
            Lane.all(name).forEach(l -> lanes.put(l.number(), 0L));
        }
        Set<WorkKind> others = EnumSet.complementOf(EnumSet.of(WorkKind.DELIVER));
        others.forEach(kind -> Lane.all(kind).forEach(l -> lanes.put(l.number(), 0L)));
        return lanes;
    }

    boolean has(UUID notification) {
        return !store.accepts().stored(List.of(notification)).isEmpty();
    }

    long ended() {
        Set<DeliveryState> states = EnumSet.complementOf(EnumSet.of(DeliveryState.PENDING));
        return store.reads()
                .count(new ReadPart.Find("default", null, null, null, null, null, states, null, null, null, 0, 1_000));
    }

    void acked(Receipt receipt, String key) {
        history.acked.add(new History.Acked(
                receipt.id().value(),
                receipt.deliveries(),
                key,
                receipt.replayed(),
                receipt.fanOut().isPresent(),
                now()));
    }

    Store planted(Store faulty, SimNode.Life life) {
        return plant.plant(faulty, life);
    }

    boolean may(Act act) {
        return trouble.acts().contains(act);
    }

    Set<Act> may() {
        return trouble.acts();
    }

    SimTime time() {
        return time;
    }

    SimTime.NodeTasks own() {
        return own;
    }

    long now() {
        return time.now();
    }

    long databaseAhead() {
        return databaseAhead;
    }

    SplittableRandom random() {
        return random;
    }

    History history() {
        return history;
    }

    Provider provider() {
        return provider;
    }

    MemoryStore store() {
        return store;
    }

    List<SimNode> nodes() {
        return nodes;
    }

    int atOnce() {
        return trouble.atOnce();
    }
}
