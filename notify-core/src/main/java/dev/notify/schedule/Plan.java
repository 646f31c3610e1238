package dev.notify.schedule;

import dev.notify.request.Notification;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request says so far. */
final class Plan {

    final Notification what;
    Optional<Schedule> schedule = Optional.empty();

    @Nullable
    ZoneId zone;

    boolean ofRecipient;
    OnZoneChange onZoneChange = OnZoneChange.FOLLOW;
    Optional<LocalDateTime> from = Optional.empty();
    Optional<LocalDateTime> until = Optional.empty();
    Optional<Duration> tooLateAfter = Optional.empty();
    IfMissed ifMissed = IfMissed.TELL;
    Duration atLeastApart = Duration.ZERO;

    Plan(Notification what) {
        this.what = what;
    }

    Plan copy(Notification now) {
        Plan p = new Plan(now);
        p.schedule = schedule;
        p.zone = zone;
        p.ofRecipient = ofRecipient;
        p.onZoneChange = onZoneChange;
        p.from = from;
        p.until = until;
        p.tooLateAfter = tooLateAfter;
        p.ifMissed = ifMissed;
        p.atLeastApart = atLeastApart;
        return p;
    }
}
