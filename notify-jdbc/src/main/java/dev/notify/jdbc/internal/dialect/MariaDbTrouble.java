package dev.notify.jdbc.internal.dialect;

import java.sql.SQLException;

/** What the numbers of MariaDB and MySQL mean: their SQLStates say little ({@code HY000}), and differ from driver to driver. */
final class MariaDbTrouble {

    private MariaDbTrouble() {}

    static Trouble of(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Trouble trouble = cause instanceof SQLException sql ? of(sql.getErrorCode()) : Trouble.OTHER;
            if (trouble != Trouble.OTHER) {
                return trouble;
            }
        }
        return Trouble.common(e);
    }

    /** Lock time-out, deadlock, row changed since it was read, lock refused at once; a deadlock found by others. */
    static boolean isConflict(int number) {
        return switch (number) {
            case 1205, 1213, 1020, 3572, 1613, 1614 -> true;
            default -> false;
        };
    }

    private static Trouble of(int number) {
        if (isConflict(number)) {
            return Trouble.BUSY;
        }
        return switch (number) {
            // A statement that took too long, or was ended by its number.
            case 1969, 3024, 1317 -> Trouble.BUSY;
            // No connection or no more of them; a server that ends, or ends this one; a reply that broke off.
            case 1040, 1203, 1226, 1042, 1043, 1047, 1053, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 1184 ->
                Trouble.UNAVAILABLE;
            case 1927, 3168, 4031 -> Trouble.UNAVAILABLE;
            // Read-only: a replica, or a server put so.
            case 1290, 1792, 1836 -> Trouble.UNAVAILABLE;
            // Disk or table space full, out of memory, cannot write.
            case 3, 1021, 1026, 1037, 1038, 1041, 1114 -> Trouble.UNAVAILABLE;
            default -> Trouble.OTHER;
        };
    }
}
