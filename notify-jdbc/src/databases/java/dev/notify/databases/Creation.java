package dev.notify.databases;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/** Makes databases: the statements of each kind of server, with a name that cannot be anything else. */
final class Creation {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private Creation() {}

    static void run(String url, String name, List<String> statements) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name is no plain identifier: give lower-case letters, digits and _");
        }
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(String.format(sql, name));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Could not create a database: " + name, e);
        }
    }
}
