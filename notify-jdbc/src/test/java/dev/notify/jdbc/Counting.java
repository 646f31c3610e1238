package dev.notify.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A source whose statements are counted as they are executed. */
final class Counting {

    private static final Map<String, Class<?>> INNER = Map.of(
            "getConnection", Connection.class,
            "createStatement", Statement.class,
            "prepareStatement", PreparedStatement.class);

    private final DataSource real;
    private final Queue<String> statements = new ConcurrentLinkedQueue<>();

    Counting(DataSource real) {
        this.real = real;
    }

    DataSource source() {
        return (DataSource) proxy(DataSource.class, real, "");
    }

    /** What was executed since the last call of this. */
    List<String> taken() {
        List<String> all = List.copyOf(statements);
        statements.clear();
        return all;
    }

    private Object proxy(Class<?> type, Object target, String sql) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {type},
                (self, method, args) -> call(target, method, args, sql));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] args, String sql) throws Throwable {
        if (method.getName().startsWith("execute")) {
            statements.add(args != null && args[0] instanceof String text ? text : sql);
        }
        Object answer;
        try {
            answer = method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        Class<?> inner = INNER.get(method.getName());
        return inner == null
                ? answer
                : proxy(inner, answer, args != null && args.length > 0 ? String.valueOf(args[0]) : "");
    }
}
