package dev.notify.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.store.StoreException.RefusedException;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The two users of the page about operating, made as it says. */
class PostgresRolesIT {

    private static final String TABLES = "app.notify_";

    private DataSource admin;
    private DataSource owner;
    private DataSource app;

    @BeforeEach
    void make_the_roles_of_the_page() throws SQLException {
        String url = Lanes.postgres().createDatabase("roles");
        admin = Samples.postgres(url);
        dropRoles();
        Samples.run(admin, Page.sql("roles-postgresql"));
        owner = as("notify_owner", "the-owners", url);
        app = as("notify_app", "the-services", url);
    }

    @AfterEach
    void remove_them() throws SQLException {
        Lanes.postgres().createDatabase("roles");
        dropRoles();
    }

    private void dropRoles() throws SQLException {
        Samples.run(admin, "drop role if exists notify_app", "drop role if exists notify_owner");
    }

    private static DataSource as(String user, String password, String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private JdbcStore validated() {
        return JdbcStore.of(app).tables(TABLES).schema(SchemaMode.VALIDATE);
    }

    private void onlyRows() throws SQLException {
        RoleCases.cannot(
                app,
                "create table app.mine (id int)",
                "alter table app.notify_queue add column mine int",
                "create index mine on app.notify_queue (owner)",
                "truncate app.notify_trail",
                "drop table app.notify_trail",
                "drop schema app cascade",
                "create role mine");
        assertThat(Samples.ask(app, "select count(*) from app.notify_notification"))
                .containsExactly("2");
        assertThat(Samples.ask(admin, "select distinct tableowner from pg_tables where schemaname = 'app'"))
                .containsExactly("notify_owner");
    }

    @Test
    void the_owner_runs_the_published_statements_and_the_service_runs_on_rows_alone() throws SQLException {
        assertThatThrownBy(() -> validated().open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("table app.notify_queue is missing");
        String[] statements =
                JdbcSchema.postgresql().tables(TABLES).statements().toArray(new String[0]);
        RoleCases.cannot(app, statements[0]);
        Samples.run(owner, statements);
        RoleCases.serves(validated());
        onlyRows();
    }

    @Test
    void the_owner_comes_with_the_service_where_it_may_migrate() throws SQLException {
        RoleCases.serves(JdbcStore.of(app).tables(TABLES).migrateWith(owner));
        RoleCases.serves(validated());
        assertThat(Samples.ask(app, "select count(*) from app.notify_notification"))
                .containsExactly("3"); // the key of the first is taken
    }

    @Test
    void the_shipped_script_runs_as_it_lies_there() throws SQLException, IOException {
        Samples.run(
                owner,
                RoleCases.script("postgresql").replace("${tables}", TABLES).replace("${prefix}", "notify_"));
        RoleCases.serves(validated());
        onlyRows();
    }

    @Test
    void tables_that_were_there_before_the_roles_are_granted_at_once() throws SQLException {
        Samples.run(owner, JdbcSchema.postgresql().tables(TABLES).statements().toArray(new String[0]));
        Samples.run(owner, "revoke all on all tables in schema app from notify_app");
        assertThatThrownBy(() -> validated().open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("this user may not read app.notify_meta: GRANT SELECT, INSERT, UPDATE, DELETE");
        Samples.run(owner, Page.sql("grants-postgresql"));
        RoleCases.serves(validated());
    }
}
