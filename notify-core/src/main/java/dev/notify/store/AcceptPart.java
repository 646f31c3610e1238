package dev.notify.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes notifications in. */
public interface AcceptPart {

    /**
     * Stores a group in one transaction.
     *
     * <p>An acceptance whose key is taken, by an earlier transaction or earlier in the group, writes nothing and is answered with
     * the first one. A key is taken until its row's {@code expiresAt}, measured against the new notification's {@code createdAt};
     * an expired row is taken over. The first one's id is then the answer's. Keys that differ in case, accent, trailing blank or beyond any length are different keys.
     * Inside a host's transaction a taken key neither fails the transaction nor is decided by affected-row counts.
     *
     * @return an answer for each acceptance, in order
     * @throws StoreException as the whole group failed: nothing is stored, unless it is a {@link StoreUnavailableException.CommitUnknownException}
     */
    List<Answer> accept(List<Rows.Acceptance> group);

    /**
     * Stores words that are not stored yet, so that notifications may be pinned to them without bringing them along. Words are never
     * changed: the first text under a hash stays.
     */
    void pin(List<Rows.Template> words);

    /** Which of these notifications are stored; asked after a {@link StoreUnavailableException.CommitUnknownException}. */
    List<UUID> stored(List<UUID> notificationIds);

    /** Stored, or the first one under the same key. */
    record Answer(UUID id, @Nullable First replayed) {

        /** Stored. */
        public static Answer stored(UUID id) {
            return new Answer(id, null);
        }

        /** The first one, if it was sent before. */
        public Optional<First> first() {
            return Optional.ofNullable(replayed);
        }
    }

    /** A notification accepted earlier, and its deliveries by id. Both are empty once retention has removed them. */
    record First(Rows.@Nullable Notification notification, List<Rows.Delivery> deliveries) {
        public First {
            deliveries = List.copyOf(deliveries);
        }
    }
}
