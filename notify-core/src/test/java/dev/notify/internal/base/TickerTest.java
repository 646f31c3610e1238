package dev.notify.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class TickerTest {

    /** Timers that go off when the test says so. */
    private static final class Timers implements Tasks {
        final ArrayDeque<Runnable> set = new ArrayDeque<>();
        boolean none;

        void goOff() {
            set.remove().run();
        }

        @Override
        public Running run(Runnable task) {
            throw new AssertionError("only timers");
        }

        @Override
        public Timer after(long millis, Runnable task) {
            if (none) {
                throw new IllegalStateException("no thread");
            }
            assertThat(millis).isEqualTo(250);
            set.add(task);
            return () -> set.remove(task);
        }

        @Override
        public Running current() {
            return () -> {};
        }

        @Override
        public void pause(long millis) {
            throw new AssertionError("only timers");
        }

        @Override
        public boolean await(long millis, BooleanSupplier condition) {
            throw new AssertionError("only timers");
        }

        @Override
        public void close() {}
    }

    private final Timers timers = new Timers();
    private boolean wanted;
    private int ticks;
    private Runnable during = () -> {};
    private final Ticker ticker = new Ticker(timers, 250, () -> wanted, () -> {
        ticks++;
        during.run();
    });

    private void want() {
        wanted = true;
        ticker.arm();
    }

    @Test
    void sets_no_timer_while_there_is_nothing_to_look_after() {
        ticker.start();
        assertThat(timers.set).isEmpty();
    }

    @Test
    void has_one_timer_however_often_it_is_armed() {
        ticker.start();
        want();
        want();
        assertThat(timers.set).hasSize(1);
        timers.goOff();
        want();
        assertThat(timers.set).hasSize(1);
        assertThat(ticks).isEqualTo(1);
    }

    @Test
    void looks_once_more_when_all_is_gone_and_can_be_armed_again() {
        ticker.start();
        want();
        timers.goOff();
        wanted = false;
        timers.goOff();
        assertThat(ticks).isEqualTo(2);
        assertThat(timers.set).isEmpty();
        want();
        timers.goOff();
        assertThat(ticks).isEqualTo(3);
        assertThat(timers.set).hasSize(1);
    }

    @Test
    void begins_with_its_start_if_something_is_there_already_and_ends_with_its_stop() {
        want();
        assertThat(timers.set).isEmpty();
        ticker.start();
        assertThat(timers.set).hasSize(1);
        ticker.stop();
        timers.goOff();
        assertThat(ticks).isZero();
        assertThat(timers.set).isEmpty();
        ticker.start();
        timers.goOff();
        assertThat(ticks).isEqualTo(1);
    }

    @Test
    void goes_on_after_a_body_that_throws() {
        ticker.start();
        want();
        during = () -> {
            throw new IllegalStateException("bug");
        };
        assertThatThrownBy(timers::goOff).hasMessage("bug");
        assertThat(timers.set).hasSize(1);
    }

    @Test
    void misses_nothing_that_comes_while_it_gives_up() {
        ticker.start();
        want();
        wanted = false;
        BooleanSupplier came = new BooleanSupplier() {
            private int asked;

            @Override
            public boolean getAsBoolean() {
                return ++asked > 1; // it comes between the first look and the second
            }
        };
        int[] ran = new int[1];
        Ticker late = new Ticker(timers, 250, came, () -> ran[0]++);
        timers.set.clear();
        late.start();
        assertThat(timers.set).isEmpty();
        late.arm();
        timers.goOff();
        assertThat(ran[0]).isEqualTo(1);
        assertThat(timers.set).hasSize(1);
    }

    @Test
    void can_be_armed_again_when_no_timer_was_to_be_had() {
        ticker.start();
        timers.none = true;
        assertThatThrownBy(this::want).hasMessage("no thread");
        timers.none = false;
        ticker.arm();
        assertThat(timers.set).hasSize(1);
    }
}
