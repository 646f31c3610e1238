package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.NotificationServiceBuilder;
import dev.notify.event.Health;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.model.NotRunningException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.template.TemplateEditor;
import dev.notify.template.TemplateEditor.Edited;
import dev.notify.template.TemplateException;
import dev.notify.template.Templates;
import dev.notify.template.WordFinding;
import dev.notify.testing.TestNode;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Words that are changed while services run. */
class EditedTemplatesTest {

    private static final Duration SECONDS = Duration.ofSeconds(4);
    private static final String MAIL = "result/email.txt";

    private static final NotificationType RESULT = NotificationType.named("result")
            .anyTime()
            .sendBy(EMAIL, SMS)
            .showDetailsOn(EMAIL)
            .requires("test")
            .privateData("test");

    private static final Map<String, String> FILES = Map.of(
            MAIL, "Your {{test}}\n\nIt is ready.", "result/any.discreet.txt", "Clinic\n\nThere is news for you.");

    private static NotificationServiceBuilder usual(NotificationServiceBuilder b) {
        return b.define(RESULT).templates(Templates.of(FILES)).contactsFrom(EditedTemplatesTest::contact);
    }

    private static Optional<Contact> contact(String id) {
        Contact contact = Contact.of(id).email(id + "@example.org").sms("+15550100");
        return Optional.of(id.equals("anneke") ? contact.speaking("af") : contact);
    }

    private static TestNotifications start() {
        return TestNotifications.start(b -> usual(b).editTemplates(), EMAIL, SMS);
    }

    private static TemplateEditor editor(TestNotifications test) {
        return test.notifications().templateEditor("jane");
    }

    private static Notification result(String recipient) {
        return Notification.of(RESULT).to(recipient).with("test", "blood count");
    }

    private static String mailed(TestNotifications test, String recipient) {
        return test.sent().on(EMAIL).to(recipient).one().words().body();
    }

    private static void refuses(Consumer<TemplateEditor> edit, String... says) {
        try (TestNotifications test = start()) {
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> edit.accept(editor(test)))
                    .satisfies(e -> assertThat(e).hasMessageContainingAll(says));
            assertThat(editor(test).list()).isEmpty();
            test.notifications().send(result("ann"));
            test.run();
            assertThat(mailed(test, "ann")).isEqualTo("It is ready.");
        }
    }

    @Test
    void an_edited_text_is_said_at_once_and_stands_over_the_class_path() {
        try (TestNotifications test = start()) {
            Edited edited = editor(test).put(MAIL, "Your {{test}}\n\nCome and read it.");
            assertThat(edited.version()).isEqualTo(1);
            test.notifications().send(result("ann"));
            test.run();
            assertThat(mailed(test, "ann")).isEqualTo("Come and read it.");
            assertThat(test.sent().on(SMS).one().words().body()).isEqualTo("There is news for you.");
            assertThat(test.notifications()
                            .templates()
                            .preview("result", Locale.ENGLISH, Map.of("test", "x"))
                            .asText())
                    .contains("Come and read it.");
        }
    }

    @Test
    void every_node_says_it_within_seconds() {
        try (TestNotifications test = start()) {
            TestNode other = test.addNode(b -> usual(b).editTemplates());
            editor(test).put(MAIL, "Your {{test}}\n\nCome and read it.");
            test.advance(SECONDS);
            other.notifications().send(result("ann"));
            test.run();
            assertThat(mailed(test, "ann")).isEqualTo("Come and read it.");
            other.notifications().templateEditor("joe").remove(MAIL);
            test.advance(SECONDS);
            test.notifications().send(result("bob"));
            test.run();
            assertThat(mailed(test, "bob")).isEqualTo("It is ready.");
        }
    }

    @Test
    void a_node_that_starts_later_says_it_from_the_start() {
        try (TestNotifications test = start()) {
            editor(test).put(MAIL, "Your {{test}}\n\nCome and read it.");
            TestNode later = test.addNode(b -> usual(b).editTemplates());
            later.notifications().send(result("ann"));
            test.run();
            assertThat(mailed(test, "ann")).isEqualTo("Come and read it.");
        }
    }

    @Test
    void what_was_accepted_before_an_edit_goes_out_in_its_own_words() {
        try (TestNotifications test = start()) {
            test.notifications().send(result("ann").after(Duration.ofHours(1)));
            editor(test).put(MAIL, "Your {{test}}\n\nCome and read it.");
            test.notifications().send(result("bob").after(Duration.ofHours(1)));
            editor(test).put(MAIL, "Your {{test}}\n\nSomething else.");
            test.advance(Duration.ofHours(2));
            assertThat(mailed(test, "ann")).isEqualTo("It is ready.");
            assertThat(mailed(test, "bob")).isEqualTo("Come and read it.");
        }
    }

    @Test
    void texts_for_channels_languages_layouts_and_parts_can_be_added() {
        try (TestNotifications test =
                TestNotifications.start(b -> usual(b).editTemplates().languages("af"), EMAIL, SMS)) {
            TemplateEditor editor = editor(test);
            editor.put("parts/signature.af.txt", "Die kliniek");
            editor.put("result/email.af.txt", "U {{test}}\n\nDit is gereed.\n{{> signature}}");
            editor.put("layout/email.txt", "--\n{{> content}}\n--");
            editor.put("result/sms.discreet.af.txt", "Kliniek\n\nNuus vir u.");
            test.notifications().send(result("anneke"));
            test.run();
            assertThat(mailed(test, "anneke")).isEqualTo("--\nDit is gereed.\nDie kliniek\n--");
            assertThat(test.sent().on(SMS).one().words().body()).isEqualTo("Nuus vir u.");
            assertThat(editor.list())
                    .extracting(Edited::name)
                    .containsExactly(
                            "layout/email.txt",
                            "parts/signature.af.txt",
                            "result/email.af.txt",
                            "result/sms.discreet.af.txt");
        }
    }

    @Test
    void an_edit_is_told_with_its_version_time_and_editor() {
        try (TestNotifications test = start()) {
            editor(test).put(MAIL, "Your {{test}}\n\nOne.");
            test.advance(Duration.ofMinutes(5));
            Edited second = test.notifications().templateEditor("joe").put(MAIL, "Your {{test}}\n\nTwo.", 1);
            assertThat(second).isEqualTo(editor(test).find(MAIL).orElseThrow());
            assertThat(second.text()).isEqualTo("Your {{test}}\n\nTwo.");
            assertThat(second.version()).isEqualTo(2);
            assertThat(second.by()).isEqualTo("joe");
            assertThat(second.changedAt()).isEqualTo(TestNotifications.BEGINNING.plus(Duration.ofMinutes(5)));
            assertThat(second.toString()).doesNotContain("Two.");
            assertThat(editor(test).find("result/sms.txt")).isEmpty();
        }
    }

    @Test
    void whoever_edits_an_old_version_is_told_so() {
        try (TestNotifications test = start()) {
            editor(test).put(MAIL, "Your {{test}}\n\nOne.", 0);
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> editor(test).put(MAIL, "Your {{test}}\n\nTwo.", 0))
                    .withMessage(MAIL + " is at version 1 in the store and not at 0: read it again");
            assertThat(editor(test).find(MAIL).orElseThrow().text()).isEqualTo("Your {{test}}\n\nOne.");
        }
    }

    @Test
    void a_text_that_is_removed_gives_way_to_the_class_path() {
        try (TestNotifications test = start()) {
            assertThat(editor(test).remove(MAIL)).isFalse();
            editor(test).put(MAIL, "Your {{test}}\n\nOne.");
            assertThat(editor(test).remove(MAIL)).isTrue();
            test.notifications().send(result("ann"));
            test.run();
            assertThat(mailed(test, "ann")).isEqualTo("It is ready.");
            assertThat(editor(test).list()).isEmpty();
        }
    }

    @Test
    void a_syntax_error_is_refused_with_name_and_line() {
        refuses(e -> e.put(MAIL, "Your {{test}}\n\nCome\nand {{#read}} it."), MAIL, "line 4", "read");
    }

    @Test
    void private_data_in_discreet_words_is_refused() {
        refuses(
                e -> e.put("result/sms.discreet.txt", "Clinic\n\nYour {{test}}."),
                "result/sms.discreet.txt line 3",
                "'test' is private data of type result");
    }

    @Test
    void a_part_that_brings_itself_in_is_refused() {
        refuses(e -> e.put(MAIL, "Your {{test}}\n\n{{> nobody}}"), MAIL, "line 3", "nobody");
    }

    @Test
    void a_removal_that_leaves_words_wrong_is_refused() {
        try (TestNotifications test = start()) {
            editor(test).put("parts/signature.txt", "The clinic");
            editor(test).put(MAIL, "Your {{test}}\n\n{{> signature}}");
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> editor(test).remove("parts/signature.txt"))
                    .withMessageContaining("signature");
            assertThat(editor(test).list()).hasSize(2);
        }
    }

    @Test
    void a_name_nobody_looks_for_is_refused() {
        try (TestNotifications test = start()) {
            for (String name : new String[] {"result/emial.txt", "reslut/email.txt", "result/email.fr.txt", "", "x"}) {
                assertThatExceptionOfType(InvalidInputException.class)
                        .isThrownBy(() -> editor(test).put(name, "Title\n\nText"))
                        .withMessageContaining("name");
            }
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> editor(test).put(MAIL, "x".repeat(TemplateEditor.LONGEST + 1)))
                    .withMessageContaining("text");
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> test.notifications().templateEditor(" "));
            assertThat(editor(test).list()).isEmpty();
        }
    }

    @Test
    void a_text_can_be_looked_at_before_it_is_put() {
        try (TestNotifications test = start()) {
            assertThat(editor(test).check(MAIL, "Your {{test}}\n\nFine.")).isEmpty();
            assertThat(editor(test).check(MAIL, "Your {{tset}}\n\nFine."))
                    .extracting(WordFinding::kind)
                    .contains(WordFinding.Kind.UNKNOWN_VARIABLE, WordFinding.Kind.UNUSED_VARIABLE);
            assertThat(editor(test).check("result/sms.discreet.txt", "Clinic\n\nYour {{test}}."))
                    .extracting(WordFinding::kind)
                    .contains(WordFinding.Kind.REFUSED);
            assertThat(editor(test).list()).isEmpty();
        }
    }

    @Test
    void what_does_not_fit_another_release_leaves_it_as_it_was_and_is_told() {
        NotificationType stricter = RESULT.privateData("test", "ward");
        try (TestNotifications test = start()) {
            TestNode other = test.addNode(b -> b.define(stricter)
                    .templates(Templates.of(FILES))
                    .contactsFrom(EditedTemplatesTest::contact)
                    .editTemplates());
            editor(test).put("result/any.discreet.txt", "Clinic\n\nNews from {{#ward}}{{ward}}{{/ward}}.");
            test.advance(SECONDS);
            Health health = other.notifications().health();
            assertThat(health.status()).isEqualTo(Health.Status.DEGRADED);
            assertThat(health.toString()).contains("result/any.discreet.txt", "ward");
            other.notifications().send(result("ann"));
            test.run();
            assertThat(test.sent().on(SMS).to("ann").one().words().body()).isEqualTo("There is news for you.");
            editor(test).remove("result/any.discreet.txt");
            test.advance(SECONDS);
            assertThat(other.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    @Test
    void a_service_that_does_not_edit_says_so_and_keeps_its_words() {
        try (TestNotifications test = start()) {
            TestNode plain = test.addNode(EditedTemplatesTest::usual);
            editor(test).put(MAIL, "Your {{test}}\n\nCome and read it.");
            test.advance(SECONDS);
            plain.notifications().send(result("ann"));
            test.run();
            assertThat(mailed(test, "ann")).isEqualTo("It is ready.");
            assertThatExceptionOfType(NotRunningException.class)
                    .isThrownBy(() -> plain.notifications().templateEditor("jane"))
                    .withMessageContaining("editTemplates()");
        }
    }
}
