package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationService;
import dev.notify.NotificationServiceBuilder;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.security.Confirmed;
import dev.notify.security.KeyRing;
import dev.notify.security.Link;
import dev.notify.security.LinkRefusedException;
import dev.notify.security.SignedLinks;
import dev.notify.testing.TestNotifications;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The code of the guide's page on links, run. */
class LinksGuideTest {

    // region type
    private static final NotificationType LETTER = NotificationType.named("newsletter")
            .category("news")
            .anyTime()
            .sendBy(EMAIL)
            .discreet("News from the clinic", "What is new: .. No more of these letters: {{unsubscribeLink}}");
    // endregion

    private static byte[] secret(int seed) {
        byte[] secret = new byte[32];
        new SplittableRandom(seed).nextBytes(secret);
        return secret;
    }

    private static void build(NotificationServiceBuilder service) {
        byte[] newSecret = secret(2);
        byte[] lastYears = secret(1);
        service.define(LETTER)
                .contactsFrom(id -> Optional.of(Contact.of(id).email("someone@example.org")))
                // region links
                .links(SignedLinks.at(
                        "https://example.org/notify/links",
                        KeyRing.of("2026", newSecret).older("2025", lastYears)))
        // endregion
        ;
    }

    // region page
    static String get(NotificationService notifications, String token) {
        try {
            Link link = notifications.links().look(token); // changes nothing
            return "No more " + link.category() + "? [ Yes, unsubscribe ]"; // a form that POSTs to this very address
        } catch (LinkRefusedException e) {
            return e.getMessage(); // with 404
        }
    }

    static String post(NotificationService notifications, String token) {
        try {
            Confirmed done = notifications.links().confirm(token);
            return "You get no more " + done.link().category() + ", since " + done.at();
        } catch (LinkRefusedException e) {
            return e.getMessage();
        }
    }
    // endregion

    @Test
    void a_reader_unsubscribes() {
        try (TestNotifications test = TestNotifications.start(LinksGuideTest::build, EMAIL)) {
            test.notifications().send(Notification.of(LETTER).to("patient-42"));
            test.run();
            String link =
                    test.sent().on(EMAIL).one().unsubscribeLink().orElseThrow().toString();
            String token = link.substring(link.lastIndexOf('/') + 1);
            assertThat(get(test.notifications(), token)).startsWith("No more news?");
            assertThat(post(test.notifications(), token)).startsWith("You get no more news");
            assertThat(post(test.notifications(), token)).startsWith("You get no more news");
            assertThat(post(test.notifications(), token + "x")).startsWith("This link is not valid");
        }
    }
}
