package dev.notify.internal.doctor;

import dev.notify.event.Health;
import dev.notify.internal.base.Tasks;
import dev.notify.model.NotifyException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One thing to look at that may take its time, or never end.
 *
 * @param where what it is the finding of
 */
record Look(String where, Callable<List<Health.Finding>> body) {

    /** Longer than a sound answer takes, shorter than an operator waits. */
    static final long MOST_MILLIS = 30_000;

    /** Looks at all of them side by side; what has not ended in time is a finding too, and is asked to end. */
    static List<Health.Finding> all(List<Look> looks, Tasks tasks) {
        List<Begun> begun = looks.stream().map(look -> new Begun(look, tasks)).toList();
        tasks.await(MOST_MILLIS, () -> begun.stream().allMatch(Begun::ended));
        return begun.stream().flatMap(b -> b.findings().stream()).toList();
    }

    /** A look under way. */
    private static final class Begun {
        private final Look look;
        private final Tasks.Running running;
        private volatile @Nullable List<Health.Finding> found;

        Begun(Look look, Tasks tasks) {
            this.look = look;
            this.running = tasks.run(() -> found = look.findings());
        }

        boolean ended() {
            return found != null;
        }

        List<Health.Finding> findings() {
            List<Health.Finding> known = found;
            if (known == null) {
                running.interrupt();
                return List.of(look.tooLong());
            }
            return known;
        }
    }

    private Health.Finding tooLong() {
        return new Health.Finding(
                Health.Status.DOWN, where, "has not answered within " + MOST_MILLIS / 1_000 + " s: it hangs");
    }

    /** What is thrown may hold a secret: only exceptions of Notify's own kind promise that they do not. */
    private List<Health.Finding> findings() {
        try {
            return body.call();
        } catch (Exception e) {
            String what = e instanceof NotifyException
                    ? String.valueOf(e.getMessage())
                    : "cannot be looked at: it threw " + e.getClass().getName();
            return List.of(new Health.Finding(Health.Status.DOWN, where, what));
        }
    }
}
