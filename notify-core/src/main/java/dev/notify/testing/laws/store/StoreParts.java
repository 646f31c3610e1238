package dev.notify.testing.laws.store;

import dev.notify.testing.laws.kit.Stage;
import java.util.Map;
import java.util.function.Function;

/** The classes whose methods are the laws of a store, each with how it is put on a stage. */
public final class StoreParts {

    /** All of them. */
    public static final Map<Class<?>, Function<Stage, Object>> ALL = Map.ofEntries(
            Map.entry(AcceptLaws.class, AcceptLaws::new),
            Map.entry(KeyLaws.class, KeyLaws::new),
            Map.entry(QueueLaws.class, QueueLaws::new),
            Map.entry(LeaseLaws.class, LeaseLaws::new),
            Map.entry(CancelLaws.class, CancelLaws::new),
            Map.entry(MoveLaws.class, MoveLaws::new),
            Map.entry(ReportLaws.class, ReportLaws::new),
            Map.entry(ReadLaws.class, ReadLaws::new),
            Map.entry(MetaLaws.class, MetaLaws::new),
            Map.entry(RaceLaws.class, RaceLaws::new),
            Map.entry(CardLaws.class, CardLaws::new),
            Map.entry(StepLaws.class, StepLaws::new),
            Map.entry(CardRaceLaws.class, CardRaceLaws::new),
            Map.entry(InboxLaws.class, InboxLaws::new));

    private StoreParts() {}
}
