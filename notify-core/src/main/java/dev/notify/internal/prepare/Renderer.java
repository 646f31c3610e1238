package dev.notify.internal.prepare;

import dev.notify.channel.Enclosures;
import dev.notify.channel.Message;
import dev.notify.internal.base.TimeSource;
import dev.notify.internal.content.Content;
import dev.notify.internal.digest.Digests;
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
import dev.notify.request.Notification;
import dev.notify.request.NotificationType;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.template.Words;
import java.time.Instant;
import java.util.LinkedHashMap;
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
        LinkMint.Of links = linksOf(work, address);
        Content all = content.speakingFor(others);
        Saying saying = new Saying(
                work.type(),
                all.text(),
                all.data(),
                work.loaded().notification().template());
        Words words = words(saying, address.channel(), contact, links);
        return message(work, contact, address, words, enclosures(work, content, address.channel(), words), links);
    }

    /** What was collected, in one message. */
    Message digest(Settler.Work work, Digests.Turn.Carry carry, Contact contact, Address address) {
        LinkMint.Of links = linksOf(work, address);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("items", carry.items());
        data.put("count", (long) carry.count());
        if (carry.count() > carry.items().size()) {
            data.put("more", (long) (carry.count() - carry.items().size()));
        }
        NotificationType type = DigestTurns.saidBy(setup, work.type());
        Words words = words(new Saying(type, Optional.empty(), data, carry.words()), address.channel(), contact, links);
        return message(work, contact, address, words, Enclosures.NOTHING, links);
    }

    private LinkMint.Of linksOf(Settler.Work work, Address address) {
        Tenant tenant = Tenant.of(work.loaded().notification().tenant());
        return mint.of(work.type(), tenant, work.claim().ref(), address, time.millis());
    }

    /** What is to be said, in the words of which type and of which edition of them. */
    private record Saying(
            NotificationType type,
            Optional<Notification.Text> own,
            Map<String, Object> data,
            @Nullable String pin) {}

    private Message message(
            Settler.Work work,
            Contact contact,
            Address address,
            Words words,
            Enclosures enclosures,
            LinkMint.Of links) {
        Rows.Notification n = work.loaded().notification();
        Locale locale = contact.locale();
        return new Message(
                        new DeliveryId(work.claim().ref()),
                        new NotificationId(n.id()),
                        Tenant.of(n.tenant()),
                        n.type(),
                        Priority.ofCode(n.priority()),
                        contact.id(),
                        address,
                        words,
                        Planner.zoneOf(Optional.of(contact), setup),
                        locale == null ? setup.identity().locale() : locale,
                        work.claim().attempt(),
                        Instant.ofEpochMilli(n.createdAt()),
                        instant(n.expiresAt()),
                        n.correlation(),
                        enclosures)
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

    private Words words(Saying saying, ChannelName channel, Contact contact, LinkMint.Of links) {
        WordBook.Ask ask = new WordBook.Ask(
                saying.type(),
                saying.own(),
                channel,
                contact.locale(),
                Planner.zoneOf(Optional.of(contact), setup),
                links.with(saying.data()));
        return setup.words().say(saying.pin(), ask, store.reads()::template).words();
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
