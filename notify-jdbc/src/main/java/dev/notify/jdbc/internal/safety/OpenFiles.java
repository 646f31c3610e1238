package dev.notify.jdbc.internal.safety;

import dev.notify.jdbc.internal.dialect.Setting;
import dev.notify.jdbc.internal.dialect.TableNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The H2 files that stores of this process have open: one store for each, since claims on H2 need one claimer. */
public final class OpenFiles {

    private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

    private OpenFiles() {}

    /** The file behind this connection and the tables in it; empty if it has none. */
    public static Optional<String> of(Connection connection, TableNames names) throws SQLException {
        String path = Setting.read(connection, "CALL DATABASE_PATH()");
        return path.isEmpty()
                ? Optional.empty()
                : Optional.of(path + " (tables " + names.qualified().toLowerCase(Locale.ROOT) + ")");
    }

    /** Takes a file; false if another store of this process has it. */
    public static boolean take(String file) {
        return OPEN.add(file);
    }

    /** Lets go of a file. */
    public static void release(String file) {
        OPEN.remove(file);
    }
}
