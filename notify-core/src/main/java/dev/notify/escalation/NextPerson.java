package dev.notify.escalation;

import dev.notify.directory.Group;
import dev.notify.model.Names;
import dev.notify.model.Recipient;
import java.util.Objects;

/** Who is asked next: found out when that moment has come, not before. */
public sealed interface NextPerson {

    /** The longest name of a rota. */
    int MAX_ROTA = 60;

    /** Whoever is on call by the rota of this name, which is registered on the builder. */
    static NextPerson onCall(String rota) {
        return new OnCall(rota);
    }

    /** Somebody by id. */
    static NextPerson user(String recipientId) {
        return new User(recipientId);
    }

    /** The members of a group by its name. */
    static NextPerson group(String name) {
        return members(Group.named(name));
    }

    /** Those who have a role at a place. */
    static NextPerson role(String role, String place) {
        return members(Group.role(role, place));
    }

    /** The members of a group, role or topic. */
    static NextPerson members(Group group) {
        return new Members(group);
    }

    /** One text for all of it: {@code rota/cardiology}, {@code user/dr-silva}, {@code group/ward-3-nurses}. */
    String key();

    /** See {@link NextPerson#onCall}. */
    record OnCall(String rota) implements NextPerson {
        public OnCall {
            Names.check("rota", rota, MAX_ROTA);
        }

        @Override
        public String key() {
            return "rota/" + rota;
        }
    }

    /** See {@link NextPerson#user}. */
    record User(String recipientId) implements NextPerson {
        /** @throws dev.notify.model.InvalidInputException if it is no id of a person */
        public User {
            Recipient.id(recipientId);
        }

        @Override
        public String key() {
            return "user/" + recipientId;
        }
    }

    /** See {@link NextPerson#members}. */
    record Members(Group group) implements NextPerson {
        public Members {
            Objects.requireNonNull(group, "group");
        }

        @Override
        public String key() {
            return group.key();
        }
    }
}
