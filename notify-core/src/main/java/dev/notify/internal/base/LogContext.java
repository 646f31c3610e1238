package dev.notify.internal.base;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every log line of this thread carries until it ends: the delivery it is about, and the id the host knows the matter by.
 */
public final class LogContext {

    private static final String DELIVERY = "notify.delivery";
    private static final String CORRELATION = "notify.correlation";

    private final @Nullable String deliveryBefore;
    private final @Nullable String correlationBefore;

    private LogContext() {
        this.deliveryBefore = MDC.get(DELIVERY);
        this.correlationBefore = MDC.get(CORRELATION);
    }

    /** About this delivery, if it is about one, under this id of the host's, if there is one. */
    public static LogContext about(@Nullable Object delivery, @Nullable String correlation) {
        LogContext context = new LogContext();
        set(DELIVERY, delivery == null ? null : delivery.toString());
        set(CORRELATION, correlation);
        return context;
    }

    private static void set(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }

    /** Brings back what was there before. */
    public void end() {
        set(DELIVERY, deliveryBefore);
        set(CORRELATION, correlationBefore);
    }
}
