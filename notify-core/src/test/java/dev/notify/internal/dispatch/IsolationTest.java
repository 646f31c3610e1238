package dev.notify.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IsolationTest {

    private final AtomicInteger turns = new AtomicInteger();
    private final Isolation isolation = new Isolation(turns::incrementAndGet);

    @Test
    void a_suspect_runs_once_nothing_else_does() {
        assertThat(isolation.enter(false)).isTrue();
        Job suspect = Jobs.suspect();
        assertThat(isolation.suspect(suspect)).isTrue();
        assertThat(isolation.nextAlone()).isNull();
        assertThat(isolation.enter(false)).isFalse();
        isolation.leave();
        assertThat(turns).hasValue(1);
        assertThat(isolation.nextAlone()).isSameAs(suspect);
        assertThat(isolation.enter(false)).isFalse();
        assertThat(isolation.quiet()).isFalse();
        isolation.leftAlone();
        assertThat(isolation.enter(false)).isTrue();
    }

    @Test
    void only_one_suspect_is_held_at_a_time() {
        assertThat(isolation.suspect(Jobs.suspect())).isTrue();
        assertThat(isolation.suspect(Jobs.suspect())).isFalse();
        assertThat(isolation.nextAlone()).isNotNull();
        assertThat(isolation.suspect(Jobs.suspect())).isFalse();
        isolation.leftAlone();
        assertThat(isolation.suspect(Jobs.suspect())).isTrue();
    }

    @Test
    void critical_work_does_not_wait_for_suspects() {
        isolation.suspect(Jobs.suspect());
        assertThat(isolation.enter(true)).isTrue();
        assertThat(isolation.nextAlone()).isNull();
        isolation.leave();
        assertThat(isolation.nextAlone()).isNotNull();
    }

    @Test
    void a_suspect_that_has_not_begun_can_be_taken_back() {
        Job suspect = Jobs.suspect();
        isolation.suspect(suspect);
        assertThat(isolation.clear()).contains(suspect);
        assertThat(isolation.clear()).isEmpty();
        assertThat(isolation.quiet()).isTrue();
    }
}
