package dev.notify.behaviour;

import static dev.notify.behaviour.People.only;
import static dev.notify.behaviour.People.state;
import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.NotificationServiceBuilder;
import dev.notify.StartException;
import dev.notify.channel.Message;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.explain.PlannedDelivery;
import dev.notify.memory.MemoryStore;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Priority;
import dev.notify.policy.DigestPolicy;
import dev.notify.policy.RetryPolicy;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes up for somebody in a day is told in one message. The clock begins on Monday 2026-03-02 at noon, UTC. */
class DigestsTest {

    private static final DigestPolicy EVENING =
            DigestPolicy.daily("18:00", "news-digest").atMost(3);

    private static final NotificationType DIGEST = NotificationType.named("news-digest")
            .anyTime()
            .sendBy(EMAIL, SMS)
            .showDetailsOn(EMAIL)
            .text("{{count}} news", "{{#items}}{{what}} {{/items}}{{#more}}and {{more}} more{{/more}}")
            .discreet("News", "{{count}} messages wait for you");

    private static final NotificationType NEWS = NotificationType.named("news")
            .category("news")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .requires("what")
            .text("News", "{{what}}")
            .discreet("News", "Please sign in")
            .retry(RetryPolicy.DEFAULT)
            .digest(EVENING);

    private static void setup(NotificationServiceBuilder b) {
        setup(b, NEWS);
    }

    private static void setup(NotificationServiceBuilder b, NotificationType news) {
        b.define(news, DIGEST)
                .poll(Duration.ofMinutes(1))
                .contactsFrom(
                        id -> People.contact(id).map(c -> id.startsWith("lisbon") ? c.inZone("Europe/Lisbon") : c));
    }

    private static TestNotifications start() {
        return TestNotifications.start(DigestsTest::setup, EMAIL, SMS);
    }

    private static Notification news(String what) {
        return Notification.of(NEWS).to("ann").with("what", what);
    }

    private static List<Receipt> send(TestNotifications test, String... what) {
        List<Receipt> all = new ArrayList<>();
        for (String one : what) {
            all.add(test.notifications().send(news(one)));
            test.run();
        }
        return all;
    }

    private static Instant at(String time) {
        return Instant.parse(time + ":00Z");
    }

    private static List<String> said(TestNotifications test) {
        return test.channel(EMAIL).received().stream()
                .map(m -> m.words().body())
                .toList();
    }

    @Test
    void one_message_tells_the_day_in_the_evening_and_all_end_with_it() {
        try (TestNotifications test = start()) {
            List<Receipt> all = send(test, "a", "b", "c", "d", "e");
            test.advanceTo(at("2026-03-02T17:59"));
            assertThat(said(test)).isEmpty();
            assertThat(only(test, all.get(0)).reason().orElseThrow())
                    .contains("held until 18:00 UTC: collected for a digest");
            test.advanceTo(at("2026-03-02T18:05"));
            assertThat(said(test)).containsExactly("a b c and 2 more");
            assertThat(all).allMatch(r -> state(test, r) == DeliveryState.SENT);
            assertThat(all)
                    .filteredOn(r -> only(test, r).reason().orElse("").contains("told in the digest that delivery"))
                    .hasSize(4);
            assertThat(test.channel(EMAIL).received().get(0).words().title()).isEqualTo("5 news");
            test.advance(Duration.ofDays(3));
            assertThat(said(test)).hasSize(1);
        }
    }

    @Test
    void what_comes_later_is_told_the_next_day() {
        try (TestNotifications test = start()) {
            send(test, "a");
            test.advanceTo(at("2026-03-02T18:30"));
            send(test, "b", "c");
            test.advanceTo(at("2026-03-03T19:00"));
            assertThat(said(test)).containsExactly("a ", "b c ");
        }
    }

    @Test
    void the_evening_is_the_recipients_own_and_everybody_has_a_digest() {
        try (TestNotifications test = TestNotifications.start(
                b -> {
                    setup(b);
                    b.zone(ZoneId.of("Africa/Johannesburg"));
                },
                EMAIL,
                SMS)) {
            test.notifications().send(news("x").to("lisbon-bob"));
            test.advanceTo(at("2026-03-02T16:10"));
            assertThat(test.channel(EMAIL).received())
                    .extracting(Message::recipient)
                    .containsExactly("ann");
            test.advanceTo(at("2026-03-02T18:10"));
            assertThat(test.channel(EMAIL).received())
                    .extracting(Message::recipient)
                    .containsExactly("ann", "lisbon-bob");
        }
    }

    @Test
    void windows_that_follow_each_other_and_groups_each_have_their_message() {
        NotificationType grouped = NEWS.digest(
                DigestPolicy.every(Duration.ofHours(1), "news-digest").groupBy("ward"));
        try (TestNotifications test = TestNotifications.start(b -> setup(b, grouped), EMAIL, SMS)) {
            for (String ward : List.of("3", "4", "3")) {
                test.notifications().send(news("in-" + ward).with("ward", ward));
            }
            test.advanceTo(at("2026-03-02T13:10"));
            assertThat(said(test)).containsExactlyInAnyOrder("in-3 in-3 ", "in-4 ");
        }
    }

    @Test
    void what_is_urgent_or_sent_at_once_goes_by_itself_and_is_not_told_again() {
        try (TestNotifications test = start()) {
            send(test, "a", "b");
            Receipt now = send(test, "c").get(0);
            test.notifications().sendNow(now.id(), "asked for");
            test.notifications().send(news("urgent").priority(Priority.HIGH));
            test.notifications().send(news("short").expiresAfter(Duration.ofHours(1)));
            test.run();
            assertThat(said(test)).containsExactlyInAnyOrder("c", "urgent", "short");
            test.advanceTo(at("2026-03-02T19:00"));
            assertThat(said(test)).hasSize(4).element(3).isEqualTo("a b ");
        }
    }

    @Test
    void what_is_cancelled_or_turned_off_before_is_not_told() {
        try (TestNotifications test = start()) {
            List<Receipt> all = send(test, "a", "b", "c");
            test.notifications().cancel(all.get(1).id(), "wrong");
            Receipt other =
                    test.notifications().send(Notification.of(NEWS).to("bob").with("what", "x"));
            test.run();
            test.notifications().preferences().of("bob").turnOff("news");
            test.advanceTo(at("2026-03-02T19:00"));
            assertThat(said(test)).containsExactly("a c ");
            assertThat(state(test, other)).isEqualTo(DeliveryState.SUPPRESSED);
        }
    }

    @Test
    void where_no_details_may_be_shown_a_digest_shows_none() {
        NotificationType both = NEWS.sendBy(SMS);
        try (TestNotifications test = TestNotifications.start(b -> setup(b, both), EMAIL, SMS)) {
            send(test, "a", "b");
            test.advanceTo(at("2026-03-02T19:00"));
            assertThat(test.channel(SMS).received())
                    .extracting(m -> m.words().body())
                    .containsExactly("2 messages wait for you");
        }
    }

    @Test
    void a_retry_tells_the_same_and_what_came_meanwhile_is_told_after() {
        try (TestNotifications test = start()) {
            send(test, "a", "b");
            List<String> tried = new ArrayList<>();
            test.channel(EMAIL).failNext(2, "busy");
            test.advanceTo(at("2026-03-02T18:00"));
            test.advanceTo(at("2026-03-02T18:59"));
            tried.addAll(said(test));
            assertThat(tried).containsExactly("a b ");
            assertThat(test.channel(EMAIL).tries()).isEqualTo(3);
        }
    }

    @Test
    void a_digest_that_fails_is_one_dead_letter_and_is_tried_again_as_a_whole() {
        try (TestNotifications test = start()) {
            List<Receipt> all = send(test, "a", "b", "c");
            test.channel(EMAIL).rejectNext("no such mailbox");
            test.advanceTo(at("2026-03-02T18:30"));
            assertThat(said(test)).isEmpty();
            var letters =
                    test.notifications().deadLetters().list(DeliveryQuery.all()).letters();
            assertThat(letters).hasSize(1);
            assertThat(all)
                    .filteredOn(r -> state(test, r) == DeliveryState.SUPPRESSED)
                    .hasSize(2);
            test.notifications().deadLetters().retry(letters.get(0).delivery().id(), "back");
            test.advance(Duration.ofMinutes(10));
            assertThat(said(test)).containsExactly("a b c ");
            send(test, "d");
            test.advanceTo(at("2026-03-03T19:00"));
            assertThat(said(test)).containsExactly("a b c ", "d ");
        }
    }

    @Test
    void a_digest_that_fails_falls_back_as_a_whole() {
        NotificationType falling = NEWS.fallBackTo(SMS);
        try (TestNotifications test = TestNotifications.start(b -> setup(b, falling), EMAIL, SMS)) {
            send(test, "a", "b", "c");
            test.channel(EMAIL).rejectNext("no such mailbox");
            test.advanceTo(at("2026-03-02T20:30"));
            assertThat(said(test)).isEmpty();
            assertThat(test.channel(SMS).received())
                    .extracting(m -> m.words().body())
                    .containsExactly("3 messages wait for you");
        }
    }

    @Test
    void if_the_one_that_carries_it_is_cancelled_the_others_are_told_all_the_same() {
        try (TestNotifications test = start()) {
            List<Receipt> all = send(test, "a", "b", "c");
            test.channel(EMAIL).failNext(1, "busy");
            test.advanceTo(at("2026-03-02T18:00"));
            Receipt carrier = all.stream()
                    .filter(r -> !only(test, r).attempts().isEmpty())
                    .findFirst()
                    .orElseThrow();
            test.notifications().cancel(carrier.id(), "wrong");
            test.advanceTo(at("2026-03-02T18:30"));
            assertThat(said(test)).hasSize(1);
            assertThat(all).filteredOn(r -> !r.equals(carrier)).allMatch(r -> state(test, r) == DeliveryState.SENT);
        }
    }

    @Test
    void preview_and_explain_tell_of_it() {
        try (TestNotifications test = start()) {
            PlannedDelivery planned =
                    test.notifications().preview(news("a")).deliveries().get(0);
            assertThat(planned.at()).isEqualTo(at("2026-03-02T18:00"));
            assertThat(test.notifications().preview(news("a")).asText()).contains("collected for a digest");
            List<Receipt> all = send(test, "a", "b");
            test.advanceTo(at("2026-03-02T19:00"));
            String both =
                    test.notifications().explain(all.get(0).id()).orElseThrow().asText()
                            + test.notifications()
                                    .explain(all.get(1).id())
                                    .orElseThrow()
                                    .asText();
            assertThat(both).contains("carries a digest of 2").contains("told in the digest that delivery");
        }
    }

    @Test
    void two_nodes_tell_each_item_once() {
        try (TestNotifications test = start()) {
            TestNode other = test.addNode(DigestsTest::setup);
            for (int i = 0; i < 40; i++) {
                (i % 2 == 0 ? test.notifications() : other.notifications()).send(news("n" + i));
            }
            test.run();
            test.advanceTo(at("2026-03-02T19:00"));
            assertThat(test.channel(EMAIL).received())
                    .extracting(m -> m.words().title())
                    .containsExactly("40 news");
        }
    }

    @Test
    void a_day_of_ten_thousand_is_one_message() {
        try (TestNotifications test = start()) {
            test.notifications()
                    .sendAll(IntStream.range(0, 10_000)
                            .mapToObj(i -> news("n" + i).key("k" + i)));
            test.advanceTo(at("2026-03-02T19:00"));
            assertThat(test.channel(EMAIL).received())
                    .extracting(m -> m.words().title())
                    .containsExactly("10000 news");
            assertThat(said(test)).containsExactly("n0 n1 n2 and 9997 more");
            assertThat(test.notifications().count(DeliveryQuery.all().in(DeliveryState.SENT)))
                    .isEqualTo(10_000);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void any_one_call_to_the_store_may_fail_and_each_item_is_told_once(boolean afterwards) {
        NotificationType soon = NEWS.digest(
                DigestPolicy.every(Duration.ofMinutes(5), "news-digest").atMost(10));
        boolean failed = true;
        int n = 0;
        while (failed) {
            VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
            ShakyStore shaky = new ShakyStore(MemoryStore.at(clock));
            try (TestNotifications test =
                    TestNotifications.startOn(shaky.store(), clock, b -> setup(b, soon), EMAIL, SMS)) {
                for (String what : List.of("a", "b", "c")) {
                    test.notifications().send(news(what));
                }
                test.advance(Duration.ofSeconds(290));
                shaky.failCall(++n, afterwards);
                test.advance(Duration.ofSeconds(20));
                failed = shaky.calls() >= n;
                shaky.failCall(-1, false);
                test.advance(Duration.ofMinutes(10));
                TreeSet<String> told = new TreeSet<>();
                for (String body : said(test)) {
                    told.addAll(List.of(body.trim().split(" ")));
                }
                assertThat(told).as("call %d", n).containsExactly("a", "b", "c");
                // a lost answer of the settlement that ends the message may repeat it, just so
                assertThat(said(test)).as("call %d", n).allMatch(body -> body.equals("a b c "));
                assertThat(test.notifications().count(DeliveryQuery.all().in(DeliveryState.SENT)))
                        .as("call %d", n)
                        .isEqualTo(3);
            }
        }
        assertThat(n).isGreaterThan(20);
    }

    @Test
    void refuses_what_cannot_be_meant() {
        assertThatThrownBy(() -> DigestPolicy.daily("25:00", "x")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> DigestPolicy.every(Duration.ofSeconds(1), "x")).hasMessageStartingWith("digest.every");
        assertThatThrownBy(() -> EVENING.atMost(0)).hasMessageStartingWith("digest.atMost");
        assertThatThrownBy(() -> TestNotifications.start(b -> b.define(NEWS), EMAIL))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("'news-digest', which is not defined");
        assertThatThrownBy(() -> TestNotifications.start(
                        b -> b.define(
                                NEWS.collapseWithin(Duration.ofMinutes(1)).digest(DigestPolicy.daily("18:00", "news"))),
                        EMAIL))
                .hasMessageContaining("cannot be both")
                .hasMessageContaining("itself");
    }
}
