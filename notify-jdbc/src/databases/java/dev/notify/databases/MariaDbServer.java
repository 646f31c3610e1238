package dev.notify.databases;

import java.util.List;

/** A MariaDB server, or a MySQL server that somebody else runs. */
public interface MariaDbServer extends DatabaseServer {

    @Override
    default String url() {
        return jdbcUrl("mysql");
    }

    @Override
    default String createDatabase(String name) {
        Creation.run(url(), name, List.of("drop database if exists %s", "create database %s"));
        return jdbcUrl(name);
    }
}
