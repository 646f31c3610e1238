package dev.notify.testing.laws;

import dev.notify.store.Store;
import dev.notify.testing.laws.host.HostParts;
import dev.notify.testing.laws.host.HostStage;
import dev.notify.testing.laws.host.Hosting;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The laws of a {@link Store} that keeps everything in a database over JDBC: what a host may rely on that sends inside a transaction
 * of its own, on its own connection.
 *
 * <p>They come on top of {@link StoreLaws}. Nothing of a law depends on how long something takes; a few watch for a moment whether
 * somebody waits. Each works under a tenant and in lanes of its own in one database that all share, but for those about other
 * databases.
 */
public final class HostTransactionLaws {

    private HostTransactionLaws() {}

    /**
     * The laws, to be checked against stores over a database of the author's.
     *
     * @param empty makes a database with nothing in it, another one at each call; called three times for all laws
     * @param over makes a store over a database, not open yet, which leaves the {@code DataSource} to the host
     */
    public static List<Law> of(
            Supplier<? extends DataSource> empty, Function<? super DataSource, ? extends Store> over) {
        Hosting hosting = new Hosting(empty, over);
        return HostParts.ALL.entrySet().stream()
                .flatMap(part -> Law.in(part.getKey(), () -> stand(hosting, part.getValue())).stream())
                .sorted(Comparator.comparing(Law::name))
                .toList();
    }

    private static Law.Stand stand(Hosting hosting, Function<HostStage, Object> part) throws Exception {
        HostStage stage = HostStage.in(hosting);
        return new Law.Stand() {
            @Override
            public Object laws() {
                return part.apply(stage);
            }

            @Override
            public void clear() throws Exception {
                stage.clear();
            }
        };
    }
}
