package dev.notify.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.store.StoreException.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user of the page about operating who is no administrator, made as it says. */
class H2RolesTest {

    @TempDir
    private Path folder;

    private DataSource admin;
    private DataSource app;

    @BeforeEach
    void make_the_user_of_the_page() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("roles");
        admin = Samples.h2(url + ";DB_CLOSE_DELAY=-1");
        Samples.run(admin, Page.sql("roles-h2"));
        JdbcDataSource plain = new JdbcDataSource();
        plain.setURL(url);
        plain.setUser("notify_app");
        plain.setPassword("the-services");
        app = plain;
    }

    @AfterEach
    void end() throws SQLException {
        Samples.run(admin, "shutdown");
    }

    private JdbcStore validated() {
        return JdbcStore.of(app).schema(SchemaMode.VALIDATE);
    }

    private void onlyRows() throws SQLException {
        RoleCases.cannot(
                app,
                "create table mine (id int)",
                "alter table notify_queue add column mine int",
                "create index mine on notify_queue (owner)",
                "drop table notify_trail",
                "create user mine password ''",
                "set write_delay 500");
        assertThat(Samples.ask(app, "select count(*) from notify_notification")).containsExactly("2");
    }

    @Test
    void the_administrator_runs_the_published_statements_and_the_service_runs_on_rows_alone() throws SQLException {
        assertThatThrownBy(() -> validated().open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("table notify_queue is missing");
        Samples.run(admin, JdbcSchema.h2().statements().toArray(new String[0]));
        RoleCases.serves(validated());
        onlyRows();
    }

    @Test
    void a_user_without_any_right_is_told_what_to_grant() throws SQLException {
        Samples.run(admin, JdbcSchema.h2().statements().toArray(new String[0]));
        Samples.run(admin, "revoke all on schema public from notify_app");
        assertThatThrownBy(() -> validated().open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("GRANT SELECT, INSERT, UPDATE, DELETE");
    }

    @Test
    void the_shipped_script_runs_as_it_lies_there() throws SQLException, IOException {
        Samples.run(
                admin, RoleCases.script("h2").replace("${tables}", "notify_").replace("${prefix}", "notify_"));
        RoleCases.serves(validated());
        onlyRows();
    }
}
