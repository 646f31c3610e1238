package dev.notify.jdbc.internal.fuse;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One time a file is open: its connections, until one of them sees that the file has failed. */
final class Life {

    private static final int H2_CLOSED = 90_098;
    private static final int H2_GENERAL = 50_000;

    /** Held on to: out of reach, H2 would roll them back on the thread of whoever connects next. */
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private final Consumer<Connection> closedLater;
    private volatile boolean cut;

    /** @param closedLater is told of a connection that is to be closed after its life was cut */
    Life(Consumer<Connection> closedLater) {
        this.closedLater = closedLater;
    }

    boolean isCut() {
        return cut;
    }

    /** Closes what is left of a life that was cut, for a thread that need not come back. */
    void bury() throws SQLException {
        SQLException trouble = null;
        for (Connection left : connections) {
            try {
                left.close();
            } catch (SQLException e) {
                trouble = e;
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    /** A connection of this life. */
    Connection guard(Connection connection) {
        connections.add(connection);
        return (Connection) guarded(Connection.class, connection);
    }

    private Object guarded(Class<?> type, Object target) {
        return Proxy.newProxyInstance(Life.class.getClassLoader(), new Class<?>[] {type}, new Guard(target));
    }

    /** Reading or writing the file failed, or H2 has closed it because of that. */
    private static boolean saysFileFailed(SQLException e) {
        return switch (e.getErrorCode()) {
            // Closed; reading or writing failed; the file is damaged.
            case H2_CLOSED, 90_121, 90_028, 90_031, 90_030 -> true;
            case H2_GENERAL -> isOfFile(e);
            default -> false;
        };
    }

    private static boolean isOfFile(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause.getClass().getName().startsWith("org.h2.mvstore.")) {
                return true;
            }
        }
        return false;
    }

    /** Lets calls through until the file has failed; after that nothing touches H2. */
    private final class Guard implements InvocationHandler {

        private final Object target;

        Guard(Object target) {
            this.target = target;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] values) throws Throwable {
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(proxy, method, values);
            }
            if (cut) {
                return afterwards(method);
            }
            try {
                return guardedToo(method, method.invoke(target, values));
            } catch (InvocationTargetException e) {
                Throwable thrown = e.getTargetException();
                if (thrown instanceof SQLException sql && saysFileFailed(sql)) {
                    cut = true;
                }
                throw thrown;
            }
        }

        private @Nullable Object ofObject(Object proxy, Method method, Object @Nullable [] values) {
            return switch (method.getName()) {
                case "equals" -> values != null && proxy == values[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> target.getClass().getName();
            };
        }

        private @Nullable Object guardedToo(Method method, @Nullable Object result) {
            if (target instanceof Connection connection && method.getName().equals("close")) {
                connections.remove(connection);
            }
            return result instanceof Statement ? guarded(kindOf(result), result) : result;
        }

        private static Class<?> kindOf(Object statement) {
            if (statement instanceof CallableStatement) {
                return CallableStatement.class;
            }
            return statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        }

        private @Nullable Object afterwards(Method method) throws SQLException {
            return switch (method.getName()) {
                case "close", "abort" -> {
                    if (target instanceof Connection connection) {
                        closedLater.accept(connection);
                    }
                    yield null;
                }
                case "cancel", "clearWarnings", "getWarnings" -> null;
                case "isClosed" -> true;
                case "isValid" -> false;
                default ->
                    throw new SQLNonTransientConnectionException(
                            "the database file has failed and is closed", "08003", H2_CLOSED);
            };
        }
    }
}
