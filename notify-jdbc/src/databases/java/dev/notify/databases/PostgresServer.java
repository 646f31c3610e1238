package dev.notify.databases;

import java.util.List;

/** A PostgreSQL server. */
public interface PostgresServer extends DatabaseServer {

    @Override
    default String url() {
        return jdbcUrl("postgres");
    }

    @Override
    default String createDatabase(String name) {
        Creation.run(url(), name, List.of("drop database if exists %s with (force)", "create database %s"));
        return jdbcUrl(name);
    }
}
