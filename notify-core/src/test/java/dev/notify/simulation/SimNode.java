package dev.notify.simulation;

import dev.notify.NotificationService;
import dev.notify.delivery.FanOut;
import dev.notify.internal.base.SampledTimeSource;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.UuidV7;
import dev.notify.model.Contact;
import dev.notify.policy.Concurrency;
import dev.notify.simulation.Faults.Fault;
import dev.notify.store.AcceptPart;
import dev.notify.store.CardPart;
import dev.notify.store.ChangePart;
import dev.notify.store.QueuePart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;
import dev.notify.store.StoreSession;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/** A machine of a world: its clocks, and one life of the service after the other. */
final class SimNode {

    /** A transaction of the host's on this node; its name is its connection. */
    static final class HostTransaction implements StoreSession {
        private final Life life;
        final List<Rows.Acceptance> rows = new ArrayList<>();

        HostTransaction(Life life) {
            this.life = life;
        }

        @Override
        public AcceptPart accepts() {
            AcceptPart real = life.real().accepts();
            return (AcceptPart) Proxy.newProxyInstance(
                    SimNode.class.getClassLoader(), new Class<?>[] {AcceptPart.class}, (proxy, method, args) -> {
                        if (!method.getName().equals("accept")) {
                            return method.invoke(real, args);
                        }
                        List<AcceptPart.Answer> answers = new ArrayList<>();
                        for (Object row : (List<?>) args[0]) {
                            rows.add((Rows.Acceptance) row);
                            answers.add(AcceptPart.Answer.stored(
                                    ((Rows.Acceptance) row).notification().id()));
                        }
                        return answers;
                    });
        }

        @Override
        public ChangePart changes() {
            return life.real().changes();
        }

        @Override
        public dev.notify.store.ReadPart reads() {
            return life.real().reads();
        }

        @Override
        public dev.notify.store.CardPart cards() {
            return life.real().cards();
        }

        @Override
        public dev.notify.store.InboxPart inbox() {
            return life.real().inbox();
        }

        /** Everything written in it becomes true now. */
        void commit() {
            life.real().accepts().accept(rows);
            rows.forEach(row ->
                    life.world().history().stored(row, life.name(), life.world().now()));
        }
    }

    /** Where the day has begun. */
    static final ZoneId HERE = ZoneId.of("Asia/Kolkata");

    /** Where it begins soon. */
    static final ZoneId FAR = ZoneId.of("Africa/Johannesburg");

    /** Whether this recipient lives there. */
    static boolean livesFar(String recipient) {
        return recipient.hashCode() % 3 == 0;
    }

    private final SimWorld world;
    private final String name;
    private long wallAhead;
    private long nanosBehind;
    private int lives;
    boolean starting;
    boolean closing;
    long awayUntil;
    private Life life;

    SimNode(SimWorld world, String name) {
        this.world = world;
        this.name = name;
        this.life = new Life();
    }

    Life life() {
        return life;
    }

    String name() {
        return name;
    }

    /** Whether it can be called. */
    boolean awake() {
        return !starting && !life.tasks.dead() && !life.tasks.paused();
    }

    /** Its own clock is set. */
    void skew(long millis) {
        wallAhead += millis;
    }

    /** It stands still for a while; a machine that sleeps does not even count the time. */
    void pause(long millis, boolean frozen) {
        life.tasks.pausedFor(millis);
        if (frozen) {
            nanosBehind += millis;
        }
    }

    /** A new life. Nothing fails before it has begun. */
    void start() {
        starting = true;
        try {
            life = new Life();
            life.start();
        } finally {
            starting = false;
            closing = false;
        }
    }

    /** One process: its memory ends with it. */
    final class Life implements Faults.Node {

        private final String id = name + "." + ++lives;
        private final SimTime.NodeTasks tasks = world.time().node();
        private final SampledTimeSource clock =
                new SampledTimeSource(() -> world.now() + wallAhead, () -> (world.now() - nanosBehind) * 1_000_000);
        private final Map<Connection, HostTransaction> transactions = new HashMap<>();
        private final Set<UUID> inCall = new HashSet<>();
        private long aheadBefore;
        private NotificationService service;

        void start() {
            SplittableRandom own = world.random().split();
            Store store = world.planted(Faults.faulty(world.store(), this), this);
            service = NotificationService.builder()
                    .surroundings(new Surroundings(clock, tasks, own::nextDouble, UuidV7.from(own.split())))
                    .store(store)
                    .node(name)
                    .define(SimWorld.NEWS, SimWorld.MISS, SimWorld.DAILY, SimWorld.WARD, SimWorld.URGE)
                    .allowCritical()
                    .zone(HERE)
                    .contactsFrom(this::contactOf)
                    .groupsFrom((group, tenant, after, limit) -> world.membersOf(group, after))
                    .handler("ring", alert -> world.rung(alert))
                    .onEvent(event -> world.told(event))
                    .channel(world.mail(this), Concurrency.between(world.atOnce(), 2 * world.atOnce()))
                    .channel(world.provider().channel(SimWorld.SMS, this), Concurrency.of(world.atOnce()))
                    .start();
        }

        NotificationService service() {
            return service;
        }

        SimTime.NodeTasks tasks() {
            return tasks;
        }

        SimWorld world() {
            return world;
        }

        SimNode node() {
            return SimNode.this;
        }

        String name() {
            return id;
        }

        /** What time it believes it is; noted if it believes otherwise than before. */
        long clock() {
            long ahead = clock.millis() - world.now();
            if (Math.abs(ahead - aheadBefore) > 200) {
                aheadBefore = ahead;
                world.broke("clock of a node moved", id, true);
            }
            return clock.millis();
        }

        Store real() {
            return world.store();
        }

        void inCall(UUID delivery, boolean is) {
            if (is) {
                inCall.add(delivery);
            } else {
                inCall.remove(delivery);
            }
        }

        boolean inCall(UUID delivery) {
            return inCall.contains(delivery);
        }

        /** Its process ends at once, and another takes its place soon. */
        void die() {
            world.crash(SimNode.this);
        }

        private Optional<Contact> contactOf(String id) {
            if (world.contactsAway()) {
                throw new IllegalStateException("contacts are away");
            }
            if (id.equals("nobody")) {
                return Optional.empty();
            }
            Contact contact = Contact.of(id).email(id + "@example.org").sms("+15550100");
            return Optional.of(livesFar(id) ? contact.inZone(FAR) : contact);
        }

        /** A connection of the host's with a transaction begun. */
        Connection begin() {
            Connection connection = (Connection) Proxy.newProxyInstance(
                    SimNode.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, args) -> switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == args[0];
                        default -> method.getReturnType() == boolean.class ? false : null;
                    });
            transactions.put(connection, new HostTransaction(this));
            return connection;
        }

        @Override
        public HostTransaction join(Connection connection) {
            return transactions.get(connection);
        }

        @Override
        public Fault choose(String call) {
            if (tasks.dead()) {
                throw new Tasks.NeverReturns();
            }
            clock();
            Fault fault = world.storeFault(SimNode.this, call);
            world.time().note(call.hashCode() * 31L + fault.ordinal());
            return fault;
        }

        @Override
        public void dawdle() {
            tasks.sleep(world.storeDelay());
        }

        /** A node that could not reach the store since its clock was moved takes leases for over that are not. */
        private void notReadYet(Object[] args, List<?> claims) {
            long by = args[0] instanceof QueuePart.Request r ? r.now() : (Long) args[1];
            boolean other = Math.abs(by - real().databaseTime()) > 1_000;
            if (other && !claims.isEmpty() && world.history().clocksMoved(0, world.now())) {
                world.broke("node goes by a clock that was moved", "*", false);
            }
        }

        @Override
        public void saw(String call, Object[] args, Object result) {
            History history = world.history();
            long now = world.now();
            switch (call) {
                case "accept" -> {
                    List<?> rows = (List<?>) args[0];
                    List<?> answers = (List<?>) result;
                    world.grouped("accepted in a group", rows.size());
                    for (int i = 0; i < rows.size(); i++) {
                        if (((AcceptPart.Answer) answers.get(i)).first().isEmpty()) {
                            history.stored((Rows.Acceptance) rows.get(i), id, now);
                        }
                    }
                }
                case "claim", "claimThese" -> {
                    boolean floored = args[0] instanceof QueuePart.Request r && r.floor() > 0;
                    notReadYet(args, (List<?>) result);
                    for (Object claim : (List<?>) result) {
                        world.claimed((QueuePart.Claim) claim, floored);
                        history.claimed((QueuePart.Claim) claim, id, now);
                    }
                }
                case "settle" -> {
                    List<?> group = (List<?>) args[0];
                    world.grouped("settled in a group", group.size());
                    for (Object one : group) {
                        SettlePart.Settlement s = (SettlePart.Settlement) one;
                        if (((Set<?>) result).contains(s.ref())) {
                            history.settled(s, id, now);
                            s.next().standIns().forEach(stand -> madeStandIn(stand, now));
                        } else {
                            world.seen("settled under a stale fence: no effect");
                        }
                    }
                }
                case "write" -> wrote((CardPart.Step) args[0], (Boolean) result, now);
                case "settleLate" ->
                    world.seen((Boolean) result ? "late success finished a retry" : "late success came too late");
                case "move" ->
                    ((ChangePart.Changed) result)
                            .changed()
                            .forEach(d -> history.moved.add(new History.Moved(d, (ChangePart.Move) args[0], now)));
                case "cancel" -> {
                    history.cancelAsked.addAll(((ChangePart.Cancel) args[0]).notifications());
                    ((ChangePart.Changed) result).changed().forEach(d -> history.cancelledAt.putIfAbsent(d, now));
                    ((ChangePart.Changed) result).held().forEach(d -> world.seen("cancelled in flight"));
                }
                case "release" -> ((Set<?>) result).forEach(r -> world.seen("given back"));
                default -> {}
            }
        }

        private void madeStandIn(SettlePart.StandIn stand, long now) {
            world.history().made.add(new History.Made(stand.delivery(), stand.cause(), now));
            world.seen("stood in");
        }

        private void wrote(CardPart.Step step, boolean written, long now) {
            History history = world.history();
            CardPart.Done done = step.done();
            if (!written) {
                world.seen(done == null ? "card changed meanwhile" : "step not written: others were first");
                return;
            }
            step.deliveries().forEach(d -> history.made.add(new History.Made(d, null, now)));
            if (done != null) {
                history.stepped(done.ref(), done.fence(), id);
                world.seen("step of a fan-out");
            }
            for (CardPart.Put put : step.puts()) {
                if (world.stateOf(put).filter(FanOut.State.CANCELLED::equals).isPresent()) {
                    history.fanOutsCancelledAt.putIfAbsent(put.id(), now);
                    world.seen("fan-out cancelled under way");
                }
            }
        }
    }
}
