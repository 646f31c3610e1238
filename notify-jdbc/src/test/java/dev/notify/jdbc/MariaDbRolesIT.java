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

/** The two users of the page about operating, made as it says. */
class MariaDbRolesIT {

    private String url;
    private DataSource admin;
    private DataSource owner;
    private DataSource app;

    @BeforeEach
    void make_the_roles_of_the_page() throws SQLException {
        String first = Lanes.mariaDb().createDatabase("hospital");
        url = first.replaceAll("\\?.*", "");
        admin = Samples.mariaDb(first);
        dropRoles();
        Samples.run(admin, Page.sql("roles-mariadb"));
        owner = Samples.mariaDb(url + "?user=notify_owner&password=the-owners");
        app = Samples.mariaDb(url + "?user=notify_app&password=the-services");
    }

    @AfterEach
    void dropRoles() throws SQLException {
        Samples.run(admin, "drop user if exists notify_app, notify_owner");
    }

    private JdbcStore validated() {
        return JdbcStore.of(app).schema(SchemaMode.VALIDATE);
    }

    @Test
    void the_owner_runs_the_published_statements_and_the_service_runs_on_rows_alone() throws SQLException {
        assertThatThrownBy(() -> validated().open())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("table notify_queue is missing");
        String[] statements = JdbcSchema.mariaDb().statements().toArray(new String[0]);
        RoleCases.cannot(app, statements[0]);
        Samples.run(owner, statements);
        RoleCases.serves(validated());
        RoleCases.cannot(
                app,
                "create table mine (id int)",
                "alter table notify_queue add column mine int",
                "create index mine on notify_queue (owner)",
                "truncate notify_trail",
                "drop table notify_trail",
                "create user mine");
        assertThat(Samples.ask(app, "select count(*) from notify_notification")).containsExactly("2");
    }

    @Test
    void the_owner_comes_with_the_service_where_it_may_migrate() throws SQLException, IOException {
        assertThat(RoleCases.script("mariadb")).contains("${tables}queue");
        RoleCases.serves(JdbcStore.of(app).migrateWith(owner));
        RoleCases.serves(validated());
        assertThat(Samples.ask(app, "select count(*) from notify_notification"))
                .containsExactly("3"); // the key of the first is taken
    }
}
