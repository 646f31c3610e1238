package dev.notify.behaviour;

import static dev.notify.behaviour.People.lab;
import static dev.notify.behaviour.People.stored;
import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.delivery.Bulk;
import dev.notify.delivery.Receipt;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotRunningException;
import dev.notify.model.OverloadedException;
import dev.notify.policy.RateLimit;
import dev.notify.request.Notification;
import dev.notify.testing.TestNotifications;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Very many at once. */
class SendAllTest {

    private static Stream<Notification> many(int count) {
        return IntStream.range(0, count).mapToObj(i -> lab("p" + i).key("k" + i));
    }

    @Test
    void all_are_stored_told_in_order_and_sent() {
        try (TestNotifications test = People.start()) {
            List<Receipt> told = new ArrayList<>();
            Bulk bulk = test.notifications().sendAll(many(1_000), told::add);
            assertThat(bulk).isEqualTo(new Bulk(1_000, 0, 1_000, List.of(), 0));
            test.run();
            assertThat(test.channel(EMAIL).received()).hasSize(1_000);
            assertThat(told)
                    .extracting(r -> r.planned().get(0).recipient())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1_000).mapToObj(i -> "p" + i).toList());
            assertThat(test.notifications().sendAll(Stream.empty())).isEqualTo(Bulk.NOTHING);
        }
    }

    @Test
    void the_same_again_after_a_crash_in_the_midst_sends_the_rest_and_nobody_twice() {
        try (TestNotifications test = People.start()) {
            Stream<Notification> breaks = many(1_000).peek(n -> {
                if (n.key().orElseThrow().equals("k700")) {
                    throw new IllegalStateException("the process dies");
                }
            });
            assertThatThrownBy(() -> test.notifications().sendAll(breaks)).hasMessage("the process dies");
            test.crash();
            assertThat(stored(test)).isEqualTo(512);
            Bulk again = test.notifications().sendAll(many(1_000));
            assertThat(again).isEqualTo(new Bulk(488, 512, 488, List.of(), 0));
            test.advance(java.time.Duration.ofMinutes(1));
            assertThat(test.channel(EMAIL).received())
                    .extracting(m -> m.recipient())
                    .hasSize(1_000)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void what_is_wrong_is_named_by_place_and_field_and_nothing_of_its_share_is_stored() {
        try (TestNotifications test = People.start()) {
            List<Notification> all = new ArrayList<>(many(300).toList());
            all.set(290, Notification.of(People.LAB).to("x"));
            assertThatThrownBy(() -> test.notifications().sendAll(all.stream()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("notifications[290].data.test ")
                    .extracting(e -> ((InvalidInputException) e).field())
                    .isEqualTo("notifications[290].data.test");
            assertThat(stored(test)).isEqualTo(256);
            for (Notification wrong : Arrays.asList(
                    Notification.of("nothing").to("a"),
                    lab("a").with("large", "x".repeat(300_000)),
                    Notification.of(People.LAB).with("test", "x"),
                    null)) {
                assertThatThrownBy(() -> test.notifications().sendAll(Arrays.asList(lab("fine"), wrong).stream()))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageStartingWith("notifications[1]");
            }
            assertThat(stored(test)).isEqualTo(256);
        }
    }

    @Test
    void a_key_used_for_something_else_is_told_and_keeps_nobody_else_back() {
        try (TestNotifications test = People.start()) {
            Receipt first = test.notifications().send(lab("somebody").key("k1"));
            Bulk bulk = test.notifications().sendAll(many(3));
            assertThat(bulk).isEqualTo(new Bulk(2, 0, 2, List.of(new Bulk.Conflict(1, first.id())), 1));
            Bulk twice = test.notifications().sendAll(Stream.of(lab("q").key("new"), lab("q").key("new")));
            assertThat(twice.stored()).isEqualTo(1);
            assertThat(twice.replayed()).isEqualTo(1);
        }
    }

    @Test
    void the_rate_that_is_accepted_counts_each() {
        try (TestNotifications test =
                TestNotifications.start(b -> b.define(People.LAB).acceptAtMost(RateLimit.perMinute(10)), EMAIL)) {
            assertThatThrownBy(() -> test.notifications().sendAll(many(11))).isInstanceOf(OverloadedException.class);
            assertThat(stored(test)).isZero();
        }
    }

    @Test
    void a_service_that_is_closed_takes_none() {
        TestNotifications test = People.start();
        test.close();
        assertThatThrownBy(() -> test.notifications().sendAll(many(1))).isInstanceOf(NotRunningException.class);
    }
}
