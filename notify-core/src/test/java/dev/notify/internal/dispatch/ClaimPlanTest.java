package dev.notify.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.internal.dispatch.ClaimPlan.Share;
import dev.notify.internal.providers.Providers;
import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.policy.Concurrency;
import dev.notify.store.Lane;
import dev.notify.store.QueuePart.Claim;
import dev.notify.store.WorkKind;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClaimPlanTest {

    private static final long NOW = 1_000_000;
    private static final List<Lane> LANES = Lane.all(ChannelName.EMAIL);

    private final Map<Integer, Long> heads = new HashMap<>();
    private Map<Integer, Long> asked = Map.of();
    private Line line = line(10);
    private ClaimPlan plan = new ClaimPlan(List.of(line));

    private static Line line(int concurrency) {
        return Jobs.line(Concurrency.of(concurrency), new Jobs.Steps(), new Isolation(() -> {}), job -> {}, () -> {});
    }

    private void with(int concurrency) {
        line = line(concurrency);
        plan = new ClaimPlan(List.of(line));
    }

    private static Lane lane(Priority priority, int which) {
        return LANES.stream().filter(l -> l.priority() == priority).toList().get(which);
    }

    private ClaimPlan.Round round(long now) {
        return plan.round(now, floors -> {
            asked = floors;
            return heads;
        });
    }

    private void due(Priority priority, int which) {
        heads.put(lane(priority, which).number(), NOW - 1);
    }

    private List<String> shares(long now) {
        return round(now).shares().stream()
                .map(s -> s.lane().priority() + " " + s.limit())
                .toList();
    }

    private static Claim claim(long dueAt) {
        return new Claim(UUID.randomUUID(), WorkKind.DELIVER, 0, 1, 1, 0, false, dueAt);
    }

    @Test
    void asks_for_every_lane_and_claims_nothing_where_nothing_is_due() {
        heads.put(lane(Priority.NORMAL, 0).number(), NOW + 700);
        heads.put(lane(Priority.LOW, 3).number(), NOW + 300);
        ClaimPlan.Round round = round(NOW);
        assertThat(asked)
                .hasSize(LANES.size())
                .allSatisfy((lane, floor) -> assertThat(floor).isZero());
        assertThat(round.shares()).isEmpty();
        assertThat(round.nextDue()).isEqualTo(NOW + 300);
        heads.clear();
        assertThat(round(NOW).nextDue()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_row_is_due_at_its_moment_and_not_before() {
        heads.put(lane(Priority.NORMAL, 0).number(), NOW);
        assertThat(shares(NOW - 1)).isEmpty();
        assertThat(shares(NOW)).containsExactly("NORMAL 20");
    }

    @Test
    void the_more_urgent_comes_first_and_the_least_urgent_keeps_a_fifth() {
        due(Priority.LOW, 0);
        due(Priority.HIGH, 0);
        assertThat(shares(NOW)).containsExactly("HIGH 16", "LOW 4");
        due(Priority.NORMAL, 0);
        assertThat(shares(NOW)).containsExactly("HIGH 16", "LOW 4");
        assertThat(line.reserve()).as("what got no share waits").isFalse();
    }

    @Test
    void critical_work_has_room_of_its_own() {
        due(Priority.LOW, 0);
        due(Priority.CRITICAL, 0);
        assertThat(shares(NOW)).containsExactly("CRITICAL 32", "LOW 4");
    }

    @Test
    void lanes_of_one_urgency_share_alike_and_take_turns() {
        due(Priority.NORMAL, 0);
        due(Priority.NORMAL, 1);
        assertThat(shares(NOW)).containsExactly("NORMAL 10", "NORMAL 10");
        with(1);
        due(Priority.NORMAL, 2);
        List<Lane> first = round(NOW).shares().stream().map(Share::lane).toList();
        List<Lane> second = round(NOW).shares().stream().map(Share::lane).toList();
        assertThat(first).hasSize(2);
        Lane leftOut = List.of(0, 1, 2).stream()
                .map(i -> lane(Priority.NORMAL, i))
                .filter(l -> !first.contains(l))
                .findFirst()
                .orElseThrow();
        assertThat(second).hasSize(2).startsWith(leftOut);
    }

    @Test
    void begins_where_the_last_claim_did_and_looks_at_all_every_two_seconds() {
        due(Priority.NORMAL, 0);
        int lane = lane(Priority.NORMAL, 0).number();
        Share share = round(NOW).shares().get(0);
        plan.claimed(share, List.of(claim(NOW - 200), claim(NOW - 900)));
        assertThat(round(NOW + 1_999).shares().get(0).floor()).isEqualTo(NOW - 950);
        assertThat(asked).containsEntry(lane, NOW - 950);
        assertThat(round(NOW + 2_000).shares().get(0).floor()).isZero();
        assertThat(asked).containsEntry(lane, 0L);
    }

    @Test
    void a_clock_that_was_set_back_sweeps_too() {
        due(Priority.NORMAL, 0);
        plan.claimed(round(NOW).shares().get(0), List.of(claim(NOW - 200)));
        round(NOW - 10_000);
        assertThat(asked).containsEntry(lane(Priority.NORMAL, 0).number(), 0L);
    }

    @Test
    void a_claim_that_was_filled_means_there_is_more() {
        due(Priority.NORMAL, 0);
        Share share = round(NOW).shares().get(0);
        plan.claimed(share, List.of(claim(NOW)));
        assertThat(line.reserve()).isTrue();
        plan.claimed(
                share,
                java.util.stream.Stream.generate(() -> claim(NOW)).limit(20).toList());
        assertThat(line.reserve()).isFalse();
        heads.clear();
        round(NOW);
        assertThat(line.reserve()).as("after a look that found nothing").isTrue();
    }

    @Test
    void a_line_without_room_is_asked_for_critical_work_alone() {
        line.add(Jobs.many(40, Priority.NORMAL, line), NOW);
        due(Priority.NORMAL, 0);
        assertThat(shares(NOW)).isEmpty();
        assertThat(asked.keySet())
                .allSatisfy(n -> assertThat(new Lane(n).priority()).isEqualTo(Priority.CRITICAL));
        assertThat(asked).hasSize(Lane.BUCKETS);
        assertThat(line.reserve()).as("what was not looked at may be there").isFalse();
    }

    @Test
    void a_line_is_asked_what_its_providers_can_take_once_and_not_for_each_of_its_lanes() {
        AtomicInteger questions = new AtomicInteger();
        Providers.Way counting = (Providers.Way) Proxy.newProxyInstance(
                ClaimPlanTest.class.getClassLoader(), new Class<?>[] {Providers.Way.class}, (proxy, method, args) -> {
                    questions.addAndGet(method.getName().equals("soon") ? 1 : 0);
                    return method.invoke(Providers.Way.FREE, args);
                });
        line = Jobs.line(
                counting,
                Concurrency.of(10),
                new Jobs.Steps(),
                new Isolation(() -> {}),
                new Line.Calls(job -> {}, () -> {}, jobs -> {}));
        plan = new ClaimPlan(List.of(line));
        assertThat(round(NOW).shares()).isEmpty();
        assertThat(questions).hasValue(1);
    }
}
