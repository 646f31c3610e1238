package dev.notify.databases;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that somebody else runs, known by the JDBC URL of one of its databases. */
final class ExternalPostgres implements PostgresServer {

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]+/)[^?]*(\\?.*)?");

    private final String beforeDatabase;
    private final String afterDatabase;
    private final String url;

    private ExternalPostgres(String url, String beforeDatabase, String afterDatabase) {
        this.url = url;
        this.beforeDatabase = beforeDatabase;
        this.afterDatabase = afterDatabase;
    }

    static ExternalPostgres at(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "url is not understood: give jdbc:postgresql://host:port/database?user=...&password=...");
        }
        String options = parts.group(2);
        return new ExternalPostgres(url, parts.group(1), options == null ? "" : options);
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
}
