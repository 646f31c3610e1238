package dev.notify.jdbc.internal.safety;

import dev.notify.jdbc.internal.dialect.MariaDbTraits;
import dev.notify.jdbc.internal.dialect.Setting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;

/** MariaDB and MySQL: settings that trade a power cut for speed, and some that would change what we write. */
final class MariaDbSafety {

    private static final int SMALLEST_PACKET = 4 << 20;

    private static final int[] OLDEST_MARIADB = {10, 6};
    private static final int[] OLDEST_MYSQL = {8, 0};

    private final Map<String, String> settings;
    private final String name;
    private final List<String> refusals = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();

    private MariaDbSafety(Map<String, String> settings) {
        this.settings = settings;
        this.name = MariaDbTraits.isMariaDb(of("version")) ? "MariaDB" : "MySQL";
    }

    static SafetyCheck check(Connection connection) throws SQLException {
        Map<String, String> settings = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW VARIABLES WHERE Variable_name IN ('version', 'wsrep_on',"
                        + " 'innodb_flush_log_at_trx_commit', 'innodb_doublewrite', 'innodb_flush_method', 'log_bin',"
                        + " 'sync_binlog', 'binlog_format', 'sql_mode', 'read_only', 'tx_read_only', 'transaction_read_only',"
                        + " 'character_set_client', 'max_allowed_packet')")) {
            while (rows.next()) {
                settings.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
            }
        }
        settings.put("version", Setting.read(connection, "SELECT VERSION()"));
        settings.put("database", Setting.read(connection, "SELECT DATABASE()"));
        return check(settings);
    }

    /** What these settings mean. */
    static SafetyCheck check(Map<String, String> settings) {
        MariaDbSafety safety = new MariaDbSafety(settings);
        safety.server();
        safety.text();
        safety.durability();
        return new SafetyCheck(safety.refusals, safety.losses, List.of(), false);
    }

    private void server() {
        boolean mariaDb = name.equals("MariaDB");
        if (isBefore(of("version"), mariaDb ? OLDEST_MARIADB : OLDEST_MYSQL)) {
            refusals.add(name + ": version " + of("version") + " is older than " + (mariaDb ? "10.6" : "8.0")
                    + " and cannot skip locked rows: upgrade the server");
        }
        if (is("wsrep_on", "ON", "1")) {
            refusals.add(
                    "MariaDB: this is a Galera cluster (wsrep_on), in which a row locked on one member is free on the"
                            + " others, so that claims would undo each other at commit: use a server that is no member of one,"
                            + " with replicas");
        }
        if (is("read_only", "ON", "1") || is("tx_read_only", "ON", "1") || is("transaction_read_only", "ON", "1")) {
            refusals.add(
                    name + ": the connection can only read (read_only, a replica, or transaction_read_only): connect"
                            + " to the primary");
        }
        if (is("log_bin", "ON", "1") && is("binlog_format", "STATEMENT")) {
            refusals.add(
                    name + ": binlog_format is STATEMENT, with which nothing can be written under READ COMMITTED: set"
                            + " binlog_format = ROW, or MIXED");
        }
        if (of("database").isEmpty()) {
            refusals.add(name + ": the connection has no database: name one in its URL");
        }
        if (Long.parseLong(settings.getOrDefault("max_allowed_packet", "" + SMALLEST_PACKET)) < SMALLEST_PACKET) {
            refusals.add(name + ": max_allowed_packet is " + of("max_allowed_packet")
                    + " bytes, too little for large contents: set max_allowed_packet = 16M on the server");
        }
    }

    private void text() {
        String modes = of("sql_mode");
        if (!modes.contains("STRICT_TRANS_TABLES") && !modes.contains("STRICT_ALL_TABLES")) {
            refusals.add(
                    name + ": sql_mode is not strict, so that text too long for a column is cut off in silence: add"
                            + " STRICT_TRANS_TABLES to sql_mode, on the server or for our connections");
        }
        if (modes.contains("EMPTY_STRING_IS_NULL")) {
            refusals.add(name + ": sql_mode turns empty text into NULL: remove EMPTY_STRING_IS_NULL from sql_mode");
        }
        if (!is("character_set_client", "utf8mb4")) {
            refusals.add(name + ": the connection speaks " + of("character_set_client")
                    + ", which has no word for some characters: let the driver use utf8mb4, its default");
        }
    }

    private void durability() {
        if (!is("innodb_flush_log_at_trx_commit", "1")) {
            losses.add(name + ": innodb_flush_log_at_trx_commit is " + of("innodb_flush_log_at_trx_commit")
                    + ", a crash loses acknowledged notifications: set innodb_flush_log_at_trx_commit = 1");
        }
        if (is("log_bin", "ON", "1") && !is("sync_binlog", "1")) {
            losses.add(name + ": sync_binlog is " + of("sync_binlog")
                    + " with a binary log, a power cut undoes what the log lacks: set sync_binlog = 1");
        }
        if (is("innodb_doublewrite", "OFF", "0")) {
            losses.add(name + ": innodb_doublewrite is off, a power cut can tear pages: set innodb_doublewrite = ON");
        }
        if (is("innodb_flush_method", "nosync")) {
            losses.add(name + ": innodb_flush_method is nosync, a power cut can destroy the database: leave it out");
        }
    }

    private String of(String setting) {
        return settings.getOrDefault(setting, "");
    }

    private boolean is(String setting, String... values) {
        return List.of(values).contains(of(setting));
    }

    private static boolean isBefore(String version, int... oldest) {
        Scanner parts = new Scanner(version).useDelimiter("[^0-9]+");
        for (int at : oldest) {
            int part = parts.hasNextInt() ? parts.nextInt() : 0;
            if (part != at) {
                return part < at;
            }
        }
        return false;
    }
}
