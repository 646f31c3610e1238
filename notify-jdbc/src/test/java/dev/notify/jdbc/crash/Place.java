package dev.notify.jdbc.crash;

import dev.notify.jdbc.JdbcStore;
import dev.notify.jdbc.SchemaMode;
import dev.notify.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database under test, in a form that can be handed to another process as one word. */
record Place(Kind kind, String where) {

    enum Kind {
        H2,
        /** As a user who may not sync, with what H2 does by default: it loses, and must be seen to lose. */
        LOSSY_H2,
        /** On a disk that grows full. */
        SMALL_H2,
        POSTGRES,
        MARIADB
    }

    private static final String ORDINARY_USER = "ordinary";

    static Place h2(Path file) {
        return new Place(Kind.H2, file.toAbsolutePath().toString());
    }

    /** Makes the tables, and a user who may use them and no more. */
    static Place lossyH2(Path file) throws SQLException {
        try (JdbcStore store = JdbcStore.h2(file)) {
            store.open();
        }
        Place place = new Place(Kind.LOSSY_H2, file.toAbsolutePath().toString());
        try (Connection connection = place.connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE USER " + ORDINARY_USER + " PASSWORD ''");
            statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA PUBLIC TO " + ORDINARY_USER);
        }
        return place;
    }

    /** On a disk that has room for so many bytes when a process opens it. */
    static Place smallDisk(Path file, long bytes) {
        return new Place(Kind.SMALL_H2, bytes + "|" + file.toAbsolutePath());
    }

    static Place postgres(String url) {
        return new Place(Kind.POSTGRES, url);
    }

    static Place mariaDb(String url) {
        return new Place(Kind.MARIADB, url);
    }

    static Place parse(String word) {
        int at = word.indexOf('|');
        return new Place(Kind.valueOf(word.substring(0, at)), word.substring(at + 1));
    }

    String word() {
        return kind + "|" + where;
    }

    Store store() {
        return switch (kind) {
            case H2 -> JdbcStore.h2(Path.of(where));
            case LOSSY_H2 ->
                JdbcStore.url(url(), ORDINARY_USER, "").allowLossy().schema(SchemaMode.OFF);
            case SMALL_H2 -> smallDisk();
            case POSTGRES, MARIADB -> JdbcStore.url(where, "", "");
        };
    }

    private Store smallDisk() {
        int at = where.indexOf('|');
        FullDisk.leave(Long.parseLong(where.substring(0, at)));
        return JdbcStore.url(FullDisk.url(Path.of(where.substring(at + 1))), "sa", "");
    }

    /** A connection past the library, as the owner of the database. */
    Connection connect() throws SQLException {
        return switch (kind) {
            case SMALL_H2 -> throw new SQLException("only the process that has it open may look at it");
            case H2, LOSSY_H2 -> DriverManager.getConnection(url(), "sa", "");
            case POSTGRES, MARIADB -> DriverManager.getConnection(where);
        };
    }

    private String url() {
        return "jdbc:h2:file:" + where + ";DB_CLOSE_ON_EXIT=FALSE";
    }
}
