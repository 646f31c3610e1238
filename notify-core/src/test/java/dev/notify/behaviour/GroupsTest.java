package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.Message;
import dev.notify.delivery.Change;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.FanOut;
import dev.notify.delivery.NotificationStatus;
import dev.notify.delivery.Receipt;
import dev.notify.directory.Group;
import dev.notify.directory.GroupSource;
import dev.notify.directory.Groups;
import dev.notify.directory.Slice;
import dev.notify.event.NotificationEvent;
import dev.notify.explain.DeliveryPlan;
import dev.notify.explain.PlannedDelivery;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.Which;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GroupsTest {

    private static final Group WARD = Group.named("ward-3-nurses");

    private final List<NotificationEvent.FannedOut> ended = new ArrayList<>();

    private TestNotifications start(Consumer<NotificationServiceBuilder> more) {
        return TestNotifications.start(
                b -> {
                    People.usual(b);
                    b.onEvent(e -> {
                        if (e instanceof NotificationEvent.FannedOut out) {
                            ended.add(out);
                        }
                    });
                    more.accept(b);
                },
                EMAIL,
                SMS);
    }

    private TestNotifications start() {
        return start(b -> {});
    }

    private static Notification lab() {
        return Notification.of(People.LAB).with("test", "x");
    }

    private static List<String> people(String prefix, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(prefix + i);
        }
        return ids;
    }

    private static List<String> reached(TestNotifications test) {
        return test.sent().all().stream().map(Message::recipient).sorted().toList();
    }

    private static FanOut fanOut(TestNotifications test, Receipt receipt) {
        return test.status(receipt.id()).fanOut().orElseThrow();
    }

    @Test
    void a_group_is_whoever_belongs_to_it_when_the_time_has_come() {
        try (TestNotifications test = start()) {
            Groups groups = test.notifications().groups();
            groups.add(WARD, "stays", "leaves");
            Receipt receipt =
                    test.notifications().send(lab().toGroup("ward-3-nurses").after(Duration.ofHours(1)));
            assertThat(receipt.deliveries()).isZero();
            assertThat(receipt.fanOut().orElseThrow().state()).isEqualTo(FanOut.State.WAITING);
            assertThat(receipt.fanOut().orElseThrow().groups()).containsExactly("group/ward-3-nurses");
            assertThat(test.status(receipt.id()).finished()).isFalse();
            groups.remove(WARD, "leaves");
            groups.add(WARD, "comes");
            test.advance(Duration.ofHours(2));
            assertThat(reached(test)).containsExactly("comes", "stays");
            NotificationStatus status = test.status(receipt.id());
            assertThat(status.finished()).isTrue();
            assertThat(status.fanOut().orElseThrow())
                    .isEqualTo(new FanOut(FanOut.State.DONE, List.of("group/ward-3-nurses"), 0, 2, 2, 0, List.of()));
            assertThat(ended).hasSize(1);
        }
    }

    @Test
    void roles_and_topics_are_groups_of_their_own() {
        try (TestNotifications test = start()) {
            Groups groups = test.notifications().groups();
            groups.add(Group.role("attending-nurse", "ward-3"), "nurse-3");
            groups.add(Group.role("attending-nurse", "ward-4"), "nurse-4");
            groups.add(Group.named("flu-clinic"), "in the group of that name");
            assertThat(groups.subscribe("flu-clinic", "patient-7")).isTrue();
            assertThat(groups.subscribe("flu-clinic", "patient-7")).isFalse();
            assertThat(groups.subscribe("flu-clinic", "patient-8")).isTrue();
            assertThat(groups.unsubscribe("flu-clinic", "patient-8")).isTrue();
            test.notifications().send(lab().toRole("attending-nurse", "ward-3").toTopic("flu-clinic"));
            test.run();
            assertThat(reached(test)).containsExactly("nurse-3", "patient-7");
            assertThat(groups.of("patient-7", null, 10).items()).containsExactly(Group.topic("flu-clinic"));
            assertThat(groups.all(Group.Kind.ROLE, null, 10).items())
                    .containsExactlyInAnyOrder(
                            Group.role("attending-nurse", "ward-3"), Group.role("attending-nurse", "ward-4"));
        }
    }

    @Test
    void whoever_is_named_more_than_once_gets_it_once() {
        try (TestNotifications test = start()) {
            Groups groups = test.notifications().groups();
            groups.add(WARD, "both", "a", "direct", "was");
            groups.add(Group.named("other"), "both", "b", "is");
            test.notifications().contacts().merge("was", "is");
            Receipt receipt = test.notifications()
                    .send(Notification.of(People.VISIT).to("direct").to(WARD).toGroup("other"));
            assertThat(receipt.deliveries()).isEqualTo(2);
            test.run();
            assertThat(reached(test))
                    .containsExactly("a", "a", "b", "b", "both", "both", "direct", "direct", "is", "is");
            assertThat(fanOut(test, receipt).repeated()).isEqualTo(3);
        }
    }

    @Test
    void a_group_nobody_knows_or_belongs_to_is_said_so() {
        try (TestNotifications test = start()) {
            test.notifications().groups().create(Group.named("empty"));
            Receipt receipt =
                    test.notifications().send(lab().toGroup("unheard-of").toGroup("empty"));
            test.run();
            FanOut came = fanOut(test, receipt);
            assertThat(came.state()).isEqualTo(FanOut.State.DONE);
            assertThat(came.notes()).containsExactly("group/unheard-of is not known", "group/empty has no members");
            assertThat(test.status(receipt.id()).finished()).isTrue();
            assertThat(ended)
                    .singleElement()
                    .satisfies(e -> assertThat(e.fanOut()).isEqualTo(came));
        }
    }

    @Test
    void a_thousand_and_one_are_made_bit_by_bit() {
        try (TestNotifications test = start()) {
            Receipt receipt =
                    test.notifications().send(lab().toAll(people("p", 1_001)).key("k"));
            assertThat(receipt.deliveries()).isZero();
            assertThat(receipt.fanOut().orElseThrow().named()).isEqualTo(1_001);
            test.run();
            assertThat(reached(test)).doesNotHaveDuplicates().hasSize(1_001);
            Receipt again =
                    test.notifications().send(lab().toAll(people("p", 1_001)).key("k"));
            assertThat(again.replayed()).isTrue();
            assertThat(again.fanOut().orElseThrow().state()).isEqualTo(FanOut.State.DONE);
            assertThat(again.fanOut().orElseThrow().recipients()).isEqualTo(1_001);
        }
    }

    @Test
    void contacts_and_addresses_among_very_many_are_kept() {
        try (TestNotifications test = start()) {
            Notification n = lab().toAll(people("p", 1_500))
                    .to(Contact.of("inline").email("inline@example.org"))
                    .toAddress(dev.notify.model.Address.email("bare@example.org"));
            test.notifications().send(n);
            test.run();
            assertThat(test.sent().all()).hasSize(1_502);
            assertThat(test.sent().all().stream().map(m -> m.address().value()))
                    .contains("inline@example.org", "bare@example.org", "p1499@example.org");
        }
    }

    @Test
    void a_cancel_stops_what_is_still_to_come() {
        try (TestNotifications test = start()) {
            test.notifications().groups().add(WARD, people("m", 2_100));
            Receipt waits = test.notifications().send(lab().to(WARD).after(Duration.ofHours(1)));
            Change change = test.notifications().cancel(waits.id(), "a mistake");
            assertThat(change.fanOuts()).isEqualTo(1);
            test.advance(Duration.ofHours(2));
            assertThat(test.sent().all()).isEmpty();
            assertThat(fanOut(test, waits).state()).isEqualTo(FanOut.State.CANCELLED);
            assertThat(test.status(waits.id()).finished()).isTrue();
            assertThat(test.notifications().cancel(waits.id(), "again").fanOuts())
                    .isZero();
        }
    }

    /** A host's source that does something in the midst. */
    private static GroupSource source(int members, int page, Consumer<Integer> asked) {
        return (group, tenant, after, limit) -> {
            int from = after.map(Integer::parseInt).orElse(0);
            asked.accept(from);
            int to = Math.min(members, from + Math.min(limit, page));
            return group.name().equals("hosts")
                    ? Optional.of(new Slice<>(
                            people("m", members).subList(from, to),
                            to < members ? Optional.of("" + to) : Optional.empty()))
                    : Optional.empty();
        };
    }

    @Test
    void a_cancel_in_the_midst_leaves_what_went_out_and_stops_the_rest() {
        List<Receipt> sent = new ArrayList<>();
        TestNotifications[] test = new TestNotifications[1];
        test[0] = start(b -> b.groupsFrom(source(1_000, 100, from -> {
            if (from == 300) {
                test[0].notifications().cancel(sent.get(0).id(), "enough");
            }
        })));
        try (TestNotifications t = test[0]) {
            sent.add(t.notifications().send(lab().toGroup("hosts").after(Duration.ofHours(1))));
            t.advance(Duration.ofHours(2));
            List<Delivery> made = t.status(sent.get(0).id()).deliveries();
            assertThat(made).hasSize(300);
            assertThat(made).extracting(Delivery::state).doesNotContain(DeliveryState.PENDING);
            assertThat(fanOut(t, sent.get(0)).state()).isEqualTo(FanOut.State.CANCELLED);
            assertThat(ended).isEmpty();
        }
    }

    @Test
    void a_move_in_the_midst_moves_what_is_there_and_what_is_to_come() {
        List<Receipt> sent = new ArrayList<>();
        TestNotifications[] test = new TestNotifications[1];
        test[0] = start(b -> b.groupsFrom(source(1_000, 100, from -> {
            if (from == 300 && sent.size() == 1) {
                sent.add(sent.get(0));
                test[0].notifications()
                        .reschedule(sent.get(0).id(), TestNotifications.BEGINNING.plus(Duration.ofHours(20)), "later");
            }
        })));
        try (TestNotifications t = test[0]) {
            sent.add(t.notifications()
                    .send(lab().toGroup("hosts").after(Duration.ofHours(1)).expiresAfter(Duration.ofHours(5))));
            t.advance(Duration.ofHours(2));
            int before = t.sent().all().size();
            assertThat(before).isLessThanOrEqualTo(300);
            t.advance(Duration.ofHours(20));
            assertThat(reached(t)).doesNotHaveDuplicates().hasSize(1_000);
            assertThat(t.status(sent.get(0).id()).deliveries())
                    .as("the expiry moved too")
                    .allMatch(d -> d.state() == DeliveryState.SENT);
        }
    }

    @Test
    void one_that_waits_can_be_moved_and_sent_now() {
        try (TestNotifications test = start()) {
            test.notifications().groups().add(WARD, "a");
            Receipt receipt = test.notifications()
                    .send(lab().to(WARD).after(Duration.ofHours(5)).about("visit-1"));
            test.notifications()
                    .reschedule(receipt.id(), TestNotifications.BEGINNING.plus(Duration.ofHours(10)), "later");
            test.advance(Duration.ofHours(8));
            assertThat(test.sent().all()).isEmpty();
            assertThat(test.notifications()
                            .sendNow(Which.about("visit-1"), "the doctor asks")
                            .fanOuts())
                    .isEqualTo(1);
            test.run();
            assertThat(reached(test)).containsExactly("a");
        }
    }

    @Test
    void whoever_joins_after_an_early_look_is_reached_when_its_time_has_come() {
        try (TestNotifications test = start()) {
            Groups groups = test.notifications().groups();
            groups.add(WARD, "a", "b");
            Instant due = TestNotifications.BEGINNING.plus(Duration.ofDays(3));
            Receipt receipt = test.notifications()
                    .send(lab().to(WARD).toGroup("night").at(due).usefulUntil(due.plus(Duration.ofHours(2))));
            test.advanceTo(due.minus(Duration.ofDays(1)));
            assertThat(test.status(receipt.id()).deliveries()).hasSize(2);
            assertThat(fanOut(test, receipt).state()).isEqualTo(FanOut.State.RUNNING);
            assertThat(ended).isEmpty();
            groups.add(WARD, "c");
            groups.add(Group.named("night"), "d", "a");
            test.advanceTo(due.minusSeconds(1));
            test.sent().none();
            test.advanceTo(due.plusSeconds(1));
            assertThat(reached(test)).containsExactly("a", "b", "c", "d");
            assertThat(fanOut(test, receipt))
                    .isEqualTo(new FanOut(
                            FanOut.State.DONE, List.of("group/ward-3-nurses", "group/night"), 0, 4, 4, 0, List.of()));
            assertThat(ended).hasSize(1);
        }
    }

    @Test
    void a_preview_shows_some_members_and_says_how_many_more_there_are() {
        try (TestNotifications test = start(b -> b.groupsFrom(source(12_000, 500, from -> {})))) {
            Groups groups = test.notifications().groups();
            groups.add(WARD, "a", "direct", "was");
            test.notifications().contacts().merge("was", "is");
            DeliveryPlan plan =
                    test.notifications().preview(lab().to("direct").to(WARD).toGroup("unheard-of"));
            assertThat(plan.deliveries())
                    .extracting(PlannedDelivery::recipient)
                    .containsExactlyInAnyOrder("direct", "a", "is");
            assertThat(plan.notes())
                    .containsExactly("group/ward-3-nurses has 3 members", "group/unheard-of has no members");
            assertThat(plan.asText()).contains("group/ward-3-nurses has 3 members");

            DeliveryPlan many = test.notifications().preview(lab().to("direct").toGroup("hosts"));
            assertThat(many.deliveries()).hasSize(101);
            assertThat(many.notes())
                    .containsExactly(
                            "group/hosts has more than 10000 members", "more than 9900 more recipients are not shown");
            DeliveryPlan named = test.notifications().preview(lab().toAll(people("p", 1_200)));
            assertThat(named.deliveries()).hasSize(1_000);
            assertThat(named.notes()).containsExactly("up to 200 more recipients are not shown");
        }
    }

    @Test
    void while_the_hosts_source_is_away_a_preview_says_so() {
        try (TestNotifications test = start(b -> b.groupsFrom(source(10, 5, from -> {
            throw new IllegalStateException("away");
        })))) {
            DeliveryPlan plan = test.notifications().preview(lab().toGroup("hosts"));
            assertThat(plan.deliveries()).isEmpty();
            assertThat(plan.asText()).contains("group/hosts could not be looked up");
        }
    }

    @Test
    void between_the_looks_it_can_be_cancelled_and_moved() {
        try (TestNotifications test = start()) {
            Groups groups = test.notifications().groups();
            groups.add(WARD, "a");
            Instant due = TestNotifications.BEGINNING.plus(Duration.ofDays(1));
            Notification n = lab().to(WARD).at(due).expiresAfter(Duration.ofHours(2));
            Receipt off = test.notifications().send(n);
            Receipt later = test.notifications().send(n);
            test.advance(Duration.ofHours(1));
            test.notifications().cancel(off.id(), "a mistake");
            test.notifications().reschedule(later.id(), due.plus(Duration.ofDays(9)), "later");
            groups.add(WARD, "b");
            test.advanceTo(due.plus(Duration.ofDays(8)));
            test.sent().none();
            test.advanceTo(due.plus(Duration.ofDays(9)).plusSeconds(1));
            assertThat(reached(test)).containsExactly("a", "b");
            assertThat(fanOut(test, off).state()).isEqualTo(FanOut.State.CANCELLED);
        }
    }

    @Test
    void what_is_of_no_use_any_more_is_made_and_expires() {
        try (TestNotifications test = start()) {
            test.notifications().groups().add(WARD, "a", "b");
            Receipt receipt = test.notifications()
                    .send(lab().to(WARD).after(Duration.ofHours(1)).expiresAfter(Duration.ofMinutes(5)));
            test.node().crash();
            test.advance(Duration.ofHours(3));
            TestNode other = test.addNode(People::usual);
            test.advance(Duration.ofMinutes(1));
            assertThat(test.sent().all()).isEmpty();
            assertThat(other.notifications().status(receipt.id()).orElseThrow().deliveries())
                    .hasSize(2)
                    .allMatch(d -> d.state() == DeliveryState.EXPIRED);
        }
    }

    @Test
    void a_source_that_fails_is_asked_again_and_goes_on_where_it_was() {
        int[] failures = {0};
        try (TestNotifications test = start(b -> b.groupsFrom(source(1_000, 400, from -> {
            if (from == 400 && failures[0]++ < 3) {
                throw new IllegalStateException("the roster is away");
            }
        })))) {
            Receipt receipt = test.notifications().send(lab().toGroup("hosts").toGroup("ward-3-nurses"));
            test.notifications().groups().add(WARD, "kept-by-notify");
            test.advance(Duration.ofHours(1));
            assertThat(failures[0]).isEqualTo(4);
            assertThat(reached(test)).doesNotHaveDuplicates().hasSize(1_001);
            assertThat(fanOut(test, receipt).notes()).isEmpty();
        }
    }

    @Test
    void a_process_that_dies_in_the_midst_leaves_nobody_out_and_names_nobody_twice() {
        for (int dies = 0; dies < 6; dies++) {
            int at = dies * 200;
            boolean[] dead = {false};
            TestNotifications[] test = new TestNotifications[1];
            Consumer<Integer> asked = from -> {
                if (from >= at && !dead[0]) {
                    dead[0] = true;
                    test[0].node().crash();
                }
            };
            test[0] = start(b -> b.groupsFrom(source(1_000, 200, asked)));
            try (TestNotifications t = test[0]) {
                Receipt receipt = t.notifications().send(lab().toGroup("hosts"));
                t.run();
                TestNode other = t.addNode(b -> {
                    People.usual(b);
                    b.groupsFrom(source(1_000, 200, from -> {}));
                });
                t.advance(Duration.ofHours(1));
                List<Delivery> made =
                        other.notifications().status(receipt.id()).orElseThrow().deliveries();
                assertThat(made).hasSize(1_000).allMatch(d -> d.state() == DeliveryState.SENT);
                assertThat(made.stream().map(Delivery::recipient)).doesNotHaveDuplicates();
                assertThat(t.sent().all().stream().map(Message::id).distinct()).hasSize(1_000);
            }
        }
    }

    @Test
    void several_nodes_go_on_with_each_others_work() {
        try (TestNotifications test = start()) {
            test.addNode(People::usual);
            test.addNode(People::usual);
            test.notifications().groups().add(WARD, people("m", 3_000));
            Receipt receipt = test.notifications().send(lab().to(WARD));
            test.advance(Duration.ofMinutes(1));
            assertThat(reached(test)).doesNotHaveDuplicates().hasSize(3_000);
            assertThat(fanOut(test, receipt).recipients()).isEqualTo(3_000);
        }
    }

    @Test
    void another_group_under_the_same_key_is_another_request() {
        try (TestNotifications test = start()) {
            test.notifications().send(lab().to(WARD).key("k"));
            org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                            test.notifications().send(lab().toGroup("other").key("k")))
                    .isInstanceOf(dev.notify.delivery.KeyConflictException.class);
        }
    }

    @Test
    void a_group_can_be_dissolved() {
        try (TestNotifications test = start()) {
            Groups groups = test.notifications().groups();
            groups.add(WARD, people("m", 450));
            assertThat(groups.dissolve(WARD)).isTrue();
            assertThat(groups.dissolve(WARD)).isFalse();
            assertThat(groups.members(WARD, null, 10).items()).isEmpty();
            assertThat(groups.all(Group.Kind.GROUP, null, 10).items()).isEmpty();
        }
    }
}
