package dev.notify.internal.intake;

import dev.notify.directory.Group;
import dev.notify.directory.Slice;
import dev.notify.internal.directory.Directory;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Recipient;
import dev.notify.model.Tenant;
import dev.notify.request.Notification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom a request is for by now: those it names, then the members of its groups, as far as a reader wants to see them. */
final class Audience {

    /** Of more than these, a reader learns nothing more. */
    private static final int SHOWN = 1_000;

    private static final int SHOWN_OF_GROUPS = 100;
    private static final int COUNTED = 10_000;
    private static final int PAGE = 500;

    private final Map<String, Recipient> some = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private int more;
    private boolean uncounted;

    private Audience() {}

    static Audience of(Notification n, Tenant tenant, Directory directory) {
        Audience audience = new Audience();
        n.recipients().forEach(recipient -> audience.add(recipient, SHOWN));
        int groups = audience.some.size() + SHOWN_OF_GROUPS;
        n.groups().forEach(group -> audience.add(group, tenant, directory, groups));
        if (audience.more > 0) {
            audience.notes.add(
                    (audience.uncounted ? "more than " : "up to ") + audience.more + " more recipients are not shown");
        }
        return audience;
    }

    /** Those who are shown, each once. */
    List<Recipient> some() {
        return List.copyOf(some.values());
    }

    /** How many belong to its groups, and how many are not shown. */
    List<String> notes() {
        return notes;
    }

    private void add(Recipient recipient, int most) {
        if (some.containsKey(recipient.key())) {
            return;
        }
        if (some.size() < most) {
            some.put(recipient.key(), recipient);
        } else {
            more++;
        }
    }

    private void add(Group group, Tenant tenant, Directory directory, int most) {
        int count = 0;
        @Nullable String after = null;
        boolean hosts = false;
        do {
            Optional<Directory.Members> told;
            try {
                told = directory.members(group, tenant, after, hosts, PAGE);
            } catch (Directory.Unanswered e) {
                notes.add(group.key() + " could not be looked up: it would be asked for again by and by");
                return;
            }
            if (told.isEmpty()) {
                break;
            }
            Slice<String> slice = told.get().slice();
            count += add(directory, tenant, slice.items(), most);
            hosts = told.get().hosts();
            after = slice.next().orElse(null);
        } while (after != null && count < COUNTED);
        uncounted |= after != null;
        notes.add(group.key()
                + (count == 0
                        ? " has no members"
                        : (after == null ? " has " : " has more than ") + count + " members"));
    }

    private int add(Directory directory, Tenant tenant, List<String> ids, int most) {
        Map<String, String> merged = ids.isEmpty() ? Map.of() : directory.merged(tenant, ids);
        int count = 0;
        for (String id : ids) {
            try {
                add(Recipient.id(merged.getOrDefault(id, id)), most);
                count++;
            } catch (InvalidInputException e) {
                // the host's source says what is no id: it is told of when it is sent
            }
        }
        return count;
    }
}
