package dev.notify.log;

import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.ThreadLocalMapOfStacks;
import org.slf4j.spi.MDCAdapter;

/** Each thread's own words, as in the loggers hosts use: a thread that is started inherits none. */
final class TestMdc implements MDCAdapter {

    private static final ThreadLocal<Map<String, String>> MAP = ThreadLocal.withInitial(HashMap::new);

    private final ThreadLocalMapOfStacks stacks = new ThreadLocalMapOfStacks();

    static Map<String, String> copy() {
        return Map.copyOf(MAP.get());
    }

    @Override
    public void put(String key, @Nullable String value) {
        MAP.get().put(key, String.valueOf(value));
    }

    @Override
    public @Nullable String get(String key) {
        return MAP.get().get(key);
    }

    @Override
    public void remove(String key) {
        MAP.get().remove(key);
    }

    @Override
    public void clear() {
        MAP.remove();
    }

    @Override
    public Map<String, String> getCopyOfContextMap() {
        return new HashMap<>(MAP.get());
    }

    @Override
    public void setContextMap(@Nullable Map<String, String> map) {
        MAP.set(map == null ? new HashMap<>() : new HashMap<>(map));
    }

    @Override
    public void pushByKey(String key, String value) {
        stacks.pushByKey(key, value);
    }

    @Override
    public @Nullable String popByKey(String key) {
        return stacks.popByKey(key);
    }

    @Override
    public @Nullable Deque<String> getCopyOfDequeByKey(String key) {
        return stacks.getCopyOfDequeByKey(key);
    }

    @Override
    public void clearDequeByKey(String key) {
        stacks.clearDequeByKey(key);
    }
}
