package dev.notify.jdbc.internal.settle;

import static dev.notify.jdbc.internal.dialect.Column.bool;
import static dev.notify.jdbc.internal.dialect.Column.integer;
import static dev.notify.jdbc.internal.dialect.Column.number;
import static dev.notify.jdbc.internal.dialect.Column.text;
import static dev.notify.jdbc.internal.dialect.Column.uuid;

import dev.notify.jdbc.internal.dialect.Bulk;
import dev.notify.jdbc.internal.dialect.Column;
import dev.notify.jdbc.internal.rows.Tables;
import dev.notify.store.Rows;
import dev.notify.store.SettlePart.CallChange;
import dev.notify.store.SettlePart.DeliveryChange;
import dev.notify.store.SettlePart.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A settlement as columns. What it does not change is null. */
final class SettleColumns {

    /** Queue row, delivery and attempt of a settlement, in the order {@code PostgresSettleSql} names them. */
    static final Bulk<Settlement> ALL = new Bulk<>(
            "notify_queue",
            2,
            List.of(
                    uuid("ref", Settlement::ref),
                    number("fence", Settlement::fence),
                    bool("remove", s -> s.move().remove()),
                    number("available_at", s -> s.move().availableAt()),
                    integer("refund", s -> s.move().refund() ? 1 : 0),
                    text("state", delivery(d -> d.state().name())),
                    number("due_at", delivery(DeliveryChange::dueAt)),
                    number("done_at", delivery(DeliveryChange::doneAt)),
                    integer("attempts", delivery(DeliveryChange::attempts)),
                    text("provider_id", delivery(DeliveryChange::providerId)),
                    text("why", delivery(DeliveryChange::why)),
                    number("attempt_fence", attempt(Rows.Attempt::fence)),
                    integer("attempt_no", attempt(Rows.Attempt::number)),
                    text("node", attempt(Rows.Attempt::node)),
                    number("started_at", attempt(Rows.Attempt::startedAt)),
                    number("ended_at", attempt(Rows.Attempt::endedAt)),
                    text("outcome", attempt(Rows.Attempt::outcome)),
                    text("reason", attempt(Rows.Attempt::reason))));

    /** A call's new standing. */
    static final Bulk<Settlement> CALL = new Bulk<>(
            "notify_call",
            1,
            List.of(
                    uuid("id", Settlement::ref),
                    number("done_at", call(CallChange::doneAt)),
                    text("last_error", call(CallChange::lastError))));

    /** A line of the trail, with its settlement's place in the group. */
    record Line(int place, Rows.Trail row) {}

    /** A number to add to one of a group's counters, with its settlement's place in the group. */
    record Share(int place, int counter, long count) {}

    /** One of a group's counters. */
    record Numbered(int number, Rows.Counter row) {}

    static final Bulk<Line> LINE = new Bulk<>("notify_trail", 1, lines());

    static final Bulk<Share> SHARE = new Bulk<>(
            "notify_counter",
            1,
            List.of(integer("place", Share::place), integer("number", Share::counter), number("total", Share::count)));

    static final Bulk<Numbered> COUNTER = new Bulk<>(
            "notify_counter",
            1,
            List.of(
                    integer("number", Numbered::number),
                    text("tenant", k -> k.row().tenant()),
                    number("at_hour", k -> k.row().hour()),
                    text("node", k -> k.row().node()),
                    text("type", k -> k.row().type()),
                    text("channel", k -> k.row().channel()),
                    text("state", k -> k.row().state())));

    private SettleColumns() {}

    private static List<Column<Line>> lines() {
        List<Column<Line>> columns = new ArrayList<>();
        columns.add(integer("place", Line::place));
        Tables.TRAIL
                .columns()
                .forEach(c -> columns.add(
                        new Column<>(c.name(), c.type(), line -> c.getter().of(line.row()))));
        return columns;
    }

    private static Column.Getter<Settlement> delivery(Function<DeliveryChange, @Nullable Object> value) {
        return s -> s.delivery() == null ? null : value.apply(s.delivery());
    }

    private static Column.Getter<Settlement> attempt(Function<Rows.Attempt, @Nullable Object> value) {
        return s -> s.attempt() == null ? null : value.apply(s.attempt());
    }

    private static Column.Getter<Settlement> call(Function<CallChange, @Nullable Object> value) {
        return s -> s.call() == null ? null : value.apply(s.call());
    }
}
