package dev.notify.simulation;

import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import dev.notify.store.StoreUnavailableException.CommitUnknownException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/** A store whose calls fail as they are told: before anything happened, or after all of it did. */
final class Faults {

    /** What happens to one call. */
    enum Fault {
        NONE,
        BUSY,
        AWAY_BEFORE,
        LOST_AFTER
    }

    /** Decides over a call, in order. */
    interface Chooser {
        Fault choose(String call);
    }

    /** Sees what a call gave back. */
    interface Observer {
        void saw(String call, Object[] arguments, Object result);
    }

    private static final Set<String> PARTS = Set.of("accepts", "queue", "settles", "changes", "reads", "meta");
    private static final Set<String> SPARED = Set.of("open", "close", "listen", "toString", "hashCode", "equals");

    private Faults() {}

    /** The store as one node sees it; closing it leaves the store open for the others. */
    static Store faulty(Store store, Chooser chooser, Observer observer) {
        return (Store) Proxy.newProxyInstance(
                Faults.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, args) -> {
                    if (PARTS.contains(method.getName())) {
                        return part(method, invoke(store, method, args), chooser, observer);
                    }
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    if (method.getName().equals("open")) {
                        return java.util.List.of();
                    }
                    return SPARED.contains(method.getName())
                            ? invoke(store, method, args)
                            : call(store, method, args, chooser, observer);
                });
    }

    private static Object part(Method getter, Object part, Chooser chooser, Observer observer) {
        Class<?> type = getter.getReturnType();
        return Proxy.newProxyInstance(
                Faults.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> call(part, method, args, chooser, observer));
    }

    private static Object call(Object target, Method method, Object[] args, Chooser chooser, Observer observer)
            throws Throwable {
        Fault fault = chooser.choose(method.getName());
        if (fault == Fault.BUSY) {
            throw new StoreBusyException(method.getName() + ": in the way", null);
        }
        if (fault == Fault.AWAY_BEFORE) {
            throw new StoreUnavailableException(method.getName() + ": away", null);
        }
        Object result = invoke(target, method, args);
        observer.saw(method.getName(), args == null ? new Object[0] : args, result);
        if (fault == Fault.LOST_AFTER) {
            throw new CommitUnknownException(method.getName() + ": lost", null);
        }
        return result;
    }

    private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof StoreException || e.getCause() instanceof RuntimeException ? e.getCause() : e;
        }
    }
}
