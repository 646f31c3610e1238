package dev.notify.internal.people;

import dev.notify.internal.base.Tasks;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The one way to ask the host: whatever it throws, also what it may not throw, is one kind of failure. */
final class Seam {

    private Seam() {}

    /** @throws People.Unanswered if the host fails, or answers null */
    static <T> T ask(String name, Callable<T> question) {
        try {
            @Nullable T answer = question.call();
            if (answer == null) {
                throw new NullPointerException("null for an answer");
            }
            return answer;
        } catch (Tasks.NeverReturns e) {
            throw e;
        } catch (Throwable e) {
            throw new People.Unanswered(name, e);
        }
    }
}
