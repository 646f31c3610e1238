package dev.notify.databases;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server, or the reason why there is none. */
public final class Found<S> {

    private final @Nullable S server;
    private final String reason;

    private Found(@Nullable S server, String reason) {
        this.server = server;
        this.reason = reason;
    }

    static <S> Found<S> server(S server) {
        return new Found<>(server, "");
    }

    static <S> Found<S> nothing(String reason) {
        return new Found<>(null, reason);
    }

    /** The server; without one, throws what the caller makes of the reason. */
    public <X extends Throwable> S orThrow(Function<String, X> refusal) throws X {
        if (server == null) {
            throw refusal.apply(reason);
        }
        return server;
    }
}
