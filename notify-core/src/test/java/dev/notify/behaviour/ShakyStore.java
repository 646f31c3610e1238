package dev.notify.behaviour;

import dev.notify.store.AcceptPart;
import dev.notify.store.CardPart;
import dev.notify.store.ChangePart;
import dev.notify.store.InboxPart;
import dev.notify.store.MetaPart;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;
import dev.notify.store.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that can be away, and whose calls fail as they are told. */
final class ShakyStore {

    private static final Map<String, Class<?>> PARTS = Map.of(
            "accepts", AcceptPart.class,
            "cards", CardPart.class,
            "queue", QueuePart.class,
            "settles", SettlePart.class,
            "changes", ChangePart.class,
            "reads", ReadPart.class,
            "inbox", InboxPart.class,
            "meta", MetaPart.class);

    private final Store real;
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int failing = -1;
    private volatile boolean failsAfter;
    private volatile boolean down;

    ShakyStore(Store real) {
        this.real = real;
    }

    void down(boolean isDown) {
        down = isDown;
    }

    /** The next call of that name finds nobody there. */
    void failNext(String method) {
        away.add(method);
    }

    /** The next call of that name throws what no store may throw. */
    void breakNext(String method) {
        broken.add(method);
    }

    /** The next call of that name is done, and its answer is lost. */
    void loseReplyOf(String method) {
        lost.add(method);
    }

    /** Of the calls from now on, the n-th finds nobody there, or is done and its answer is lost. */
    void failCall(int n, boolean after) {
        calls.set(0);
        failing = n;
        failsAfter = after;
    }

    /** How many calls there were since {@link #failCall}. */
    int calls() {
        return calls.get();
    }

    /** Does this before every call of that name. */
    void before(String method, Runnable what) {
        before.put(method, what);
    }

    Store store() {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, args) -> {
                    Class<?> part = PARTS.get(method.getName());
                    return part == null ? call(real, method, args) : part(part, method.invoke(real));
                });
    }

    private Object part(Class<?> type, Object part) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> call(part, method, args));
    }

    private Object call(Object target, Method method, Object[] args) throws Throwable {
        String name = method.getName();
        before.getOrDefault(name, () -> {}).run();
        boolean fails = calls.incrementAndGet() == failing;
        if (down && !name.equals("close") || away.remove(name) || fails && !failsAfter) {
            throw new StoreUnavailableException("away", null);
        }
        if (broken.remove(name)) {
            throw new IllegalStateException("a bug in the store");
        }
        Object answer;
        try {
            answer = method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (lost.remove(name) || fails) {
            throw new StoreUnavailableException.CommitUnknownException("lost", null);
        }
        return answer;
    }
}
