package dev.notify.jdbc.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notify.jdbc.internal.connect.Transactions.Promise;
import dev.notify.jdbc.internal.dialect.PostgresDialect;
import dev.notify.jdbc.internal.dialect.TableNames;
import dev.notify.store.StoreException;
import dev.notify.store.StoreUnavailableException;
import dev.notify.store.StoreUnavailableException.CommitUnknownException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A statement that is a transaction of its own: whoever loses its answer does not know; whoever is refused does. */
class OwnLineTest {

    private final Driver driver = new Driver();
    private final OwnLine line = new OwnLine(
            "line",
            driver.source(),
            new PostgresDialect(TableNames.DEFAULT, "unused"),
            Gate.wide(),
            new OwnLine.Bounds(1_000, 1_000, 100, 1_000));

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void runs_without_a_commit_and_leaves_the_connection_as_it_was() {
        line.open();
        driver.calls.clear();
        String result = line.once(Promise.WRITES, "write", c -> "autocommit " + c.getAutoCommit());
        assertThat(result).isEqualTo("autocommit true");
        assertThat(driver.autoCommit).isFalse();
        assertThat(driver.calls).doesNotContain("commit", "rollback");
    }

    @Test
    void a_lost_connection_leaves_open_whether_it_was_stored() {
        assertThat(failing(Promise.WRITES, "08006")).isInstanceOf(CommitUnknownException.class);
    }

    @Test
    void so_does_a_server_that_ends_the_session() {
        assertThat(failing(Promise.WRITES, "57P01")).isInstanceOf(CommitUnknownException.class);
    }

    @Test
    void so_does_any_failure_after_which_the_connection_is_closed() {
        driver.closesWithFailure = true;
        assertThat(failing(Promise.WRITES, "XX000")).isInstanceOf(CommitUnknownException.class);
    }

    @Test
    void what_the_server_refuses_was_not_stored_and_the_connection_goes_on() {
        assertThat(failing(Promise.WRITES, "23505"))
                .isInstanceOf(StoreException.class)
                .isNotInstanceOf(StoreUnavailableException.class);
        assertThat(driver.autoCommit).isFalse();
        assertThat(line.<String>once(Promise.WRITES, "write", c -> "goes on")).isEqualTo("goes on");
        assertThat(driver.taken).isEqualTo(1);
    }

    @Test
    void a_server_that_only_reads_has_not_stored_it() {
        assertThat(failing(Promise.WRITES, "25006"))
                .isInstanceOf(StoreUnavailableException.class)
                .isNotInstanceOf(CommitUnknownException.class);
    }

    @Test
    void who_only_reads_has_lost_nothing() {
        assertThat(failing(Promise.READS, "08006"))
                .isInstanceOf(StoreUnavailableException.class)
                .isNotInstanceOf(CommitUnknownException.class);
    }

    @Test
    void a_connection_that_hangs_is_given_up_on_and_gives_itself_back_when_it_comes() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        driver.hangs = first;
        OwnLine impatient = new OwnLine(
                "impatient",
                driver.source(),
                new PostgresDialect(TableNames.DEFAULT, "unused"),
                Gate.wide(),
                new OwnLine.Bounds(1_000, 20, 100, 1_000));
        String answer = "";
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                answer.isEmpty() && System.nanoTime() < end; ) {
            try {
                answer = impatient.in(Promise.READS, "read", c -> "another");
            } catch (StoreUnavailableException e) {
                assertThat(e.getMessage()).contains("no connection for the impatient");
            }
        }
        assertThat(answer).isEqualTo("another");
        assertThat(driver.taken).isEqualTo(2);
        assertThat(driver.calls).doesNotContain("close");
        first.countDown();
        assertThat(driver.firstClosed.await(10, TimeUnit.SECONDS)).isTrue();
        impatient.close();
    }

    private StoreException failing(Promise promise, String state) {
        return catchThrowableOfType(
                StoreException.class,
                () -> line.once(promise, "write", c -> {
                    driver.closed = driver.closesWithFailure;
                    throw new SQLException("as planned", state);
                }));
    }

    /** A driver that does nothing, and remembers. */
    private static final class Driver {

        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final CountDownLatch firstClosed = new CountDownLatch(1);
        private @Nullable CountDownLatch hangs;
        private boolean autoCommit = true;
        private boolean closed;
        private boolean closesWithFailure;
        private volatile int taken;

        DataSource source() {
            return fake(DataSource.class, (proxy, method, values) -> {
                taken++;
                CountDownLatch until = hangs;
                hangs = null;
                if (until != null) {
                    awaitWhatever(until);
                }
                return connection();
            });
        }

        /** As a driver that does not mind being interrupted. */
        private static void awaitWhatever(CountDownLatch until) {
            while (until.getCount() > 0) {
                try {
                    until.await();
                } catch (InterruptedException e) {
                    // It goes on.
                }
            }
        }

        private Connection connection() {
            return fake(Connection.class, (proxy, method, values) -> {
                calls.add(method.getName());
                return switch (method.getName()) {
                    case "setAutoCommit" -> {
                        autoCommit = (Boolean) values[0];
                        yield null;
                    }
                    case "getAutoCommit" -> autoCommit;
                    case "close" -> {
                        firstClosed.countDown();
                        yield null;
                    }
                    case "isClosed" -> closed;
                    case "createStatement" -> statement();
                    default -> nothing(method);
                };
            });
        }

        private static Statement statement() {
            ResultSet empty = fake(ResultSet.class, (proxy, method, values) -> nothing(method));
            return fake(
                    Statement.class,
                    (proxy, method, values) -> method.getName().equals("executeQuery") ? empty : nothing(method));
        }

        private static Object nothing(Method method) {
            Class<?> type = method.getReturnType();
            return type == boolean.class ? Boolean.FALSE : type == int.class ? Integer.valueOf(0) : null;
        }

        private static <T> T fake(Class<T> type, InvocationHandler handler) {
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
        }
    }
}
