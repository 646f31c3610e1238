package dev.notify.jdbc.internal.safety;

import dev.notify.jdbc.internal.dialect.Setting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/**
 * H2: some releases lose rows, and an ordinary commit reaches the file half a second later.
 *
 * <p>Where we may run {@code CHECKPOINT SYNC} after a commit, all is well; it takes an administrator. Elsewhere {@code WRITE_DELAY=0}
 * must be in effect, at the price of a file that is never tidied up while it is open.
 */
final class H2Safety {

    /** Lost acknowledged commits when the process was killed, whatever the settings. */
    private static final List<String> LOSING = List.of("2.5.250", "2.5.252");

    private static final int[] PROVEN = {2, 4, 240};

    private H2Safety() {}

    static SafetyCheck check(Connection connection) throws SQLException {
        List<String> losses = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        String version = Setting.read(connection, "CALL H2VERSION()");
        versions(version, losses, warnings);
        boolean syncs = false;
        if (Setting.read(connection, "CALL DATABASE_PATH()").isEmpty()) {
            losses.add("H2: the database is in memory and ends with the process: use a file");
        } else if (canCheckpoint(connection)) {
            syncs = true;
        } else {
            delay(connection, losses, warnings);
        }
        return new SafetyCheck(List.of(), losses, warnings, syncs);
    }

    static void versions(String version, List<String> losses, List<String> warnings) {
        if (LOSING.contains(version)) {
            losses.add("H2: version " + version + " loses acknowledged rows when the process is killed: use 2.4.240");
        } else if (isBefore(version, PROVEN)) {
            warnings.add("H2: version " + version + " is older than the one that was proven safe: use 2.4.240");
        }
    }

    private static boolean isBefore(String version, int[] proven) {
        Scanner parts = new Scanner(version).useDelimiter("[^0-9]+");
        for (int i = 0; i < proven.length; i++) {
            int part = parts.hasNextInt() ? parts.nextInt() : 0;
            if (part != proven[i]) {
                return part < proven[i];
            }
        }
        return false;
    }

    private static boolean canCheckpoint(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** There are two rows, the value that was stored and the one in effect; only the larger one can be trusted. */
    private static void delay(Connection connection, List<String> losses, List<String> warnings) throws SQLException {
        String longest = Setting.read(
                connection,
                "SELECT MAX(CAST(SETTING_VALUE AS INTEGER)) FROM INFORMATION_SCHEMA.SETTINGS"
                        + " WHERE SETTING_NAME = 'WRITE_DELAY'");
        if (!longest.equals("0")) {
            losses.add("H2: commits reach the file only later (WRITE_DELAY), and this user may not run CHECKPOINT SYNC:"
                    + " connect as an administrator of the database, or add ;WRITE_DELAY=0 to its URL");
        } else {
            warnings.add("H2: with WRITE_DELAY=0 the file grows while it is open, and this user may not run CHECKPOINT"
                    + " SYNC, which would avoid that: connect as an administrator, or compact the file now and then");
        }
    }
}
