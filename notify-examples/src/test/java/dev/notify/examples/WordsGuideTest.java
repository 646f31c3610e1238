package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.NotificationServiceBuilder;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.template.Templates;
import dev.notify.template.Words;
import dev.notify.testing.TestNotifications;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The code of the guide's page on words, run. */
class WordsGuideTest {

    // region type
    private static final NotificationType VISIT_BOOKED = NotificationType.named("visit-booked")
            .anyTime()
            .sendBy(EMAIL, SMS)
            .showDetailsOn(EMAIL)
            .requires("name", "visit", "left")
            .privateData("note");
    // endregion

    private static Optional<Contact> contact(String id) {
        Contact contact = Contact.of(id).email("someone@example.org").sms("+15550100042");
        return Optional.of(id.equals("patient-43") ? contact.speaking("af-ZA") : contact);
    }

    private static void setUp(NotificationServiceBuilder builder) {
        // region builder
        builder.define(VISIT_BOOKED)
                .templates(Templates.fromClasspath("/clinic-words"))
                .languages("en", "af")
                .locale(Locale.forLanguageTag("en-ZA"))
                .contactsFrom(WordsGuideTest::contact);
        // endregion
    }

    @Test
    void words_by_language() {
        try (TestNotifications test = TestNotifications.start(WordsGuideTest::setUp, EMAIL, SMS)) {
            // region send
            test.notifications()
                    .send(Notification.of(VISIT_BOOKED)
                            .to("patient-42", "patient-43")
                            .with("name", "Ann & Ben")
                            .with("visit", LocalDateTime.of(2026, 3, 12, 9, 30))
                            .with("left", 1));
            // endregion
            test.run();

            Words english = test.sent().on(EMAIL).to("patient-42").one().words();
            assertThat(english.title()).isEqualTo("Your visit on 12 March 2026");
            assertThat(english.body())
                    .isEqualTo("Dear Ann & Ben,\n\nyou are booked for Thursday, 12 March 2026 at 09:30.\n"
                            + "You have one visit left this year.\n\nExample Clinic, 12 Long Street");
            assertThat(english.asHtml().orElseThrow())
                    .startsWith("<!DOCTYPE html>\n<html>\n<body>\nDear Ann &amp; Ben,<br>\n");
            assertThat(test.sent().on(EMAIL).to("patient-43").one().words().body())
                    .contains(
                            "U is bespreek vir Donderdag 12 Maart 2026 om 09:30.\nU het nog een besoek hierdie jaar.");
            assertThat(test.sent().on(SMS).to("patient-43").one().words().body())
                    .isEqualTo("Daar is nuus oor 'n besoek. Meld asseblief aan om dit te lees.");
        }
    }
}
