package dev.notify.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final List<ChannelName> CHANNELS = List.of(
            ChannelName.EMAIL,
            ChannelName.PUSH,
            ChannelName.SMS,
            ChannelName.IN_APP,
            ChannelName.WEBHOOK,
            ChannelName.VOICE);

    private static List<Lane> every() {
        List<Lane> all = new ArrayList<>();
        CHANNELS.forEach(c -> all.addAll(Lane.all(c)));
        for (WorkKind kind : WorkKind.values()) {
            all.addAll(Lane.all(kind));
        }
        return all;
    }

    @Test
    void every_lane_of_every_channel_and_kind_has_a_number_of_its_own() {
        assertThat(every())
                .hasSize((CHANNELS.size() + WorkKind.values().length) * Priority.values().length * Lane.BUCKETS)
                .doesNotHaveDuplicates()
                .allSatisfy(lane -> assertThat(lane.number()).isNotNegative());
    }

    @Test
    void lanes_of_a_channel_come_most_urgent_first_and_share_its_line() {
        List<Lane> lanes = Lane.all(ChannelName.EMAIL);
        assertThat(lanes.stream().map(Lane::priority).distinct()).containsExactlyElementsOf(Priority.MOST_URGENT_FIRST);
        assertThat(lanes.stream().map(Lane::line).distinct()).hasSize(1);
        assertThat(every().stream().map(Lane::line).distinct()).hasSize(CHANNELS.size() + WorkKind.values().length);
    }

    @Test
    void a_delivery_waits_in_one_of_the_lanes_of_its_channel_and_priority() {
        for (Priority priority : Priority.values()) {
            for (int i = 0; i < 200; i++) {
                Lane lane = Lane.of(ChannelName.SMS, priority, Tenant.of("tenant-" + i));
                assertThat(Lane.all(ChannelName.SMS)).contains(lane);
                assertThat(lane.priority()).isEqualTo(priority);
            }
            Lane call = Lane.of(WorkKind.CALL, priority, Tenant.DEFAULT);
            assertThat(Lane.all(WorkKind.CALL)).contains(call);
        }
    }

    @Test
    void a_tenant_keeps_its_lane_and_tenants_are_spread() {
        Map<Lane, Integer> tenants = new HashMap<>();
        Stream.iterate(0, i -> i + 1)
                .limit(800)
                .map(i -> Lane.of(ChannelName.EMAIL, Priority.NORMAL, Tenant.of("clinic-" + i)))
                .forEach(lane -> tenants.merge(lane, 1, Integer::sum));
        assertThat(tenants).hasSize(Lane.BUCKETS);
        assertThat(tenants.values()).allSatisfy(n -> assertThat(n).isBetween(40, 200));
    }

    @Test
    void numbers_are_what_is_stored_and_never_change() {
        assertThat(Lane.of(ChannelName.EMAIL, Priority.CRITICAL, Tenant.DEFAULT).number())
                .isEqualTo(Lane.of(ChannelName.of("email"), Priority.CRITICAL, Tenant.of("default"))
                        .number());
        assertThat(Lane.of(ChannelName.EMAIL, Priority.LOW, Tenant.DEFAULT).number())
                .isEqualTo(110_041_539);
    }
}
