package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;

import dev.notify.NotificationServiceBuilder;
import dev.notify.channel.Message;
import dev.notify.event.NotificationEvent;
import dev.notify.model.Contact;
import dev.notify.request.NotificationType;
import dev.notify.schedule.Repeat;
import dev.notify.testing.TestNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A patient who takes medicine, and what came of it. */
final class Doses {

    static final NotificationType TYPE = NotificationType.named("medication-reminder")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .requires("dose")
            .text("Your medicine", "{{dose}} for {{occurrence}}")
            .discreet("A reminder", "Please look");

    /** What was too late, as it was told. */
    final List<NotificationEvent.TooLate> tooLate = new ArrayList<>();

    void usual(NotificationServiceBuilder b) {
        b.poll(Duration.ofMinutes(20)); // nobody else adds work; a year of polls would be thirty million
        define(b);
    }

    void define(NotificationServiceBuilder b) {
        b.define(TYPE).onEvent(event -> {
            if (event instanceof NotificationEvent.TooLate late) {
                tooLate.add(late);
            }
        });
    }

    TestNotifications start() {
        return TestNotifications.start(this::usual, EMAIL);
    }

    /** Begins in this zone, at this moment. */
    TestNotifications start(String zone, String moment) {
        TestNotifications test = start();
        test.advanceTo(Instant.parse(moment));
        lives(test, zone);
        test.run();
        return test;
    }

    static void lives(TestNotifications test, String zone) {
        test.notifications()
                .contacts()
                .save(Contact.of("patient-42").email("p@example.org").inZone(zone));
    }

    static Repeat of() {
        return Repeat.of(TYPE).to("patient-42").with("dose", "Metformin");
    }

    /** Each that came: for which local time, and when in UTC. */
    static List<String> came(TestNotifications test) {
        return test.sent().all().stream()
                .sorted(Comparator.comparing(Message::acceptedAt))
                .map(m -> timeOf(m) + " at " + m.acceptedAt())
                .toList();
    }

    /** The local time a message is for. */
    static String timeOf(Message message) {
        return message.words().body().substring("Metformin for ".length());
    }
}
