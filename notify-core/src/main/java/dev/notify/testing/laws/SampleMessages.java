package dev.notify.testing.laws;

import dev.notify.channel.Enclosures;
import dev.notify.channel.Message;
import dev.notify.internal.base.UuidV7;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.template.Words;
import dev.notify.testing.laws.kit.SampleRows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Makes messages for tests of a channel.
 *
 * <p>Title and body hold canaries: words that turn up nowhere by chance, so that a test can tell whether they leaked.
 */
public final class SampleMessages {

    /** Stands in every sample title. */
    public static final String TITLE_CANARY = "canary-title-7f3a";
    /** Stands in every sample body. */
    public static final String BODY_CANARY = "canary-body-91c4";

    private SampleMessages() {}

    /** A message to a valid address of that channel, under a new id. */
    public static Message by(ChannelName channel) {
        return to(Address.of(channel, addressOn(channel)));
    }

    /** A message to this address, under a new id. */
    public static Message to(Address address) {
        return new Message(
                new DeliveryId(UuidV7.ofProcess().next(SampleRows.NOW)),
                new NotificationId(UuidV7.ofProcess().next(SampleRows.NOW)),
                Tenant.DEFAULT,
                "sample",
                Priority.NORMAL,
                "patient-42",
                address,
                new Words(TITLE_CANARY + " Gr\u00fc\u00dfe \ud83d\ude00", BODY_CANARY + "\nSecond line."),
                ZoneOffset.UTC,
                Locale.ENGLISH,
                1,
                Instant.ofEpochMilli(SampleRows.NOW),
                null,
                null,
                Enclosures.NOTHING);
    }

    /** The same message at its next attempt. */
    public static Message again(Message message) {
        return new Message(
                message.id(),
                message.notification(),
                message.tenant(),
                message.type(),
                message.priority(),
                message.recipient(),
                message.address(),
                message.words(),
                message.zone(),
                message.locale(),
                message.attempt() + 1,
                message.acceptedAt(),
                message.expiresAt(),
                message.correlation(),
                message.enclosures(),
                message.unsubscribe());
    }

    private static String addressOn(ChannelName channel) {
        if (channel.equals(ChannelName.EMAIL)) {
            return "canary.person@clinic.example";
        }
        return channel.equals(ChannelName.SMS) || channel.equals(ChannelName.VOICE)
                ? "+15550100777"
                : "https://canary-address.example/hook/5512";
    }
}
