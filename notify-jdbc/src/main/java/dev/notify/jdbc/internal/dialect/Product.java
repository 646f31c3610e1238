package dev.notify.jdbc.internal.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The databases we know. */
public enum Product {
    H2("h2"),
    POSTGRESQL("postgresql"),
    /** And MySQL: {@link MariaDbTraits} tells what differs. */
    MARIADB("mariadb");

    private final String folder;

    Product(String folder) {
        this.folder = folder;
    }

    /** Where its scripts are. */
    public String folder() {
        return folder;
    }

    /** The one this connection leads to. */
    public static Optional<Product> of(Connection connection) throws SQLException {
        return switch (connection.getMetaData().getDatabaseProductName()) {
            case "H2" -> Optional.of(H2);
            case "PostgreSQL" -> Optional.of(POSTGRESQL);
            case "MariaDB", "MySQL" -> Optional.of(MARIADB);
            default -> Optional.empty();
        };
    }
}
