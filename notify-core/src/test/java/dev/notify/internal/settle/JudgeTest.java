package dev.notify.internal.settle;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.policy.MaybeSentRule;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.NotificationType;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.WorkKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final UUID ID = new UUID(1, 2);
    private static final NotificationType TYPE =
            NotificationType.named("t").anyTime().sendBy(EMAIL).discreet("x", "y");
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final Outcome BUSY = Outcome.tryAgain("busy");

    /** No chance: after the first try it waits 250 ms, after the second 500, and so on. */
    private final Judge judge = new Judge(() -> 0);

    private static Settler.Work work(NotificationType type, int attempt, long dueAt, @Nullable Long expiresAt) {
        Lane lane = Lane.of(ChannelName.EMAIL, Priority.NORMAL, Tenant.DEFAULT);
        Rows.Notification n = new Rows.Notification(
                ID, "default", "t", 1, null, null, null, null, 0, 0, null, 0, dueAt, null, null, expiresAt, null,
                "host");
        Rows.Delivery d = new Rows.Delivery(
                ID,
                ID,
                "default",
                "p",
                "p",
                "email",
                DeliveryState.PENDING,
                dueAt,
                null,
                0,
                0,
                null,
                false,
                false,
                null);
        return new Settler.Work(
                new QueuePart.Claim(ID, WorkKind.DELIVER, lane.number(), attempt, attempt, 0, false, dueAt),
                new ReadPart.Loaded(d, n, null, null),
                type);
    }

    private Ruling rule(NotificationType type, int attempt, long dueAt, Outcome outcome, long started, long ended) {
        return judge.rule(work(type, attempt, dueAt, null), outcome, started, ended);
    }

    private Ruling rule(int attempt, Outcome outcome) {
        return rule(TYPE, attempt, 1_000, outcome, 1_000, 2_000);
    }

    private static Ruling again(long next, String why) {
        return new Ruling.Again(next, why);
    }

    private static Ruling ended(DeliveryState state, String why) {
        return new Ruling.Ended(state, why);
    }

    @Test
    void what_a_channel_answers_decides() {
        NotificationType miss = TYPE.whenMaybeSent(MaybeSentRule.PREFER_MISS);
        assertThat(rule(1, Outcome.sent("id"))).isEqualTo(ended(DeliveryState.SENT, "sent"));
        assertThat(rule(3, Outcome.sent())).isEqualTo(ended(DeliveryState.SENT, "sent on try 3"));
        assertThat(rule(1, Outcome.rejected("no such mailbox")))
                .isEqualTo(ended(DeliveryState.FAILED, "rejected: no such mailbox"));
        assertThat(rule(1, Outcome.addressIsDead("gone")))
                .isEqualTo(ended(DeliveryState.FAILED, "rejected: gone (the address is dead)"));
        assertThat(rule(1, BUSY)).isEqualTo(again(2_250, "try 1: busy"));
        assertThat(rule(1, Outcome.maybeSent("no answer"))).isEqualTo(again(2_250, "try 1: maybe sent: no answer"));
        assertThat(rule(miss, 1, 1_000, Outcome.maybeSent("no answer"), 1_000, 2_000))
                .isEqualTo(ended(DeliveryState.MAYBE_SENT, "maybe sent: no answer"));
        assertThat(rule(miss, 1, 1_000, BUSY, 1_000, 2_000)).isEqualTo(again(2_250, "try 1: busy"));
    }

    @Test
    void the_wait_grows_and_a_provider_may_ask_for_more_but_not_for_less() {
        assertThat(rule(2, BUSY)).isEqualTo(again(2_500, "try 2: busy"));
        assertThat(rule(3, BUSY)).isEqualTo(again(3_000, "try 3: busy"));
        assertThat(rule(1, Outcome.tryAgain(Duration.ofSeconds(10), "busy"))).isEqualTo(again(12_000, "try 1: busy"));
        assertThat(rule(3, Outcome.tryAgain(Duration.ofMillis(1), "busy"))).isEqualTo(again(3_000, "try 3: busy"));
    }

    @Test
    void a_wish_beyond_all_clocks_ends_it() {
        assertThat(rule(1, Outcome.tryAgain(Duration.ofSeconds(Long.MAX_VALUE), "later")))
                .isEqualTo(ended(DeliveryState.FAILED, "given up after 1 try; last: later"));
    }

    @Test
    void the_horizon_counts_from_the_first_try() {
        NotificationType hour = TYPE.retry(RetryPolicy.upTo(Duration.ofHours(1)));
        assertThat(rule(hour, 1, 0, BUSY, 10 * HOUR, 10 * HOUR))
                .as("it was due long ago, and nobody was there to try")
                .isEqualTo(again(10 * HOUR + 250, "try 1: busy"));
        assertThat(rule(hour, 2, 0, BUSY, HOUR - 600, HOUR - 500)).isEqualTo(again(HOUR, "try 2: busy"));
        assertThat(rule(hour, 2, 0, BUSY, HOUR - 600, HOUR - 499))
                .isEqualTo(ended(DeliveryState.FAILED, "given up after 2 tries; last: busy"));
        assertThat(rule(hour, 2, 0, Outcome.maybeSent("no answer"), HOUR - 600, HOUR - 499))
                .isEqualTo(ended(DeliveryState.MAYBE_SENT, "given up after 2 tries; last: maybe sent: no answer"));
    }

    @Test
    void no_more_tries_than_the_type_allows() {
        NotificationType three = TYPE.retry(RetryPolicy.DEFAULT.attempts(3));
        assertThat(rule(three, 2, 1_000, BUSY, 1_000, 2_000)).isEqualTo(again(2_500, "try 2: busy"));
        assertThat(rule(three, 3, 1_000, BUSY, 1_000, 2_000))
                .isEqualTo(ended(DeliveryState.FAILED, "given up after 3 tries; last: busy"));
        assertThat(rule(TYPE.retry(RetryPolicy.never()), 1, 1_000, BUSY, 1_000, 2_000))
                .isEqualTo(ended(DeliveryState.FAILED, "given up after 1 try; last: busy"));
    }

    @Test
    void what_would_be_tried_when_it_is_of_no_use_expires_at_once() {
        assertThat(judge.rule(work(TYPE, 1, 1_000, 2_251L), BUSY, 1_000, 2_000)).isEqualTo(again(2_250, "try 1: busy"));
        assertThat(judge.rule(work(TYPE, 1, 1_000, 2_250L), BUSY, 1_000, 2_000))
                .isEqualTo(ended(DeliveryState.EXPIRED, "of no use before it could be tried again; last: busy"));
        assertThat(judge.rule(work(TYPE, 1, 1_000, 1_500L), Outcome.sent(), 1_000, 2_000))
                .as("a success counts whenever it comes")
                .isEqualTo(ended(DeliveryState.SENT, "sent"));
    }

    @Test
    void every_outcome_gives_its_reason() {
        Map<Outcome, List<String>> reasons = Map.of(
                Outcome.sent("id"),
                List.of(),
                BUSY,
                List.of("busy"),
                Outcome.rejected("no"),
                List.of("no"),
                Outcome.maybeSent("perhaps"),
                List.of("perhaps"));
        reasons.forEach((outcome, reason) -> {
            String given = Judge.reasonOf(outcome);
            assertThat(given == null ? List.of() : List.of(given)).isEqualTo(reason);
        });
    }
}
