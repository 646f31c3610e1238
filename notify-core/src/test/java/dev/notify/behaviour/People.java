package dev.notify.behaviour;

import static dev.notify.model.ChannelName.EMAIL;
import static dev.notify.model.ChannelName.SMS;

import dev.notify.NotificationServiceBuilder;
import dev.notify.delivery.Delivery;
import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Receipt;
import dev.notify.model.Contact;
import dev.notify.model.NotificationId;
import dev.notify.request.DeliveryQuery;
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.testing.TestNotifications;
import java.util.Optional;

/** The types and contacts most stories are about. */
final class People {

    /** By e-mail, at any time, one variable. */
    static final NotificationType LAB = NotificationType.named("lab-result-ready")
            .anyTime()
            .sendBy(EMAIL)
            .showDetailsOn(EMAIL)
            .requires("test")
            .text("Lab result", "Your {{test}} is ready")
            .discreet("News for you", "Please sign in");

    /** By e-mail and SMS. */
    static final NotificationType VISIT = NotificationType.named("visit")
            .anyTime()
            .sendBy(EMAIL, SMS)
            .text("Visit", "See you")
            .discreet("Visit", "See you");

    private People() {}

    static Optional<Contact> contact(String id) {
        return Optional.of(Contact.of(id).email(id + "@example.org").sms("+15550100"));
    }

    static void usual(NotificationServiceBuilder b) {
        b.define(LAB, VISIT).contactsFrom(People::contact);
    }

    static TestNotifications start() {
        return TestNotifications.start(People::usual, EMAIL, SMS);
    }

    static Notification lab(String recipient) {
        return Notification.of(LAB).to(recipient).with("test", "blood count");
    }

    static Notification visit(String recipient) {
        return Notification.of(VISIT).to(recipient);
    }

    static Delivery only(TestNotifications test, NotificationId id) {
        return test.status(id).deliveries().get(0);
    }

    static Delivery only(TestNotifications test, Receipt receipt) {
        return only(test, receipt.id());
    }

    static DeliveryState state(TestNotifications test, Receipt receipt) {
        return only(test, receipt).state();
    }

    static long stored(TestNotifications test) {
        return test.notifications().count(DeliveryQuery.all());
    }
}
