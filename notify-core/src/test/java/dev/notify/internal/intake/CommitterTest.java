package dev.notify.internal.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.notify.internal.base.SampledTimeSource;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.ThreadTasks;
import dev.notify.internal.base.UuidV7;
import dev.notify.model.OverloadedException;
import dev.notify.store.AcceptPart;
import dev.notify.store.Rows;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitterTest {

    /** Takes what it is given as the test says. */
    private static final class Accepts implements AcceptPart {
        final Semaphore gate = new Semaphore(1_000_000);
        final List<Integer> groups = new CopyOnWriteArrayList<>();
        final Set<UUID> stored = ConcurrentHashMap.newKeySet();
        final Map<UUID, RuntimeException> failing = new ConcurrentHashMap<>();
        volatile boolean losesAnswer;

        @Override
        public List<Answer> accept(List<Rows.Acceptance> group) {
            gate.acquireUninterruptibly();
            groups.add(group.size());
            for (Rows.Acceptance row : group) {
                RuntimeException failure = failing.get(row.notification().id());
                if (failure != null) {
                    if (failure instanceof StoreBusyException) {
                        failing.remove(row.notification().id());
                    }
                    throw failure;
                }
            }
            group.forEach(row -> stored.add(row.notification().id()));
            if (losesAnswer) {
                losesAnswer = false;
                throw new StoreUnavailableException.CommitUnknownException("lost", null);
            }
            return group.stream()
                    .map(row -> Answer.stored(row.notification().id()))
                    .toList();
        }

        @Override
        public void pin(List<Rows.Template> words) {
            throw new AssertionError("a committer pins nothing");
        }

        @Override
        public List<UUID> stored(List<UUID> ids) {
            return ids.stream().filter(stored::contains).toList();
        }
    }

    private final Accepts accepts = new Accepts();
    private final ThreadTasks tasks = ThreadTasks.platform("committer");
    private final Committer committer =
            Seats.committer(accepts, tasks, new SampledTimeSource(), Duration.ofMillis(800));

    @AfterEach
    void end() {
        tasks.close();
    }

    /** A caller of its own thread. */
    private static final class Caller {
        final Rows.Acceptance row = Seats.row(UuidV7.ofProcess().next(System.currentTimeMillis()));
        volatile Object end = "waiting";
        final Thread thread;

        Caller(Committer committer) {
            thread = new Thread(() -> {
                try {
                    end = committer.commit(row).id();
                } catch (RuntimeException | Error e) {
                    end = e;
                }
            });
            thread.start();
        }

        UUID id() {
            return row.notification().id();
        }

        Object end() throws InterruptedException {
            thread.join(20_000);
            return end;
        }
    }

    private List<Caller> behindAClosedGate(int callers) {
        accepts.gate.drainPermits();
        List<Caller> all = new ArrayList<>();
        all.add(new Caller(committer));
        await().until(accepts.gate::hasQueuedThreads);
        for (int i = 1; i < callers; i++) {
            all.add(new Caller(committer));
        }
        await().until(() ->
                all.stream().allMatch(c -> c.thread.getState() == Thread.State.TIMED_WAITING || c == all.get(0)));
        return all;
    }

    @Test
    void whoever_waits_shares_the_next_commit() throws InterruptedException {
        List<Caller> callers = behindAClosedGate(64);
        accepts.gate.release(1_000);
        for (Caller caller : callers) {
            assertThat(caller.end()).isEqualTo(caller.id());
        }
        assertThat(accepts.groups).startsWith(1).hasSizeLessThan(8);
        assertThat(accepts.groups.stream().mapToInt(Integer::intValue).sum()).isEqualTo(64);
    }

    /** Tasks on which whoever waits may run out of memory. */
    private Tasks starving(AtomicBoolean starved) {
        return (Tasks) Proxy.newProxyInstance(
                Tasks.class.getClassLoader(), new Class<?>[] {Tasks.class}, (proxy, method, args) -> {
                    if (method.getName().equals("park") && starved.get()) {
                        throw new OutOfMemoryError("made up");
                    }
                    return method.invoke(tasks, args);
                });
    }

    @Test
    void a_caller_who_dies_while_it_waits_takes_its_place_in_the_line_along() throws InterruptedException {
        AtomicBoolean starved = new AtomicBoolean();
        Committer poor = Seats.committer(accepts, starving(starved), new SampledTimeSource(), Duration.ofMillis(800));
        accepts.gate.drainPermits();
        Caller leader = new Caller(poor);
        await().until(accepts.gate::hasQueuedThreads);
        Caller next = new Caller(poor);
        await().until(() -> next.thread.getState() == Thread.State.TIMED_WAITING);
        starved.set(true);
        assertThat(next.end()).isInstanceOf(OutOfMemoryError.class);
        starved.set(false);
        accepts.gate.release(1_000);
        assertThat(leader.end()).isEqualTo(leader.id());
        Caller later = new Caller(poor);
        assertThat(later.end()).isEqualTo(later.id());
        assertThat(accepts.stored).doesNotContain(next.id());
    }

    @Test
    void a_caller_who_dies_as_it_should_lead_lets_the_next_one_lead() throws InterruptedException {
        AtomicBoolean starved = new AtomicBoolean();
        Committer poor = Seats.committer(accepts, starving(starved), new SampledTimeSource(), Duration.ofMillis(800));
        for (int round = 0; round < 50; round++) {
            accepts.gate.drainPermits();
            Caller leader = new Caller(poor);
            await().until(accepts.gate::hasQueuedThreads);
            List<Caller> others = List.of(new Caller(poor), new Caller(poor), new Caller(poor));
            starved.set(true);
            accepts.gate.release(1_000); // some die now, some lead first
            for (Caller other : others) {
                Object end = other.end();
                assertThat(end.equals(other.id()) || end instanceof OutOfMemoryError)
                        .as("%s", end)
                        .isTrue();
            }
            leader.end();
            starved.set(false);
            Caller later = new Caller(poor);
            assertThat(later.end()).isEqualTo(later.id());
        }
    }

    @Test
    void one_bad_row_fails_its_caller_alone() throws InterruptedException {
        List<Caller> callers = behindAClosedGate(10);
        Caller bad = callers.get(5);
        accepts.failing.put(bad.id(), new StoreException("will not take it", null));
        accepts.gate.release(1_000);
        for (Caller caller : callers) {
            assertThat(caller.end()).isEqualTo(caller == bad ? accepts.failing.get(bad.id()) : caller.id());
        }
    }

    @Test
    void a_busy_row_comes_again_alone() throws InterruptedException {
        List<Caller> callers = behindAClosedGate(5);
        accepts.failing.put(callers.get(3).id(), new StoreBusyException("in the way", null));
        accepts.gate.release(1_000);
        for (Caller caller : callers) {
            assertThat(caller.end()).isEqualTo(caller.id());
        }
    }

    @Test
    void nobody_waits_longer_than_the_bound_and_what_was_withdrawn_is_not_stored() throws InterruptedException {
        List<Caller> callers = behindAClosedGate(4);
        for (Caller caller : callers.subList(1, 4)) {
            assertThat(caller.end()).isInstanceOf(OverloadedException.class);
        }
        accepts.gate.release(1_000);
        assertThat(callers.get(0).end()).isEqualTo(callers.get(0).id());
        assertThat(accepts.stored).containsExactly(callers.get(0).id());
        assertThat(new Caller(committer).end()).isInstanceOf(UUID.class);
    }

    @Test
    void a_lost_answer_is_looked_up() throws InterruptedException {
        accepts.losesAnswer = true;
        Caller caller = new Caller(committer);
        assertThat(caller.end()).isEqualTo(caller.id());
        assertThat(accepts.groups).containsExactly(1);
    }

    @Test
    void a_bug_in_the_store_reaches_every_caller_and_the_next_is_served() throws InterruptedException {
        List<Caller> callers = behindAClosedGate(3);
        accepts.failing.put(callers.get(1).id(), new IllegalStateException("bug"));
        accepts.gate.release(1_000);
        assertThat(callers.get(0).end()).isEqualTo(callers.get(0).id());
        assertThat(callers.get(1).end()).isInstanceOf(RuntimeException.class);
        assertThat(callers.get(2).end()).isInstanceOf(RuntimeException.class);
        assertThat(new Caller(committer).end()).isInstanceOf(UUID.class);
    }

    @Test
    void an_interrupted_caller_is_stored_and_stays_interrupted() {
        Thread.currentThread().interrupt();
        committer.commit(Seats.row(UUID.randomUUID()));
        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> {
                    Rows.Acceptance row = Seats.row(UUID.randomUUID());
                    accepts.failing.put(row.notification().id(), new StoreUnavailableException("away", null));
                    committer.commit(row);
                })
                .isInstanceOf(StoreUnavailableException.class);
    }
}
