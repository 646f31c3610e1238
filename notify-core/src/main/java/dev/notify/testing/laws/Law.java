package dev.notify.testing.laws;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One promise, and the check that it is kept.
 *
 * @param name the part and the promise: {@code QueueLaws.takes_the_earliest_first}
 * @param check throws an {@link AssertionError} that names the law, what was expected and what was found
 */
public record Law(String name, ThrowingRunnable check) {

    /** Something that may fail. */
    @FunctionalInterface
    public interface ThrowingRunnable {
        /** Runs it. */
        void run() throws Exception;
    }

    /** Makes what one check needs and takes it away again. */
    interface Stand {
        Object laws() throws Exception;

        void clear() throws Exception;
    }

    /** How a stand is put up. */
    @FunctionalInterface
    interface NewStand {
        Stand put() throws Exception;
    }

    public Law {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(check, "check");
    }

    /** Every package-private method of a class of laws, each with a stand of its own: none can be forgotten in a list. */
    static List<Law> in(Class<?> laws, NewStand stand) {
        return Arrays.stream(laws.getDeclaredMethods())
                .filter(Law::isLaw)
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> named(laws.getSimpleName() + "." + method.getName(), method, stand))
                .toList();
    }

    private static boolean isLaw(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType() == void.class
                && !method.isSynthetic()
                && !Modifier.isStatic(method.getModifiers())
                && !Modifier.isPrivate(method.getModifiers());
    }

    private static Law named(String name, Method method, NewStand newStand) {
        return new Law(name, () -> {
            Stand stand = newStand.put();
            AssertionError broken = broken(name, method, stand);
            try {
                stand.clear();
            } catch (Exception e) {
                if (broken == null) {
                    throw new AssertionError(name + ": held, but closing afterwards threw " + e, e);
                }
                broken.addSuppressed(e);
            }
            if (broken != null) {
                throw broken;
            }
        });
    }

    private static @Nullable AssertionError broken(String name, Method method, Stand stand) throws Exception {
        try {
            method.setAccessible(true);
            method.invoke(stand.laws());
            return null;
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String what = cause instanceof AssertionError ? cause.getMessage() : "threw " + cause;
            return new AssertionError(name + ": " + what, cause);
        }
    }
}
