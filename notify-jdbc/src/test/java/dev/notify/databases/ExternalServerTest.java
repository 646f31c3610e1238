package dev.notify.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalServerTest {

    @Test
    void names_another_database_of_the_same_server() {
        assertThat(ExternalServer.postgres("jdbc:postgresql://db:5432/admin?user=u&password=p")
                        .jdbcUrl("mine"))
                .isEqualTo("jdbc:postgresql://db:5432/mine?user=u&password=p");
        assertThat(ExternalServer.postgres("jdbc:postgresql://db/").jdbcUrl("mine"))
                .isEqualTo("jdbc:postgresql://db/mine");
    }

    @Test
    void asks_the_database_it_was_given_about_the_server() {
        String url = "jdbc:postgresql://db:5432/admin?user=u";
        assertThat(ExternalServer.postgres(url).url()).isEqualTo(url);
    }

    @Test
    void is_not_ours_to_kill() {
        try (DatabaseServer server = ExternalServer.postgres("jdbc:postgresql://db/admin")) {
            assertThat(server.isOurs()).isFalse();
            assertThatThrownBy(server::kill).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(server::restart).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://db/admin", "jdbc:postgresql:admin", "jdbc:mariadb://db/admin", "db"})
    void refuses_a_url_it_cannot_take_apart(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> ExternalServer.postgres(url));
    }

    @Test
    void mariadb_and_mysql_go_by_the_scheme_of_their_driver() {
        assertThat(ExternalServer.mariaDb("jdbc:mariadb://db:3306/admin?user=u").jdbcUrl("mine"))
                .isEqualTo("jdbc:mariadb://db:3306/mine?user=u");
        assertThat(ExternalServer.mariaDb("jdbc:mysql://db:3306/admin?user=u").jdbcUrl("mine"))
                .isEqualTo("jdbc:mysql://db:3306/mine?user=u");
        assertThatIllegalArgumentException().isThrownBy(() -> ExternalServer.mariaDb("jdbc:postgresql://db/admin"));
    }
}
