package dev.notify.internal.announce;

import dev.notify.delivery.DeliveryState;
import dev.notify.event.NotificationEvent;
import dev.notify.internal.base.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events to the log: ids and words of our own only. A dead letter is a warning, all else is for debugging. */
final class EventLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.notify.deliveries");

    private EventLog() {}

    /** What lines about this event carry. */
    static LogContext contextOf(NotificationEvent event) {
        NotificationEvent.Of delivery = null;
        if (event instanceof NotificationEvent.Finished finished) {
            delivery = finished.delivery();
        } else if (event instanceof NotificationEvent.Retrying retrying) {
            delivery = retrying.delivery();
        } else if (event instanceof NotificationEvent.Held held) {
            delivery = held.delivery();
        }
        return LogContext.about(
                delivery == null ? null : delivery.id(), event.about().correlation());
    }

    static void write(NotificationEvent event) {
        boolean dead = event instanceof NotificationEvent.Finished finished && finished.state() == DeliveryState.FAILED;
        if (!(dead ? LOG.isWarnEnabled() : LOG.isDebugEnabled())) {
            return;
        }
        LogContext context = contextOf(event);
        try {
            line(event);
        } finally {
            context.end();
        }
    }

    private static void line(NotificationEvent event) {
        if (event instanceof NotificationEvent.Finished finished) {
            write(finished);
        } else if (event instanceof NotificationEvent.Retrying retrying) {
            LOG.debug("retrying {} next={}", of(event.about(), retrying.delivery()), retrying.next());
        } else if (event instanceof NotificationEvent.Held held) {
            LOG.debug("held {} until={}", of(event.about(), held.delivery()), held.until());
        } else {
            LOG.debug("{} {}", event.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT), of(event.about()));
        }
    }

    private static void write(NotificationEvent.Finished finished) {
        switch (finished.state()) {
            case FAILED -> LOG.warn("dead letter {}", of(finished.about(), finished.delivery()));
            default -> LOG.debug("finished {} state={}", of(finished.about(), finished.delivery()), finished.state());
        }
    }

    private static String of(NotificationEvent.About about) {
        return "notification=" + about.notification() + " tenant=" + about.tenant() + " type=" + about.type()
                + about.correlationId().map(c -> " correlation=" + c).orElse("");
    }

    private static String of(NotificationEvent.About about, NotificationEvent.Of delivery) {
        return "delivery=" + delivery.id() + " channel=" + delivery.channel() + " attempt=" + delivery.attempt() + " "
                + of(about);
    }
}
