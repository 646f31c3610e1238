package dev.notify.examples.bench.raw;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts every statement that is sent through the connections of another source. */
public final class CountingSource implements DataSource {

    private final DataSource source;
    private final AtomicLong statements = new AtomicLong();

    /** Counts what goes to this source. */
    public CountingSource(DataSource source) {
        this.source = source;
    }

    /** How many there were. */
    public long statements() {
        return statements.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return counting(Connection.class, source.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return counting(Connection.class, source.getConnection(user, password));
    }

    private <T> T counting(Class<T> type, T real) {
        Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> {
            if (Statement.class.isAssignableFrom(type) && method.getName().startsWith("execute")) {
                statements.incrementAndGet();
            }
            try {
                return wrapped(method.invoke(real, values));
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        });
        return type.cast(proxy);
    }

    private @Nullable Object wrapped(@Nullable Object result) {
        if (result instanceof CallableStatement call) {
            return counting(CallableStatement.class, call);
        }
        if (result instanceof PreparedStatement prepared) {
            return counting(PreparedStatement.class, prepared);
        }
        return result instanceof Statement plain ? counting(Statement.class, plain) : result;
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
