package dev.notify.delivery;

import static dev.notify.delivery.DeliveryState.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryStateTest {

    private static final Map<DeliveryState, Set<DeliveryState>> NEXT = Map.of(
            PENDING, EnumSet.complementOf(EnumSet.of(PENDING)),
            SENT, Set.of(DELIVERED, FAILED),
            DELIVERED, Set.of(),
            MAYBE_SENT, Set.of(PENDING, SENT, DELIVERED, FAILED),
            FAILED, Set.of(PENDING, SENT, DELIVERED),
            SUPPRESSED, Set.of(),
            CANCELLED, Set.of(),
            EXPIRED, Set.of(),
            TOO_LATE, Set.of());

    @ParameterizedTest
    @EnumSource
    void knows_its_successors(DeliveryState from) {
        assertThat(from.next()).isEqualTo(NEXT.get(from));
        for (DeliveryState to : DeliveryState.values()) {
            assertThat(from.mayBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(NEXT.get(from).contains(to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void only_pending_waits_and_only_pending_and_sent_go_on(DeliveryState state) {
        assertThat(state.isPending()).isEqualTo(state == PENDING);
        assertThat(state.isFinal()).isEqualTo(state != PENDING && state != SENT);
    }

    @ParameterizedTest
    @EnumSource
    void can_be_reached_from_pending_unless_it_is_pending(DeliveryState state) {
        assertThat(PENDING.mayBecome(state)).isEqualTo(state != PENDING);
    }

    @Test
    void its_successors_are_a_copy() {
        PENDING.next().clear();
        assertThat(PENDING.next()).hasSize(8);
    }

    @Test
    void a_verdict_closes_with_a_state_a_delivery_can_end_in() {
        assertThat(new Verdict.Close(SUPPRESSED, "no channel").word()).isEqualTo("closed");
        assertThatThrownBy(() -> new Verdict.Close(PENDING, "why")).isInstanceOf(IllegalArgumentException.class);
    }
}
