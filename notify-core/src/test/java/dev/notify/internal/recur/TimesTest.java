package dev.notify.internal.recur;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.schedule.IfMissed;
import dev.notify.schedule.Repeat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    private static final long SEED = Long.getLong("notify.times.seed", 20_261_121);
    private static final Instant FROM = Instant.parse("2025-12-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-12-01T00:00:00Z");
    private static final ZoneId UTC = ZoneOffset.UTC;

    private static Repeat daily(LocalTime... times) {
        return Repeat.of("dose").dailyAt(times);
    }

    private static long millis(String moment) {
        return Instant.parse(moment).toEpochMilli();
    }

    /** Ticks as a node would, however late, and notes what it sends. */
    private static List<LocalDateTime> sent(Times times, LocalDateTime first, Instant until, List<Instant> moments) {
        List<LocalDateTime> all = new ArrayList<>();
        LocalDateTime next = first;
        Long lastAt = null;
        while (next != null && times.due(next, lastAt) < until.toEpochMilli()) {
            long now = times.due(next, lastAt);
            Times.Turn turn = times.turn(next, lastAt, now);
            assertThat(turn.missed()).isZero();
            LocalDateTime send = turn.send();
            assertThat(send).isNotNull();
            all.add(send);
            moments.add(Instant.ofEpochMilli(now));
            lastAt = now;
            next = turn.next();
        }
        return all;
    }

    /** Every change of every clock in two years: each local time of each day comes once, in a gap at its end, in an overlap the first time. */
    @Test
    void around_every_change_of_every_clock_each_local_time_comes_once() {
        Random random = new Random(SEED);
        int changes = 0;
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
            while (change != null && change.getInstant().isBefore(TO)) {
                changes++;
                around(zone, change, random);
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
        assertThat(changes).isGreaterThan(300);
    }

    private static void around(ZoneId zone, ZoneOffsetTransition change, Random random) {
        LocalDateTime edge = random.nextBoolean() ? change.getDateTimeBefore() : change.getDateTimeAfter();
        LocalTime near = edge.minusMinutes(random.nextInt(90))
                .toLocalTime()
                .withSecond(0)
                .withNano(0);
        LocalTime other = near.plusHours(6); // two in one gap come as one, which is told below
        LocalDateTime start = edge.minusDays(2).truncatedTo(java.time.temporal.ChronoUnit.DAYS);
        Times times = new Times(daily(near, other), start, zone);
        List<Instant> moments = new ArrayList<>();
        Instant end = change.getInstant().plus(Duration.ofDays(3));
        List<LocalDateTime> sent = sent(times, times.after(start.minusNanos(1)).orElseThrow(), end, moments);
        assertThat(sent)
                .as("%s around %s at %s and %s", zone, change, near, other)
                .doesNotHaveDuplicates();
        for (int i = 0; i < sent.size(); i++) {
            LocalDateTime time = sent.get(i);
            LocalDateTime shown = LocalDateTime.ofInstant(moments.get(i), zone);
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
            if (offsets.isEmpty()) {
                assertThat(shown).isEqualTo(zone.getRules().getTransition(time).getDateTimeAfter());
            } else {
                assertThat(shown).isEqualTo(time);
                assertThat(moments.get(i)).isEqualTo(time.toInstant(offsets.get(0)));
            }
        }
        int perDay = 2;
        assertThat(sent.size()).isBetween(4 * perDay, 6 * perDay);
    }

    @Test
    void two_times_in_one_gap_come_as_one() {
        ZoneId lisbon = ZoneId.of("Europe/Lisbon"); // 01:00 to 02:00 on 29 March
        Times times = new Times(
                daily(LocalTime.of(1, 10), LocalTime.of(1, 50)), LocalDateTime.parse("2026-03-29T00:00"), lisbon);
        Times.Turn turn = times.turn(LocalDateTime.parse("2026-03-29T01:10"), null, millis("2026-03-29T01:00:00Z"));
        assertThat(turn.send()).isEqualTo("2026-03-29T01:50");
        assertThat(turn.missed()).isEqualTo(1);
    }

    /** By default it may be late by half the way to the next one, and by 90 minutes at most. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-02T08:00:00Z, 08:00, 0",
        "2026-03-02T09:30:00Z, 08:00, 0",
        "2026-03-02T09:30:00.001Z, , 1",
        "2026-03-02T14:00:00Z, 14:00, 1",
        "2026-03-02T14:29:59Z, 14:00, 1",
        "2026-03-02T14:30:01Z, , 2",
        "2026-03-02T15:00:00Z, 15:00, 2"
    })
    void the_last_that_is_not_too_late_is_sent(String now, String send, long missed) {
        Times times = new Times(
                daily(LocalTime.of(8, 0), LocalTime.of(14, 0), LocalTime.of(15, 0)),
                LocalDateTime.parse("2026-03-02T00:00"),
                UTC);
        Times.Turn turn = times.turn(LocalDateTime.parse("2026-03-02T08:00"), null, millis(now));
        assertThat(turn.send()).isEqualTo(send == null ? null : LocalDateTime.parse("2026-03-02T" + send));
        assertThat(turn.missed()).isEqualTo(missed);
    }

    @Test
    void two_are_never_sent_at_once_however_late_they_may_be() {
        Times times = new Times(
                Repeat.of("dose").every(Duration.ofMinutes(10)).tooLateAfter(Duration.ofHours(3)),
                LocalDateTime.parse("2026-03-02T08:00"),
                UTC);
        Times.Turn turn = times.turn(LocalDateTime.parse("2026-03-02T08:00"), null, millis("2026-03-02T09:05:00Z"));
        assertThat(turn.send()).isEqualTo("2026-03-02T09:00");
        assertThat(turn.missed()).isEqualTo(6);
        assertThat(turn.last()).isEqualTo("2026-03-02T08:50");
        assertThat(turn.next()).isEqualTo("2026-03-02T09:10");
    }

    @Test
    void what_would_come_too_soon_waits_and_waiting_is_no_lateness() {
        Times times = new Times(
                daily(LocalTime.of(8, 0), LocalTime.of(14, 0)).atLeastApart(Duration.ofHours(6)),
                LocalDateTime.parse("2026-03-02T00:00"),
                UTC);
        LocalDateTime two = LocalDateTime.parse("2026-03-02T14:00");
        long eleven = millis("2026-03-02T11:00:00Z");
        assertThat(times.due(two, eleven)).isEqualTo(millis("2026-03-02T17:00:00Z"));
        assertThat(times.turn(two, eleven, millis("2026-03-02T18:20:00Z")).send())
                .isEqualTo(two);
    }

    @Test
    void a_long_outage_is_gone_through_bit_by_bit() {
        Times times = new Times(
                Repeat.of("dose").every(Duration.ofMinutes(1)).ifMissed(IfMissed.SEND_ONCE),
                LocalDateTime.parse("2026-03-02T08:00"),
                UTC);
        LocalDateTime next = LocalDateTime.parse("2026-03-02T08:00");
        long now = millis("2026-03-12T08:00:30Z");
        long missed = 0;
        Times.Turn turn = times.turn(next, null, now);
        while (turn.send() == null) {
            missed += turn.missed();
            LocalDateTime on = turn.next();
            assertThat(on).isNotNull();
            turn = times.turn(on == null ? next : on, null, now);
        }
        assertThat(missed + turn.missed()).isEqualTo(10 * 24 * 60);
        assertThat(turn.send()).isEqualTo("2026-03-12T08:00");
    }
}
