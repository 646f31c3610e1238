package dev.notify.jdbc.internal.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MariaDbSafetyTest {

    private static Map<String, String> safe(String version) {
        return new HashMap<>(Map.of(
                "version", version,
                "database", "app",
                "innodb_flush_log_at_trx_commit", "1",
                "innodb_doublewrite", "ON",
                "log_bin", "OFF",
                "sync_binlog", "0",
                "sql_mode", "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION",
                "character_set_client", "utf8mb4",
                "max_allowed_packet", "16777216",
                "read_only", "OFF"));
    }

    private static List<String> findings(String setting, String value, boolean lossy) {
        Map<String, String> settings = safe("11.4.5-MariaDB");
        settings.put(setting, value);
        return MariaDbSafety.check(settings).findings(lossy);
    }

    @ParameterizedTest
    @CsvSource({"10.6.0-MariaDB", "11.4.5-MariaDB-log", "12.0.2-MariaDB", "8.0.11", "8.4.3", "9.1.0"})
    void these_versions_are_fine(String version) {
        assertThat(MariaDbSafety.check(safe(version)).findings(false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10.5.27-MariaDB, MariaDB", "5.5.68-MariaDB, MariaDB", "5.7.44, MySQL"})
    void older_ones_are_refused_by_name(String version, String name) {
        assertThat(MariaDbSafety.check(safe(version)).findings(true))
                .singleElement()
                .asString()
                .startsWith(name + ": version " + version)
                .contains("upgrade the server");
    }

    @ParameterizedTest
    @CsvSource({
        "innodb_flush_log_at_trx_commit, 2, set innodb_flush_log_at_trx_commit = 1",
        "innodb_flush_log_at_trx_commit, 0, set innodb_flush_log_at_trx_commit = 1",
        "innodb_doublewrite, OFF, set innodb_doublewrite = ON",
        "innodb_flush_method, nosync, leave it out",
        "log_bin, ON, set sync_binlog = 1",
    })
    void what_loses_is_refused_unless_the_host_accepts_it(String setting, String value, String advice) {
        assertThat(findings(setting, value, false))
                .singleElement()
                .asString()
                .contains(advice)
                .contains("allowLossy()");
        assertThat(findings(setting, value, true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "wsrep_on, ON, Galera",
        "read_only, ON, connect to the primary",
        "transaction_read_only, ON, connect to the primary",
        "sql_mode, NO_ENGINE_SUBSTITUTION, STRICT_TRANS_TABLES",
        "sql_mode, 'STRICT_ALL_TABLES,EMPTY_STRING_IS_NULL', EMPTY_STRING_IS_NULL",
        "character_set_client, latin1, utf8mb4",
        "max_allowed_packet, 1048576, max_allowed_packet = 16M",
        "database, '', name one in its URL",
    })
    void what_cannot_work_is_refused_whatever_the_host_accepts(String setting, String value, String advice) {
        assertThat(findings(setting, value, true)).singleElement().asString().contains(advice);
    }

    @Test
    void a_binary_log_of_statements_is_refused_where_there_is_one() {
        assertThat(findings("binlog_format", "STATEMENT", true)).isEmpty();
        Map<String, String> settings = safe("10.11.6-MariaDB");
        settings.putAll(Map.of("log_bin", "ON", "sync_binlog", "1", "binlog_format", "STATEMENT"));
        assertThat(MariaDbSafety.check(settings).findings(true))
                .singleElement()
                .asString()
                .contains("set binlog_format = ROW");
    }

    @Test
    void says_everything_at_once() {
        Map<String, String> settings = safe("10.5.1-MariaDB");
        settings.put("innodb_flush_log_at_trx_commit", "2");
        settings.put("wsrep_on", "ON");
        settings.put("sql_mode", "");
        assertThat(MariaDbSafety.check(settings).findings(false)).hasSize(4);
    }
}
