package dev.notify.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.ThreadTasks;
import dev.notify.internal.base.UuidV7;
import dev.notify.memory.MemoryStore;
import dev.notify.policy.Quota;
import dev.notify.security.FieldSeal;
import dev.notify.store.CardPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QuotaStoreTest {

    private static final QuotaStore.Key KEY = new QuotaStore.Key("", "email:relay", Quota.perDay(100));

    private final VirtualClock clock = VirtualClock.at(Instant.parse("2026-03-02T12:00:00Z"));
    private final MemoryStore store = MemoryStore.at(clock);
    private final QuotaStore one = node(store);
    private final QuotaStore two = node(store.anotherNode());

    private QuotaStore node(Store itsStore) {
        itsStore.open();
        Surroundings around = new Surroundings(
                () -> clock.instant().toEpochMilli(),
                ThreadTasks.platform("test"),
                () -> 0,
                UuidV7.from(new SplittableRandom(1)));
        return new QuotaStore(around, itsStore, FieldSeal.plain());
    }

    private static int takeAll(QuotaStore node) {
        int taken = 0;
        while (node.take(KEY)) {
            taken++;
        }
        return taken;
    }

    private Rows.Card card() {
        return store.cards().list("", "quota", "email:relay", null, 10).get(0);
    }

    @Test
    void is_never_exceeded_however_many_nodes_take() {
        int taken = 0;
        for (int i = 0; i < 200; i++) {
            taken += one.take(KEY) ? 1 : 0;
            taken += two.take(KEY) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(100);
        assertThat(takeAll(one) + takeAll(two)).isZero();
    }

    @Test
    void its_card_is_written_once_for_a_twentieth() {
        for (int i = 0; i < 5; i++) {
            assertThat(one.take(KEY)).isTrue();
        }
        assertThat(card().version()).isEqualTo(1);
        one.take(KEY);
        assertThat(card().version()).isEqualTo(2);
    }

    @Test
    void what_is_not_used_goes_back_on_close_and_a_crash_loses_no_more_than_a_block() {
        one.take(KEY);
        one.close();
        assertThat(takeAll(two)).isEqualTo(99);
        clock.move(Duration.ofDays(1));
        one.take(KEY); // and dies
        assertThat(takeAll(node(store.anotherNode()))).isEqualTo(95);
    }

    @Test
    void what_was_not_handed_over_does_not_count() {
        takeAll(one);
        one.giveBack(KEY);
        assertThat(one.take(KEY)).isTrue();
        assertThat(one.take(KEY)).isFalse();
    }

    @Test
    void begins_anew_with_the_next_window() {
        assertThat(takeAll(one)).isEqualTo(100);
        clock.set(Instant.parse("2026-03-02T23:59:59.999Z"));
        assertThat(one.take(KEY)).isFalse();
        clock.set(Instant.parse("2026-03-03T00:00:00Z"));
        assertThat(takeAll(one)).isEqualTo(100);
    }

    @Test
    void looks_again_after_a_minute_for_what_others_gave_back() {
        one.take(KEY);
        assertThat(takeAll(two)).isEqualTo(95);
        one.close();
        assertThat(two.take(KEY)).isFalse();
        clock.move(Duration.ofMinutes(1));
        assertThat(takeAll(two)).isEqualTo(4);
    }

    @Test
    void a_quota_of_a_few_counts_each_delivery_once() {
        QuotaStore.Key few = new QuotaStore.Key("default", "cap:news:p1", Quota.perHour(2));
        UUID a = new UUID(0, 1);
        UUID b = new UUID(0, 2);
        assertThat(one.take(few, a)).isTrue();
        assertThat(two.take(few, a)).isTrue();
        assertThat(two.take(few, b)).isTrue();
        assertThat(one.take(few, new UUID(0, 3))).isFalse();
        assertThat(one.take(few, b)).isTrue();
        clock.move(Duration.ofHours(1));
        assertThat(one.take(few, new UUID(0, 3))).isTrue();
    }

    @Test
    void its_cards_expire_a_day_after_their_window() {
        one.take(KEY);
        assertThat(card().expiresAt())
                .isEqualTo(Instant.parse("2026-03-04T00:00:00Z").toEpochMilli());
        assertThat(card().place())
                .isEqualTo(new CardPart.Place("", "quota", "email:relay", "DAY 2026-03-02T00-00-00Z"));
    }
}
