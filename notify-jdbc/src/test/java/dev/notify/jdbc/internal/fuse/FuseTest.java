package dev.notify.jdbc.internal.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing touches H2 after its file has failed; whoever asks next has it opened anew. */
class FuseTest {

    private static final int H2_CLOSED = 90_098;
    private static final int H2_CLOSING = 90_121;

    @TempDir
    private Path folder;

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("notify") + ";DB_CLOSE_ON_EXIT=FALSE";
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As H2 does when a write fails: the file is closed, and whoever comes next is told. */
    private static void fail(Connection connection) throws SQLException {
        run(connection, "SHUTDOWN IMMEDIATELY");
        SQLException seen =
                catchThrowableOfType(SQLException.class, () -> run(connection, "CREATE TABLE seen (n INT)"));
        assertThat(seen.getErrorCode()).isIn(H2_CLOSED, H2_CLOSING);
    }

    @Test
    void one_that_sees_the_file_fail_cuts_all_off() throws SQLException {
        try (Fuse fuse = new Fuse(url(), "sa", "")) {
            Connection one = fuse.getConnection();
            Connection other = fuse.getConnection();
            one.setAutoCommit(false);
            other.setAutoCommit(false);
            fail(one);
            for (Connection cut : List.of(one, other)) {
                assertThatThrownBy(cut::rollback)
                        .isInstanceOf(SQLException.class)
                        .hasMessage("the database file has failed and is closed");
                assertThat(cut.isClosed()).isTrue();
                assertThat(cut.isValid(1)).isFalse();
                cut.close();
            }
        }
    }

    @Test
    void the_file_is_opened_anew_for_whoever_asks_next_and_not_more_than_once_a_second() throws SQLException {
        try (Fuse fuse = new Fuse(url(), "sa", "")) {
            try (Connection first = fuse.getConnection()) {
                run(first, "CREATE TABLE kept (n INT)");
                run(first, "CHECKPOINT SYNC");
                fail(first);
            }
            Connection again = null;
            int refused = 0;
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                    again == null && System.nanoTime() < end; ) {
                try {
                    again = fuse.getConnection();
                } catch (SQLException e) {
                    assertThat(e.getMessage()).isEqualTo("the database file has failed a moment ago");
                    refused++;
                }
            }
            assertThat(again).isNotNull();
            assertThat(refused).isPositive();
            run(again, "INSERT INTO kept VALUES (1)");
            again.close();
        }
    }

    @Test
    void closing_closes_the_file_and_gives_nothing_any_more() throws SQLException {
        Fuse fuse = new Fuse(url(), "sa", "");
        fuse.getConnection().close();
        fuse.close();
        assertThatThrownBy(fuse::getConnection).isInstanceOf(SQLException.class).hasMessage("the store is closed");
        try (Fuse next = new Fuse(url(), "sa", "");
                Connection connection = next.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void an_ordinary_error_cuts_nothing() throws SQLException {
        try (Fuse fuse = new Fuse(url(), "sa", "");
                Connection connection = fuse.getConnection()) {
            assertThatThrownBy(() -> run(connection, "SELECT * FROM nowhere")).isInstanceOf(SQLException.class);
            run(connection, "SELECT 1");
        }
    }

    @Test
    void fits_files_alone() {
        assertThat(List.of("jdbc:h2:file:/x", "jdbc:h2:/x", "jdbc:h2:~/x;MODE=Regular"))
                .allMatch(Fuse::fits);
        assertThat(List.of("jdbc:h2:mem:x", "jdbc:h2:tcp://h/x", "jdbc:h2:ssl://h/x", "jdbc:postgresql://h/x"))
                .noneMatch(Fuse::fits);
    }

    /** A pool of the host's whose connection never comes back from a rollback. */
    @Test
    void a_connection_of_the_hosts_goes_back_to_its_pool_on_another_thread() throws Exception {
        List<String> calls = new CopyOnWriteArrayList<>();
        CountDownLatch closed = new CountDownLatch(1);
        Connection hangs = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, values) -> {
                    calls.add(method.getName() + " " + Thread.currentThread().getName());
                    switch (method.getName()) {
                        case "commit" -> throw new SQLException("closed", "90098", H2_CLOSED);
                        case "close" -> closed.countDown();
                        case "hashCode" -> {
                            return 1;
                        }
                        default -> {}
                    }
                    return null;
                });
        DataSource hosts = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, values) -> hangs);
        Connection shielded = Shield.of(hosts).getConnection();
        assertThatThrownBy(shielded::commit).isInstanceOf(SQLException.class);
        assertThatThrownBy(shielded::rollback).isInstanceOf(SQLException.class);
        shielded.close();
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(calls).contains("close notify-h2-gives-back").noneMatch(call -> call.startsWith("rollback"));
    }
}
