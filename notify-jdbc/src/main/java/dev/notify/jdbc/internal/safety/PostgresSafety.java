package dev.notify.jdbc.internal.safety;

import dev.notify.jdbc.internal.dialect.Setting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL: three settings that trade a power cut for speed. */
final class PostgresSafety {

    private static final int OLDEST = 140_000;

    private PostgresSafety() {}

    static SafetyCheck check(Connection connection) throws SQLException {
        List<String> refusals = new ArrayList<>();
        List<String> losses = new ArrayList<>();
        if (Integer.parseInt(Setting.read(connection, "SHOW server_version_num")) < OLDEST) {
            refusals.add("PostgreSQL: version " + Setting.read(connection, "SHOW server_version")
                    + " is older than 14: upgrade the server");
        }
        if (Setting.read(connection, "SHOW transaction_read_only").equals("on")) {
            refusals.add("PostgreSQL: the connection can only read (a standby, or default_transaction_read_only):"
                    + " connect to the primary");
        }
        if (Setting.read(connection, "SHOW fsync").equals("off")) {
            losses.add("PostgreSQL: fsync is off, a power cut can destroy the database: set fsync = on");
        }
        if (Setting.read(connection, "SHOW full_page_writes").equals("off")) {
            losses.add("PostgreSQL: full_page_writes is off, a power cut can tear pages: set full_page_writes = on");
        }
        if (Setting.read(connection, "SHOW synchronous_commit").equals("off")) {
            losses.add("PostgreSQL: synchronous_commit is off for our connections, a crash loses acknowledged"
                    + " notifications: set synchronous_commit = on for this user or database");
        }
        return new SafetyCheck(refusals, losses, List.of(), false);
    }
}
