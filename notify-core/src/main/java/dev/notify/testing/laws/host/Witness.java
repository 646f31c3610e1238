package dev.notify.testing.laws.host;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a store and a connection of the host's, as a pool does, and remembers what was asked of it. */
final class Witness implements InvocationHandler {

    private final Connection real;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Statement> statements = new CopyOnWriteArrayList<>();

    private Witness(Connection real) {
        this.real = real;
    }

    static Witness of(Connection real) {
        return new Witness(real);
    }

    /** What the store is given. */
    Connection connection() {
        return (Connection)
                Proxy.newProxyInstance(Witness.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        int count = arguments == null ? 0 : arguments.length;
        calls.add(method.getName() + "/" + count);
        try {
            Object result = method.invoke(real, arguments);
            if (result instanceof Statement statement) {
                statements.add(statement);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** Every call so far: its name and how many arguments it had. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** How many statements were made. */
    int made() {
        return statements.size();
    }

    /** How many statements were made and not closed. */
    int leftOpen() throws SQLException {
        List<Statement> open = new ArrayList<>();
        for (Statement statement : statements) {
            if (!statement.isClosed()) {
                open.add(statement);
            }
        }
        return open.size();
    }
}
