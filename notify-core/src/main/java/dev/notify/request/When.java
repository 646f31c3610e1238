package dev.notify.request;

import dev.notify.model.InvalidInputException;
import dev.notify.policy.WallTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;

/** When a notification is due. */
public sealed interface When {

    /** As soon as it is accepted. */
    When NOW = new After(Duration.ZERO);

    /** The moment it is due, seen from now. */
    Instant from(Instant now);

    /** At this moment. */
    static When at(Instant moment) {
        return new At(moment);
    }

    /** When a clock on the wall of that zone shows this time; time and zone are what is stored. */
    static When at(LocalDateTime time, ZoneId zone) {
        return new AtWall(time, zone);
    }

    /** After this long. */
    static When after(Duration delay) {
        return new After(delay);
    }

    /** See {@link When#at(Instant)}. */
    record At(Instant moment) implements When {
        public At {
            Objects.requireNonNull(moment, "moment");
        }

        @Override
        public Instant from(Instant now) {
            return moment;
        }
    }

    /** See {@link When#at(LocalDateTime, ZoneId)}. */
    record AtWall(LocalDateTime time, ZoneId zone) implements When {
        public AtWall {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(zone, "zone");
        }

        @Override
        public Instant from(Instant now) {
            return WallTime.instantOf(time, zone);
        }
    }

    /** See {@link When#after(Duration)}. */
    record After(Duration delay) implements When {
        public After {
            Objects.requireNonNull(delay, "delay");
            if (delay.isNegative()) {
                throw new InvalidInputException("after", "is negative: a notification cannot be due before it is sent");
            }
        }

        @Override
        public Instant from(Instant now) {
            return now.plus(delay);
        }
    }
}
