package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationService;
import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.Channel;
import dev.notify.channel.Checkup;
import dev.notify.channel.LogChannel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.event.Health;
import dev.notify.internal.base.Tasks;
import dev.notify.memory.MemoryStore;
import dev.notify.model.ChannelName;
import dev.notify.model.NotifyException;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DoctorTest {

    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(EMAIL).discreet("News", "Please sign in");

    private final VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
    private final ShakyStore shaky = new ShakyStore(MemoryStore.at(clock));

    private record Tried(ChannelName name, Callable<Optional<Checkup>> body) implements Channel {
        @Override
        public Outcome deliver(Message message) {
            return Outcome.sent();
        }

        @Override
        public Optional<Checkup> checkup() throws Exception {
            return body.call();
        }
    }

    private static Channel mail(Callable<Optional<Checkup>> body) {
        return new Tried(EMAIL, body);
    }

    private static Channel mail(Checkup found) {
        return mail(() -> Optional.of(found));
    }

    private Health examine(Channel channel) {
        return examine(channel, b -> b, () -> {});
    }

    private Health examine(Channel channel, UnaryOperator<NotificationServiceBuilder> more, Runnable before) {
        try (TestNotifications test = TestNotifications.startOn(
                shaky.store(),
                clock,
                b -> more.apply(b.define(NEWS).contactsFrom(People::contact)).channel(channel))) {
            before.run();
            return test.notifications().doctor();
        }
    }

    @Test
    void a_service_in_order_is_told_so_of_each_part() {
        Health found = examine(mail(Checkup.isReady("logged in").note("offers SIZE")));
        assertThat(found.status()).isEqualTo(Health.Status.UP);
        assertThat(found.asText())
                .contains("UP store: takes and gives back a line in 0 ms")
                .contains("UP channel.email: logged in")
                .contains("UP channel.email: offers SIZE")
                .contains("UP templates: the words of all types are in order")
                .contains("UP settings: no environment is named");
    }

    @Test
    void a_channel_that_cannot_be_tried_out_is_no_trouble() {
        Health found = examine(mail(Optional::empty));
        assertThat(found.status()).isEqualTo(Health.Status.UP);
        assertThat(found.asText()).contains("channel.email: is there; it cannot be tried out without sending");
    }

    @Test
    void what_keeps_a_channel_from_sending_is_down_and_a_warning_is_not() {
        assertThat(examine(mail(Checkup.misconfigured("login refused: check the secret")))
                        .asText())
                .startsWith("DOWN")
                .contains("DOWN channel.email: login refused: check the secret");
        assertThat(examine(mail(Checkup.notNow("cannot be reached"))).asText())
                .startsWith("DOWN")
                .contains("DOWN channel.email: cannot be reached");
        assertThat(examine(mail(Checkup.isReady("ready").warning("certificate ends soon")))
                        .asText())
                .startsWith("DEGRADED")
                .contains("DEGRADED channel.email: certificate ends soon");
    }

    @Test
    void each_provider_of_a_pool_is_looked_at() {
        Health found = examine(ProviderPool.inOrder(
                Provider.of("one", mail(Checkup.misconfigured("login refused"))),
                Provider.of("two", mail(Checkup.isReady("logged in")))));
        assertThat(found.asText())
                .contains("DOWN provider.email.one: login refused")
                .contains("UP provider.email.two: logged in");
    }

    @Test
    void what_it_throws_is_told_without_a_secret() {
        assertThat(examine(mail(() -> {
                            throw new IllegalStateException("password hunter2");
                        }))
                        .asText())
                .contains("DOWN channel.email: cannot be looked at: it threw java.lang.IllegalStateException")
                .doesNotContain("hunter2");
        assertThat(examine(mail(() -> {
                            throw new NotifyException("no key is set");
                        }))
                        .asText())
                .contains("DOWN channel.email: no key is set");
    }

    @Test
    void one_that_hangs_holds_up_nothing_for_long() {
        Health found = examine(mail(() -> {
            throw new Tasks.NeverReturns();
        }));
        assertThat(found.asText())
                .contains("DOWN channel.email: has not answered within 30 s: it hangs")
                .contains("UP store");
        assertThat(Duration.between(TestNotifications.BEGINNING, clock.instant()))
                .isLessThanOrEqualTo(Duration.ofSeconds(31));
    }

    @Test
    void a_store_that_is_away_or_slow_is_found() {
        Channel channel = mail(Checkup.isReady("ready"));
        assertThat(examine(channel, b -> b, () -> shaky.failNext("put")).asText())
                .startsWith("DOWN")
                .contains("DOWN store: ");
        Health slow = examine(channel, b -> b, () -> shaky.before("put", () -> clock.move(Duration.ofMillis(1_500))));
        assertThat(slow.asText()).contains("DEGRADED store: takes and gives back a line in 1500 ms: look for");
    }

    @Test
    void settings_that_keep_people_from_being_reached_are_told() {
        Channel channel = mail(Checkup.isReady("ready"));
        assertThat(examine(channel, b -> b.environment("test").onlyTo("@example.org"), () -> {})
                        .asText())
                .contains("DEGRADED settings: onlyTo or redirectAllTo is set")
                .contains("UP settings: the environment is test");
        Health printing = examine(channel, b -> b.channel(LogChannel.standingFor(SMS)), () -> {});
        assertThat(printing.asText()).contains("DEGRADED channel.sms: reaches nobody");
    }

    @Test
    void what_health_knows_is_among_the_findings() {
        Health found = examine(
                mail(Checkup.isReady("ready")),
                b -> b.define(
                        NotificationType.named("text").anyTime().sendBy(SMS).discreet("News", "Please sign in")),
                () -> {});
        assertThat(found.asText()).contains("DEGRADED channel.sms: is not configured");
    }

    @Test
    void before_the_start_it_tells_what_the_start_would_refuse() {
        NotificationService service = NotificationService.builder()
                .store(MemoryStore.create())
                .define(NEWS)
                .environment("production")
                .development()
                .channel(mail(Checkup.isReady("ready")))
                .build();
        assertThat(service.doctor().status()).isEqualTo(Health.Status.DOWN);
        assertThat(service.doctor().asText())
                .contains(
                        "service: is not started",
                        "DOWN settings: environment is production, and development() is set");
    }
}
