package dev.notify.internal.intake;

import dev.notify.internal.base.Surroundings;
import dev.notify.internal.base.Tasks;
import dev.notify.internal.base.TimeSource;
import dev.notify.model.NotifyException;
import dev.notify.store.AcceptPart;
import dev.notify.store.Rows;
import dev.notify.store.Store;
import dev.notify.store.StoreBusyException;
import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import dev.notify.store.StoreUnavailableException.CommitUnknownException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Commits one group and answers every seat in it; one bad request fails its own caller alone. */
final class GroupCommit {

    private static final int ASK_TIMES = 8;
    private static final long ASK_AFTER = 50;
    private static final long ASK_FOR = 3_000;

    private final Tasks tasks;
    private final TimeSource time;
    private final Store store;

    GroupCommit(Surroundings surroundings, Store store) {
        this.tasks = surroundings.tasks();
        this.time = surroundings.time();
        this.store = store;
    }

    void commit(List<Seat> seats) {
        try {
            answer(seats, store.accepts().accept(acceptances(seats)));
        } catch (CommitUnknownException e) {
            findOut(seats, e);
        } catch (StoreUnavailableException e) {
            seats.forEach(seat -> seat.fail(away(e)));
        } catch (StoreException e) {
            if (seats.size() > 1) {
                seats.forEach(seat -> commit(List.of(seat)));
            } else if (e instanceof StoreBusyException) {
                seats.get(0).busy();
            } else {
                seats.get(0).fail(e);
            }
        } catch (RuntimeException | Error e) {
            seats.stream()
                    .filter(seat -> !seat.over())
                    .forEach(seat -> seat.fail(new NotifyException("could not be stored, unexpectedly", e)));
        }
    }

    private static List<Rows.Acceptance> acceptances(List<Seat> seats) {
        return seats.stream().map(Seat::acceptance).toList();
    }

    private static void answer(List<Seat> seats, List<AcceptPart.Answer> answers) {
        for (int i = 0; i < seats.size(); i++) {
            seats.get(i).answer(answers.get(i));
        }
    }

    /** The store was lost while committing: asks it, once it is back, which it has. The ids are ours, so it can tell. */
    private void findOut(List<Seat> seats, CommitUnknownException unknown) {
        List<UUID> ids =
                seats.stream().map(s -> s.acceptance().notification().id()).toList();
        long until = time.steady() + ASK_FOR;
        for (int i = 0; i < ASK_TIMES && time.steady() < until; i++) {
            tasks.pause(ASK_AFTER << Math.min(i, 3));
            try {
                Set<UUID> stored = new HashSet<>(store.accepts().stored(ids));
                for (Seat seat : seats) {
                    UUID id = seat.acceptance().notification().id();
                    if (stored.contains(id)) {
                        seat.answer(AcceptPart.Answer.stored(id));
                    } else {
                        seat.busy();
                    }
                }
                return;
            } catch (StoreException e) {
                unknown.addSuppressed(e);
            }
        }
        seats.forEach(seat -> seat.fail(new CommitUnknownException(
                "The store was lost while this was being stored: it may be, or not. Send it again with the same key",
                unknown)));
    }

    private static StoreUnavailableException away(StoreUnavailableException e) {
        return new StoreUnavailableException("Not stored: the store cannot be reached. Try again later", e);
    }
}
