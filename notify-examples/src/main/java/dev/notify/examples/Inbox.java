package dev.notify.examples;

import static dev.notify.model.ChannelName.IN_APP;
import static dev.notify.model.ChannelName.SMS;

import dev.notify.inbox.InboxChanges;
import dev.notify.inbox.InboxCounts;
import dev.notify.inbox.InboxGroup;
import dev.notify.inbox.InboxItem;
import dev.notify.inbox.InboxPage;
import dev.notify.inbox.InboxQuery;
import dev.notify.inbox.InboxWatch;
import dev.notify.model.Contact;
import dev.notify.model.DeliveryId;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a person finds in the app: counted, read, put away until tomorrow, taken on before anybody else does. */
public final class Inbox {

    // region types
    private static final NotificationType RESULT = NotificationType.named("lab-result-ready")
            .category("results")
            .daytime()
            .sendBy(IN_APP) // nothing to configure
            .requires("test", "link")
            .text("{{test}} is ready", "Your {{test}} is ready.");

    private static final NotificationType BED = NotificationType.named("bed-ready")
            .category("ward")
            .anyTime()
            .firstOf(IN_APP, SMS)
            .ifNotAcknowledgedWithin(Duration.ofMinutes(10))
            .text("Bed {{bed}}", "Bed {{bed}} is ready.")
            .discreet("Example Hospital", "Please look at your ward list.");
    // endregion

    private Inbox() {}

    public static void main(String[] args) {
        Show.main(Inbox::run);
    }

    static void run(Show show) {
        show.title("Inbox");
        try (TestNotifications test = TestNotifications.start(b -> b.define(RESULT, BED), SMS)) {
            look(show, test);
            follow(show, test);
            putAway(show, test);
            takeOn(show, test);
        }
    }

    private static void result(TestNotifications test, String name, String about) {
        test.notifications()
                .send(Notification.of("lab-result-ready")
                        .to("patient-42")
                        .about(about)
                        .with("test", name)
                        .with("link", "/results/" + about));
        test.run();
    }

    private static void look(Show show, TestNotifications test) {
        show.step("Three results come in; the app shows them, and the patient opens one");
        result(test, "Blood count", "visit-7");
        result(test, "Urine", "visit-7");
        result(test, "X-ray", "visit-8");
        // region look
        dev.notify.inbox.Inbox inbox = test.notifications().as("patient-42").inbox();
        InboxCounts badge = inbox.counts(); // as cheap for a million items as for one
        InboxPage page = inbox.page(InboxQuery.all().category("results").limit(20));
        for (InboxGroup group : page.bySubject()) {
            for (InboxItem item : group.items()) {
                show.line("  " + item.about().orElse("") + ": " + item.words().title() + " -> "
                        + item.data().get("link"));
            }
        }
        inbox.markSeen(page.items().stream().map(InboxItem::id).toList());
        inbox.read(page.items().get(0).id());
        // endregion
        show.check(badge.equals(new InboxCounts(3, 3)), "three were new");
        show.check(inbox.counts().equals(new InboxCounts(0, 2)), "all were seen, two are still to be read");
    }

    private static void follow(Show show, TestNotifications test) {
        show.step("A second device keeps up with what changes");
        dev.notify.inbox.Inbox inbox = test.notifications().as("patient-42").inbox();
        String cursor = inbox.page().cursor();
        List<InboxCounts> badges = new ArrayList<>();
        // region follow
        InboxWatch watch = inbox.watch(badges::add); // told soon after each change, and once as it begins
        // endregion
        test.run();
        result(test, "Cholesterol", "visit-8");
        // region changes
        InboxChanges changes = inbox.changesSince(cursor); // keep changes.cursor() for the next time
        // endregion
        watch.close();
        show.check(badges.size() == 2 && badges.get(1).unread() == 3, "the watch was told of the new one");
        show.check(changes.items().size() == 1, "and the changes say what it is");
    }

    private static void putAway(Show show, TestNotifications test) {
        show.step("One is put away until tomorrow");
        dev.notify.inbox.Inbox inbox = test.notifications().as("patient-42").inbox();
        DeliveryId newest = inbox.page().items().get(0).id();
        // region snooze
        inbox.snooze(newest, test.clock().instant().plus(Duration.ofDays(1)));
        // endregion
        show.check(inbox.unread() == 2, "it does not count meanwhile");
        test.advance(Duration.ofDays(1));
        show.check(inbox.page().items().get(0).id().equals(newest), "a day later it lies on top, unread");
    }

    private static void takeOn(Show show, TestNotifications test) {
        show.step("A bed is ready: whoever takes it on first has it, and nobody is sent a text message");
        for (String id : List.of("nurse-1", "nurse-2")) {
            test.notifications().contacts().save(Contact.of(id).sms("+15550100"));
        }
        test.notifications()
                .send(Notification.of("bed-ready").to("nurse-1", "nurse-2").with("bed", "12B"));
        test.run();
        // region take
        dev.notify.inbox.Inbox first = test.notifications().as("nurse-1").inbox();
        first.acknowledge(first.page().items().get(0).id(), "on my way");
        // endregion
        dev.notify.inbox.Inbox second = test.notifications().as("nurse-2").inbox();
        InboxItem seen = second.page().items().get(0);
        show.check(seen.takenBy().filter(s -> s.by().equals("nurse-1")).isPresent(), "the other sees who has taken it");
        test.advance(Duration.ofMinutes(20));
        show.check(test.sent().all().isEmpty(), "no text message followed");
    }
}
