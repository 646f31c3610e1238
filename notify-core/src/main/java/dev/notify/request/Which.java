package dev.notify.request;

import dev.notify.model.Names;
import dev.notify.model.NotificationId;
import java.util.Objects;

/** Which stored notifications a change is about. */
public sealed interface Which {

    /** The one with this id. */
    static Which id(NotificationId id) {
        return new ById(id);
    }

    /** The one of this type that was sent under this key. */
    static Which key(String type, String key) {
        return new ByKey(type, key);
    }

    /** All about this subject. */
    static Which about(String subject) {
        return new About(subject);
    }

    /** See {@link Which#id}. */
    record ById(NotificationId id) implements Which {
        public ById {
            Objects.requireNonNull(id, "id");
        }
    }

    /** See {@link Which#key}. */
    record ByKey(String type, String key) implements Which {
        public ByKey {
            Names.check("type", type, NotificationType.MAX_NAME);
            Names.checkText("key", key, Notification.MAX_KEY);
        }
    }

    /** See {@link Which#about}. */
    record About(String subject) implements Which {
        public About {
            Names.checkText("about", subject, Notification.MAX_SUBJECT);
        }
    }
}
