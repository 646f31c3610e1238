package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;

import dev.notify.NotificationServiceBuilder;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.explain.DeliveryPlan;
import dev.notify.explain.ExplainedDelivery;
import dev.notify.explain.Explanation;
import dev.notify.explain.PlannedDelivery;
import dev.notify.explain.PlannedDelivery.Fate;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Contact;
import dev.notify.preference.Preferences;
import dev.notify.preference.QuietHours;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What would happen, before anything is sent; and afterwards what did, and why. */
public final class PreviewAndExplain {

    private static final NotificationType RESULT = NotificationType.named("lab-result-ready")
            .category("results")
            .anyTime()
            .sendBy(EMAIL, SMS)
            .showDetailsOn(EMAIL)
            .requires("test")
            .text("Your result", "The result of your {{test}} is ready.")
            .discreet("Example Hospital", "There is news for you. Please sign in to read it.");

    private static final Preferences WANTS =
            Preferences.none().quiet(QuietHours.daily("22:00", "08:00")).turnOff("results", SMS);

    private PreviewAndExplain() {}

    public static void main(String[] args) {
        Show.main(PreviewAndExplain::run);
    }

    private static void build(NotificationServiceBuilder service) {
        service.define(RESULT)
                .contactsFrom(PreviewAndExplain::contactOf)
                .preferencesFrom((id, tenant) -> Optional.of(WANTS))
                .poll(Duration.ofMinutes(1));
    }

    private static Optional<Contact> contactOf(String id) {
        return Optional.of(
                Contact.of(id).email(id + "@example.org").sms("+15550100042").inZone("Europe/Lisbon"));
    }

    static void run(Show show) {
        show.title("Preview and explain");
        VirtualClock clock = VirtualClock.at(Instant.parse("2026-03-02T23:30:00Z"));
        try (TestNotifications test =
                TestNotifications.startOn(MemoryStore.at(clock), clock, PreviewAndExplain::build, EMAIL, SMS)) {
            before(show, test);
            after(show, test);
            taken_back(show, test);
        }
    }

    private static void before(Show show, TestNotifications test) {
        show.step("A result at half past eleven in the evening: what would become of it?");
        // region preview
        Notification result = Notification.of(RESULT).to("patient-42").with("test", "blood count");

        DeliveryPlan plan = test.notifications().preview(result);
        // endregion
        show.line(plan.asText());
        // region plan
        PlannedDelivery email = plan.deliveries().get(0);
        Fate fate = email.fate(); // HELD_UNTIL
        Instant when = email.at(); // 08:00 in the morning where the patient lives
        String words = email.words().orElseThrow().body(); // as the patient would read them
        // endregion
        show.check(
                fate == Fate.HELD_UNTIL && when.equals(Instant.parse("2026-03-03T08:00:00Z")),
                "the e-mail would wait for the morning");
        show.check(words.contains("blood count"), "it would say what the patient may read there");
        show.check(plan.deliveries().get(1).state() == DeliveryState.SUPPRESSED, "the text message would not be sent");
        test.advance(Duration.ofHours(12));
        test.sent().none();
        show.check(test.sent().all().isEmpty(), "and asking has sent nothing");
    }

    private static void after(Show show, TestNotifications test) {
        show.step("The next evening it is sent, and the mail server is busy at first");
        test.advanceTo(Instant.parse("2026-03-03T23:30:00Z"));
        Notification result = Notification.of(RESULT).to("patient-42").with("test", "blood count");
        DeliveryPlan plan = test.notifications().preview(result);
        test.channel(EMAIL).failNext(Duration.ofMinutes(5), "the mail server is busy");
        // region explain
        Receipt receipt = test.notifications().as("nurse-7").send(result);
        test.run();

        Explanation explanation = test.notifications().explain(receipt.id()).orElseThrow();
        ExplainedDelivery email = explanation.deliveries().get(0);
        String next = email.next(); // it goes out at 2026-03-04 08:00:00 Europe/Lisbon, if ..
        // endregion
        show.line("  " + next);
        test.advance(Duration.ofDays(1));
        Explanation whole = test.notifications().explain(receipt.id()).orElseThrow();
        show.line(whole.asText());
        show.check(
                email.nextTime().orElseThrow().equals(plan.deliveries().get(0).at()),
                "it was held as the preview had said");
        show.check(
                whole.deliveries().get(0).state() == DeliveryState.SENT
                        && whole.asText().contains("try-again, the mail server is busy"),
                "both tries are told, with the time of day where the patient lives");
        show.check(!whole.asText().contains("blood count"), "what it said is nobody's business");
    }

    private static void taken_back(Show show, TestNotifications test) {
        show.step("One that is taken back says by whom, and why");
        Receipt receipt = test.notifications()
                .send(Notification.of(RESULT)
                        .to("patient-43")
                        .with("test", "X-ray")
                        .after(Duration.ofDays(2)));
        test.notifications().as("nurse-7").cancel(receipt.id(), "told in person");
        String told = test.notifications().explain(receipt.id()).orElseThrow().asText();
        show.line(told);
        show.check(told.contains("cancelled by nurse-7: told in person"), "nobody has to guess");
    }
}
