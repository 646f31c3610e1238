package dev.notify.examples.bench;

import dev.notify.delivery.Receipt;
import dev.notify.examples.bench.raw.Flavor;
import dev.notify.examples.bench.report.Backdrop;
import dev.notify.examples.bench.report.Tally;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Fills a database with notifications by SQL: a node writes one, and the database copies its rows, table by table, with other ids,
 * people and times. So they are what the engine would have written, whatever columns a release adds.
 */
final class Seeding {

    /** Every table that gets rows. */
    static final List<String> TABLES =
            List.of("notify_notification", "notify_delivery", "notify_queue", "notify_attempt", "notify_trail");

    private static final String SAMPLE = "person-sample";
    private static final int CHUNK = 50_000;
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** So long before now the first of them was accepted. */
    private static final long AGE = 30 * DAY;

    private static final int NOTIFICATION = 1;
    private static final int DELIVERY = 2;
    private static final int ACCEPTED = 3;
    private static final int ENDED = 4;

    private final Flavor flavor;
    private final DataSource source;
    private final Backdrop backdrop;
    private final long rows;
    private final long begin = System.currentTimeMillis() - AGE;

    private Seeding(Flavor flavor, DataSource source, Backdrop backdrop, long rows) {
        this.flavor = flavor;
        this.source = source;
        this.backdrop = backdrop;
        this.rows = rows;
    }

    /**
     * Makes the tables, with so many notifications in them that wait or are finished; none for an empty backdrop.
     *
     * @param until by {@code progress}, when to stop at fewer
     * @return how many there are
     */
    static long fill(Flavor flavor, DataSource source, Backdrop backdrop, long rows, Progress progress, double until)
            throws Exception {
        return new Seeding(flavor, source, backdrop, backdrop == Backdrop.EMPTY ? 0 : rows).fill(progress, until);
    }

    private long fill(Progress progress, double until) throws Exception {
        long done = 0;
        Receipt sample = sample();
        try (Connection connection = source.getConnection()) {
            if (rows > 0) {
                hurry(connection, true);
                keepSample(connection, sample);
                while (done < rows && (done == 0 || progress.seconds() < until)) {
                    long next = Math.min(rows, done + CHUNK);
                    for (String table : TABLES) {
                        copy(connection, table, done, next - 1);
                    }
                    done = next;
                    progress.far("seeding " + backdrop.words(rows), done, rows);
                }
                for (String table : TABLES) {
                    Flavor.run(connection, "DROP TABLE " + kept(table));
                }
                if (backdrop == Backdrop.FINISHED) {
                    Flavor.run(
                            connection, "UPDATE notify_counter SET total = total + " + done + " WHERE state = 'SENT'");
                }
            }
            hurry(connection, false);
            flavor.tidy(connection, TABLES);
        }
        return done;
    }

    /** What is lost when the machine fails now is seeded again. The connection goes back to its pool as it was. */
    private void hurry(Connection connection, boolean hurries) throws SQLException {
        if (flavor == Flavor.POSTGRES) {
            Flavor.run(connection, hurries ? "SET synchronous_commit = off" : "RESET synchronous_commit");
        }
    }

    private Receipt sample() throws SQLException {
        try (Node node = Node.working(source, "seeds", new Tally())) {
            Receipt receipt = node.send(
                    SAMPLE,
                    backdrop == Backdrop.FINISHED
                            ? Instant.EPOCH
                            : Instant.now().plus(Duration.ofDays(2)));
            node.awaitSettled();
            return receipt;
        }
    }

    private static String kept(String table) {
        return table.replace("notify_", "seed_");
    }

    private void keepSample(Connection connection, Receipt sample) throws SQLException {
        UUID notification = sample.id().value();
        UUID delivery = sample.planned().get(0).id().value();
        Map<String, String> keys = Map.of(
                "notify_notification", "id",
                "notify_delivery", "id",
                "notify_queue", "ref_id",
                "notify_attempt", "delivery_id",
                "notify_trail", "about");
        for (String table : TABLES) {
            String sql = "CREATE TABLE " + kept(table) + " AS SELECT * FROM " + table + " WHERE "
                    + Objects.requireNonNull(keys.get(table)) + " IN (" + literal(notification) + ", "
                    + literal(delivery)
                    + ")";
            Flavor.run(connection, sql);
        }
    }

    private String literal(UUID id) {
        return flavor.uuid("'" + id.toString().replace("-", "") + "'");
    }

    private void copy(Connection connection, String table, long from, long to) throws SQLException {
        List<String> columns = columns(connection, table);
        List<String> values =
                columns.stream().map(column -> value(table, column)).toList();
        String sql = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") SELECT "
                + String.join(", ", values) + " FROM " + kept(table) + " t, " + flavor.series(from, to);
        Flavor.run(connection, sql);
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM " + table + " WHERE 1 = 0");
                ResultSet none = statement.executeQuery()) {
            ResultSetMetaData meta = none.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(meta.getColumnName(i).toLowerCase(java.util.Locale.ROOT));
            }
            return columns;
        }
    }

    /** What a column of a copy holds: an id, a person or a time of its own, or what the sample has there. */
    private String value(String table, String column) {
        return switch (column) {
            case "id" ->
                switch (table) {
                    case "notify_notification" -> id(NOTIFICATION);
                    case "notify_delivery" -> id(DELIVERY);
                    default -> ofTrail(id(ACCEPTED), id(ENDED));
                };
            case "notification_id" -> id(NOTIFICATION);
            case "delivery_id", "ref_id" -> id(DELIVERY);
            case "about" -> ofTrail(id(NOTIFICATION), id(DELIVERY));
            case "recipient", "recipient_lookup", "body" -> replaced(column);
            case "created_at", "started_at" -> time(0);
            case "done_at", "ended_at" -> "CASE WHEN t." + column + " IS NULL THEN NULL ELSE " + time(5) + " END";
            case "at_time" -> ofTrail(time(0), time(5));
            case "due_at", "available_at" -> backdrop == Backdrop.FUTURE ? due() : time(0);
            default -> "t." + column;
        };
    }

    private static String ofTrail(String accepted, String ended) {
        return "CASE WHEN t.action = 'notification.accepted' THEN " + accepted + " ELSE " + ended + " END";
    }

    private String replaced(String column) {
        String person = flavor.joined("'person-'", flavor.text("MOD(i, " + Node.PEOPLE + ")"));
        return "REPLACE(t." + column + ", '" + SAMPLE + "', " + person + ")";
    }

    /** One was accepted every 100 ms. */
    private String time(long later) {
        return begin + later + " + i * 100";
    }

    /**
     * From the day after tomorrow on and over a month, in another order than they were accepted in. A remainder is as short a number as
     * its divisor: the row's own makes the product long.
     */
    private String due() {
        long step = 30 * DAY / rows;
        return begin + AGE + 2 * DAY + " + MOD(i * 7919, " + rows + ") * (i - i + " + step + ")";
    }

    /** An id of version 7, as early as the row; its last digits are the row's number in decimal digits, which sort as well. */
    private String id(int kind) {
        String number = "LPAD(" + flavor.text("i") + ", 6, '0')";
        String early = String.format(java.util.Locale.ROOT, "%06x", begin >> 24);
        return flavor.uuid(flavor.joined("'" + early + "'", number, "'700" + kind + "8000000000'", number));
    }
}
