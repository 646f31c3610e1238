package dev.notify.internal.directory;

import dev.notify.directory.Group;
import dev.notify.directory.GroupSource;
import dev.notify.directory.Slice;
import dev.notify.internal.base.Tasks;
import dev.notify.model.Tenant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the members of a group: the host's source is asked first, and what it does not know is looked for here. */
final class Roll {

    private static final int LONGEST_CURSOR = 200;

    private final Optional<GroupSource> source;
    private final Directory directory;

    Roll(Optional<GroupSource> source, Directory directory) {
        this.source = source;
        this.directory = directory;
    }

    Optional<Directory.Members> call(Group group, Tenant tenant, @Nullable String after, boolean hosts, int limit) {
        if (after == null || hosts) {
            Optional<Slice<String>> told = ask(group, tenant, after, limit);
            if (told.isPresent() || after != null) {
                return told.map(slice -> new Directory.Members(slice, true));
            }
        }
        return directory.membersOf(group, tenant, after, limit).map(slice -> new Directory.Members(slice, false));
    }

    private Optional<Slice<String>> ask(Group group, Tenant tenant, @Nullable String after, int limit) {
        if (source.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Slice<String>> told = source.get().membersOf(group, tenant, Optional.ofNullable(after), limit);
            Optional<String> next = told.flatMap(Slice::next);
            if (next.isPresent()
                    && (next.get().length() > LONGEST_CURSOR || next.get().equals(after))) {
                throw new IllegalStateException(
                        "the page goes on with what it was asked with, or with a text too long");
            }
            return told;
        } catch (Tasks.NeverReturns e) {
            throw e;
        } catch (Throwable e) {
            throw new Directory.Unanswered(e);
        }
    }
}
