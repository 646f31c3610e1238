package dev.notify.testing.laws.host;

import java.util.Map;
import java.util.function.Function;

/** The classes whose methods are the laws of the host's transaction, each with how it is put on a stage. */
public final class HostParts {

    /** All of them. */
    public static final Map<Class<?>, Function<HostStage, Object>> ALL = Map.of(
            HostJoinLaws.class, HostJoinLaws::new,
            HostCommitLaws.class, HostCommitLaws::new,
            HostKeyLaws.class, HostKeyLaws::new,
            HostChangeLaws.class, HostChangeLaws::new,
            HostCardLaws.class, HostCardLaws::new,
            HostNeighbourLaws.class, HostNeighbourLaws::new);

    private HostParts() {}
}
