package dev.notify.jdbc.internal.connect;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.store.StoreBusyException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class GateTest {

    private static void elsewhere(Runnable work) throws Throwable {
        try {
            CompletableFuture.runAsync(work).get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    @Test
    void lets_one_writer_in_at_a_time_and_every_reader() {
        Gate gate = Gate.narrow();
        gate.enter(Promise.WRITES, "settle", 1_000);
        assertThatThrownBy(() -> elsewhere(() -> gate.enter(Promise.WRITES_DURABLY, "accept", 10)))
                .isInstanceOf(StoreBusyException.class)
                .hasMessageContaining("accept");
        assertThatCode(() -> elsewhere(() -> gate.enter(Promise.READS, "find", 10)))
                .doesNotThrowAnyException();
        gate.leave();
        assertThatCode(() -> elsewhere(() -> {
                    gate.enter(Promise.WRITES, "claim", 1_000);
                    gate.leave();
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void is_left_by_its_holder_alone() {
        Gate gate = Gate.narrow();
        gate.enter(Promise.WRITES, "settle", 1_000);
        assertThatCode(() -> elsewhere(gate::leave)).doesNotThrowAnyException();
        assertThatThrownBy(() -> elsewhere(() -> gate.enter(Promise.WRITES, "claim", 10)))
                .isInstanceOf(StoreBusyException.class);
        gate.leave();
    }

    @Test
    void holds_nobody_up_where_the_database_can_do_it() {
        Gate gate = Gate.wide();
        gate.enter(Promise.WRITES, "settle", 1_000);
        assertThatCode(() -> elsewhere(() -> gate.enter(Promise.WRITES, "claim", 10)))
                .doesNotThrowAnyException();
    }
}
