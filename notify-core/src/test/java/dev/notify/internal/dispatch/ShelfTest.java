package dev.notify.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.model.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ShelfTest {

    private final Shelf shelf = new Shelf();

    private List<Integer> take(int count) {
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(Objects.requireNonNull(shelf.next()).urgency());
        }
        return taken;
    }

    @Test
    void gives_every_fifth_place_to_the_least_urgent() {
        for (int i = 0; i < 10; i++) {
            shelf.add(Jobs.of(Priority.LOW));
            shelf.add(Jobs.of(Priority.HIGH));
        }
        assertThat(take(10)).containsExactly(2, 2, 2, 2, 0, 2, 2, 2, 2, 0);
    }

    @Test
    void gives_critical_work_every_place() {
        for (int i = 0; i < 6; i++) {
            shelf.add(Jobs.of(Priority.LOW));
            shelf.add(Jobs.of(Priority.CRITICAL));
        }
        assertThat(take(6)).containsOnly(3);
        assertThat(shelf.hasCritical()).isFalse();
        assertThat(shelf.nextCritical()).isNull();
        assertThat(shelf.size()).isEqualTo(6);
        assertThat(shelf.clear()).hasSize(6);
        assertThat(shelf.next()).isNull();
    }
}
