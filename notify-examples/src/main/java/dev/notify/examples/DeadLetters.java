package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;

import dev.notify.delivery.Attempt;
import dev.notify.delivery.DeliveryState;
import dev.notify.model.Contact;
import dev.notify.model.DeliveryId;
import dev.notify.operation.DeadLetter;
import dev.notify.operation.DeadLetters.Changed;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import java.util.List;
import java.util.Optional;

/** What failed is looked at, tried again when its cause is gone, or put away with a reason. */
public final class DeadLetters {

    private static final NotificationType RESULT =
            NotificationType.named("result").anyTime().sendBy(EMAIL).discreet("News", "Please sign in");

    private DeadLetters() {}

    public static void main(String[] args) {
        Show.main(DeadLetters::run);
    }

    static void run(Show show) {
        show.title("Dead letters");
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(RESULT)
                        .worryingDeadLetters(3)
                        .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org"))),
                EMAIL)) {
            look(show, test);
            tryAgain(show, test);
        }
    }

    private static void look(Show show, TestNotifications test) {
        show.step("A mail provider refuses three messages for good");
        for (int i = 1; i <= 3; i++) {
            test.channel(EMAIL).rejectNext("550 mailbox unavailable");
            test.notifications().send(Notification.of(RESULT).to("patient-" + i));
            test.run();
        }
        show.line("  health: " + test.notifications().health().asText());
        // region list
        List<DeadLetter> letters =
                test.notifications().deadLetters().list(DeliveryQuery.all()).letters();
        for (DeadLetter letter : letters) {
            show.line("  " + letter.delivery().recipient() + " " + letter.failure());
            for (Attempt attempt : letter.delivery().attempts()) {
                show.line("    " + attempt.outcome() + " " + attempt.why().orElse(""));
            }
        }
        // endregion
        show.check(letters.size() == 3, "all three are listed, with every try");
    }

    private static void tryAgain(Show show, TestNotifications test) {
        show.step("One is put away; the others are tried again, a page at a time");
        DeliveryId one = test.notifications()
                .deadLetters()
                .list(DeliveryQuery.all())
                .letters()
                .get(0)
                .delivery()
                .id();
        // region change
        test.notifications().as("operator-7").deadLetters().discard(one, "told by phone");

        DeliveryQuery page = DeliveryQuery.all().channel(EMAIL).limit(100);
        Optional<DeliveryId> next;
        do {
            Changed changed =
                    test.notifications().as("operator-7").deadLetters().retry(page, "the provider is mended");
            next = changed.next();
            page = next.map(page::after).orElse(page);
        } while (next.isPresent());
        // endregion
        test.run();
        show.check(
                test.notifications().count(DeliveryQuery.all().in(DeliveryState.SENT)) == 2, "two went out, each once");
        show.check(
                test.notifications()
                        .deadLetters()
                        .list(DeliveryQuery.all())
                        .letters()
                        .isEmpty(),
                "none is left");
    }
}
