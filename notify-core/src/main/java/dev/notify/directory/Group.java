package dev.notify.directory;

import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import java.util.Locale;
import java.util.Objects;

/**
 * The name of several people, found out when a notification is sent: a group, those who have a role somewhere, or those who subscribed to
 * a topic.
 *
 * @param place where the role is held; empty for a group or topic
 */
public record Group(Kind kind, String name, String place) {

    /** The longest name of a group, role, place or topic. */
    public static final int MAX_NAME = 80;

    /** What sort of group. */
    public enum Kind {
        /** People who belong together. */
        GROUP,
        /** Those who do a job at a place. */
        ROLE,
        /** Those who subscribed. */
        TOPIC
    }

    /** @throws InvalidInputException naming what is no name: {@code group}, {@code role}, {@code role.place} or {@code topic} */
    public Group {
        Objects.requireNonNull(kind, "kind");
        String field = kind.name().toLowerCase(Locale.ROOT);
        Names.check(field, name, MAX_NAME);
        if (kind == Kind.ROLE) {
            Names.check("role.place", place, MAX_NAME);
        } else if (!place.isEmpty()) {
            throw new InvalidInputException(field, "has a place: only roles are held at one");
        }
    }

    /** A group by its name. */
    public static Group named(String name) {
        return new Group(Kind.GROUP, name, "");
    }

    /** Those who have a role at a place. */
    public static Group role(String role, String place) {
        return new Group(Kind.ROLE, role, place);
    }

    /** Those who subscribed to a topic. */
    public static Group topic(String name) {
        return new Group(Kind.TOPIC, name, "");
    }

    /** One text for all of it: {@code group/ward-3-nurses}, {@code role/attending-nurse/ward-3}, {@code topic/flu-clinic}. */
    public String key() {
        String key = kind.name().toLowerCase(Locale.ROOT) + "/" + name;
        return place.isEmpty() ? key : key + "/" + place;
    }

    /**
     * The group of a key.
     *
     * @throws InvalidInputException if it is none
     */
    public static Group ofKey(String key) {
        String[] parts = key.split("/", -1);
        for (Kind kind : Kind.values()) {
            boolean sized = parts.length == (kind == Kind.ROLE ? 3 : 2);
            if (sized && parts[0].equals(kind.name().toLowerCase(Locale.ROOT))) {
                return new Group(kind, parts[1], kind == Kind.ROLE ? parts[2] : "");
            }
        }
        throw new InvalidInputException("group", "is no key of a group: use one such as group/ward-3-nurses");
    }

    @Override
    public String toString() {
        return key();
    }
}
