package dev.notify.behaviour;

import static dev.notify.behaviour.People.only;
import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Outcome;
import dev.notify.delivery.Receipt;
import dev.notify.event.Health;
import dev.notify.model.Priority;
import dev.notify.policy.MaybeSentRule;
import dev.notify.policy.RateLimit;
import dev.notify.provider.Provider;
import dev.notify.provider.ProviderPool;
import dev.notify.provider.ProviderState;
import dev.notify.provider.ProviderState.Standing;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    private static final NotificationType NEWS =
            NotificationType.named("news").anyTime().sendBy(EMAIL).discreet("News", "Please sign in");

    private final VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
    private final Moody first = new Moody(EMAIL, clock::instant);
    private final Moody second = new Moody(EMAIL, clock::instant);
    private TestNotifications test = start(ProviderPool::inOrder);

    private TestNotifications start(Function<Provider[], ProviderPool> how) {
        return start(how, p -> p, p -> p);
    }

    private TestNotifications start(
            Function<Provider[], ProviderPool> how,
            Function<Provider, Provider> one,
            Function<Provider, Provider> two) {
        return startWith(how.apply(
                new Provider[] {one.apply(Provider.of("one", first)), two.apply(Provider.of("two", second))}));
    }

    private TestNotifications startWith(dev.notify.channel.Channel channel) {
        if (test != null) {
            test.close();
        }
        test = TestNotifications.startOn(
                dev.notify.memory.MemoryStore.at(clock),
                clock,
                b -> b.define(NEWS)
                        .allowCritical()
                        .contactsFrom(People::contact)
                        .channel(channel));
        return test;
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Receipt send(String to) {
        return test.notifications().send(Notification.of("news").to(to));
    }

    private List<Receipt> sendMany(int count) {
        List<Receipt> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(send("p" + i));
        }
        return all;
    }

    private ProviderState state(String provider) {
        return test.notifications().providers().stream()
                .filter(s -> s.provider().equals(provider))
                .findFirst()
                .orElseThrow();
    }

    private List<String> findings() {
        return test.notifications().health().findings().stream()
                .map(f -> f.status() + " " + f.where())
                .toList();
    }

    @Test
    void the_second_provider_sends_at_once_what_the_first_could_not() {
        first.is(Outcome.tryAgain("busy"));
        Receipt receipt = send("a");
        test.run();
        Delivery end = only(test, receipt);
        assertThat(end.state()).isEqualTo(DeliveryState.SENT);
        assertThat(end.tries()).isEqualTo(1);
        assertThat(end.reason()).contains("sent; by two, after one: busy");
        assertThat(end.attempts().get(0).why()).contains("by two, after one: busy");
        assertThat(first.calls()).hasSize(1);
    }

    @Test
    void a_try_that_all_of_them_failed_is_one_try_and_says_what_each_said() {
        first.is(Outcome.tryAgain("busy"));
        second.is(Outcome.tryAgain("no thanks"));
        Receipt receipt = send("a");
        test.run();
        Delivery waits = only(test, receipt);
        assertThat(waits.tries()).isEqualTo(1);
        assertThat(waits.reason()).contains("try 1: one: busy, two: no thanks");
    }

    @Test
    void what_may_have_been_sent_goes_to_no_other_provider() {
        NotificationType miss = NEWS.whenMaybeSent(MaybeSentRule.PREFER_MISS);
        test.close();
        test = TestNotifications.startOn(
                dev.notify.memory.MemoryStore.at(clock),
                clock,
                b -> b.define(miss)
                        .contactsFrom(People::contact)
                        .channel(ProviderPool.inOrder(Provider.of("one", first), Provider.of("two", second))));
        first.is(Outcome.maybeSent("reply lost"));
        Receipt receipt = send("a");
        test.advance(Duration.ofHours(1));
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.MAYBE_SENT);
        assertThat(only(test, receipt).reason()).contains("maybe sent: one: reply lost");
        assertThat(second.calls()).isEmpty();
    }

    @Test
    void a_refusal_is_final_whoever_says_it() {
        first.is(Outcome.rejected("no such mailbox"));
        Receipt receipt = send("a");
        test.run();
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(second.calls()).isEmpty();
    }

    @Test
    void a_provider_that_only_throws_is_left_alone_and_comes_back() {
        first.is(m -> {
            throw new IllegalStateException("broken pipe");
        });
        sendMany(30);
        test.run();
        assertThat(first.asked()).isEqualTo(5);
        assertThat(second.sent()).hasSize(30);
        assertThat(state("one").standing()).isEqualTo(Standing.OPEN);
        assertThat(findings()).containsExactly("DEGRADED provider.email.one");
        first.isWell();
        test.advance(Duration.ofSeconds(6));
        send("later");
        test.run();
        assertThat(first.recipients()).containsExactly("later");
        assertThat(state("one").standing()).isEqualTo(Standing.COMING_BACK);
        assertThat(findings()).isEmpty();
        test.advance(Duration.ofSeconds(11));
        assertThat(state("one").standing()).isEqualTo(Standing.UP);
    }

    @Test
    void the_endless_trouble_of_one_recipient_keeps_nobody_else_waiting() {
        startWith(first);
        first.is(m -> m.recipient().equals("busy") ? Outcome.tryAgain("450 mailbox busy") : Outcome.sent());
        for (int i = 0; i < 30; i++) {
            send("busy");
        }
        test.advance(Duration.ofMinutes(30)); // nothing else is sent meanwhile: no success stands between
        assertThat(first.calls().size()).isGreaterThan(60);
        assertThat(state("email").standing()).isEqualTo(Standing.UP);
        Receipt other = send("a");
        test.run();
        assertThat(only(test, other).state()).isEqualTo(DeliveryState.SENT);
        assertThat(findings()).isEmpty();
    }

    @Test
    void every_recipient_in_a_row_to_be_tried_again_is_the_provider_s_trouble() {
        startWith(first);
        first.is(Outcome.tryAgain("busy"));
        List<Receipt> all = sendMany(30);
        test.run();
        assertThat(first.calls()).hasSize(10);
        assertThat(state("email").standing()).isEqualTo(Standing.OPEN);
        assertThat(all.stream().filter(r -> only(test, r).tries() == 0)).hasSize(20);
    }

    @Test
    void half_of_all_to_be_tried_again_is_no_trouble_of_the_provider() {
        startWith(first);
        first.is(m -> m.recipient().hashCode() % 2 == 0 && m.attempt() == 1
                ? Outcome.tryAgain("450 greylisted")
                : Outcome.sent());
        sendMany(200);
        test.run();
        assertThat(first.calls()).hasSize(200);
        test.advance(Duration.ofMinutes(2));
        assertThat(first.sent()).hasSize(200);
    }

    @Test
    void one_that_refuses_us_is_an_alarm_and_no_storm() {
        first.is(Outcome.misconfigured("login refused"));
        List<Receipt> all = sendMany(50);
        test.run();
        assertThat(first.calls()).hasSize(1);
        assertThat(second.sent()).hasSize(50);
        assertThat(all).allSatisfy(r -> assertThat(only(test, r).tries()).isEqualTo(1));
        assertThat(test.notifications().health().status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(test.notifications().health().asText())
                .contains("provider.email.one: refuses us: login refused")
                .contains("check its credentials");
        for (int minute = 0; minute < 30; minute++) {
            send("m" + minute);
            test.advance(Duration.ofMinutes(1));
        }
        assertThat(first.calls().size()).isLessThanOrEqualTo(31);
    }

    @Test
    void where_all_are_away_deliveries_wait_and_no_try_is_counted() {
        first.is(Outcome.unavailable("connection refused"));
        second.is(Outcome.unavailable(Duration.ofMinutes(2), "account closed for now"));
        Receipt receipt = send("a");
        test.run();
        Delivery waits = only(test, receipt);
        assertThat(waits.state()).isEqualTo(DeliveryState.PENDING);
        assertThat(waits.tries()).isZero();
        assertThat(waits.reason()).contains("held: one: connection refused, two: account closed for now");
        assertThat(findings()).containsExactly("DOWN provider.email.one", "DOWN provider.email.two");
        test.advance(Duration.ofHours(3));
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.PENDING);
        assertThat(only(test, receipt).tries()).isZero();
        first.isWell();
        test.advance(Duration.ofMinutes(2));
        Delivery end = only(test, receipt);
        assertThat(end.state()).isEqualTo(DeliveryState.SENT);
        assertThat(end.tries()).isEqualTo(1);
    }

    @Test
    void a_critical_delivery_probes_once_a_second() {
        startWith(first);
        first.is(Outcome.unavailable(Duration.ofMinutes(10), "down"));
        send("a");
        test.run();
        test.notifications().send(Notification.of("news").to("now").priority(Priority.CRITICAL));
        test.advance(Duration.ofSeconds(10));
        assertThat(first.calls().size()).isBetween(8, 12);
        first.isWell();
        test.advance(Duration.ofSeconds(2));
        assertThat(first.recipients()).contains("now");
    }

    @Test
    void they_take_turns() {
        start(ProviderPool::roundRobin);
        sendMany(20);
        test.run();
        assertThat(first.sent()).hasSize(10);
        assertThat(second.sent()).hasSize(10);
    }

    @Test
    void they_share_by_weight() {
        start(ProviderPool::weighted, p -> p.weight(3), p -> p);
        sendMany(40);
        test.run();
        assertThat(first.sent()).hasSize(30);
        assertThat(second.sent()).hasSize(10);
    }

    @Test
    void a_recipient_keeps_its_provider_while_that_is_in_order() {
        start(p -> ProviderPool.roundRobin(p).stickToRecipients());
        for (int round = 0; round < 5; round++) {
            sendMany(40);
            test.run();
        }
        assertThat(new HashSet<>(first.recipients()))
                .hasSizeBetween(8, 32)
                .doesNotContainAnyElementsOf(second.recipients());
        String his = first.recipients().get(0);
        first.is(Outcome.unavailable("down"));
        send(his);
        test.run();
        assertThat(second.recipients()).contains(his);
    }

    @Test
    void no_more_than_the_rate_goes_to_each_in_any_second() {
        start(ProviderPool::inOrder, p -> p.rate(RateLimit.perSecond(5)), p -> p.rate(RateLimit.perSecond(3)));
        sendMany(100);
        test.advance(Duration.ofSeconds(30));
        assertThat(first.sent().size() + second.sent().size()).isEqualTo(100);
        atMost(first.sent(), 5);
        atMost(second.sent(), 3);
        assertThat(last().isBefore(TestNotifications.BEGINNING.plusSeconds(15))).isTrue();
    }

    private Instant last() {
        return first.sent().get(first.sent().size() - 1).at();
    }

    private static void atMost(List<Moody.Called> sent, int perSecond) {
        for (int i = perSecond; i < sent.size(); i++) {
            assertThat(Duration.between(
                            sent.get(i - perSecond).at(), sent.get(i).at()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void what_expired_in_the_outage_is_settled_without_a_call() {
        startWith(first);
        first.is(Outcome.unavailable("down"));
        send("opens-it");
        test.run();
        Receipt receipt =
                test.notifications().send(Notification.of("news").to("old").expiresAfter(Duration.ofMinutes(5)));
        test.advance(Duration.ofMinutes(10));
        first.isWell();
        test.advance(Duration.ofMinutes(2));
        assertThat(only(test, receipt).state()).isEqualTo(DeliveryState.EXPIRED);
        assertThat(first.recipients()).containsExactly("opens-it");
        assertThat(first.calls())
                .filteredOn(c -> c.message().recipient().equals("old"))
                .allMatch(c -> c.at().isBefore(TestNotifications.BEGINNING.plus(Duration.ofMinutes(5))));
    }
}
