package dev.notify.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notify.databases.DatabaseServer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresServerIT extends ServerCases {

    @Override
    DatabaseServer shared() {
        return Lanes.postgres();
    }

    @Override
    DatabaseServer own() {
        return Lanes.ownPostgres();
    }

    @Override
    String countTables() {
        return "select count(*) from information_schema.tables where table_schema = 'public'";
    }

    @Override
    String idsKept() {
        return "select string_agg(id::text, ',') from kept";
    }

    @Test
    void is_as_durable_as_a_server_in_production() throws SQLException {
        String url = Lanes.postgres().url();
        assertThat(ask(url, "select current_setting('fsync')")).isEqualTo("on");
        assertThat(ask(url, "select current_setting('synchronous_commit')")).isEqualTo("on");
        assertThat(ask(url, "select current_setting('full_page_writes')")).isEqualTo("on");
    }
}
