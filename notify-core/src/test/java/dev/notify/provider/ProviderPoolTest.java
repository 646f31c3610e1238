package dev.notify.provider;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotifyException;
import dev.notify.policy.BreakerPolicy;
import dev.notify.policy.RateLimit;
import dev.notify.testing.RecordingChannel;
import dev.notify.testing.laws.ChannelLaws;
import dev.notify.testing.laws.SampleMessages;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ProviderPoolTest {

    private static Provider provider(String name) {
        return Provider.of(name, RecordingChannel.of(EMAIL));
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(call).withMessageContaining(message);
    }

    @Test
    void refuses_a_pool_that_cannot_work() {
        refused(ProviderPool::inOrder, "providers are none");
        refused(() -> ProviderPool.of(Order.WEIGHTED, List.of()), "providers are none");
        refused(() -> ProviderPool.roundRobin(provider("a"), provider("a")), "has two of the name a");
        refused(
                () -> ProviderPool.weighted(provider("a"), Provider.of("b", RecordingChannel.of(SMS))),
                "go by two channels, email and sms");
        refused(() -> Provider.of("a", ProviderPool.inOrder(provider("b"))), "is a pool");
        refused(() -> provider("two words"), "provider has a character");
    }

    @Test
    void refuses_limits_that_are_none() {
        refused(() -> provider("a").weight(0), "provider a weight is 0");
        refused(() -> provider("a").weight(-1), "provider a weight is -1");
        refused(() -> provider("a").atOnce(0), "provider a atOnce is 0");
        refused(() -> provider("a").rate(RateLimit.perSecond(0)), "rateLimit.count");
        refused(() -> provider("a").rate(RateLimit.perMinute(-5)), "rateLimit.count");
        refused(() -> provider("a").rate(RateLimit.perSecond(100_001)), "provider a rate is above");
        refused(() -> BreakerPolicy.failures(0, 5), "breaker.failures");
        refused(() -> BreakerPolicy.failures(6, 5), "breaker.failures");
        refused(() -> BreakerPolicy.DEFAULT.waiting(Duration.ZERO, Duration.ofSeconds(1)), "breaker.first");
        refused(() -> BreakerPolicy.DEFAULT.waiting(Duration.ofSeconds(2), Duration.ofSeconds(1)), "breaker.first");
        refused(() -> BreakerPolicy.DEFAULT.waiting(Duration.ofSeconds(2), Duration.ofDays(2)), "breaker.longest");
    }

    @Test
    void is_the_channel_its_providers_are() {
        ProviderPool pool =
                ProviderPool.leastBusy(provider("a"), provider("b").weight(3)).stickToRecipients();
        assertThat(pool.name()).isEqualTo(EMAIL);
        assertThat(pool.order()).isEqualTo(Order.LEAST_BUSY);
        assertThat(pool.sticky()).isTrue();
        assertThat(pool.real()).isTrue();
        assertThat(pool.timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void without_a_service_it_goes_on_where_nothing_was_handed_over_and_only_there() throws Exception {
        RecordingChannel first = RecordingChannel.of(EMAIL);
        RecordingChannel second = RecordingChannel.of(EMAIL);
        ProviderPool pool = ProviderPool.inOrder(Provider.of("a", first), Provider.of("b", second));
        Message message = SampleMessages.by(EMAIL);
        first.failNext("busy");
        assertThat(pool.deliver(message)).isInstanceOf(Outcome.Sent.class);
        assertThat(second.received()).hasSize(1);
        first.losesNextReply();
        assertThat(pool.deliver(message)).isInstanceOf(Outcome.MaybeSent.class);
        assertThat(second.received()).hasSize(1);
    }

    @Test
    void names_the_provider_that_does_not_start_and_shows_no_secret() {
        Channel broken = new Broken(new IllegalStateException("password hunter2 refused"));
        assertThatThrownBy(() -> ProviderPool.inOrder(provider("a"), Provider.of("b", broken))
                        .start())
                .isInstanceOf(NotifyException.class)
                .hasMessageContaining("provider b")
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void starts_while_one_of_its_providers_can_work() {
        Channel refused = new Broken(new NotifyException("the login is refused"));
        ProviderPool.inOrder(Provider.of("a", refused), provider("b")).start();
        assertThatThrownBy(() -> ProviderPool.inOrder(Provider.of("a", refused), Provider.of("b", refused))
                        .start())
                .isInstanceOf(NotifyException.class)
                .hasMessageContaining("provider a: the login is refused")
                .hasMessageContaining("provider b: the login is refused");
    }

    @TestFactory
    Stream<DynamicTest> keeps_the_laws_of_a_channel() {
        return ChannelLaws.of(() -> ProviderPool.inOrder(provider("a"), provider("b")), () -> SampleMessages.by(EMAIL))
                .stream()
                .map(law -> DynamicTest.dynamicTest(law.name(), law::check));
    }

    private static final class Broken implements Channel {
        private final RuntimeException why;

        Broken(RuntimeException why) {
            this.why = why;
        }

        @Override
        public ChannelName name() {
            return EMAIL;
        }

        @Override
        public Outcome deliver(Message message) {
            return Outcome.sent();
        }

        @Override
        public void start() {
            throw why;
        }
    }
}
