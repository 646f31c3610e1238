package dev.notify.testing.laws.store;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Checks.refuses;

import dev.notify.store.AcceptPart;
import dev.notify.store.ChangePart;
import dev.notify.store.MetaPart;
import dev.notify.store.QueuePart;
import dev.notify.store.ReadPart;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart;
import dev.notify.store.Store;
import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import dev.notify.testing.laws.kit.Checks;
import dev.notify.testing.laws.kit.SampleRows;
import dev.notify.testing.laws.kit.Stage;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The store as a whole: what it remembers of itself, its clock, its end. */
final class MetaLaws {

    private final Stage stage;
    private final SampleRows rows;
    private final MetaPart meta;

    MetaLaws(Stage stage) {
        this.stage = stage;
        this.rows = stage.rows();
        this.meta = stage.store().meta();
    }

    void what_was_never_remembered_is_absent() {
        equal("remembered", Optional.empty(), meta.get(rows.own("name")));
    }

    void put_if_absent_keeps_the_first() {
        String name = rows.own("name");
        equal("first", "one", meta.putIfAbsent(name, "one"));
        equal("second", "one", meta.putIfAbsent(name, "two"));
        equal("remembered", Optional.of("one"), meta.get(name));
    }

    void put_replaces_what_was() {
        String name = rows.own("name");
        meta.put(name, "one");
        meta.put(name, "two");
        equal("remembered", Optional.of("two"), meta.get(name));
        meta.put(name, "two");
        equal("remembered again", Optional.of("two"), meta.get(name));
    }

    void names_are_told_apart() {
        meta.put(rows.own("name"), "small");
        meta.put(rows.own("NAME"), "large");
        equal("remembered", Optional.of("small"), meta.get(rows.own("name")));
    }

    void any_short_text_is_remembered() {
        for (String text : List.of(" ", "Gr\u00fc\u00dfe \ud83d\ude00 ' \" \\ %", "x".repeat(500))) {
            meta.put(rows.own("name"), text);
            equal("remembered", Optional.of(text), meta.get(rows.own("name")));
        }
    }

    void the_clock_of_the_store_does_not_run_backwards() {
        long first = stage.store().databaseTime();
        isTrue("time is after 2020", first > 1_577_836_800_000L);
        isTrue("time goes on", stage.store().databaseTime() >= first);
    }

    void closing_twice_is_closing_once() {
        stage.store().close();
        stage.store().close();
    }

    /** A store that can join no transaction at all refuses it as well. */
    void a_connection_that_is_closed_is_refused() {
        refuses(
                "joining by a closed connection",
                StoreException.class,
                () -> stage.store().join(closedConnection()));
    }

    private static Connection closedConnection() {
        return (Connection) Proxy.newProxyInstance(
                MetaLaws.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isClosed")) {
                        return true;
                    }
                    throw new SQLException("the connection is closed", "08003");
                });
    }

    void a_closed_store_refuses_everything() {
        Store store = stage.store();
        UUID id = rows.id();
        List<UUID> ids = List.of(id);
        AcceptPart accepts = store.accepts();
        QueuePart queue = store.queue();
        SettlePart settles = store.settles();
        ChangePart changes = store.changes();
        ReadPart reads = store.reads();
        ReadPart.Find find =
                new ReadPart.Find(rows.tenant(), null, null, null, null, null, Set.of(), null, null, null, 0, 10);
        store.close();
        closed("accept", () -> accepts.accept(List.of(rows.draft().rows())));
        closed("pin", () -> accepts.pin(List.of(new Rows.Template("hash", "title", "body"))));
        closed("stored", () -> accepts.stored(ids));
        closed("heads", () -> queue.heads(Map.of(stage.lane().number(), 0L)));
        closed("claim", () -> stage.claim(SampleRows.NOW, 1));
        closed("claimThese", () -> queue.claimThese(ids, SampleRows.NOW, Stage.OWNER, Stage.LEASE));
        closed("renew", () -> queue.renew(List.of(new QueuePart.Held(id, 1)), Stage.OWNER, Stage.LEASE));
        closed("release", () -> queue.release(List.of(new QueuePart.Release(id, 1, 0, false))));
        closed("settle", () -> settles.settle(List.of(stage.sent(id, 1))));
        closed("settleLate", () -> settles.settleLate(stage.sent(id, 1)));
        closed("cancel", () -> changes.cancel(new ChangePart.Cancel(rows.tenant(), ids, 0, Map.of(), List.of())));
        closed(
                "move",
                () -> changes.move(new ChangePart.Move(rows.tenant(), ids, 0, 0, null, null, false, false, List.of())));
        closed("load", () -> reads.load(ids));
        closed("calls", () -> reads.calls(ids));
        closed("template", () -> reads.template("hash"));
        closed("byKey", () -> reads.byKey(rows.tenant(), "sample", "key"));
        closed("bySubject", () -> reads.bySubject(rows.tenant(), "subject", 1));
        closed("deliveriesOf", () -> reads.deliveriesOf(rows.tenant(), ids));
        closed("attempts", () -> reads.attempts(ids));
        closed("counters", () -> reads.counters(rows.tenant(), 0));
        closed("notification", () -> reads.notification(rows.tenant(), id));
        closed("find", () -> reads.find(find));
        closed("count", () -> reads.count(find));
        closed("get", () -> meta.get("name"));
        closed("putIfAbsent", () -> meta.putIfAbsent("name", "text"));
        closed("put", () -> meta.put("name", "text"));
        closed("databaseTime", store::databaseTime);
    }

    private static void closed(String what, Checks.Action call) {
        refuses(what + " on a closed store", StoreUnavailableException.class, call);
    }
}
