package dev.notify.simulation;

import dev.notify.delivery.KeyConflictException;
import dev.notify.delivery.Receipt;
import dev.notify.event.Health;
import dev.notify.internal.base.Tasks;
import dev.notify.model.NotificationId;
import dev.notify.model.NotifyException;
import dev.notify.model.Priority;
import dev.notify.request.Notification;
import dev.notify.request.When;
import dev.notify.request.Which;
import dev.notify.simulation.Trouble.Act;
import dev.notify.store.StoreUnavailableException.CommitUnknownException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/** What hosts, operators and fate do to a world, at moments a seed has chosen. */
final class Acts {

    private static final long HOUR = 3_600_000;

    private final SimWorld world;
    private final SplittableRandom random;
    private final List<Notification> keyed = new ArrayList<>();
    private final List<NotificationId> ids = new ArrayList<>();
    private final List<NotificationId> toGroups = new ArrayList<>();
    private int underWay;
    private int number;
    private boolean poisoned;

    Acts(SimWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    /** Plans so many acts. */
    void plan(int count, int longestPause) {
        List<Act> faults = world.may().stream().filter(a -> !a.ordinary).toList();
        List<Act> ordinary = world.may().stream().filter(a -> a.ordinary).toList();
        long at = 0;
        for (int i = 0; i < count; i++) {
            at += random.nextInt(longestPause);
            boolean fate = !faults.isEmpty() && random.nextInt(6) == 0;
            List<Act> of = fate ? faults : ordinary;
            Act act = random.nextInt(3) == 0 && !fate ? Act.SEND : of.get(random.nextInt(of.size()));
            world.own().after(Math.min(at, (long) count * longestPause / 2), () -> begin(act));
        }
    }

    /** How many have begun and not ended: callers that wait, transactions of hosts, nodes that close. */
    int underWay() {
        return underWay;
    }

    private void begin(Act act) {
        underWay++;
        try {
            world.seen("act " + act);
            SimNode node = world.nodes().get(random.nextInt(world.nodes().size()));
            if (node.awake() && !node.closing) {
                act(act, node);
            }
        } catch (CommitUnknownException e) {
            world.seen("caller told that nobody knows");
        } catch (KeyConflictException e) {
            world.seen("key conflict");
        } catch (NotifyException e) {
            world.seen("caller refused: " + e.getClass().getSimpleName());
        } catch (Tasks.NeverReturns e) {
            world.seen("caller died");
        } finally {
            underWay--;
        }
    }

    private void act(Act act, SimNode node) {
        switch (act) {
            case SEND -> send(node, one());
            case SEND_LATER -> send(node, one().after(Duration.ofMillis(random.nextInt(60_000))));
            case SEND_BRIEF -> send(node, one().expiresAfter(Duration.ofMillis(1_000 + random.nextInt(30_000))));
            case SEND_BURST -> send(node, burst());
            case SEND_DAYTIME -> send(node, addressed(Notification.of(SimWorld.DAILY)));
            case SEND_AT_ONCE -> atOnce(node);
            case REPLAY_KEY -> replay(node);
            case CONFLICT -> conflict(node);
            case IN_TRANSACTION -> inTransaction(node);
            case CANCEL -> node.life().service().cancel(which(), "changed my mind");
            case RESCHEDULE ->
                node.life()
                        .service()
                        .reschedule(which(), When.after(Duration.ofMillis(random.nextInt(40_000))), "later");
            case SEND_NOW -> node.life().service().sendNow(which(), "urgent");
            case SEND_TO_GROUPS -> toGroups(node);
            case CANCEL_GROUPS -> {
                if (!toGroups.isEmpty()) {
                    NotificationId last = toGroups.get(toGroups.size() - 1);
                    world.history()
                            .cancelAsked
                            .add(last.value()); // what fails half-way has stopped the fan-out all the same
                    node.life().service().cancel(Which.id(last), "not needed");
                }
            }
            case SEND_WITH_FALLBACK -> send(node, addressed(Notification.of(SimWorld.URGE)));
            case CLOSE -> close(node);
            case CRASH -> world.crash(node);
            case PAUSE -> pause(node, false);
            case FREEZE -> pause(node, true);
            case SKEW_NODE -> {
                node.skew(random.nextBoolean() ? 90_000 : -90_000);
                world.broke("clock of a node set", node.name(), true);
            }
            case JUMP_FORWARDS -> jump(1);
            case JUMP_BACKWARDS -> jump(-1);
            case OUTAGE -> {
                world.awayUntil(world.now() + random.nextInt(10_000));
                world.broke("store away for all", "*", false);
            }
            case LOSE_CONNECTION -> {
                node.awayUntil = world.now() + random.nextInt(20_000);
                world.broke("store away for one", node.name(), false);
            }
            case CONTACTS_AWAY -> {
                world.contactsAwayUntil(world.now() + random.nextInt(15_000));
                world.broke("contacts away", "*", false);
            }
            case GROUPS_AWAY -> {
                world.groupsAwayUntil(world.now() + random.nextInt(15_000));
                world.broke("groups away", "*", false);
            }
            case PROVIDER_AWAY -> {
                String provider =
                        world.providers().get(random.nextInt(world.providers().size()));
                boolean refuses = !provider.equals("two") && random.nextInt(4) == 0;
                world.providerAway(provider, world.now() + random.nextInt(20_000), refuses);
                world.broke("provider away", "*", false);
            }
            case POISON -> {
                if (!poisoned) {
                    poisoned = true;
                    send(node, Notification.of(SimWorld.MISS).to("poison"));
                }
            }
        }
    }

    private void pause(SimNode node, boolean frozen) {
        long millis = random.nextInt(30_000);
        node.pause(millis, frozen);
        String what = millis > 12_000 ? " longer than a lease" : "";
        world.broke((frozen ? "node frozen" : "node paused") + what, node.name(), frozen);
        underWay++;
        world.own().after(millis, () -> {
            underWay--;
            world.broke("node goes on", node.name(), frozen);
        });
    }

    private void jump(int direction) {
        boolean far = random.nextInt(direction > 0 ? 6 : 30) == 0; // an hour back is an hour to live through
        long by = direction * (far ? HOUR : 1_000L + random.nextInt(90_000));
        world.jumpDatabase(by);
        world.broke("clock of the database " + (by > 0 ? "forwards" : "backwards"), "*", true);
        underWay++;
        world.own().after(15_500, () -> underWay--); // by then it is noticed
    }

    private void close(SimNode node) {
        node.closing = true;
        world.broke("node closed", node.name(), false);
        SimNode.Life life = node.life();
        boolean drained = life.service().close(Duration.ofMillis(2_000 + random.nextInt(20_000)));
        world.seen(drained ? "closed in order" : "closed with work under way");
        world.broke("node started again", node.name(), false);
        world.own().after(0, node::start);
    }

    private Notification one() {
        Notification n = addressed(Notification.of(random.nextInt(4) == 0 ? SimWorld.MISS : SimWorld.NEWS));
        return random.nextInt(3) == 0 ? n.key("k" + number) : n;
    }

    private Notification addressed(Notification n) {
        String to = random.nextInt(30) == 0 ? "nobody" : "p" + random.nextInt(50);
        return n.to(to)
                .about("s" + random.nextInt(10))
                .correlation("c" + ++number)
                .priority(Priority.ofCode(random.nextInt(4)));
    }

    private Notification burst() {
        Notification n = Notification.of(SimWorld.NEWS).priority(Priority.LOW).correlation("c" + ++number);
        int many = 5 + random.nextInt(16);
        for (int i = 0; i < many; i++) {
            n = n.to("b" + i);
        }
        return n;
    }

    /** To one or two groups, and sometimes to one of their members by name. Not among those that are moved. */
    private void toGroups(SimNode node) {
        int one = random.nextInt(SimWorld.GROUPS);
        int two = random.nextInt(SimWorld.GROUPS);
        Set<String> members = new HashSet<>(SimWorld.members(one));
        Notification n = Notification.of(SimWorld.WARD)
                .correlation("c" + ++number)
                .priority(Priority.ofCode(random.nextInt(3)))
                .toGroup("w" + one);
        if (two != one && random.nextBoolean()) {
            n = n.toGroup("w" + two);
            members.addAll(SimWorld.members(two));
        }
        if (random.nextInt(3) == 0) {
            n = n.to(SimWorld.members(one).get(1));
        }
        Receipt receipt = node.life().service().send(n);
        world.acked(receipt, null);
        world.history().members.put(receipt.id().value(), members);
        toGroups.add(receipt.id());
    }

    private void send(SimNode node, Notification n) {
        if (n.key().isPresent()) {
            keyed.add(n);
        }
        acked(node.life().service().send(n), n);
    }

    private void acked(Receipt receipt, Notification n) {
        world.acked(receipt, n.key().orElse(null));
        ids.add(receipt.id());
    }

    /** Several callers at the same moment. */
    private void atOnce(SimNode node) {
        for (int i = 0; i < 4; i++) {
            Notification n = one();
            world.own().after(0, () -> {
                underWay++;
                try {
                    if (node.awake()) {
                        send(node, n);
                    }
                } catch (NotifyException | Tasks.NeverReturns e) {
                    world.seen("caller refused among others");
                } finally {
                    underWay--;
                }
            });
        }
    }

    private void replay(SimNode node) {
        if (!keyed.isEmpty()) {
            Notification n = keyed.get(random.nextInt(keyed.size()));
            Receipt receipt = node.life().service().send(n);
            world.seen(receipt.replayed() ? "key replayed" : "key sent again, stored the first time");
            acked(receipt, n);
        }
    }

    private void conflict(SimNode node) {
        if (!keyed.isEmpty()) {
            Notification n = keyed.get(random.nextInt(keyed.size()));
            acked(node.life().service().send(n.to("somebody-else")), n.to("somebody-else"));
        }
    }

    private void inTransaction(SimNode node) {
        SimNode.Life life = node.life();
        Connection connection = life.begin();
        Notification n = addressed(Notification.of(SimWorld.NEWS));
        if (random.nextInt(3) == 0) {
            n = n.after(Duration.ofSeconds(random.nextInt(20)));
        }
        Receipt receipt = life.service().in(connection).send(n);
        UUID id = receipt.id().value();
        world.history().rolledBack.add(id); // until it is committed
        underWay++;
        boolean commits = random.nextInt(5) > 0;
        Notification sent = n;
        world.own().after(random.nextInt(20_000), () -> {
            underWay--;
            if (commits && !life.tasks().dead() // a process that stands still commits late; that is what this is about
            ) {
                world.history().rolledBack.remove(id);
                life.join(connection).commit();
                acked(receipt, sent);
                world.seen("transaction committed late");
            } else {
                world.seen("transaction rolled back");
            }
        });
    }

    private Which which() {
        if (ids.isEmpty() || random.nextInt(4) == 0) {
            return Which.about("s" + random.nextInt(10));
        }
        return Which.id(ids.get(ids.size() - 1 - random.nextInt(Math.min(ids.size(), 8))));
    }

    /** Whether every node still delivers by every channel when everything is over. */
    void probe() {
        for (SimNode node : world.nodes()) {
            Notification n = Notification.of(SimWorld.NEWS).to("probe").priority(Priority.CRITICAL);
            try {
                Receipt receipt = node.life().service().send(n);
                world.own().sleep(5_000); // calls may take four
                int delivered = taken(receipt);
                if (delivered != 2) {
                    world.history().probes.add(node.name() + " delivered " + delivered + " of 2 when all was over");
                }
            } catch (NotifyException e) {
                world.history().probes.add(node.name() + " takes nothing any more: " + e);
            }
            node.life().service().health().findings().stream()
                    .filter(f -> f.status() == Health.Status.DOWN
                            && !f.where().startsWith("handler.")
                            && !f.where().equals("groups")) // said for a while, since another node may go on
                    .forEach(f -> world.history().probes.add(node.name() + " is not well when all is over: " + f));
        }
    }

    private int taken(Receipt receipt) {
        return (int) world.history().calls.stream()
                .filter(c -> c.taken > 0
                        && receipt.planned().stream()
                                .anyMatch(p -> p.id().value().equals(c.delivery)))
                .count();
    }

    void closeAll() {
        for (SimNode node : world.nodes()) {
            if (!node.life().service().close(Duration.ofSeconds(30))) {
                world.history().probes.add(node.name() + " could not end what was under way");
            }
        }
    }
}
