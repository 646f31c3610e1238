package dev.notify.internal.settle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.event.Health;
import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Tasks;
import dev.notify.store.QueuePart;
import dev.notify.store.SettlePart;
import dev.notify.store.SettlePart.DeliveryChange;
import dev.notify.store.SettlePart.Move;
import dev.notify.store.SettlePart.Next;
import dev.notify.store.SettlePart.Settlement;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SettleQueueTest {

    /** Runs what it is given when a test says so; timers count as due. */
    private static final class Steps implements Tasks {
        final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
        final List<Runnable> timers = new ArrayList<>();

        void all() {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        }

        void timers() {
            List<Runnable> due = List.copyOf(timers);
            timers.clear();
            due.forEach(Runnable::run);
            all();
        }

        @Override
        public Running run(Runnable task) {
            waiting.add(task);
            return () -> {};
        }

        @Override
        public Running current() {
            return () -> {};
        }

        @Override
        public Timer after(long millis, Runnable task) {
            timers.add(task);
            return () -> timers.remove(task);
        }

        @Override
        public void pause(long millis) {}

        @Override
        public boolean await(long millis, BooleanSupplier condition) {
            return condition.getAsBoolean();
        }

        @Override
        public void close() {}
    }

    /** Settles, unless a rule says otherwise. */
    private static final class Settles implements SettlePart {
        final List<List<UUID>> groups = new ArrayList<>();
        final List<Settlement> done = new ArrayList<>();
        final Set<UUID> gone = new HashSet<>();
        final List<UUID> late = new ArrayList<>();
        Predicate<Settlement> poison = s -> false;
        RuntimeException failure = new StoreException("refused", null);
        boolean away;

        @Override
        public Set<UUID> settle(List<Settlement> group) {
            groups.add(group.stream().map(Settlement::ref).toList());
            if (away) {
                throw new StoreUnavailableException("away", null);
            }
            if (group.stream().anyMatch(poison)) {
                throw failure;
            }
            Set<UUID> effective = new HashSet<>();
            for (Settlement s : group) {
                if (gone.add(s.ref())) {
                    effective.add(s.ref());
                    done.add(s);
                }
            }
            return effective;
        }

        @Override
        public boolean settleLate(Settlement settlement) {
            late.add(settlement.ref());
            return true;
        }
    }

    private final Steps tasks = new Steps();
    private final Settles settles = new Settles();
    private final Announcer announcer = new Announcer(tasks, List.of());
    private final List<QueuePart.Held> settled = new ArrayList<>();
    private final SettleQueue queue =
            new SettleQueue(tasks, store(), announcer, (claim, availableAt) -> settled.add(claim));

    private Store store() {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (p, method, args) -> settles);
    }

    private static Pending one(UUID ref, String why, boolean mayBeLate) {
        DeliveryChange change = new DeliveryChange(dev.notify.delivery.DeliveryState.SENT, 0, 0L, 1, null, why);
        return new Pending(
                new Settlement(ref, 1, Move.REMOVE, change, null, null, Next.NOTHING, List.of(), List.of()),
                Optional.empty(),
                mayBeLate);
    }

    private UUID add(String why) {
        UUID ref = UUID.randomUUID();
        queue.add(one(ref, why, false));
        return ref;
    }

    @Test
    void settles_what_has_gathered_in_one_group() {
        add("a");
        add("b");
        assertThat(queue.idle()).isFalse();
        tasks.all();
        assertThat(settles.groups).singleElement().satisfies(g -> assertThat(g).hasSize(2));
        assertThat(settled).hasSize(2);
        assertThat(queue.idle()).isTrue();
    }

    @Test
    void settles_two_of_one_piece_of_work_one_after_the_other() {
        UUID ref = UUID.randomUUID();
        queue.add(one(ref, "no answer in time", false));
        queue.add(one(ref, "late success", true));
        tasks.all();
        assertThat(settles.groups).hasSize(2);
        assertThat(settles.late).containsExactly(ref);
    }

    @Test
    void keeps_everything_while_the_store_is_away_and_says_so() {
        settles.away = true;
        add("a");
        tasks.all();
        add("b");
        tasks.all();
        assertThat(announcer.health().status()).isEqualTo(Health.Status.DOWN);
        assertThat(tasks.timers).hasSize(1);
        assertThat(settled).isEmpty();
        settles.away = false;
        tasks.timers();
        assertThat(settled).hasSize(2);
        assertThat(announcer.health().status()).isEqualTo(Health.Status.UP);
    }

    @Test
    void a_poisoned_row_is_settled_bare_and_the_others_as_they_are() {
        settles.poison = s -> s.delivery() != null && "bad".equals(s.delivery().why());
        add("good");
        UUID bad = add("bad");
        add("good too");
        tasks.all();
        assertThat(settles.done).hasSize(3);
        assertThat(settles.done)
                .filteredOn(s -> s.ref().equals(bad))
                .singleElement()
                .satisfies(s -> assertThat(s.delivery().why()).isNull());
        assertThat(queue.idle()).isTrue();
    }

    @Test
    void a_row_that_will_not_go_in_at_all_holds_nobody_up() {
        UUID[] never = new UUID[1];
        settles.poison = s -> s.ref().equals(never[0]);
        for (RuntimeException failure : List.of(new StoreException("no", null), new IllegalStateException("bug"))) {
            settles.failure = failure;
            never[0] = add("bad");
            UUID good = add("good");
            tasks.all();
            assertThat(settles.done).extracting(Settlement::ref).contains(good).doesNotContain(never[0]);
            assertThat(settled).extracting(QueuePart.Held::ref).contains(never[0]);
        }
        assertThat(announcer.health().status()).isEqualTo(Health.Status.DEGRADED);
        tasks.timers();
        assertThat(announcer.health().status()).isEqualTo(Health.Status.UP);
    }

    @Test
    void a_busy_row_is_tried_again() {
        settles.failure = new StoreBusyException("deadlock", null);
        settles.poison = s -> true;
        add("a");
        tasks.all();
        assertThat(settled).isEmpty();
        settles.poison = s -> false;
        tasks.timers();
        assertThat(settled).hasSize(1);
    }
}
