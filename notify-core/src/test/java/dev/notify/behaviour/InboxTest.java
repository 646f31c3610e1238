package dev.notify.behaviour;

import static dev.notify.delivery.DeliveryState.CANCELLED;
import static dev.notify.delivery.DeliveryState.SENT;
import static dev.notify.delivery.DeliveryState.SUPPRESSED;
import static dev.notify.inbox.InboxStatus.ARCHIVED;
import static dev.notify.inbox.InboxStatus.DISMISSED;
import static dev.notify.inbox.InboxStatus.NEW;
import static dev.notify.inbox.InboxStatus.READ;
import static dev.notify.inbox.InboxStatus.SEEN;
import static dev.notify.inbox.InboxStatus.SNOOZED;
import static dev.notify.model.ChannelName.IN_APP;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.NotificationService;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.event.Health;
import dev.notify.inbox.Inbox;
import dev.notify.inbox.InboxChanges;
import dev.notify.inbox.InboxCounts;
import dev.notify.inbox.InboxItem;
import dev.notify.inbox.InboxQuery;
import dev.notify.inbox.InboxStatus;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.preference.QuietHours;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody finds in the app. */
class InboxTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final NotificationType RESULT = NotificationType.named("lab-result-ready")
            .category("results")
            .daytime()
            .sendBy(IN_APP)
            .requires("test", "link")
            .text("{{test}} is ready", "Your {{test}} is ready: {{link}}");
    private static final NotificationType BED_READ = bed("bed-read").ifNotReadWithin(HOUR);
    private static final NotificationType BED_TAKEN = bed("bed-taken").ifNotAcknowledgedWithin(HOUR);

    private static NotificationType bed(String name) {
        return NotificationType.named(name)
                .category("ward")
                .anyTime()
                .firstOf(IN_APP, SMS)
                .text("Bed {{bed}}", "Bed {{bed}} is ready")
                .discreet("Example Hospital", "Please look at your ward list.");
    }

    private static TestNotifications start() {
        return TestNotifications.start(b -> b.define(RESULT, BED_READ, BED_TAKEN), SMS);
    }

    private static Receipt send(TestNotifications test, String to, String about) {
        Receipt receipt = test.notifications()
                .send(Notification.of("lab-result-ready")
                        .to(to)
                        .about(about)
                        .with("test", "Blood count")
                        .with("link", "/results/" + about));
        test.run();
        return receipt;
    }

    private static Receipt bed(TestNotifications test, NotificationType type, String... to) {
        Receipt receipt = test.notifications().send(Notification.of(type).to(to).with("bed", "12B"));
        test.run();
        return receipt;
    }

    private static Inbox of(TestNotifications test, String id) {
        return test.notifications().as(id).inbox();
    }

    private static InboxItem one(Inbox inbox) {
        List<InboxItem> items = inbox.page().items();
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static DeliveryState state(TestNotifications test, Receipt receipt) {
        return test.status(receipt.id()).deliveries().get(0).state();
    }

    @Test
    void a_type_that_goes_in_app_needs_nothing_but_its_words() {
        try (TestNotifications test = start()) {
            Receipt receipt = send(test, "ann", "1");
            assertThat(state(test, receipt)).isEqualTo(SENT);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
            InboxItem item = one(of(test, "ann"));
            assertThat(item.words().title()).isEqualTo("Blood count is ready");
            assertThat(item.words().body()).isEqualTo("Your Blood count is ready: /results/1");
            assertThat(item.data()).isEqualTo(Map.of("test", "Blood count", "link", "/results/1"));
            assertThat(item.about()).contains("1");
            assertThat(item.type()).isEqualTo("lab-result-ready");
            assertThat(item.category()).isEqualTo("results");
            assertThat(item.notification()).isEqualTo(receipt.id());
            assertThat(item.at()).isEqualTo(TestNotifications.BEGINNING);
            assertThat(item.status()).isEqualTo(NEW);
            assertThat(item.takenBy()).isEmpty();
            assertThat(item.toString()).doesNotContain("Blood");
        }
    }

    @Test
    void a_service_with_no_channel_at_all_starts_for_the_inbox() {
        try (NotificationService service = NotificationService.builder()
                .store(MemoryStore.create())
                .define(RESULT)
                .start()) {
            assertThat(service.health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void nights_and_quiet_hours_hold_nothing_back() {
        try (TestNotifications test = start()) {
            test.notifications().preferences().of("ann").quietHours(QuietHours.daily("00:00", "23:59"));
            test.advanceTo(Instant.parse("2026-03-03T02:00:00Z"));
            send(test, "ann", "1");
            assertThat(of(test, "ann").unread()).isEqualTo(1);
        }
    }

    @Test
    void what_was_turned_off_does_not_come() {
        try (TestNotifications test = start()) {
            test.notifications().preferences().of("ann").turnOff("results", IN_APP);
            Receipt receipt = send(test, "ann", "1");
            assertThat(state(test, receipt)).isEqualTo(SUPPRESSED);
            assertThat(of(test, "ann").page().items()).isEmpty();
        }
    }

    @Test
    void a_source_of_contacts_has_the_last_word_on_who_there_is() {
        try (TestNotifications test = TestNotifications.start(b -> b.define(RESULT)
                .contactsFrom(id -> People.contact(id)
                        .filter(c -> !id.equals("nobody"))
                        .map(c -> id.equals("late") ? c.status(Contact.Status.DECEASED) : c)))) {
            assertThat(state(test, send(test, "ann", "1"))).isEqualTo(SENT);
            assertThat(state(test, send(test, "nobody", "1"))).isEqualTo(SUPPRESSED);
            assertThat(state(test, send(test, "late", "1"))).isEqualTo(SUPPRESSED);
        }
    }

    @Test
    void what_is_planned_comes_at_its_time_and_lies_on_top() {
        try (TestNotifications test = start()) {
            test.notifications()
                    .send(Notification.of("lab-result-ready")
                            .to("ann")
                            .about("later")
                            .with("test", "x")
                            .with("link", "/")
                            .after(HOUR));
            send(test, "ann", "now");
            assertThat(one(of(test, "ann")).about()).contains("now");
            test.advance(HOUR);
            assertThat(of(test, "ann").page().items())
                    .extracting(i -> i.about().orElseThrow())
                    .containsExactly("later", "now");
        }
    }

    @Test
    void it_is_seen_then_read_and_counted() {
        try (TestNotifications test = start()) {
            send(test, "ann", "1");
            send(test, "ann", "2");
            Inbox inbox = of(test, "ann");
            assertThat(inbox.counts()).isEqualTo(new InboxCounts(2, 2));
            DeliveryId newest = inbox.page().items().get(0).id();
            assertThat(inbox.markSeen(List.of(newest))).isEqualTo(1);
            assertThat(inbox.markSeen(List.of(newest))).isZero();
            assertThat(inbox.counts()).isEqualTo(new InboxCounts(1, 2));
            assertThat(inbox.markAllSeen()).isEqualTo(1);
            assertThat(inbox.item(newest).orElseThrow().status()).isEqualTo(SEEN);
            InboxItem read = inbox.read(newest).orElseThrow();
            assertThat(read.status()).isEqualTo(READ);
            assertThat(read.readAt()).isEqualTo(TestNotifications.BEGINNING);
            assertThat(inbox.counts()).isEqualTo(new InboxCounts(0, 1));
            assertThat(inbox.page(InboxQuery.all().unread()).items()).hasSize(1);
        }
    }

    @Test
    void a_read_is_a_sign_and_a_sign_is_a_read() {
        try (TestNotifications test = start()) {
            Receipt first = bed(test, BED_READ, "ann");
            of(test, "ann").read(one(of(test, "ann")).id());
            assertThat(test.notifications().signs().readBy(first.id(), "ann")).isPresent();
            Receipt second = bed(test, BED_READ, "ann");
            test.notifications().signs().read(second.id(), "ann");
            assertThat(of(test, "ann").unread()).isZero();
            test.advance(HOUR.plus(HOUR));
            assertThat(test.sent().all()).isEmpty();
        }
    }

    @Test
    void what_is_not_read_in_time_goes_by_another_way() {
        try (TestNotifications test = start()) {
            test.notifications().contacts().save(Contact.of("ann").sms("+15550100"));
            Receipt receipt = bed(test, BED_READ, "ann");
            of(test, "ann").markAllSeen();
            test.advance(HOUR);
            test.sent().on(SMS).one();
            assertThat(test.status(receipt.id()).deliveries()).hasSize(2);
        }
    }

    @Test
    void reading_is_not_acknowledging() {
        try (TestNotifications test = start()) {
            test.notifications().contacts().save(Contact.of("ann").sms("+15550100"));
            bed(test, BED_TAKEN, "ann");
            DeliveryId item = one(of(test, "ann")).id();
            assertThat(of(test, "ann").read(item).orElseThrow().takenBy()).isEmpty();
            test.advance(HOUR);
            test.sent().on(SMS).one();
        }
    }

    @Test
    void whoever_takes_it_first_has_it_and_the_others_see_who() {
        try (TestNotifications test = start()) {
            bed(test, BED_TAKEN, "ann", "ben");
            String before = of(test, "ben").cursor();
            assertThat(of(test, "ann").acknowledge(one(of(test, "ann")).id(), "on my way"))
                    .hasValueSatisfying(s -> assertThat(s.by()).isEqualTo("ann"));
            assertThat(one(of(test, "ann")).status()).isEqualTo(READ);
            InboxItem bens = one(of(test, "ben"));
            assertThat(bens.status()).isEqualTo(NEW);
            assertThat(bens.takenBy()).hasValueSatisfying(s -> {
                assertThat(s.by()).isEqualTo("ann");
                assertThat(s.signer().channel()).contains(IN_APP);
                assertThat(s.signer().note()).contains("on my way");
            });
            assertThat(of(test, "ben").changesSince(before).items()).hasSize(1);
            assertThat(of(test, "ben").acknowledge(bens.id()))
                    .hasValueSatisfying(s -> assertThat(s.by()).isEqualTo("ann"));
        }
    }

    @Test
    void it_is_archived_dismissed_and_taken_back() {
        try (TestNotifications test = start()) {
            send(test, "ann", "1");
            Inbox inbox = of(test, "ann");
            DeliveryId id = one(inbox).id();
            assertThat(inbox.archive(id)).isTrue();
            assertThat(inbox.page().items()).isEmpty();
            assertThat(inbox.counts()).isEqualTo(InboxCounts.NONE);
            assertThat(inbox.page(InboxQuery.all().status(ARCHIVED)).items()).hasSize(1);
            assertThat(inbox.restore(id)).isTrue();
            assertThat(one(inbox).status()).isEqualTo(NEW);
            assertThat(inbox.dismiss(id)).isTrue();
            assertThat(inbox.archive(id)).isFalse();
            assertThat(inbox.snooze(id, test.clock().instant().plus(HOUR))).isFalse();
            assertThat(inbox.item(id).orElseThrow().status()).isEqualTo(DISMISSED);
            assertThat(inbox.counts()).isEqualTo(InboxCounts.NONE);
            assertThat(inbox.restore(id)).isTrue();
            assertThat(inbox.unseen()).isEqualTo(1);
        }
    }

    @Test
    void what_is_snoozed_comes_back_unread_and_on_top() {
        try (TestNotifications test = start()) {
            send(test, "ann", "1");
            Inbox inbox = of(test, "ann");
            DeliveryId id = one(inbox).id();
            inbox.read(id);
            Instant until = test.clock().instant().plus(HOUR);
            assertThat(inbox.snooze(id, until)).isTrue();
            assertThat(inbox.page().items()).isEmpty();
            assertThat(inbox.page(InboxQuery.all().status(SNOOZED))
                            .items()
                            .get(0)
                            .snoozedUntil())
                    .isEqualTo(until);
            test.advance(HOUR.minusMillis(1));
            send(test, "ann", "2");
            String before = inbox.cursor();
            assertThat(inbox.unread()).isEqualTo(1);
            test.advance(Duration.ofMillis(1));
            assertThat(inbox.counts()).isEqualTo(new InboxCounts(2, 2));
            assertThat(inbox.page().items().get(0).id()).isEqualTo(id);
            assertThat(inbox.changesSince(before).items())
                    .extracting(InboxItem::id)
                    .containsExactly(id);
            assertThat(inbox.read(id).orElseThrow().status()).isEqualTo(READ);
            assertThat(inbox.unread()).isEqualTo(1);
        }
    }

    @Test
    void a_sign_given_again_reads_what_has_come_back() {
        try (TestNotifications test = start()) {
            Receipt receipt = send(test, "ann", "1");
            Inbox inbox = of(test, "ann");
            DeliveryId id = one(inbox).id();
            inbox.read(id);
            inbox.snooze(id, test.clock().instant().plus(HOUR));
            test.advance(HOUR); // nobody looks meanwhile
            test.notifications().signs().read(receipt.id(), "ann");
            assertThat(inbox.unread()).isZero();
        }
    }

    @Test
    void pages_follow_each_other_and_are_grouped_by_subject() {
        try (TestNotifications test = start()) {
            for (String about : List.of("a", "b", "a", "b", "c")) {
                send(test, "ann", about);
            }
            Inbox inbox = of(test, "ann");
            var first = inbox.page(InboxQuery.all().limit(3));
            var second = inbox.page(InboxQuery.all().limit(3).after(first.next().orElseThrow()));
            assertThat(first.items()).hasSize(3);
            assertThat(second.items()).hasSize(2).doesNotContainAnyElementsOf(first.items());
            assertThat(second.next()).isEmpty();
            assertThat(inbox.page().bySubject())
                    .extracting(g -> g.about().orElseThrow() + g.items().size() + g.unread())
                    .containsExactly("c11", "b22", "a22");
            assertThat(inbox.page(InboxQuery.all().about("b")).items()).hasSize(2);
            assertThat(inbox.page(InboxQuery.all().type("bed-ready")).items()).isEmpty();
            assertThat(inbox.page(InboxQuery.all().category("results")).items()).hasSize(5);
        }
    }

    @Test
    void changes_are_followed_from_the_beginning() {
        try (TestNotifications test = start()) {
            send(test, "ann", "1");
            send(test, "ann", "2");
            Inbox inbox = of(test, "ann");
            InboxChanges all = inbox.changesSince(InboxChanges.BEGINNING);
            assertThat(all.items()).hasSize(2);
            assertThat(all.more()).isFalse();
            assertThat(inbox.changesSince(all.cursor()).items()).isEmpty();
            inbox.dismiss(all.items().get(0).id());
            assertThat(inbox.changesSince(all.cursor()).items())
                    .extracting(InboxItem::status)
                    .containsExactly(DISMISSED);
        }
    }

    @Test
    void many_changes_come_in_parts() {
        try (TestNotifications test = start()) {
            for (int i = 0; i < 501; i++) {
                send(test, "ann", "n" + i);
            }
            Inbox inbox = of(test, "ann");
            InboxChanges first = inbox.changesSince(InboxChanges.BEGINNING);
            assertThat(first.items()).hasSize(500);
            assertThat(first.more()).isTrue();
            InboxChanges rest = inbox.changesSince(first.cursor());
            assertThat(rest.items()).hasSize(1);
            assertThat(rest.more()).isFalse();
            assertThat(inbox.markAllSeen()).isEqualTo(501);
        }
    }

    @Test
    void what_came_under_an_id_that_was_merged_is_in_the_inbox_of_the_person() {
        try (TestNotifications test = start()) {
            send(test, "old", "1");
            send(test, "ann", "2");
            String before = of(test, "ann").cursor();
            test.notifications().contacts().save(Contact.of("ann").sms("+15550100"));
            test.notifications().contacts().merge("old", "ann");
            test.advance(Duration.ofMinutes(1));
            Inbox inbox = of(test, "ann");
            assertThat(inbox.counts()).isEqualTo(new InboxCounts(2, 2));
            assertThat(inbox.page().items()).hasSize(2);
            assertThat(inbox.changesSince(before).items())
                    .extracting(i -> i.about().orElseThrow())
                    .containsExactly("1");
            inbox.page().items().forEach(i -> inbox.read(i.id()));
            assertThat(inbox.unread()).isZero();
            assertThat(of(test, "old").page().items()).hasSize(2);
        }
    }

    @Test
    void nobody_sees_or_changes_what_is_anothers() {
        try (TestNotifications test = start()) {
            send(test, "ann", "1");
            DeliveryId anns = one(of(test, "ann")).id();
            for (Inbox stranger : List.of(
                    of(test, "ben"),
                    test.notifications().forTenant("other").as("ann").inbox())) {
                assertThat(stranger.page().items()).isEmpty();
                assertThat(stranger.item(anns)).isEmpty();
                assertThat(stranger.read(anns)).isEmpty();
                assertThat(stranger.acknowledge(anns)).isEmpty();
                assertThat(stranger.dismiss(anns)).isFalse();
                assertThat(stranger.archive(anns)).isFalse();
                assertThat(stranger.restore(anns)).isFalse();
                assertThat(stranger.snooze(anns, test.clock().instant().plus(HOUR)))
                        .isFalse();
                assertThat(stranger.markSeen(List.of(anns))).isZero();
            }
            assertThat(one(of(test, "ann")).status()).isEqualTo(NEW);
        }
    }

    @Test
    void what_is_wrong_is_refused_by_name() {
        try (TestNotifications test = start()) {
            send(test, "ann", "1");
            send(test, "ann", "2");
            send(test, "ben", "1");
            Inbox ann = of(test, "ann");
            InboxItem item = ann.page().items().get(0);
            Instant now = test.clock().instant();
            String bens = of(test, "ben").cursor();
            String place = ann.page(InboxQuery.all().limit(1)).next().orElseThrow();
            refuses("actor", () -> test.notifications().inbox());
            refuses("actor", () -> test.notifications().as(" ").inbox());
            refuses("cursor", () -> ann.changesSince(bens));
            refuses(
                    "cursor",
                    () -> test.notifications()
                            .forTenant("other")
                            .as("ann")
                            .inbox()
                            .changesSince(ann.cursor()));
            for (String wrong : List.of("", "1", "zz.1", ann.cursor() + "_", "' OR 1=1", "9".repeat(5_000))) {
                refuses("cursor", () -> ann.changesSince(wrong));
                refuses("after", () -> ann.page(InboxQuery.all().after(wrong)));
            }
            refuses("after", () -> of(test, "ben").page(InboxQuery.all().after(place)));
            refuses("until", () -> ann.snooze(item.id(), now));
            refuses("until", () -> ann.snooze(item.id(), Instant.MAX));
            refuses("limit", () -> InboxQuery.all().limit(0));
            refuses("limit", () -> InboxQuery.all().limit(501));
            refuses("status", () -> InboxQuery.all().status(new InboxStatus[0]));
            refuses("note", () -> ann.acknowledge(item.id(), " "));
            refuses(
                    "recipients",
                    () -> test.notifications()
                            .send(Notification.of("lab-result-ready")
                                    .toAddress(Address.of(IN_APP, "ann"))
                                    .with("test", "x")
                                    .with("link", "/")));
        }
    }

    private static void refuses(String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(InvalidInputException.class)
                .extracting(e -> ((InvalidInputException) e).field())
                .isEqualTo(field);
    }

    @Test
    void a_crash_brings_nothing_twice_and_loses_nothing() {
        try (TestNotifications test = start()) {
            test.notifications()
                    .send(Notification.of("lab-result-ready")
                            .to("ann")
                            .with("test", "x")
                            .with("link", "/"));
            test.crash();
            test.advance(Duration.ofMinutes(1));
            assertThat(one(of(test, "ann")).status()).isEqualTo(NEW);
        }
    }

    @Test
    void a_channel_of_the_hosts_own_takes_the_place_of_the_inbox() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(RESULT).contactsFrom(id -> People.contact(id).map(c -> c.at(Address.of(IN_APP, id)))),
                IN_APP)) {
            send(test, "ann", "1");
            test.sent().on(IN_APP).to("ann").one();
            assertThat(of(test, "ann").page().items()).isEmpty();
        }
    }

    @Test
    void a_preview_shows_what_will_be_in_it() {
        try (TestNotifications test = start()) {
            var plan = test.notifications()
                    .preview(Notification.of("lab-result-ready")
                            .to("ann")
                            .with("test", "Blood count")
                            .with("link", "/"));
            assertThat(plan.asText()).contains("Blood count is ready");
        }
    }

    @Test
    void what_was_called_off_never_comes() {
        try (TestNotifications test = start()) {
            Receipt receipt = test.notifications()
                    .send(Notification.of("lab-result-ready")
                            .to("ann")
                            .with("test", "x")
                            .with("link", "/")
                            .after(HOUR));
            test.notifications().cancel(receipt.id(), "wrong patient");
            test.advance(HOUR);
            assertThat(state(test, receipt)).isEqualTo(CANCELLED);
            assertThat(of(test, "ann").page().items()).isEmpty();
        }
    }
}
