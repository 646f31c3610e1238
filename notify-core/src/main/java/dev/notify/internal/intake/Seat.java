package dev.notify.internal.intake;

import dev.notify.store.AcceptPart;
import dev.notify.store.Rows;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One caller's request in the committer's queue, and what became of it. */
final class Seat {

    private final Rows.Acceptance acceptance;
    private final Thread caller;
    private final boolean alone;
    private AcceptPart.@Nullable Answer answer;
    private @Nullable RuntimeException failure;
    private volatile boolean over;

    Seat(Rows.Acceptance acceptance, Thread caller, boolean alone) {
        this.acceptance = acceptance;
        this.caller = caller;
        this.alone = alone;
    }

    Rows.Acceptance acceptance() {
        return acceptance;
    }

    /** Whether it once held up a group and is committed by itself. */
    boolean alone() {
        return alone;
    }

    long chars() {
        long chars = 0;
        for (Rows.Content content : acceptance.contents()) {
            chars += content.text().length();
        }
        return chars;
    }

    void answer(AcceptPart.Answer given) {
        answer = given;
        over = true;
    }

    void fail(RuntimeException e) {
        failure = e;
        over = true;
    }

    /** Neither answered nor failed: others were in the way, and it is worth coming again. */
    void busy() {
        over = true;
    }

    boolean over() {
        return over;
    }

    boolean answered() {
        return answer != null;
    }

    AcceptPart.Answer answer() {
        AcceptPart.Answer given = answer;
        if (given == null) {
            throw new IllegalStateException("not answered");
        }
        return given;
    }

    void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    void wake() {
        LockSupport.unpark(caller);
    }
}
