package dev.notify.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.model.InvalidInputException;
import dev.notify.request.Notification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final LocalDateTime START = LocalDateTime.parse("2026-03-02T12:00");

    private static List<String> first(Schedule schedule, int count) {
        List<String> all = new ArrayList<>();
        Optional<LocalDateTime> time = schedule.after(START.minusNanos(1), START);
        while (time.isPresent() && all.size() < count) {
            all.add(time.get().toString());
            time = schedule.after(time.get(), START);
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "daily 20:00,08:00,20:00 | 2026-03-02T20:00 2026-03-03T08:00 2026-03-03T20:00",
                "daily 12:00 | 2026-03-02T12:00 2026-03-03T12:00 2026-03-04T12:00",
                "every PT8H | 2026-03-02T12:00 2026-03-02T20:00 2026-03-03T04:00",
                "cron 0 12 * * 1 | 2026-03-02T12:00 2026-03-09T12:00 2026-03-16T12:00",
                "cron 0 9 29 2 * | 2028-02-29T09:00 2032-02-29T09:00 2036-02-29T09:00",
                "rrule FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=9;BYMINUTE=30 | 2026-03-27T09:30 2026-04-24T09:30"
                        + " 2026-05-29T09:30",
                "rrule FREQ=DAILY;COUNT=2 | 2026-03-02T12:00 2026-03-03T12:00",
                "after-acknowledged PT8H | 2026-03-02T12:00"
            })
    void times_come_in_order_and_the_text_is_read_back(String text, String times) {
        Schedule schedule = Schedule.parse(text);
        assertThat(first(schedule, 3)).containsExactly(times.split(" "));
        assertThat(Schedule.parse(schedule.toString())).isEqualTo(schedule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "nonsense",
                "0 9 30 2 *",
                "0 9 31 4 *",
                "60 9 * * *",
                "0 9 * *",
                "0 0 9 * * *",
                "@daily",
                "0 9 * * FOO"
            })
    void cron_that_is_none_or_never_comes_is_refused(String expression) {
        refused("cron", () -> Schedule.cron(expression));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NONSENSE",
                "FREQ=SOMETIMES",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;UNTIL=20260310T000000Z",
                "FREQ=SECONDLY",
                "FREQ=MINUTELY;INTERVAL=5",
                "FREQ=DAILY;INTERVAL=0",
                "FREQ=DAILY;BYHOUR=25"
            })
    void a_rule_that_is_none_or_never_comes_is_refused(String rule) {
        refused("rrule", () -> Schedule.rrule(rule));
    }

    @Test
    void what_is_wrong_with_one_value_is_refused_where_it_is_given() {
        refused("dailyAt", () -> Schedule.dailyAt(new String[0]));
        refused("dailyAt", () -> Schedule.dailyAt("8 o'clock"));
        refused("dailyAt", () -> Schedule.dailyAt("25:00"));
        refused("every", () -> Schedule.every(Duration.ofSeconds(59)));
        refused("every", () -> Schedule.every(Duration.ofDays(4_000)));
        refused("every", () -> Schedule.every(Duration.ofHours(-1)));
        refused("afterAcknowledged", () -> Schedule.afterAcknowledged(Duration.ZERO));
        refused("schedule", () -> Schedule.parse("weekly"));
        Repeat repeat = Repeat.of("x");
        refused("zone", () -> repeat.inZone("Europe/Atlantis"));
        refused("schedule", () -> repeat.dailyAt("08:00").every(Duration.ofHours(1)));
        refused("tooLateAfter", () -> repeat.tooLateAfter(Duration.ZERO));
        refused("atLeastApart", () -> repeat.atLeastApart(Duration.ofHours(-1)));
        refused("key", () -> repeat.key(" "));
        refused("when", () -> Repeat.of(Notification.of("x").after(Duration.ofHours(1))));
        refused(
                "usefulUntil",
                () -> Repeat.of(Notification.of("x").usefulUntil(Instant.parse("2026-03-02T12:00:00Z"))));
        refused("enclosed", () -> Repeat.of(Notification.of("x").replyTo("a@example.org")));
    }

    private static void refused(String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    /** Everything but ical4j. */
    private static final class Without extends ClassLoader {
        Without() {
            super(ScheduleTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("net.fortuna.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.notify.schedule.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void without_ical4j_a_rule_says_what_to_add_and_all_else_works() throws Exception {
        Class<?> schedule = new Without().loadClass("dev.notify.schedule.Schedule");
        Object cron = schedule.getMethod("cron", String.class).invoke(null, "0 9 * * *");
        assertThat(cron).hasToString("cron 0 9 * * *");
        assertThatThrownBy(() -> schedule.getMethod("rrule", String.class).invoke(null, "FREQ=DAILY"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("rrule needs ical4j: add org.mnode.ical4j:ical4j");
    }
}
