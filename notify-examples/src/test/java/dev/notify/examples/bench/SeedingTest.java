package dev.notify.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notify.NotificationService;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Page;
import dev.notify.examples.bench.raw.Flavor;
import dev.notify.examples.bench.report.Backdrop;
import dev.notify.examples.bench.report.Tally;
import dev.notify.request.DeliveryQuery;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SQL has put there is as good as what was sent. */
class SeedingTest {

    private static final Progress QUIET =
            new Progress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    private interface Story {
        void tell(Node node, HikariDataSource source) throws Exception;
    }

    @TempDir
    Path folder;

    private void seeded(Backdrop backdrop, Story story) throws Exception {
        Tally tally = new Tally();
        try (Ground ground = Ground.h2(folder);
                HikariDataSource source = ground.open("seeded")) {
            Seeding.fill(Flavor.H2, source, backdrop, 120, QUIET, 60);
            try (Node node = Node.working(source, "reads", tally)) {
                story.tell(node, source);
            }
        }
        assertThat(tally.troubles()).isEmpty();
    }

    @Test
    void what_waits_is_found_told_and_cancelled() throws Exception {
        seeded(Backdrop.FUTURE, (node, source) -> {
            NotificationService service = node.service();
            assertThat(service.count(DeliveryQuery.all().in(DeliveryState.PENDING)))
                    .isEqualTo(121);
            Delivery one = only(service.find(DeliveryQuery.all().recipient("address:sink:person-77")));
            assertThat(service.status(one.notification()).orElseThrow().deliveries())
                    .singleElement()
                    .extracting(Delivery::state)
                    .isEqualTo(DeliveryState.PENDING);
            assertThat(Node.isWaiting(source)).isFalse();
            assertThat(service.cancel(one.notification(), "no more").changed()).isEqualTo(1);
        });
    }

    @Test
    void what_waits_is_delivered_when_told_to() throws Exception {
        seeded(Backdrop.FUTURE, (node, source) -> {
            DeliveryQuery his = DeliveryQuery.all().recipient("address:sink:person-99");
            Delivery one = only(node.service().find(his));
            node.owes(1);
            node.service().sendNow(one.notification(), "at once");
            node.awaitSettled();
            assertThat(node.sink().seen()).containsExactly(one.id());
            assertThat(only(node.service().find(his)).state()).isEqualTo(DeliveryState.SENT);
        });
    }

    @Test
    void what_is_finished_is_found_with_its_attempt_and_counted() throws Exception {
        seeded(Backdrop.FINISHED, (node, source) -> {
            NotificationService service = node.service();
            Delivery one = only(service.find(DeliveryQuery.all().recipient("address:sink:person-5")));
            assertThat(one.state()).isEqualTo(DeliveryState.SENT);
            assertThat(service.status(one.notification())
                            .orElseThrow()
                            .deliveries()
                            .get(0)
                            .attempts())
                    .hasSize(1);
            assertThat(service.statistics(Duration.ofHours(1)).count(DeliveryState.SENT))
                    .isEqualTo(121);
        });
    }

    private static Delivery only(Page page) {
        assertThat(page.deliveries()).hasSize(1);
        return page.deliveries().get(0);
    }
}
