package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.IN_APP;
import static dev.notify.model.ChannelName.PUSH;
import static dev.notify.model.ChannelName.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.notify.NotificationServiceBuilder;
import dev.notify.StartException;
import dev.notify.memory.MemoryStore;
import dev.notify.model.Address;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.store.Store;
import dev.notify.template.Templates;
import dev.notify.template.Words;
import dev.notify.testing.TestNotifications;
import dev.notify.testing.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Words by channel and language: which are said, that they stay, and what is refused before anything is sent. */
class WordsTest {

    private static final NotificationType RESULT = NotificationType.named("result")
            .anyTime()
            .sendBy(EMAIL, SMS, PUSH)
            .showDetailsOn(EMAIL)
            .requires("test", "taken")
            .privateData("test");

    private static final Map<String, String> FILES = Map.of(
            "result/any.discreet.txt", "Clinic\n\nThere is news for you.",
            "result/any.discreet.af.txt", "Kliniek\n\nDaar is nuus vir u.",
            "result/sms.discreet.af.txt", "Kliniek\n\nNuus vir u.",
            "result/email.txt", "Your {{test}} result\n\nTaken on {{taken.date}} at {{taken.time}}.\n{{> signature}}\n",
            "result/email.af.txt",
                    "U {{test}}-uitslag\n\nGeneem op {{taken.date}} om {{taken.time}}.\n{{> signature}}\n",
            "result/email.html", "<p>Your <b>{{test}}</b> result of {{taken.date}}</p>",
            "parts/signature.txt", "The clinic",
            "parts/signature.af.txt", "Die kliniek",
            "layout/email.html", "<html><body>{{> content}}<hr></body></html>");

    private static Optional<Contact> contact(String id) {
        Contact contact = Contact.of(id)
                .email(id + "@example.org")
                .sms("+15550100")
                .at(Address.of(PUSH, "token-" + id))
                .at(Address.of(IN_APP, id));
        return Optional.of(
                id.contains("_")
                        ? contact.speaking(id.replace('_', '-').substring(2)).inZone("Africa/Johannesburg")
                        : contact);
    }

    private static Map<String, String> with(String name, String text) {
        Map<String, String> files = new HashMap<>(FILES);
        files.put(name, text);
        return files;
    }

    private static TestNotifications start(NotificationType type, Map<String, String> files) {
        return TestNotifications.start(b -> usual(b, type, files), EMAIL, SMS, PUSH, IN_APP);
    }

    private static void usual(NotificationServiceBuilder b, NotificationType type, Map<String, String> files) {
        b.define(type)
                .templates(Templates.of(files))
                .languages("af-ZA")
                .locale(Locale.forLanguageTag("en-ZA"))
                .contactsFrom(WordsTest::contact);
    }

    private static Notification result(String... to) {
        return Notification.of(RESULT)
                .to(to)
                .with("test", "HIV & <TB>")
                .with("taken", Instant.parse("2026-03-02T22:30:00Z"));
    }

    @Test
    void says_it_in_the_recipients_language_and_by_their_clock() {
        try (TestNotifications test = start(RESULT, FILES)) {
            test.notifications().send(result("a", "b_af_ZA", "c_fr"));
            test.run();

            assertThat(test.sent().on(EMAIL).to("a").one().words())
                    .isEqualTo(
                            new Words(
                                    "Your HIV & <TB> result",
                                    "Taken on 02 March 2026 at 22:30.\nThe clinic",
                                    "<html><body><p>Your <b>HIV &amp; &lt;TB&gt;</b> result of 02 March 2026</p><hr></body></html>"));
            System.out.println(
                    "XX" + test.sent().on(EMAIL).to("b_af_ZA").one().words().body());
            assertThat(test.sent().on(EMAIL).to("b_af_ZA").one().words())
                    .isEqualTo(new Words(
                            "U HIV & <TB>-uitslag",
                            "Geneem op 03 Maart 2026 om 00:30.\nDie kliniek",
                            "<html><body>Geneem op 03 Maart 2026 om 00:30.<br>\nDie kliniek<hr></body></html>"));
            assertThat(test.sent().on(EMAIL).to("c_fr").one().words().body())
                    .isEqualTo("Taken on 03 March 2026 at 00:30.\nThe clinic");
        }
    }

    @Test
    void says_what_a_stranger_may_read_where_details_are_not_shown() {
        try (TestNotifications test = start(RESULT, FILES)) {
            test.notifications().send(result("a", "b_af", "c_fr"));
            test.run();

            assertThat(test.sent().on(SMS).to("a").one().words().body()).isEqualTo("There is news for you.");
            assertThat(test.sent().on(SMS).to("b_af").one().words().body()).isEqualTo("Nuus vir u.");
            assertThat(test.sent().on(PUSH).to("b_af").one().words().body()).isEqualTo("Daar is nuus vir u.");
            assertThat(test.sent().on(PUSH).to("c_fr").one().words())
                    .isEqualTo(new Words("Clinic", "There is news for you."));
        }
    }

    @Test
    void says_what_the_type_says_in_code_where_templates_have_nothing() {
        NotificationType inline =
                RESULT.text("Result of {{test}}", "{{taken.date}}").discreet("News", "In code");
        Map<String, String> files = Map.of("result/email.af.txt", "Uitslag\n\nVan {{test}}");
        try (TestNotifications test = start(inline, files)) {
            test.notifications().send(result("a", "b_af_ZA"));
            test.run();

            assertThat(test.sent().on(EMAIL).to("a").one().words())
                    .isEqualTo(new Words("Result of HIV & <TB>", "02 March 2026"));
            assertThat(test.sent().on(EMAIL).to("b_af_ZA").one().words().title())
                    .isEqualTo("Uitslag");
            assertThat(test.sent().on(SMS).to("b_af_ZA").one().words().body()).isEqualTo("In code");
        }
    }

    @Test
    void a_channel_a_type_did_not_name_gets_the_words_for_any() {
        try (TestNotifications test = start(RESULT, with("result/any.txt", "Result\n\nOf {{test}}"))) {
            test.notifications().send(result("a", "b_af").onlyBy(IN_APP));
            test.run();

            assertThat(test.sent().on(IN_APP).to("a").one().words().body()).isEqualTo("Of HIV & <TB>");
        }
    }

    @Test
    void what_was_accepted_is_said_as_it_was_after_a_release_with_other_words() {
        VirtualClock clock = VirtualClock.at(TestNotifications.BEGINNING);
        MemoryStore store = MemoryStore.at(clock);
        Store second = store.anotherNode();
        try (TestNotifications before =
                TestNotifications.startOn(store, clock, b -> usual(b, RESULT, FILES), EMAIL, SMS, PUSH)) {
            before.notifications().send(result("a", "b_af").after(Duration.ofHours(1)));
            before.run();
        }
        Map<String, String> changed = new HashMap<>();
        FILES.forEach((name, text) -> changed.put(
                name,
                text.replace("Your", "NEW")
                        .replace("Nuus", "NEW")
                        .replace("clinic", "NEW")
                        .replace("hr", "NEW")));
        try (TestNotifications after = TestNotifications.startOn(
                second,
                clock,
                b -> b.define(RESULT)
                        .templates(Templates.of(changed))
                        .locale(Locale.FRENCH)
                        .contactsFrom(WordsTest::contact),
                EMAIL,
                SMS,
                PUSH)) {
            after.advance(Duration.ofHours(2));

            assertThat(after.sent().on(EMAIL).to("a").one().words())
                    .isEqualTo(
                            new Words(
                                    "Your HIV & <TB> result",
                                    "Taken on 02 March 2026 at 22:30.\nThe clinic",
                                    "<html><body><p>Your <b>HIV &amp; &lt;TB&gt;</b> result of 02 March 2026</p><hr></body></html>"));
            assertThat(after.sent().on(SMS).to("b_af").one().words().body()).isEqualTo("Nuus vir u.");
            after.sent().saying("NEW").none();
        }
    }

    @Test
    void data_that_does_not_fit_the_words_of_any_language_is_refused_when_it_is_sent() {
        try (TestNotifications test = start(
                RESULT,
                with(
                        "result/email.af.txt",
                        "U uitslag\n\n{{#dose.one}}een{{/dose.one}}{{#dose.other}}{{dose.number}}{{/dose.other}}"))) {
            for (Object dose : List.of("three", List.of(1))) {
                assertThatExceptionOfType(InvalidInputException.class)
                        .isThrownBy(() -> test.notifications().send(result("a").with("dose", dose)))
                        .withMessageContaining("result/email.af.txt line 3: 'dose' is no number");
            }
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> test.notifications().send(result("a")))
                    .withMessageContaining("result/email.af.txt line 3: the data lacks the variable 'dose'");
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> test.notifications()
                            .send(result("a").with("dose", 1).with("taken", "today")))
                    .withMessageContaining("'taken' is no time");
            assertThat(People.stored(test)).isZero();
        }
    }

    private static List<String> findings(
            UnaryOperator<NotificationType> type, Map<String, String> files, String... languages) {
        List<String> found = new ArrayList<>();
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> TestNotifications.start(
                                b -> b.define(type.apply(RESULT))
                                        .templates(Templates.of(files))
                                        .languages(languages),
                                EMAIL,
                                SMS,
                                PUSH)
                        .close())
                .satisfies(e -> found.addAll(e.findings()));
        return found;
    }

    @Test
    void all_mistakes_are_told_at_start_each_once_with_file_and_line() {
        Map<String, String> files = new HashMap<>(FILES);
        files.put("result/email.af.txt", "U uitslag\nGeneem");
        files.put("result/sms.discreet.txt", "Clinic\n\n\n{{#a}}");
        files.put("result/push.discreet.txt", "\n\nx");
        files.put("result/push.discreet.af.html", "<p>x</p>");
        files.put("result/email.html", "<p>\n<a href={{test}}>x</a></p>");
        files.put("layout/any.af.txt", "no place");
        files.put("parts/signature.txt", "The clinic\n{{> signature}}");

        assertThat(findings(t -> t, files, "af"))
                .containsExactlyInAnyOrder(
                        "words: result/email.af.txt line 2: is not empty: the first line is the title, and an empty line follows it",
                        "words: result/sms.discreet.txt line 4: the section 'a' is opened and not closed",
                        "words: result/push.discreet.txt line 1: is no title: title is empty",
                        "words: result/push.discreet.af.html stands alone: put a .txt of the same name beside it, with the title and the plain text",
                        "words: parts/signature.txt line 2: a text that holds itself would never end: result/email.txt -> parts/signature.txt -> parts/signature.txt",
                        "words: layout/any.af.txt line 1: is a layout without {{> content}}, where the words go");
    }

    @Test
    void private_data_is_refused_in_discreet_words_and_html_is_held_to_its_rules() {
        assertThat(findings(t -> t, with("result/sms.discreet.txt", "Clinic\n\n\nYour {{test}}")))
                .containsExactly(
                        "words: result/sms.discreet.txt line 4: 'test' is private data of type result and may not stand in discreet words");
        assertThat(findings(t -> t.discreet("About {{test}}", "{{#test}}x{{/test}}"), FILES))
                .hasSize(2)
                .allMatch(f ->
                        f.contains("discreet(..) of type result, ") && f.contains("line 1: 'test' is private data"));
        assertThat(findings(t -> t, with("result/email.html", "<p>\n<a href={{test}}>x</a></p>")))
                .containsExactly(
                        "words: result/email.html line 2: 'test' stands in an attribute without quotes, where no value can be made harmless");
    }

    @Test
    void a_channel_without_words_for_everybody_is_refused_at_start() {
        Map<String, String> afrikaansOnly = new HashMap<>(FILES);
        afrikaansOnly.remove("result/any.discreet.txt");
        assertThat(findings(t -> t, afrikaansOnly, "af"))
                .hasSize(2)
                .anyMatch(f -> f.contains("has no words a stranger may read for sms")
                        && f.contains("result/sms.discreet.txt"));
        assertThat(findings(t -> t, Map.of())).hasSize(3).anyMatch(f -> f.contains("has no words for email"));
    }

    @Test
    void a_source_that_fails_and_a_language_nobody_speaks_are_refused() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> TestNotifications.start(
                                b -> b.define(RESULT.discreet("a", "b")).templates(name -> {
                                    throw new IllegalStateException("away");
                                }),
                                EMAIL,
                                SMS,
                                PUSH)
                        .close())
                .satisfies(e -> assertThat(e.findings()).containsExactly("words: away"));
        for (String tag : List.of("qq", "af_ZA", "", "x-y")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> TestNotifications.start(b -> b.languages(tag), EMAIL)
                            .close())
                    .satisfies(e -> assertThat(e.field()).isEqualTo("languages"));
        }
    }
}
