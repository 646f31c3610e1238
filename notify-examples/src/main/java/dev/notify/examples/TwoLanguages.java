package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;

import dev.notify.NotificationServiceBuilder;
import dev.notify.model.Contact;
import dev.notify.request.HealthcareTypes;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.template.Preview;
import dev.notify.template.Templates;
import dev.notify.template.Wording;
import dev.notify.template.Words;
import dev.notify.testing.TestNotifications;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One notification for two people: each is told it in their own language, by their own clock, and in words for the channel.
 *
 * <p>The types and their words are those that come with Notify; the hospital puts its own name before them.
 */
public final class TwoLanguages {

    private static final Instant SURGERY = Instant.parse("2026-09-23T07:30:00Z");

    private TwoLanguages() {}

    public static void main(String[] args) {
        Show.main(TwoLanguages::run);
    }

    // region words
    private static final NotificationType BOOKED =
            HealthcareTypes.APPOINTMENT_BOOKED.sendBy(EMAIL, SMS).showDetailsOn(EMAIL);

    private static final Templates OURS = Templates.of(Map.of(
            "parts/sender.en.txt", "Example Hospital",
            "parts/sender.af.txt", "Voorbeeldhospitaal"));

    private static void setUp(NotificationServiceBuilder builder) {
        builder.define(BOOKED)
                .templates(OURS.or(HealthcareTypes.templates()))
                .languages("en", "af")
                .contactsFrom(TwoLanguages::contactOf);
    }

    private static Optional<Contact> contactOf(String id) {
        Contact contact = Contact.of(id).email(id + "@example.org").sms("+15550100042");
        return Optional.of(
                id.equals("ann")
                        ? contact.speaking("en-GB").inZone("Europe/London")
                        : contact.speaking("af-ZA").inZone("Africa/Johannesburg"));
    }
    // endregion

    static void run(Show show) {
        show.title("Two languages");
        try (TestNotifications test = TestNotifications.start(TwoLanguages::setUp, EMAIL, SMS)) {
            looks_before_anybody_is_told(show, test.notifications().templates());
            tells_each_in_their_own_words(show, test);
        }
    }

    private static void looks_before_anybody_is_told(Show show, Wording wording) {
        show.step("Look at the words before anybody is told them");
        // region check
        String problems = wording.checkAsText();
        Preview preview = wording.preview(
                "appointment-booked",
                Locale.forLanguageTag("af-ZA"),
                Map.of("when", SURGERY, "who", "dr. Voorbeeld", "place", "Kamer 4"));
        // endregion
        show.line(preview.asText());
        show.check(
                problems.isEmpty(),
                "nothing is missing, untranslated, private where it may not be, or too long for SMS");
        show.check(
                preview.shown().stream().filter(s -> s.channel().equals(SMS)).allMatch(s -> s.segments() == 1),
                "a text message takes one segment");
    }

    private static void tells_each_in_their_own_words(Show show, TestNotifications test) {
        show.step("Send one notification to two people");
        test.notifications()
                .send(Notification.of(BOOKED)
                        .to("ann", "piet")
                        .with("when", SURGERY)
                        .with("who", "Dr <Example>")
                        .with("place", "Room 4"));
        test.run();

        for (String person : List.of("ann", "piet")) {
            Words email = test.sent().on(EMAIL).to(person).one().words();
            show.line("  " + person + ", e-mail: " + email.title());
            show.line("      " + email.body().replace("\n", "\n      "));
            show.line("  " + person + ", SMS: "
                    + test.sent().on(SMS).to(person).one().words().body());
        }
        Words english = test.sent().on(EMAIL).to("ann").one().words();
        Words afrikaans = test.sent().on(EMAIL).to("piet").one().words();
        show.check(
                english.body().contains("When: Wednesday, 23 September 2026, 08:30")
                        && afrikaans.body().contains("Wanneer: Woensdag 23 September 2026, 09:30"),
                "each in their language and by their clock");
        show.check(
                english.asHtml().orElseThrow().contains("<td>Dr &lt;Example&gt;</td>"),
                "the e-mail has HTML too, with every value escaped");
        show.check(
                test.sent().on(SMS).to("piet").one().words().body().startsWith("Voorbeeldhospitaal: 'n Afspraak")
                        && test.sent().on(SMS).saying("Example>").all().isEmpty(),
                "the text message comes from the hospital by name, and tells a stranger nothing of the doctor");
    }
}
