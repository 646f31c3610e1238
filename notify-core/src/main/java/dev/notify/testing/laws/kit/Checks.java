package dev.notify.testing.laws.kit;

import dev.notify.store.StoreBusyException;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a law asks: each throws an {@link AssertionError} that says what was expected and what was found. */
public final class Checks {

    private static final int TRIES = 50;

    private Checks() {}

    /** Something that may fail. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void run() throws Exception;
    }

    /** These two are equal. */
    public static void equal(String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": expected " + brief(expected) + ", was " + brief(actual));
        }
    }

    /** These hold the same, each once, in any order. */
    public static void sameSet(String what, Collection<?> expected, Collection<?> actual) {
        equal(what + " (how many)", expected.size(), actual.size());
        equal(what, Set.copyOf(expected), Set.copyOf(actual));
    }

    /** This is so. */
    public static void isTrue(String what, boolean condition) {
        equal(what, true, condition);
    }

    /** This is refused with an exception of that kind, which is returned. */
    public static <E extends Throwable> E refuses(String what, Class<E> with, Action action) {
        try {
            action.run();
        } catch (Throwable e) {
            if (with.isInstance(e)) {
                return with.cast(e);
            }
            throw new AssertionError(what + ": expected " + with.getSimpleName() + ", was " + e, e);
        }
        throw new AssertionError(what + ": expected " + with.getSimpleName() + ", but nothing was thrown");
    }

    /** Others may be in the way: then, and only then, again. */
    public static <T> T again(Supplier<T> action) {
        for (int i = 1; ; i++) {
            try {
                return action.get();
            } catch (StoreBusyException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static String brief(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= 600 ? text : text.substring(0, 600) + "... (" + text.length() + " characters)";
    }
}
