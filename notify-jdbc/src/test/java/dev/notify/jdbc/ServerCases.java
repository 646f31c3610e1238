package dev.notify.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.databases.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What a test may expect of a database server; the same for every kind. */
abstract class ServerCases {

    /** The server all tests share. */
    abstract DatabaseServer shared();

    /** A server of one's own. */
    abstract DatabaseServer own();

    /** How many tables of ours there are, asked in the database itself. */
    abstract String countTables();

    /** All ids in the table "kept", with commas between. */
    abstract String idsKept();

    @Test
    void gives_each_test_an_empty_database_of_its_own() throws SQLException {
        DatabaseServer server = shared();
        String url = server.createDatabase("kit_empty");
        run(url, "create table kept(id int)");
        assertThat(server.createDatabase("kit_empty")).isEqualTo(url);
        assertThat(ask(url, countTables())).isEqualTo("0");
        assertThatIllegalArgumentException().isThrownBy(() -> server.createDatabase("x; drop database y"));
    }

    @Test
    void keeps_what_was_committed_when_it_is_killed_and_started_again() throws SQLException {
        try (DatabaseServer server = own()) {
            String url = server.createDatabase("kit_killed");
            run(url, "create table kept(id int)");
            run(url, "insert into kept values (1)");
            try (Connection open = DriverManager.getConnection(url);
                    Statement statement = open.createStatement()) {
                open.setAutoCommit(false);
                statement.execute("insert into kept values (2)");
                server.kill();
                assertThatThrownBy(open::commit).isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(() -> ask(url, "select 1")).isInstanceOf(SQLException.class);

            server.restart();

            assertThat(ask(url, idsKept())).isEqualTo("1");
            server.restart();
            assertThat(ask(url, "select count(*) from kept")).isEqualTo("1");
        }
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
