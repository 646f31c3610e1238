package dev.notify.internal.digest;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who is told by one message; written once, before its first try, and never changed.
 *
 * @param carrier the delivery that carries it
 * @param words what its words are pinned to
 * @param members the deliveries it tells of, the carrier among them, the oldest first
 */
record Roll(UUID carrier, String words, List<UUID> members, Set<UUID> known) {

    Roll(UUID carrier, String words, List<UUID> members) {
        this(carrier, words, List.copyOf(members), Set.copyOf(members));
    }
}
