package dev.notify.internal.dispatch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.notify.channel.Message;
import dev.notify.internal.content.Content;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.settle.Settler;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.Contact;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.request.NotificationType;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.template.Template;
import dev.notify.template.TemplateException;
import dev.notify.template.Words;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the message: the words the notification is pinned to, discreet unless the type shows details on that channel. */
final class Renderer {

    private final Setup setup;
    private final Store store;
    private final Cache<String, Template> templates =
            Caffeine.newBuilder().maximumSize(1_000).build();

    Renderer(Setup setup, Store store) {
        this.setup = setup;
        this.store = store;
        for (NotificationType type : setup.types().values()) {
            type.text().ifPresent(t -> templates.put(t.hash(), t));
            type.discreet().ifPresent(t -> templates.put(t.hash(), t));
        }
    }

    Message render(Settler.Work work, Contact contact, Address address) {
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
                words(work, address.channel()),
                Planner.zoneOf(Optional.of(contact), setup),
                locale == null ? setup.identity().locale() : locale,
                work.claim().attempt(),
                Instant.ofEpochMilli(n.createdAt()),
                instant(n.expiresAt()),
                n.correlation());
    }

    private Words words(Settler.Work work, ChannelName channel) {
        Rows.Notification n = work.loaded().notification();
        Content content = contentOf(work.loaded());
        boolean details = work.type().showsDetailsOn(channel);
        if (details && content.text().isPresent()) {
            return new Words(content.text().get().title(), content.text().get().body());
        }
        String pin = n.template();
        if (pin == null) {
            throw new TemplateException("The notification has no words for " + channel, null);
        }
        String hash = Content.hashIn(pin, details)
                .or(() -> Content.hashIn(pin, false))
                .orElseThrow(
                        () -> new TemplateException("The type has no words that may be shown on " + channel, null));
        return template(hash).render(content.data());
    }

    private Template template(String hash) {
        Template known = templates.getIfPresent(hash);
        if (known != null) {
            return known;
        }
        Rows.Template row = store.reads()
                .template(hash)
                .orElseThrow(() -> new TemplateException("The words " + hash + " are not in the store", null));
        Template template = Template.of(row.title(), row.body());
        templates.put(hash, template);
        return template;
    }

    Content contentOf(ReadPart.Loaded loaded) {
        String shared = loaded.shared();
        return shared == null
                ? new Content(java.util.Map.of(), Optional.empty())
                : Content.read(setup.seams().seal().open(loaded.notification().id(), "content", shared));
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
