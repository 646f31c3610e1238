package dev.notify.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.databases.DatabaseServer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class MariaDbServerIT extends ServerCases {

    @Override
    DatabaseServer shared() {
        return Lanes.mariaDb();
    }

    @Override
    DatabaseServer own() {
        return Lanes.ownMariaDb();
    }

    @Override
    String countTables() {
        return "select count(*) from information_schema.tables where table_schema = database()";
    }

    @Override
    String idsKept() {
        return "select group_concat(id) from kept";
    }

    @Test
    void is_as_durable_as_a_server_in_production() throws SQLException {
        String url = Lanes.mariaDb().url();
        assertThat(ask(url, "select @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
        assertThat(ask(url, "select @@innodb_doublewrite")).isIn("1", "ON");
    }
}
