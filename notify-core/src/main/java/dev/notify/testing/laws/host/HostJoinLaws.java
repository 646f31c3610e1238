package dev.notify.testing.laws.host;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.refuses;
import static dev.notify.testing.laws.kit.SampleRows.NOW;

import dev.notify.delivery.DeliveryState;
import dev.notify.store.AcceptPart.Answer;
import dev.notify.store.CardPart;
import dev.notify.store.CardPart.Due;
import dev.notify.store.CardPart.Place;
import dev.notify.store.CardPart.Put;
import dev.notify.store.ChangePart.Cancel;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import dev.notify.store.StoreSession;
import dev.notify.store.StoreUnavailableException;
import dev.notify.testing.laws.kit.SampleCards;
import dev.notify.testing.laws.kit.SampleRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;

/** The store is a guest on the host's connection: it takes the right one only, and leaves it as it was. */
final class HostJoinLaws {

    /** What only the host may do with its connection. */
    private static final Set<String> THE_HOSTS =
            Set.of("commit/0", "rollback/0", "close/0", "abort/1", "setAutoCommit/1", "beginRequest/0", "endRequest/0");

    private final HostStage host;
    private final SampleRows rows;

    HostJoinLaws(HostStage host) {
        this.host = host;
        this.rows = host.rows();
    }

    /** Everything a caller can do on a connection of the host's. */
    private Answer useAll(Connection connection) {
        StoreSession joined = host.store().join(connection);
        SampleRows.Draft draft = rows.draft().key("k").to("ann", host.stage().lane());
        joined.accepts().accept(List.of(draft.rows()));
        Answer replayed = joined.accepts()
                .accept(List.of(
                        rows.draft().key("k").to("ann", host.stage().lane()).rows()))
                .get(0);
        joined.changes().cancel(new Cancel(rows.tenant(), List.of(draft.id()), NOW, Map.of(), List.of()));
        joined.reads().load(List.of(draft.last().id()));
        joined.reads().deliveriesOf(rows.tenant(), List.of(draft.id()));
        useCards(joined.cards(), draft.last().id());
        return replayed;
    }

    private void useCards(CardPart cards, UUID delivery) {
        SampleCards sample = new SampleCards(rows);
        Place place = sample.place("ann", rows.id().toString());
        Put put = sample.put(place, 0, "text");
        SampleCards.write(cards, put, sample.put(sample.place("bob", place.name()), "text"));
        SampleCards.write(cards, sample.put(place, 7, "not as expected"));
        cards.read(List.of(place));
        cards.list(rows.tenant(), SampleCards.KIND, "ann", null, 10);
        cards.named(rows.tenant(), SampleCards.KIND, place.name(), null, 10);
        cards.byIds(List.of(put.id()));
        cards.write(CardPart.Step.EMPTY
                .puts(List.of(sample.put(place, "more"), sample.removal(sample.place("bob", place.name()))))
                .dues(List.of(new Due(delivery, NOW, NOW + 1)))
                .trail(List.of(rows.trail(rows.id(), delivery)))
                .counters(List.of(rows.counter("a", DeliveryState.PENDING, 1))));
    }

    void a_connection_in_autocommit_mode_is_refused() throws SQLException {
        host.connection().setAutoCommit(true);
        refuses("a connection in autocommit mode", StoreException.class, host::joined);
        isTrue("still in autocommit mode", host.connection().getAutoCommit());
    }

    void a_closed_connection_is_refused() throws SQLException {
        Connection closed = host.another();
        closed.rollback();
        closed.close();
        refuses("a closed connection", StoreException.class, () -> host.store().join(closed));
    }

    void a_database_without_the_stores_tables_is_refused_and_its_transaction_goes_on() throws SQLException {
        refusedAndUsable(host.hosting().another());
    }

    void the_database_of_another_store_is_refused_and_its_transaction_goes_on() throws SQLException {
        DataSource elsewhere = host.hosting().another();
        try (Store other = host.hosting().open(elsewhere)) {
            refusedAndUsable(elsewhere);
            isTrue("the other store is open", other.databaseTime() > 0);
        }
    }

    private void refusedAndUsable(DataSource elsewhere) throws SQLException {
        try (Connection foreign = elsewhere.getConnection()) {
            foreign.setAutoCommit(false);
            host.worksOn(foreign, "before");
            refuses(
                    "a connection to another database",
                    StoreException.class,
                    () -> host.store().join(foreign));
            host.worksOn(foreign, "after");
            foreign.commit();
        }
        try (Connection foreign = elsewhere.getConnection()) {
            isTrue("work before the refusal is committed", host.isDoneOn(foreign, "before"));
            isTrue("work after the refusal is committed", host.isDoneOn(foreign, "after"));
        }
    }

    void a_closed_store_joins_nothing() {
        host.store().close();
        refuses("joining a closed store", StoreUnavailableException.class, host::joined);
    }

    void two_joins_of_one_transaction_are_in_it_both() throws SQLException {
        SampleRows.Draft one = rows.draft();
        SampleRows.Draft two = rows.draft();
        host.send(one);
        host.send(two);
        host.connection().rollback();
        equal("stored of the first", false, host.isStored(one.id()));
        equal("stored of the second", false, host.isStored(two.id()));
    }

    void it_neither_commits_nor_rolls_back_nor_closes() {
        Witness witness = Witness.of(host.connection());
        useAll(witness.connection());
        isTrue("the connection was used", !witness.calls().isEmpty());
        Set<String> done = new TreeSet<>(witness.calls());
        done.retainAll(THE_HOSTS);
        equal("what only the host may do", Set.of(), done);
    }

    void the_connection_is_left_as_it_was() throws SQLException {
        List<Object> before = settings();
        useAll(host.connection());
        equal("autocommit, isolation, read-only, holdability, catalog, schema", before, settings());
    }

    private List<Object> settings() throws SQLException {
        Connection c = host.connection();
        return Arrays.asList(
                c.getAutoCommit(),
                c.getTransactionIsolation(),
                c.isReadOnly(),
                c.getHoldability(),
                String.valueOf(c.getCatalog()),
                String.valueOf(c.getSchema()));
    }

    void no_statement_is_left_open() throws SQLException {
        Witness witness = Witness.of(host.connection());
        useAll(witness.connection());
        isTrue("statements were made", witness.made() > 0);
        equal("statements left open", 0, witness.leftOpen());
    }

    void the_connection_is_not_touched_after_the_commit() throws SQLException {
        Witness witness = Witness.of(host.connection());
        Answer replayed = useAll(witness.connection());
        SampleRows.Draft sent = rows.draft().to("bob", host.stage().lane());
        host.sendOn(witness.connection(), sent);
        host.connection().commit();
        List<String> before = witness.calls();

        equal(
                "deliveries of the first",
                1,
                replayed.first().orElseThrow().deliveries().size());
        isTrue("it is stored", host.isStored(sent.id()));
        host.stage().settle(host.stage().sent(host.stage().claimOne(NOW).ref(), 1));
        host.stage().accept(rows.draft());
        host.store().close();
        equal(
                "calls since the commit",
                List.of(),
                witness.calls().subList(before.size(), witness.calls().size()));
    }
}
