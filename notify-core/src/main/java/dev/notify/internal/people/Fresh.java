package dev.notify.internal.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.notify.internal.base.TimeSource;
import dev.notify.model.Tenant;
import dev.notify.preference.PreferenceSource;
import dev.notify.preference.Preferences;

/** Keeps what somebody said for a moment: one person on several channels is asked for once. Bounded; safe for all threads. */
final class Fresh {

    /** With what follows before the hand-over to a channel, well below the five seconds that are promised. */
    private static final long KEPT = 3_000;

    private static final int MOST = 10_000;

    private record Key(Tenant tenant, String id) {}

    private record Answer(Preferences preferences, long askedAt) {}

    private final PreferenceSource source;
    private final TimeSource time;
    private final Cache<Key, Answer> answers =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    Fresh(PreferenceSource source, TimeSource time) {
        this.source = source;
        this.time = time;
    }

    Preferences preferencesOf(String id, Tenant tenant) {
        Key key = new Key(tenant, id);
        long now = time.millis();
        Answer kept = answers.getIfPresent(key);
        if (kept != null && now >= kept.askedAt() && now - kept.askedAt() < KEPT) {
            return kept.preferences();
        }
        Preferences said = source.preferencesOf(id, tenant).orElse(Preferences.none());
        answers.put(key, new Answer(said, now));
        return said;
    }
}
