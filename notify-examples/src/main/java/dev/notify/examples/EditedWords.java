package dev.notify.examples;

import static dev.notify.model.ChannelName.EMAIL;

import dev.notify.NotificationService;
import dev.notify.NotificationServiceBuilder;
import dev.notify.model.Contact;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.template.TemplateEditor;
import dev.notify.template.TemplateEditor.Edited;
import dev.notify.template.TemplateException;
import dev.notify.template.WordFinding;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Words are changed while two nodes run: one is told, the other says them a few seconds later, and what was accepted keeps its own. */
public final class EditedWords {

    private static final NotificationType VISIT = NotificationType.named("visit-booked")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .requires("ward")
            .privateData("ward")
            .text("Your visit", "You are booked for {{ward}}.")
            .discreet("Your visit", "You are booked.");

    private EditedWords() {}

    public static void main(String[] args) {
        Show.main(EditedWords::run);
    }

    // region builder
    private static void setUp(NotificationServiceBuilder builder) {
        builder.define(VISIT).editTemplates().contactsFrom(EditedWords::contactOf);
    }
    // endregion

    private static Optional<Contact> contactOf(String id) {
        return Optional.of(Contact.of(id).email(id + "@example.org"));
    }

    // region edit
    private static Edited edit(NotificationService notifications) {
        TemplateEditor editor = notifications.templateEditor("jane");
        String text = "Your visit to {{ward}}\n\nYou are booked for {{ward}}. Please bring your card.";
        List<WordFinding> findings = editor.check("visit-booked/email.txt", text);
        if (!findings.isEmpty()) {
            throw new IllegalArgumentException("not put: " + findings);
        }
        return editor.put("visit-booked/email.txt", text);
    }
    // endregion

    static void run(Show show) {
        show.title("Edited words");
        try (TestNotifications test = TestNotifications.start(EditedWords::setUp, EMAIL)) {
            NotificationService other = test.addNode(EditedWords::setUp).notifications();
            show.step("Book one visit for later, and edit the words meanwhile");
            test.notifications().send(visit("ann").after(Duration.ofHours(1)));
            Edited edited = edit(test.notifications());
            show.line("  " + edited);
            test.advance(Duration.ofSeconds(4));
            other.send(visit("bob"));
            test.advance(Duration.ofHours(2));
            show.check(
                    mailed(test, "ann").equals("You are booked for Ward 3."),
                    "what was accepted before goes out in its own words");
            show.check(
                    mailed(test, "bob").endsWith("Please bring your card."),
                    "the other node says the new words a few seconds later");
            refuses(show, other.templateEditor("joe"));
        }
    }

    private static void refuses(Show show, TemplateEditor editor) {
        show.step("Try to tell a stranger which ward it is");
        String said = "";
        try {
            editor.put("visit-booked/any.discreet.txt", "Your visit\n\nYou are booked for {{ward}}.");
        } catch (TemplateException e) {
            said = String.valueOf(e.getMessage());
        }
        show.line("  " + said);
        show.check(
                said.contains("line 3") && editor.list().size() == 1, "refused, with name and line; nothing is stored");
    }

    private static Notification visit(String recipient) {
        return Notification.of(VISIT).to(recipient).with("ward", "Ward 3");
    }

    private static String mailed(TestNotifications test, String recipient) {
        return test.sent().on(EMAIL).to(recipient).one().words().body();
    }
}
