package dev.notify.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Hands every line to {@link Logged}. */
final class TestLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    TestLogger(String name) {
        this.name = name;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String message,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        Logged.write(level, name, MessageFormatter.basicArrayFormat(message, arguments), thrown);
    }

    @Override
    public boolean isTraceEnabled() {
        return Logged.wanted();
    }

    @Override
    public boolean isDebugEnabled() {
        return Logged.wanted();
    }

    @Override
    public boolean isInfoEnabled() {
        return Logged.wanted();
    }

    @Override
    public boolean isWarnEnabled() {
        return Logged.wanted();
    }

    @Override
    public boolean isErrorEnabled() {
        return Logged.wanted();
    }
}
