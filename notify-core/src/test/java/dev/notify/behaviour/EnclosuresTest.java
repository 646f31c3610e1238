package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.channel.AttachedFile;
import dev.notify.channel.AttachmentSource;
import dev.notify.channel.CalendarEntry;
import dev.notify.channel.Enclosures;
import dev.notify.channel.Message;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.event.Health;
import dev.notify.model.Contact;
import dev.notify.model.InvalidInputException;
import dev.notify.request.Attachment;
import dev.notify.request.Invite;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes along with the words: files, invites, where to answer, headers. */
class EnclosuresTest {

    private static final Instant AT = Instant.parse("2026-03-10T08:30:00Z");
    private static final NotificationType OPEN = NotificationType.named("open")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .text("Your appointment at the heart clinic", "See you")
            .discreet("Example Hospital", "Please sign in");
    private static final NotificationType DISCREET = NotificationType.named("discreet")
            .anyTime()
            .sendBy(EMAIL)
            .text("Your appointment at the heart clinic", "See you")
            .discreet("Example Hospital", "Please sign in");

    private final Map<String, String> reports = new HashMap<>(Map.of("a/report.pdf", "first"));

    private InputStream open(String ref) throws IOException {
        String found = reports.get(ref);
        if (found == null) {
            throw new NoSuchFileException("no");
        }
        if (found.isEmpty()) {
            throw new IOException("secret-path");
        }
        return new ByteArrayInputStream(found.getBytes(StandardCharsets.UTF_8));
    }

    private TestNotifications start() {
        return start((tenant, ref) -> open(ref));
    }

    private static TestNotifications start(AttachmentSource source) {
        return TestNotifications.start(
                b -> b.define(OPEN, DISCREET)
                        .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org")))
                        .attachments("reports", source)
                        .interceptor((message, next) -> {
                            for (AttachedFile file : message.enclosures().files()) {
                                file.content();
                            }
                            return next.deliver(message);
                        }),
                EMAIL);
    }

    private static Notification to() {
        return Notification.of(OPEN).to("patient-42").about("appointment-77");
    }

    private static Enclosures sent(TestNotifications test, Notification n) {
        test.channel(EMAIL).clear();
        test.notifications().send(n);
        test.run();
        Message message = test.sent().on(EMAIL).one();
        return message.enclosures();
    }

    private static Delivery delivery(TestNotifications test, Receipt receipt) {
        return test.status(receipt.id()).deliveries().get(0);
    }

    @Test
    void a_file_is_fetched_from_its_source_when_it_goes_out() throws Exception {
        try (TestNotifications test = start()) {
            Enclosures along = sent(
                    test, to().attach(Attachment.from("reports", "a/report.pdf").shownAs("logo")));
            AttachedFile file = along.files().get(0);
            assertThat(file.name()).isEqualTo("report.pdf");
            assertThat(file.mediaType()).isEqualTo("application/pdf");
            assertThat(file.contentId()).contains("logo");
            assertThat(file.size()).isEqualTo(5);
            assertThat(file.content()).asString(StandardCharsets.UTF_8).isEqualTo("first");
        }
    }

    @Test
    void a_small_file_travels_with_the_request() throws Exception {
        try (TestNotifications test = start()) {
            byte[] bytes = {0, 1, -1, 13, 10};
            Enclosures along =
                    sent(test, to().attach(Attachment.of("x.bin", bytes).named("notes.txt")));
            bytes[0] = 9;
            assertThat(along.files().get(0).content()).containsExactly(0, 1, -1, 13, 10);
            assertThat(along.files().get(0).mediaType()).isEqualTo("text/plain");
        }
    }

    @Test
    void a_file_that_has_changed_since_is_not_sent() {
        try (TestNotifications test = start()) {
            Receipt receipt = test.notifications()
                    .send(to().attach(Attachment.from("reports", "a/report.pdf"))
                            .after(Duration.ofHours(1)));
            reports.put("a/report.pdf", "other");
            test.advance(Duration.ofHours(2));
            test.sent().none();
            assertThat(delivery(test, receipt).state()).isEqualTo(DeliveryState.FAILED);
            assertThat(delivery(test, receipt).toString()
                            + delivery(test, receipt).attempts())
                    .contains("attachment 1 from the source 'reports' is no longer what it was")
                    .doesNotContain("a/report");
        }
    }

    @Test
    void a_file_that_is_gone_fails_and_one_that_cannot_be_read_now_is_tried_again() {
        try (TestNotifications test = start()) {
            Receipt gone = test.notifications()
                    .send(to().attach(Attachment.from("reports", "a/report.pdf"))
                            .after(Duration.ofHours(1)));
            reports.put("b", "b");
            Receipt later = test.notifications()
                    .send(to().attach(Attachment.from("reports", "b")).after(Duration.ofHours(1)));
            reports.remove("a/report.pdf");
            reports.put("b", "");
            test.advance(Duration.ofHours(1));
            assertThat(delivery(test, gone).state()).isEqualTo(DeliveryState.FAILED);
            assertThat(delivery(test, later).state()).isEqualTo(DeliveryState.PENDING);
            assertThat(delivery(test, later).attempts().toString()).doesNotContain("secret-path");
            reports.put("b", "b");
            test.advance(Duration.ofHours(1));
            assertThat(delivery(test, later).state()).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void what_cannot_be_had_is_refused_at_once() {
        try (TestNotifications test = start()) {
            refused(test, to().attach(Attachment.from("elsewhere", "x")), "attachment.source", "'elsewhere' is not");
            refused(test, to().attach(Attachment.from("reports", "nothing")), "attachment.ref", "nothing that");
            reports.put("broken", "");
            refused(test, to().attach(Attachment.from("reports", "broken")), "attachment", "java.io.IOException");
            reports.put("huge", "x".repeat(Attachment.MAX_SIZE + 1));
            refused(test, to().attach(Attachment.from("reports", "huge")), "attachment", "send a link");
            refused(
                    test,
                    Notification.of(OPEN).to("a").invite(Invite.between(AT, AT.plusSeconds(60))),
                    "invite",
                    "needs about(..)");
            test.sent().none();
        }
    }

    private static void refused(TestNotifications test, Notification n, String field, String problem) {
        assertThatThrownBy(() -> test.notifications().send(n))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessageContaining(problem);
    }

    @Test
    void a_node_without_the_source_leaves_it_to_one_that_has_it() {
        try (TestNotifications test = TestNotifications.start(
                b -> b.define(OPEN)
                        .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org")))
                        .attachments("reports", (tenant, ref) -> open(ref))
                        .acceptOnly(),
                EMAIL)) {
            test.addNode(b ->
                    b.define(OPEN).contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org"))));
            Receipt receipt = test.notifications().send(to().attach(Attachment.from("reports", "a/report.pdf")));
            test.advance(Duration.ofSeconds(40));
            test.sent().none();
            assertThat(delivery(test, receipt).attempts()).isEmpty();
            test.addNode(b -> b.define(OPEN)
                    .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org")))
                    .attachments("reports", (tenant, ref) -> open(ref)));
            test.advance(Duration.ofMinutes(2));
            assertThat(delivery(test, receipt).state()).isEqualTo(DeliveryState.SENT);
        }
    }

    @Test
    void invites_about_one_thing_are_one_entry_and_each_takes_the_place_of_the_last() {
        try (TestNotifications test = start()) {
            Invite first = Invite.between(AT, AT.plusSeconds(1800)).location("Room 4");
            CalendarEntry made = sent(test, to().invite(first)).invite().orElseThrow();
            test.advance(Duration.ofSeconds(1));
            CalendarEntry moved = sent(test, to().invite(Invite.between(AT.plusSeconds(60), AT.plusSeconds(120))))
                    .invite()
                    .orElseThrow();
            test.advance(Duration.ofSeconds(1));
            CalendarEntry gone =
                    sent(test, to().invite(first.cancelled())).invite().orElseThrow();
            CalendarEntry other = sent(test, to().about("appointment-78").invite(first.revision(3)))
                    .invite()
                    .orElseThrow();
            assertThat(moved.uid()).isEqualTo(made.uid()).isEqualTo(gone.uid()).isNotEqualTo(other.uid());
            assertThat(moved.revision()).isGreaterThan(made.revision());
            assertThat(gone.revision()).isGreaterThan(moved.revision());
            assertThat(other.revision()).isEqualTo(3);
            assertThat(gone.cancelled()).isTrue();
            assertThat(made.place()).contains("Room 4");
            assertThat(made.summary()).isEqualTo("Your appointment at the heart clinic");
        }
    }

    @Test
    void a_calendar_shows_no_more_than_the_message() {
        try (TestNotifications test = start()) {
            Invite invite = Invite.between(AT, AT.plusSeconds(1800))
                    .location("Oncology, room 4")
                    .summary("Chemotherapy");
            Notification n = Notification.of(DISCREET).to("patient-42").about("a");
            CalendarEntry entry = sent(test, n.invite(invite)).invite().orElseThrow();
            assertThat(entry.summary()).isEqualTo("Example Hospital");
            assertThat(entry.place()).isEmpty();
            assertThat(sent(test, n.invite(invite.discreetSummary("Appointment")))
                            .invite()
                            .orElseThrow()
                            .summary())
                    .isEqualTo("Appointment");
            assertThat(sent(test, to().invite(invite)).invite().orElseThrow().summary())
                    .isEqualTo("Chemotherapy");
        }
    }

    @Test
    void where_to_answer_and_headers_go_along() {
        try (TestNotifications test = start()) {
            Enclosures along = sent(
                    test, to().replyTo("desk@example.org").header("X-Ward", "7").header("X-Bed", "2"));
            assertThat(along.replyTo()).contains("desk@example.org");
            assertThat(along.headers()).containsExactly(Map.entry("X-Ward", "7"), Map.entry("X-Bed", "2"));
        }
    }

    @Test
    void a_channel_refuses_what_it_cannot_carry() {
        try (TestNotifications test = TestNotifications.start(b -> b.define(OPEN)
                .contactsFrom(id -> Optional.of(Contact.of(id).email(id + "@example.org")))
                .channel(new Narrow()))) {
            refused(test, to().attach(Attachment.of("a.txt", new byte[11])), "enclosed", "has 11 bytes");
            Receipt receipt = test.notifications().send(to().attach(Attachment.of("a.txt", new byte[10])));
            test.run();
            assertThat(delivery(test, receipt).state()).isEqualTo(DeliveryState.SENT);
            assertThat(test.notifications().health().status()).isEqualTo(Health.Status.UP);
        }
    }

    private static final class Narrow implements dev.notify.channel.Channel {
        @Override
        public dev.notify.model.ChannelName name() {
            return EMAIL;
        }

        @Override
        public dev.notify.delivery.Outcome deliver(Message message) {
            return dev.notify.delivery.Outcome.sent();
        }

        @Override
        public Optional<String> refuses(Enclosures enclosures) {
            return enclosures.size() > 10 ? Optional.of("has " + enclosures.size() + " bytes") : Optional.empty();
        }
    }
}
