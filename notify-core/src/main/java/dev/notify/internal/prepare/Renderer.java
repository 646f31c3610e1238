package dev.notify.internal.prepare;

import dev.notify.channel.Enclosures;
import dev.notify.channel.Message;
import dev.notify.internal.base.TimeSource;
import dev.notify.internal.content.Content;
import dev.notify.internal.links.LinkMint;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.internal.words.WordBook;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.template.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the message: of the words the notification is pinned to, those in the recipient's language for that channel, discreet unless the
 * type shows details there.
 */
final class Renderer {

    private final Setup setup;
    private final Store store;
    private final TimeSource time;
    private final LinkMint mint;

    Renderer(Setup setup, TimeSource time, Store store) {
        this.time = time;
        this.mint = new LinkMint(setup);
        this.setup = setup;
        this.store = store;
    }

    /** @param others how many more it speaks for */
    Message render(Settler.Work work, Content content, Contact contact, Address address, int others) {
        Rows.Notification n = work.loaded().notification();
        Locale locale = contact.locale();
        ZoneId zone = Planner.zoneOf(Optional.of(contact), setup);
        LinkMint.Of links =
                mint.of(work.type(), Tenant.of(n.tenant()), work.claim().ref(), address, time.millis());
        Words words = words(work, content.speakingFor(others), address.channel(), locale, zone, links);
        return new Message(
                        new DeliveryId(work.claim().ref()),
                        new NotificationId(n.id()),
                        Tenant.of(n.tenant()),
                        n.type(),
                        Priority.ofCode(n.priority()),
                        contact.id(),
                        address,
                        words,
                        zone,
                        locale == null ? setup.identity().locale() : locale,
                        work.claim().attempt(),
                        Instant.ofEpochMilli(n.createdAt()),
                        instant(n.expiresAt()),
                        n.correlation(),
                        enclosures(work, content, address.channel(), words))
                .unsubscribe(links.unsubscribe());
    }

    private Enclosures enclosures(Settler.Work work, Content content, ChannelName channel, Words words) {
        Rows.Notification n = work.loaded().notification();
        String subject = n.subject();
        return content.enclosures(
                Tenant.of(n.tenant()),
                setup.seams().attachments(),
                work.type().showsDetailsOn(channel),
                words.title(),
                subject == null ? "" : setup.seams().seal().open(n.id(), "notification.subject", subject),
                Instant.ofEpochMilli(n.createdAt()));
    }

    private Words words(
            Settler.Work work,
            Content content,
            ChannelName channel,
            @Nullable Locale locale,
            ZoneId zone,
            LinkMint.Of links) {
        Map<String, Object> data = links.with(content.data());
        WordBook.Ask ask = new WordBook.Ask(work.type(), content.text(), channel, locale, zone, data);
        String pin = work.loaded().notification().template();
        return setup.words().say(pin, ask, store.reads()::template).words();
    }

    Content contentOf(ReadPart.Loaded loaded) {
        String shared = loaded.shared();
        return shared == null
                ? Content.empty()
                : Content.read(setup.seams().seal().open(loaded.notification().id(), "content", shared));
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
