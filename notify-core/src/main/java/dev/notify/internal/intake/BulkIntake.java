package dev.notify.internal.intake;

import dev.notify.delivery.Bulk;
import dev.notify.delivery.KeyConflictException;
import dev.notify.delivery.Receipt;
import dev.notify.model.InvalidInputException;
import dev.notify.request.Notification;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes in very many, share by share: a share is checked as a whole before any of it is stored, and stored in one transaction. So a mistake
 * costs its own share alone, and memory holds one share.
 */
final class BulkIntake {

    /** The most notifications of a share, and the recipients after which it is full. */
    private static final int SHARE = 256;

    private static final int RECIPIENTS = 1_000;

    /** Takes a share in one transaction. */
    interface Share {

        /** Checks one and takes it along; refuses it by the name of its field. */
        void add(Notification one);

        /** Stores all that were taken along; what each came to, in order. */
        List<Result> store();
    }

    /** A receipt, or a conflict. */
    record Result(Receipt receipt, boolean conflict) {
        static Result of(Receipt receipt) {
            return new Result(receipt, false);
        }

        static Result of(KeyConflictException e) {
            return new Result(e.first(), true);
        }
    }

    private final Share share;
    private final Consumer<Receipt> each;
    private final List<Bulk.Conflict> conflicts = new ArrayList<>();
    private long index;
    private long stored;
    private long replayed;
    private long deliveries;
    private long conflicting;

    BulkIntake(Share share, Consumer<Receipt> each) {
        this.share = share;
        this.each = each;
    }

    Bulk take(Iterator<Notification> all) {
        while (all.hasNext()) {
            int size = 0;
            int recipients = 0;
            while (all.hasNext() && size < SHARE && recipients < RECIPIENTS) {
                Notification one = all.next();
                add(one, index + size);
                recipients += Math.max(1, one.recipients().size());
                size++;
            }
            List<Result> results = share.store();
            for (Result result : results) {
                count(result);
                index++;
            }
            results.stream().filter(r -> !r.conflict()).map(Result::receipt).forEach(each);
        }
        return new Bulk(stored, replayed, deliveries, conflicts, conflicting);
    }

    private void add(Notification one, long at) {
        String name = "notifications[" + at + "]";
        if (one == null) {
            throw new InvalidInputException(name, "is null");
        }
        try {
            share.add(one);
        } catch (InvalidInputException e) {
            String problem = String.valueOf(e.getMessage()).substring(e.field().length() + 1);
            throw new InvalidInputException(name + "." + e.field(), problem);
        }
    }

    private void count(Result result) {
        Receipt receipt = result.receipt();
        if (result.conflict()) {
            conflicting++;
            if (conflicts.size() < Bulk.MOST) {
                conflicts.add(new Bulk.Conflict(index, receipt.id()));
            }
        } else if (receipt.replayed()) {
            replayed++;
        } else {
            stored++;
            deliveries += receipt.deliveries();
        }
    }
}
