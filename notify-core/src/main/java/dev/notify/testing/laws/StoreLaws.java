package dev.notify.testing.laws;

import dev.notify.store.Store;
import dev.notify.testing.laws.kit.Stage;
import dev.notify.testing.laws.settle.SettleParts;
import dev.notify.testing.laws.store.StoreParts;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The laws of {@link Store}, part by part.
 *
 * <p>No law sleeps: time is a parameter of the store's methods. Each law opens a store, works under a tenant and in lanes of its
 * own, and closes it, so the stores supplied may share one database and need not be empty.
 */
public final class StoreLaws {

    private StoreLaws() {}

    /**
     * The laws, to be checked against stores made by this supplier.
     *
     * @param fresh makes a store that is not open yet; called once for each law
     */
    public static List<Law> of(Supplier<? extends Store> fresh) {
        Objects.requireNonNull(fresh, "fresh");
        return Stream.of(StoreParts.ALL, SettleParts.ALL)
                .flatMap(parts -> parts.entrySet().stream())
                .flatMap(part -> Law.in(part.getKey(), () -> stand(fresh.get(), part.getValue())).stream())
                .sorted(Comparator.comparing(Law::name))
                .toList();
    }

    private static Law.Stand stand(Store store, Function<Stage, Object> part) {
        store.open();
        return new Law.Stand() {
            @Override
            public Object laws() {
                return part.apply(new Stage(store));
            }

            @Override
            public void clear() {
                store.close();
            }
        };
    }
}
