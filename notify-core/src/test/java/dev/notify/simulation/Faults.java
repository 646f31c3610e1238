package dev.notify.simulation;

import dev.notify.store.AcceptPart;
import dev.notify.store.CardPart;
import dev.notify.store.ChangePart;
import dev.notify.store.InboxPart;
import dev.notify.store.MetaPart;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.store.StoreSession;
import dev.notify.store.StoreUnavailableException;
import dev.notify.store.StoreUnavailableException.CommitUnknownException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.Set;

/** A store whose calls fail as they are told: before anything happened, or after all of it did. */
final class Faults {

    /** What happens to one call. */
    enum Fault {
        NONE,
        /** A deadlock, or somebody else's lock. */
        BUSY,
        /** The connection is lost before anything happened. */
        AWAY_BEFORE,
        /** The connection is lost, and the commit had happened. */
        LOST_AFTER,
        /** The store will not have it. */
        REFUSED,
        /** It takes its time, and then it happens. */
        SLOW_BEFORE,
        /** It happens, and the answer takes its time. */
        SLOW_AFTER;

        final String seen = "store " + name();
    }

    /** One node's side of it. */
    interface Node {
        /** What happens to the next call; throws if there is nobody left to call. */
        Fault choose(String call);

        /** Takes its time. */
        void dawdle();

        /** A call took effect. */
        void saw(String call, Object[] arguments, Object result);

        /** A session in a transaction of the host's. */
        StoreSession join(Connection connection);
    }

    /** Calls that only look. */
    private static final Set<String> READS = Set.of(
            "heads",
            "load",
            "calls",
            "template",
            "notification",
            "byKey",
            "bySubject",
            "deliveriesOf",
            "deliveriesTo",
            "notifications",
            "stored",
            "get",
            "read",
            "list",
            "named",
            "byIds",
            "items",
            "changed",
            "databaseTime");

    private static final Object[] NO_ARGUMENTS = {};

    private final Store real;
    private final Node node;

    private Faults(Store real, Node node) {
        this.real = real;
        this.node = node;
    }

    /** The store as one node sees it; opening and closing it leaves it open for the others. */
    static Store faulty(Store real, Node node) {
        Faults faults = new Faults(real, node);
        return new Whole(
                real,
                node,
                faults.part(AcceptPart.class, real.accepts()),
                faults.part(QueuePart.class, real.queue()),
                faults.part(SettlePart.class, real.settles()),
                faults.part(ChangePart.class, real.changes()),
                faults.part(ReadPart.class, real.reads()),
                faults.part(CardPart.class, real.cards()),
                faults.part(InboxPart.class, real.inbox()),
                faults.part(MetaPart.class, real.meta()));
    }

    private <T> T part(Class<T> type, T part) {
        return type.cast(Proxy.newProxyInstance(
                Faults.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> call(part, method, args == null ? NO_ARGUMENTS : args)));
    }

    private Object call(Object part, Method method, Object[] args) throws Throwable {
        String name = method.getName();
        Fault fault = node.choose(name);
        switch (fault) {
            case BUSY -> throw new StoreBusyException(name + ": in the way", null);
            case AWAY_BEFORE -> throw new StoreUnavailableException(name + ": away", null);
            case REFUSED -> throw new StoreException(name + ": refused", null);
            case SLOW_BEFORE -> node.dawdle();
            default -> {}
        }
        Object result = invoke(part, method, args);
        node.saw(name, args, result);
        if (fault == Fault.SLOW_AFTER) {
            node.dawdle();
        }
        if (fault == Fault.LOST_AFTER) {
            throw READS.contains(name)
                    ? new StoreUnavailableException(name + ": lost", null)
                    : new CommitUnknownException(name + ": lost", null);
        }
        return result;
    }

    private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The parts together. */
    record Whole(
            Store real,
            Node node,
            AcceptPart accepts,
            QueuePart queue,
            SettlePart settles,
            ChangePart changes,
            ReadPart reads,
            CardPart cards,
            InboxPart inbox,
            MetaPart meta)
            implements Store {

        @Override
        public List<String> open() {
            return List.of();
        }

        @Override
        public long databaseTime() {
            Fault fault = node.choose("databaseTime");
            if (fault == Fault.SLOW_BEFORE || fault == Fault.SLOW_AFTER) {
                node.dawdle();
            } else if (fault != Fault.NONE) {
                throw new StoreUnavailableException("databaseTime: away", null);
            }
            return real.databaseTime();
        }

        @Override
        public StoreSession join(Connection connection) {
            return node.join(connection);
        }

        @Override
        public void close() {}
    }
}
