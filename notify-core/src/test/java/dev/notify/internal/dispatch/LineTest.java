package dev.notify.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.internal.base.Tasks;
import dev.notify.model.Priority;
import dev.notify.policy.Concurrency;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

    private final Jobs.Steps tasks = new Jobs.Steps();
    private final List<Job> done = new ArrayList<>();
    private final Isolation isolation = new Isolation(() -> {});

    private Line line(int permits) {
        Line line = Jobs.line(Concurrency.of(permits), tasks, isolation, done::add, () -> {});
        line.open(true);
        return line;
    }

    @Test
    void runs_no_more_at_once_than_it_has_permits() {
        Line line = line(2);
        line.add(Jobs.many(10, Priority.NORMAL, line), 0);
        assertThat(tasks.waiting).hasSize(2);
        assertThat(line.running()).isEqualTo(2);
        tasks.all();
        assertThat(done).hasSize(10);
        assertThat(line.running()).isZero();
    }

    @Test
    void takes_nothing_on_once_it_is_closed_and_does_what_it_has() {
        Line line = line(1);
        assertThat(line.add(Jobs.many(2, Priority.NORMAL, line), 0)).isTrue();
        line.open(false);
        assertThat(line.add(Jobs.many(3, Priority.NORMAL, line), 0)).isFalse();
        tasks.all();
        assertThat(done).hasSize(2);
    }

    @Test
    void gets_its_permits_back_where_no_thread_is_to_be_had() {
        Line line = line(2);
        tasks.noThreads = true;
        assertThatThrownBy(() -> line.add(Jobs.many(3, Priority.NORMAL, line), 0))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(line.running()).isZero();
        tasks.noThreads = false;
        line.pump();
        tasks.all();
        assertThat(done).hasSize(3);
    }

    @Test
    void goes_on_after_work_that_throws() {
        List<Job> tried = new ArrayList<>();
        Line line = Jobs.line(
                Concurrency.of(1),
                tasks,
                isolation,
                job -> {
                    tried.add(job);
                    throw new StackOverflowError();
                },
                () -> {});
        line.add(Jobs.many(3, Priority.NORMAL, line), 0);
        tasks.all();
        assertThat(tried).hasSize(3);
        assertThat(line.running()).isZero();
        assertThat(isolation.enter(false)).isTrue();
    }

    @Test
    void leaves_no_interrupt_to_the_next_job() {
        List<Boolean> interrupted = new ArrayList<>();
        Line line = Jobs.line(
                Concurrency.of(1),
                tasks,
                isolation,
                job -> {
                    interrupted.add(Thread.currentThread().isInterrupted());
                    Thread.currentThread().interrupt();
                },
                () -> {});
        line.add(Jobs.many(2, Priority.NORMAL, line), 0);
        tasks.all();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(interrupted).containsExactly(false, false);
    }

    @Test
    void frees_the_permit_of_a_thread_that_is_given_up_on() {
        List<Job> hanging = new ArrayList<>();
        Line line = Jobs.line(
                Concurrency.of(1),
                tasks,
                isolation,
                job -> {
                    hanging.add(job);
                    assertThat(job.begin(Long.MAX_VALUE, () -> {})).isTrue();
                    throw new Tasks.NeverReturns();
                },
                () -> {});
        line.add(Jobs.many(2, Priority.NORMAL, line), 0);
        tasks.all();
        assertThat(hanging).hasSize(1);
        assertThat(hanging.get(0).abandon()).isTrue();
        line.abandoned();
        tasks.all();
        assertThat(hanging).hasSize(2);
    }

    @Test
    void gives_critical_work_a_quarter_more() {
        Line line = line(4);
        line.add(Jobs.many(10, Priority.LOW, line), 0);
        assertThat(tasks.waiting).hasSize(4);
        line.add(Jobs.many(1, Priority.CRITICAL, line), 0);
        assertThat(tasks.waiting).hasSize(5);
    }

    @Test
    void gives_back_what_has_not_begun() {
        Line line = line(1);
        line.add(Jobs.many(5, Priority.NORMAL, line), 0);
        assertThat(line.clear()).hasSize(5);
        tasks.all();
        assertThat(done).isEmpty();
        assertThat(line.running()).isZero();
    }
}
