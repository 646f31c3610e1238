package dev.notify.databases;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that somebody else runs, known by the JDBC URL of one of its databases. */
abstract class ExternalServer implements DatabaseServer {

    private final String beforeDatabase;
    private final String afterDatabase;
    private final String url;

    private ExternalServer(String url, String scheme) {
        Matcher parts =
                Pattern.compile("(jdbc:" + scheme + "://[^/?]+/)[^?]*(\\?.*)?").matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "url is not understood: give jdbc:" + scheme + "://host:port/database?user=...&password=...");
        }
        this.url = url;
        this.beforeDatabase = parts.group(1);
        this.afterDatabase = parts.group(2) == null ? "" : parts.group(2);
    }

    static PostgresServer postgres(String url) {
        return new Postgres(url);
    }

    /** By the scheme of the driver to use: {@code jdbc:mariadb:} or {@code jdbc:mysql:}. */
    static MariaDbServer mariaDb(String url) {
        return new MariaDb(url, url.startsWith("jdbc:mysql:") ? "mysql" : "mariadb");
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public String jdbcUrl(String database) {
        return beforeDatabase + database + afterDatabase;
    }

    @Override
    public boolean isOurs() {
        return false;
    }

    @Override
    public void kill() {
        throw new UnsupportedOperationException("This server is not ours to kill");
    }

    @Override
    public void restart() {
        throw new UnsupportedOperationException("This server is not ours to restart");
    }

    @Override
    public void close() {
        // It was there before us and stays.
    }

    private static final class Postgres extends ExternalServer implements PostgresServer {
        Postgres(String url) {
            super(url, "postgresql");
        }
    }

    private static final class MariaDb extends ExternalServer implements MariaDbServer {
        MariaDb(String url, String scheme) {
            super(url, scheme);
        }
    }
}
