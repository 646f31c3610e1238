package dev.notify.internal.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class UuidV7Test {

    private static final long NOON = 1_795_262_400_000L;

    private final UuidV7 ids = UuidV7.from(new SplittableRandom(7));

    @Test
    void carries_its_time_its_version_and_its_variant() {
        UUID id = ids.next(NOON);
        assertThat(UuidV7.timeOf(id)).isEqualTo(NOON);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void grows_within_a_millisecond_and_over_milliseconds() {
        UUID before = ids.next(NOON);
        for (int i = 0; i < 100_000; i++) {
            UUID id = ids.next(NOON + i / 1_000);
            assertThat(UuidV7.compare(before, id)).isNegative();
            assertThat(before.toString()).isLessThan(id.toString());
            before = id;
        }
    }

    @Test
    void still_grows_when_threads_ask_in_another_order_than_they_read_the_clock() {
        UUID first = ids.next(NOON + 1);
        UUID late = ids.next(NOON);
        UUID next = ids.next(NOON + 1);
        assertThat(UuidV7.compare(first, late)).isNegative();
        assertThat(UuidV7.compare(late, next)).isNegative();
        assertThat(UuidV7.timeOf(late)).isEqualTo(NOON + 1);
    }

    @Test
    void follows_a_clock_that_was_set_back() {
        ids.next(NOON);
        assertThat(UuidV7.timeOf(ids.next(NOON - 1_000))).isEqualTo(NOON);
        assertThat(UuidV7.timeOf(ids.next(NOON - 1_001))).isEqualTo(NOON - 1_001);
    }

    @Test
    void moves_on_to_the_next_millisecond_when_one_is_used_up() {
        UuidV7 greedy = UuidV7.from(alwaysOnes());
        UUID before = greedy.next(NOON);
        // Every step takes 2^52 of at most 2^73 numbers, from the highest place a millisecond can begin at.
        long steps = 4_000_000L;
        for (long i = 0; i < steps && UuidV7.timeOf(before) == NOON; i++) {
            UUID id = greedy.next(NOON);
            if (UuidV7.compare(before, id) >= 0) {
                throw new AssertionError(before + " is not before " + id);
            }
            before = id;
        }
        assertThat(UuidV7.timeOf(before)).isEqualTo(NOON + 1);
    }

    @Test
    void never_repeats_an_id_however_many_threads_ask_and_grows_for_each_of_them() throws Exception {
        int threads = 8;
        int each = 20_000;
        UuidV7 shared = UuidV7.ofProcess();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<List<UUID>>> askers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                askers.add(() -> {
                    List<UUID> mine = new ArrayList<>(each);
                    for (int i = 0; i < each; i++) {
                        mine.add(shared.next(NOON + i / 5_000));
                    }
                    return mine;
                });
            }
            Set<UUID> all = new HashSet<>();
            for (Future<List<UUID>> asker : pool.invokeAll(askers)) {
                List<UUID> mine = asker.get();
                assertThat(mine).isSortedAccordingTo(UuidV7::compare);
                all.addAll(mine);
            }
            assertThat(all).hasSize(threads * each);
        } finally {
            pool.shutdownNow();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void repeats_itself_from_the_same_source_and_from_no_other() {
        UUID one = UuidV7.from(new SplittableRandom(1)).next(NOON);
        assertThat(UuidV7.from(new SplittableRandom(1)).next(NOON)).isEqualTo(one);
        assertThat(UuidV7.from(new SplittableRandom(2)).next(NOON)).isNotEqualTo(one);
    }

    @Test
    void compares_without_sign_unlike_the_jdk() {
        UUID low = new UUID(0x7FFF_FFFF_FFFF_7000L, 0x8000_0000_0000_0000L);
        UUID high = new UUID(0x8000_0000_0000_7000L, 0x8000_0000_0000_0000L);
        assertThat(UuidV7.compare(low, high)).isNegative();
        assertThat(UuidV7.compare(high, low)).isPositive();
        assertThat(UuidV7.compare(low, low)).isZero();
        assertThat(low).isGreaterThan(high);
    }

    @Test
    void refuses_a_time_it_cannot_hold_and_an_id_that_has_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> ids.next(-1)).withMessageStartingWith("epochMillis");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ids.next(1L << 48))
                .withMessageStartingWith("epochMillis");
        assertThat(UuidV7.timeOf(ids.next((1L << 48) - 1))).isEqualTo((1L << 48) - 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UuidV7.timeOf(UUID.randomUUID()))
                .withMessageStartingWith("id");
    }

    private static RandomGenerator alwaysOnes() {
        return () -> -1L;
    }
}
