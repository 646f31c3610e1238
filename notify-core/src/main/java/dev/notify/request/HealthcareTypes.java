package dev.notify.request;

import dev.notify.model.ChannelName;
import dev.notify.model.Priority;
import dev.notify.template.Templates;
import java.util.List;

/**
 * Types that hospitals, clinics and pharmacies need, with their words in English and Afrikaans.
 *
 * <pre>{@code
 * builder.define(HealthcareTypes.all())
 *         .templates(Templates.fromClasspath("/notify").or(HealthcareTypes.templates()))
 *         .languages("en", "af")
 *         .allowCritical();
 * }</pre>
 *
 * <p>They are types like any other: {@code LAB_RESULT_READY.sendBy(EMAIL).showDetailsOn(EMAIL)}. Outside the in-app inbox they are
 * discreet. A file of the host's own of the same name, such as {@code parts/sender.en.txt} or {@code low-stock/sms.af.txt}, comes before
 * the shipped one. Variables called {@code when}, {@code was} and {@code expires} are times of {@code java.time}, {@code left} is a number,
 * {@code link} begins with {@code https:}.
 */
public final class HealthcareTypes {

    /** Needs {@code when}, {@code who}, {@code place}. */
    public static final NotificationType APPOINTMENT_BOOKED =
            appointment("appointment-booked").requires("when", "who", "place");

    /** Needs {@code when}, {@code who}, {@code place}. */
    public static final NotificationType APPOINTMENT_REMINDER =
            appointment("appointment-reminder").requires("when", "who", "place");

    /** Needs {@code was}, {@code when}, {@code who}, {@code place}. */
    public static final NotificationType APPOINTMENT_MOVED =
            appointment("appointment-moved").priority(Priority.HIGH).requires("was", "when", "who", "place");

    /** Needs {@code when}, {@code who}; may have a {@code reason}. */
    public static final NotificationType APPOINTMENT_CANCELLED =
            appointment("appointment-cancelled").priority(Priority.HIGH).requires("when", "who");

    /** Needs {@code medicine}, {@code dose}. Goes out at any hour: a prescription chose the time. */
    public static final NotificationType MEDICATION_REMINDER = type("medication-reminder", "medication")
            .priority(Priority.HIGH)
            .anyTime()
            .requires("medicine", "dose")
            .privateData("medicine", "dose");

    /** Needs {@code medicine} and {@code left}, how many doses there are. */
    public static final NotificationType LOW_STOCK =
            type("low-stock", "medication").requires("medicine", "left").privateData("medicine", "left");

    /** Needs {@code medicine}, {@code expires}. */
    public static final NotificationType EXPIRING_MEDICATION = type("expiring-medication", "medication")
            .requires("medicine", "expires")
            .privateData("medicine", "expires");

    /** Needs {@code test}, {@code link}. */
    public static final NotificationType LAB_RESULT_READY = type("lab-result-ready", "results")
            .priority(Priority.HIGH)
            .requires("test", "link")
            .privateData("test", "link");

    /** For staff. Needs {@code patient}, {@code place}, {@code vital}, {@code value}. CRITICAL: see {@code allowCritical()}. */
    public static final NotificationType CRITICAL_VITALS = type("critical-vitals", "alerts")
            .priority(Priority.CRITICAL)
            .anyTime()
            .requires("patient", "place", "vital", "value")
            .privateData("patient", "vital", "value");

    /** Needs {@code headline}, {@code message}: the host's own words, in whatever language. */
    public static final NotificationType SYSTEM_NOTICE =
            type("system-notice", "system").requires("headline", "message").privateData("headline", "message");

    private static final List<NotificationType> ALL = List.of(
            APPOINTMENT_BOOKED,
            APPOINTMENT_REMINDER,
            APPOINTMENT_MOVED,
            APPOINTMENT_CANCELLED,
            MEDICATION_REMINDER,
            LOW_STOCK,
            EXPIRING_MEDICATION,
            LAB_RESULT_READY,
            CRITICAL_VITALS,
            SYSTEM_NOTICE);

    private HealthcareTypes() {}

    private static NotificationType type(String name, String category) {
        return NotificationType.named(name)
                .category(category)
                .daytime()
                .sendBy(ChannelName.EMAIL, ChannelName.PUSH, ChannelName.SMS, ChannelName.IN_APP);
    }

    private static NotificationType appointment(String name) {
        return type(name, "appointments").privateData("who", "place", "reason");
    }

    /** All of them, by e-mail, push, SMS and in the in-app inbox. */
    public static List<NotificationType> all() {
        return ALL;
    }

    /** All of them, by these channels. */
    public static List<NotificationType> all(ChannelName... channels) {
        return ALL.stream().map(type -> type.sendBy(channels)).toList();
    }

    /** Their words. */
    public static Templates templates() {
        return Templates.fromClasspath("/dev/notify/healthcare-words");
    }
}
