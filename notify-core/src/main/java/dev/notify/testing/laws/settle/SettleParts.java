package dev.notify.testing.laws.settle;

import dev.notify.testing.laws.kit.Stage;
import java.util.Map;
import java.util.function.Function;

/** The classes whose methods are the laws of settling, each with how it is put on a stage. */
public final class SettleParts {

    /** All of them. */
    public static final Map<Class<?>, Function<Stage, Object>> ALL = Map.of(
            SettleLaws.class, SettleLaws::new,
            LateLaws.class, LateLaws::new,
            FallbackLaws.class, FallbackLaws::new,
            ItemLaws.class, ItemLaws::new,
            SettledCardLaws.class, SettledCardLaws::new);

    private SettleParts() {}
}
