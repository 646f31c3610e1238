package dev.notify.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/** What is kept of each server: how many more calls may be under way, and until when it is left alone. */
final class Origins {

    private static final int REMEMBERED = 10_000;

    private final Cache<String, Origin> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final int atOnce;

    Origins(int atOnce) {
        this.atOnce = atOnce;
    }

    /** One server. */
    static final class Origin {

        private final Semaphore room;
        private volatile Instant quietUntil = Instant.MIN;

        private Origin(int atOnce) {
            this.room = new Semaphore(atOnce, true);
        }

        Semaphore room() {
            return room;
        }

        /** How long it is still left alone; zero or less if it is not. */
        Duration quietFor(Instant now) {
            Instant until = quietUntil;
            return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
        }

        void quietUntil(Instant moment) {
            quietUntil = moment;
        }
    }

    Origin of(String origin) {
        return Objects.requireNonNull(known.get(origin, name -> new Origin(atOnce)));
    }
}
