package dev.notify.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.UuidV7;
import dev.notify.internal.setup.Setups;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.policy.Concurrency;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import dev.notify.store.QueuePart.Held;
import dev.notify.store.Store;
import dev.notify.store.StoreUnavailableException;
import dev.notify.store.WorkKind;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final long LEASE = 12_000;
    private static final int LANE =
            Lane.of(ChannelName.EMAIL, Priority.NORMAL, Tenant.DEFAULT).number();

    private final Jobs.Steps tasks = new Jobs.Steps();
    private final Line line = Jobs.line(Concurrency.of(1), tasks, new Isolation(() -> {}), job -> {}, () -> {});
    private final Announcer announcer = new Announcer(tasks, List.of());
    private final List<String> renewals = new ArrayList<>();
    private final Set<UUID> gone = new HashSet<>();
    private Runnable during = () -> {};
    private boolean settling;
    private long now = 1_000_000;
    private final Leases leases = new Leases(
            Setups.timed(Setups.timings(Duration.ofSeconds(3))),
            new Surroundings(() -> now, tasks, () -> 0, UuidV7.ofProcess()),
            store(),
            announcer,
            "me",
            () -> settling);

    /** A store that is asked for nothing but to renew. */
    private Store store() {
        QueuePart queue = (QueuePart) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {QueuePart.class}, (proxy, method, args) -> {
                    assertThat(method.getName()).isEqualTo("renew");
                    return renew((Collection<?>) args[0], (String) args[1], (Long) args[2]);
                });
        return (Store) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, args) -> queue);
    }

    private Set<UUID> renew(Collection<?> held, String owner, long until) {
        renewals.add(held.size() + " by " + owner + " until " + until);
        during.run();
        Set<UUID> kept = new HashSet<>();
        held.forEach(h -> kept.add(((Held) h).ref()));
        kept.removeAll(gone);
        return kept;
    }

    private Job held(UUID ref, long fence) {
        Job job = new Job(
                new QueuePart.Claim(ref, WorkKind.DELIVER, LANE, fence, 1, 0, false, 0),
                Optional.empty(),
                line,
                now + LEASE);
        leases.add(job);
        return job;
    }

    private Job held() {
        return held(UUID.randomUUID(), 1);
    }

    private void tick() {
        now += 4_000;
        tasks.tick();
    }

    @Test
    void all_that_is_held_is_renewed_by_one_statement_and_nothing_while_nothing_is() {
        leases.start();
        assertThat(tasks.timers).isEmpty();
        Job one = held();
        Job two = held();
        tick();
        assertThat(renewals).containsExactly("2 by me until " + (now + LEASE));
        now += LEASE - 1;
        assertThat(one.outOfLease(now, 0)).isFalse();
        assertThat(two.outOfLease(now + 1, 0)).isTrue();
        leases.forget(one.held());
        leases.forget(two.held());
        assertThat(leases.none()).isTrue();
        tick();
        assertThat(tasks.timers).isEmpty();
        assertThat(renewals).hasSize(1);
    }

    @Test
    void what_is_done_and_nobody_settles_is_let_go_of() {
        leases.start();
        Job lost = held();
        Job atWork = held();
        lost.begin(0, () -> {});
        lost.finish();
        atWork.begin(0, () -> {});
        settling = true;
        tick();
        tick();
        assertThat(leases.holds(lost.held()))
                .as("it may be what is being settled")
                .isTrue();
        settling = false;
        tick();
        assertThat(leases.holds(lost.held())).as("it may come to be settled").isTrue();
        tick();
        assertThat(leases.holds(lost.held())).isFalse();
        assertThat(leases.holds(atWork.held())).isTrue();
    }

    @Test
    void what_another_has_by_now_is_lost() {
        leases.start();
        Job mine = held();
        Job anothers = held();
        gone.add(anothers.ref());
        tick();
        assertThat(mine.outOfLease(now, 0)).isFalse();
        assertThat(anothers.outOfLease(now, 0)).isTrue();
        assertThat(leases.holds(anothers.held())).as("until its end is settled").isTrue();
    }

    @Test
    void what_was_settled_while_it_was_renewed_is_not_lost() {
        leases.start();
        Job settled = held();
        gone.add(settled.ref());
        during = () -> leases.forget(settled.held());
        tick();
        assertThat(settled.outOfLease(now, 0)).isFalse();
    }

    @Test
    void of_two_claims_of_one_row_the_older_is_lost_whichever_came_first() {
        leases.start();
        UUID ref = UUID.randomUUID();
        Job newer = held(ref, 7);
        Job older = held(ref, 5);
        tick();
        assertThat(renewals).containsExactly("1 by me until " + (now + LEASE));
        assertThat(newer.outOfLease(now, 0)).isFalse();
        assertThat(older.outOfLease(now, 0)).isTrue();
        leases.forget(older.held());
        assertThat(leases.holds(newer.held())).isTrue();
    }

    @Test
    void a_store_that_is_away_is_a_finding_until_it_is_back() {
        leases.start();
        Job job = held();
        during = () -> {
            throw new StoreUnavailableException("away", null);
        };
        tick();
        assertThat(announcer.health().status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(announcer.health().findings())
                .extracting(Health.Finding::where)
                .containsExactly("leases");
        assertThat(job.outOfLease(now, 0)).as("its lease still runs").isFalse();
        now += 9_000;
        assertThat(job.outOfLease(now, 0)).as("and runs out").isTrue();
        during = () -> {};
        tick();
        assertThat(announcer.health().status()).isEqualTo(Health.Status.UP);
        assertThat(job.outOfLease(now, 0)).isFalse();
    }

    @Test
    void a_cancel_reaches_what_is_held_and_nothing_else() {
        Job asked = held();
        Job other = held();
        leases.cancelAsked(List.of(asked.ref(), UUID.randomUUID()));
        assertThat(asked.cancelled()).isTrue();
        assertThat(other.cancelled()).isFalse();
        leases.cancelAsked(List.of());
        assertThat(other.cancelled()).isFalse();
    }

    @Test
    void after_its_end_nothing_is_renewed() {
        leases.start();
        held();
        leases.stop();
        tick();
        assertThat(renewals).isEmpty();
        assertThat(tasks.timers).isEmpty();
    }
}
