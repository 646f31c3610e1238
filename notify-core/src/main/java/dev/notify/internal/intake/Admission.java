package dev.notify.internal.intake;

import dev.notify.internal.base.TimeSource;
import dev.notify.internal.setup.Setup;
import dev.notify.model.OverloadedException;
import dev.notify.model.Tenant;
import dev.notify.policy.RateLimit;
import dev.notify.request.NotificationType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps acceptance within the rates the host set, for each tenant by itself, in steady time. */
final class Admission {

    private final Setup setup;
    private final TimeSource time;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    Admission(Setup setup, TimeSource time) {
        this.setup = setup;
        this.time = time;
    }

    void admit(Tenant tenant, NotificationType type) {
        setup.limits().acceptAtMost().ifPresent(limit -> take(tenant.value(), "acceptAtMost", limit));
        type.acceptAtMost()
                .ifPresent(limit -> take(tenant + "/" + type.name(), "acceptAtMost of type " + type.name(), limit));
    }

    private void take(String key, String what, RateLimit limit) {
        long wait = buckets.computeIfAbsent(key, k -> new Bucket()).take(limit, time.steady());
        if (wait > 0) {
            throw new OverloadedException(
                    what + " is " + limit.count() + " in " + limit.per() + ", and that is used up: try again in " + wait
                            + " ms",
                    Duration.ofMillis(wait));
        }
    }

    /** A bucket kept as the moment at which it would be full again. */
    private static final class Bucket {
        private double fullAt = Double.NEGATIVE_INFINITY;

        /** Takes one; returns 0, or how long to wait for one. */
        synchronized long take(RateLimit limit, long now) {
            double each = (double) limit.per().toMillis() / limit.count();
            double full = Math.max(fullAt, (double) now) + each;
            double over = full - now - limit.per().toMillis();
            if (over > 0.001) {
                return (long) Math.ceil(over);
            }
            fullAt = full;
            return 0;
        }
    }
}
