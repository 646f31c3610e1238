package dev.notify.jdbc.internal.fuse;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/**
 * A pool of the host's whose connections lead to H2: one that has seen the file fail is touched no more by whoever has it. It goes back
 * to its pool on a thread of its own, which need not come back. The file is opened anew only if the pool does that.
 */
public final class Shield {

    private Shield() {}

    /** The same connections, each cut off by itself. */
    public static DataSource of(DataSource hosts) {
        return (DataSource) Proxy.newProxyInstance(
                Shield.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, values) -> {
                    try {
                        Object result = method.invoke(hosts, values);
                        return result instanceof Connection connection ? guard(connection) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private static Connection guard(Connection connection) {
        return new Life(left -> Aside.run("notify-h2-gives-back", 0, left::close)).guard(connection);
    }
}
