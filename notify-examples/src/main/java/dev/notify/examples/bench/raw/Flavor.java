package dev.notify.examples.bench.raw;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** What has to be said differently to each database. */
public enum Flavor {
    /** H2 in a file. */
    H2("uuid") {
        @Override
        public void sync(Connection connection) throws SQLException {
            run(connection, "CHECKPOINT SYNC");
        }

        @Override
        public String series(long from, long to) {
            return "(SELECT x AS i FROM SYSTEM_RANGE(" + from + ", " + to + ")) s";
        }

        /** It would lock the whole lane before it sorts; one process has the file, and one thread of it claims. */
        @Override
        public String skipLocked() {
            return "";
        }

        @Override
        public void tidy(Connection connection, List<String> tables) throws SQLException {
            run(connection, "ANALYZE");
            run(connection, "CHECKPOINT SYNC");
        }
    },
    /** PostgreSQL. */
    POSTGRES("uuid") {
        @Override
        public String series(long from, long to) {
            return "generate_series(CAST(" + from + " AS bigint), " + to + ") AS s(i)";
        }

        @Override
        public void tidy(Connection connection, List<String> tables) throws SQLException {
            run(connection, "VACUUM ANALYZE");
            run(connection, "CHECKPOINT");
        }
    },
    /** MariaDB and MySQL. */
    MARIADB("binary(16)") {
        @Override
        public String series(long from, long to) {
            return "(SELECT seq AS i FROM seq_" + from + "_to_" + to + ") s";
        }

        @Override
        public String uuid(String hex) {
            return "UNHEX(" + hex + ")";
        }

        @Override
        public String text(String number) {
            return "CAST(" + number + " AS char)";
        }

        @Override
        public String joined(String... parts) {
            return "CONCAT(" + String.join(", ", parts) + ")";
        }

        @Override
        public String isOneOf(String column, int count) {
            return column + " IN (" + String.join(", ", Collections.nCopies(count, "?")) + ")";
        }

        @Override
        public void bind(PreparedStatement statement, int at, UUID id) throws SQLException {
            statement.setBytes(at, bytes(id));
        }

        @Override
        public void bind(PreparedStatement statement, int at, List<UUID> ids) throws SQLException {
            for (int i = 0; i < ids.size(); i++) {
                bind(statement, at + i, ids.get(i));
            }
        }

        @Override
        UUID id(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong());
        }

        @Override
        public void tidy(Connection connection, List<String> tables) throws SQLException {
            for (String table : tables) {
                run(connection, "ANALYZE TABLE " + table);
            }
        }
    };

    private final String idType;

    Flavor(String idType) {
        this.idType = idType;
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** Executes one statement. */
    public static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The type of a column of ids. */
    public String idType() {
        return idType;
    }

    /** Makes what was just committed safe from a power cut, where a commit alone does not. */
    public void sync(Connection connection) throws SQLException {
        // A commit has already.
    }

    /** A table {@code s} with a column {@code i} of all numbers from one to the other. */
    public abstract String series(long from, long to);

    /** An id from the text of its 32 hexadecimal digits. */
    public String uuid(String hex) {
        return "CAST(" + hex + " AS uuid)";
    }

    /** A number as text. */
    public String text(String number) {
        return "CAST(" + number + " AS varchar)";
    }

    /** Texts one after the other. */
    public String joined(String... parts) {
        return String.join(" || ", parts);
    }

    /** That a column is one of so many ids. */
    public String isOneOf(String column, int count) {
        return column + " = ANY(?)";
    }

    /** Binds an id. */
    public void bind(PreparedStatement statement, int at, UUID id) throws SQLException {
        statement.setObject(at, id);
    }

    /** Binds the ids for {@link #isOneOf}. */
    public void bind(PreparedStatement statement, int at, List<UUID> ids) throws SQLException {
        statement.setArray(at, statement.getConnection().createArrayOf("uuid", ids.toArray()));
    }

    /** An id as it was read. */
    UUID id(byte[] bytes) {
        throw new UnsupportedOperationException("read as an object here");
    }

    /** The id in a column. */
    public final UUID id(java.sql.ResultSet rows, int at) throws SQLException {
        return this == MARIADB ? id(rows.getBytes(at)) : rows.getObject(at, UUID.class);
    }

    /** At the end of a select that claims. */
    public String skipLocked() {
        return " FOR UPDATE SKIP LOCKED";
    }

    /** Does what the database would do by itself some time after a million rows came; in autocommit mode. */
    public abstract void tidy(Connection connection, List<String> tables) throws SQLException;
}
