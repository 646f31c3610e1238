package dev.notify.testing.laws.host;

import static dev.notify.testing.laws.host.HostStage.endOf;
import static dev.notify.testing.laws.host.HostStage.endsSoon;
import static dev.notify.testing.laws.kit.Checks.again;
import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.store.AcceptPart.Answer;
import dev.notify.store.StoreBusyException;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;

/** A key makes one of two, also where transactions of the host's are open. */
final class HostKeyLaws {

    private static final String KEY = "lab-991";

    private final HostStage host;
    private final Stage stage;
    private final SampleRows rows;

    HostKeyLaws(HostStage host) {
        this.host = host;
        this.stage = host.stage();
        this.rows = host.rows();
    }

    private SampleRows.Draft draft() {
        return rows.draft().key(KEY).to("ann", stage.lane());
    }

    private Optional<UUID> owner() {
        return host.store().reads().byKey(rows.tenant(), "sample", KEY);
    }

    private void isReplay(SampleRows.Draft first, Answer answer) {
        equal("id answered", first.id(), answer.id());
        equal(
                "deliveries of the first",
                first.rows().deliveries(),
                answer.first().orElseThrow().deliveries());
    }

    void a_taken_key_is_answered_with_the_first_and_the_work_goes_on() throws SQLException {
        SampleRows.Draft first = draft();
        stage.accept(first);
        host.works("before");
        isReplay(first, host.send(draft()));
        host.works("after");
        host.connection().commit();
        isTrue("work before", host.isDone("before"));
        isTrue("work after", host.isDone("after"));
        equal("rows claimable", 1, host.claimable(NOW).size());
    }

    void a_key_taken_in_this_transaction_is_answered_with_the_first() throws SQLException {
        SampleRows.Draft first = draft();
        host.send(first);
        isReplay(first, host.send(draft()));
        host.connection().commit();
        equal("rows claimable", 1, host.claimable(NOW).size());
    }

    void an_expired_key_taken_over_goes_back_with_the_rollback() throws SQLException {
        SampleRows.Draft first = draft().key(KEY, NOW + 1_000);
        stage.accept(first);
        SampleRows.Draft second = draft().createdAt(NOW + 1_000);
        isTrue("taken over", host.send(second).first().isEmpty());
        host.connection().rollback();
        equal("owner", Optional.of(first.id()), owner());
        isTrue("taken over after all", host.send(second).first().isEmpty());
        host.connection().commit();
        equal("owner after the commit", Optional.of(second.id()), owner());
    }

    void of_two_open_transactions_one_gets_the_key() throws Exception {
        SampleRows.Draft first = draft();
        SampleRows.Draft second = draft();
        host.works("first");
        host.send(first);
        Future<Optional<Answer>> other = host.beside(() -> workAndSend(second));
        notStoredYet(other);
        host.connection().commit();

        endOf(other).ifPresent(answer -> isReplay(first, answer));
        isTrue("work of the first", host.isDone("first"));
        isTrue("work of the second", host.isDone("second"));
        equal("owner", Optional.of(first.id()), owner());
        equal("the second is stored", false, host.isStored(second.id()));
        equal("rows claimable", 1, host.claimable(NOW).size());
    }

    void when_the_first_of_two_rolls_back_the_second_may_have_the_key() throws Exception {
        SampleRows.Draft first = draft();
        SampleRows.Draft second = draft();
        host.send(first);
        Future<Optional<Answer>> other = host.beside(() -> workAndSend(second));
        notStoredYet(other);
        host.connection().rollback();

        Optional<Answer> answer = endOf(other);
        boolean stored = answer.isPresent();
        answer.ifPresent(
                a -> isTrue("an answer says that it is stored", a.first().isEmpty()));
        isTrue("work of the second", host.isDone("second"));
        equal("the first is stored", false, host.isStored(first.id()));
        equal("the second is stored", stored, host.isStored(second.id()));
        SampleRows.Draft third = draft();
        equal("the third is stored", !stored, stage.accept(third).get(0).first().isEmpty());
        equal("rows claimable", 1, host.claimable(NOW).size());
    }

    /** Another transaction of the host's, from beginning to commit; empty if others were in the way of its key. */
    private Optional<Answer> workAndSend(SampleRows.Draft draft) throws SQLException {
        Connection other = host.another();
        host.worksOn(other, "second");
        Optional<Answer> answer = busyOr(() -> host.sendOn(other, draft));
        other.commit();
        return answer;
    }

    private static Optional<Answer> busyOr(java.util.function.Supplier<Answer> send) {
        try {
            return Optional.of(send.get());
        } catch (StoreBusyException e) {
            return Optional.empty();
        }
    }

    /** It waits for the first to end, or was told that others are in the way. */
    private static void notStoredYet(Future<Optional<Answer>> other) throws Exception {
        if (endsSoon(other)) {
            equal("answer while the first is open", Optional.empty(), endOf(other));
        }
    }

    void a_key_held_open_holds_up_its_own_caller_and_nobody_else() throws Exception {
        SampleRows.Draft first = draft();
        host.send(first);
        Future<Optional<Answer>> held =
                host.beside(() -> busyOr(() -> stage.accept(draft()).get(0)));
        for (int i = 0; i < 5; i++) {
            SampleRows.Draft other = rows.draft().key("other-" + i);
            Future<Answer> passes =
                    host.beside(() -> again(() -> stage.accept(other).get(0)));
            isTrue("another key is stored", endOf(passes).first().isEmpty());
        }
        equal("answer while the key is held", Optional.empty(), endOf(held));
        host.connection().commit();
        isReplay(first, again(() -> stage.accept(draft()).get(0)));
        equal("rows claimable", 1, host.claimable(NOW).size());
    }
}
