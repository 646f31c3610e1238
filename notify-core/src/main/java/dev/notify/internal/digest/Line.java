package dev.notify.internal.digest;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where one message for somebody follows the other: the last, and what earlier ones told that has not been ended yet.
 *
 * @param card the id and version it was read with; version 0 for none
 * @param carrier the delivery that carries the last
 * @param notification what that is a delivery of
 * @param told what earlier ones told, and the delivery that carried it
 */
record Line(UUID card, long version, Optional<UUID> carrier, Optional<UUID> notification, Map<UUID, UUID> told) {

    Line {
        told = Map.copyOf(told);
    }
}
