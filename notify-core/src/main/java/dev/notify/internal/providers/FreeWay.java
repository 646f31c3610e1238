package dev.notify.internal.providers;

import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.internal.providers.Providers.Pass;
import dev.notify.internal.providers.Providers.Turn;
import dev.notify.internal.providers.Providers.Way;
import java.util.Optional;

/** A way nothing stands in, and that leads to no provider. */
final class FreeWay implements Way {

    private static final Turn NO_TURN = new Turn() {
        @Override
        public Optional<Pass> next(Message message) {
            return Optional.empty();
        }

        @Override
        public Outcome.Unavailable nobody() {
            return new Outcome.Unavailable(java.time.Duration.ZERO, false, "there is no such channel");
        }

        @Override
        public Optional<String> dropped() {
            return Optional.empty();
        }

        @Override
        public void overdue() {}

        @Override
        public void end() {}
    };

    @Override
    public int soon() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int free(boolean critical) {
        return Integer.MAX_VALUE;
    }

    @Override
    public Optional<Turn> turn(boolean critical) {
        return Optional.of(NO_TURN);
    }

    @Override
    public Turn unasked(boolean critical) {
        return NO_TURN;
    }

    @Override
    public long nextAt(boolean critical) {
        return 0;
    }

    @Override
    public String why() {
        return "";
    }
}
