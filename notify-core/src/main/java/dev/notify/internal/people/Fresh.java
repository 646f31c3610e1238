package dev.notify.internal.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.notify.internal.base.TimeSource;
import dev.notify.model.Tenant;
import dev.notify.preference.PreferenceSource;
import dev.notify.preference.Preferences;
import java.util.Optional;

/** Keeps what the host said for a moment: one person on several channels is asked for once. Bounded; safe for all threads. */
final class Fresh {

    /** With what follows before the hand-over to a channel, well below the five seconds that are promised. */
    static final long KEPT = 3_000;

    private static final int MOST = 10_000;

    private record Key(Tenant tenant, String id) {}

    private record Answer(Optional<Preferences> preferences, long askedAt) {}

    private final PreferenceSource source;
    private final TimeSource time;
    private final Cache<Key, Answer> answers =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    Fresh(PreferenceSource source, TimeSource time) {
        this.source = source;
        this.time = time;
    }

    /** What the host says of somebody; empty for nothing. */
    Optional<Preferences> preferencesOf(String id, Tenant tenant) {
        Key key = new Key(tenant, id);
        long now = time.millis();
        Answer kept = answers.getIfPresent(key);
        if (kept != null && still(kept.askedAt(), now)) {
            return kept.preferences();
        }
        Optional<Preferences> said = source.preferencesOf(id, tenant);
        answers.put(key, new Answer(said, now));
        return said;
    }

    /** Somebody said something else: nobody knows who, so everybody is asked again. */
    void forget() {
        answers.invalidateAll();
    }

    /** Whether what was asked then may be said now. */
    static boolean still(long askedAt, long now) {
        return now >= askedAt && now - askedAt < KEPT;
    }
}
