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
import dev.notify.store.WorkKind;
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
        Runnable meanwhile = () -> {};
        Runnable whileLate = () -> {};
        Predicate<Settlement> stale = s -> false;

        @Override
        public Set<UUID> settle(List<Settlement> group) {
            groups.add(group.stream().map(Settlement::ref).toList());
            meanwhile.run();
            if (away) {
                throw new StoreUnavailableException("away", null);
            }
            if (group.stream().anyMatch(poison)) {
                throw failure;
            }
            Set<UUID> effective = new HashSet<>();
            for (Settlement s : group) {
                if (!stale.test(s) && gone.add(s.ref())) {
                    effective.add(s.ref());
                    done.add(s);
                }
            }
            return effective;
        }

        @Override
        public boolean settleLate(Settlement settlement) {
            late.add(settlement.ref());
            whileLate.run();
            return true;
        }
    }

    private final Steps tasks = new Steps();
    private final Settles settles = new Settles();
    private final Announcer announcer = new Announcer(tasks, List.of());
    private final List<QueuePart.Held> settled = new ArrayList<>();
    private final SettleQueue queue = new SettleQueue(
            tasks, store(), announcer, (claim, availableAt) -> settled.add(claim), ref -> "unsaid " + ref);

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
                .satisfies(s -> assertThat(s.delivery().why()).isEqualTo("unsaid " + bad));
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

    @Test
    void a_refused_row_is_found_by_halves() {
        settles.poison = s -> s.delivery() != null && "bad".equals(s.delivery().why());
        for (int i = 0; i < 200; i++) {
            add(i == 77 ? "bad" : "good");
        }
        tasks.all();
        assertThat(settles.done).hasSize(200);
        assertThat(settles.groups).hasSizeLessThan(20);
    }

    @Test
    void where_others_are_in_the_way_fewer_are_settled_at_once_and_the_rest_goes_first() {
        settles.failure = new StoreBusyException("lock", null);
        UUID locked = add("locked");
        settles.poison = s -> s.ref().equals(locked);
        for (int i = 0; i < 63; i++) {
            add("free");
        }
        tasks.all();
        assertThat(settles.groups).as("one wait for a lock, no more").hasSize(1);
        int turns = 0;
        for (; settles.done.size() < 63 && turns < 100; turns++) {
            tasks.timers();
        }
        assertThat(turns).isLessThan(16);
        assertThat(queue.idle()).isFalse();
        settles.poison = s -> false;
        tasks.timers();
        assertThat(settles.done).hasSize(64);
        assertThat(queue.idle()).isTrue();
    }

    private static QueuePart.Claim again(UUID ref, long fence) {
        return new QueuePart.Claim(ref, WorkKind.DELIVER, 0, fence, 2, 1, true, 0);
    }

    @Test
    void what_is_claimed_again_while_its_end_waits_is_recorded_under_the_new_claim() {
        settles.away = true;
        UUID ref = add("sent");
        tasks.all();
        assertThat(queue.adopts(again(ref, 2))).isTrue();
        assertThat(queue.adopts(again(ref, 3))).isTrue();
        settles.away = false;
        tasks.timers();
        assertThat(settles.done)
                .singleElement()
                .satisfies(s -> assertThat(s.fence()).isEqualTo(3));
        assertThat(settled)
                .containsExactly(new QueuePart.Held(ref, 1), new QueuePart.Held(ref, 2), new QueuePart.Held(ref, 3));
        assertThat(queue.adopts(again(ref, 4))).as("it is recorded").isFalse();
    }

    @Test
    void what_is_claimed_again_while_its_end_is_being_written_is_written_once_more() {
        UUID ref = add("sent");
        settles.stale = s -> s.fence() == 1;
        settles.meanwhile = () -> {
            settles.meanwhile = () -> {};
            assertThat(queue.adopts(again(ref, 2))).isTrue();
        };
        tasks.all();
        assertThat(settles.groups).hasSize(2);
        assertThat(settles.done)
                .singleElement()
                .satisfies(s -> assertThat(s.fence()).isEqualTo(2));
        assertThat(settled).containsExactly(new QueuePart.Held(ref, 1), new QueuePart.Held(ref, 2));
        assertThat(queue.idle()).isTrue();
    }

    /** What is written bare, because the store refuses its text, is another record of the same end. */
    @Test
    void what_was_without_effect_is_claimed_again_too_late_to_be_adopted() {
        UUID ref = UUID.randomUUID();
        queue.add(one(ref, "bad", true));
        settles.poison = s -> s.delivery() != null && "bad".equals(s.delivery().why());
        settles.stale = s -> true;
        boolean[] adopted = {false};
        settles.whileLate = () -> adopted[0] = queue.adopts(again(ref, 2));
        tasks.all();
        assertThat(settles.late).containsExactly(ref);
        assertThat(adopted[0]).isFalse();
        assertThat(settled).containsExactly(new QueuePart.Held(ref, 1));
    }

    @Test
    void what_was_without_effect_and_is_not_claimed_again_is_over() {
        UUID ref = add("sent");
        settles.stale = s -> true;
        tasks.all();
        assertThat(settled).containsExactly(new QueuePart.Held(ref, 1));
        assertThat(queue.adopts(again(ref, 2))).isFalse();
        assertThat(queue.idle()).isTrue();
    }

    @Test
    void a_try_that_failed_is_not_adopted_since_it_is_to_be_made_again_anyway() {
        settles.away = true;
        UUID ref = UUID.randomUUID();
        queue.add(new Pending(
                new Settlement(ref, 1, Move.again(5), null, null, null, Next.NOTHING, List.of(), List.of()),
                Optional.empty(),
                false));
        tasks.all();
        assertThat(queue.adopts(again(ref, 2))).isFalse();
    }
}
