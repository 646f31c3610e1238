package dev.notify.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalPostgresTest {

    @Test
    void names_another_database_of_the_same_server() {
        assertThat(ExternalPostgres.at("jdbc:postgresql://db:5432/admin?user=u&password=p")
                        .jdbcUrl("mine"))
                .isEqualTo("jdbc:postgresql://db:5432/mine?user=u&password=p");
        assertThat(ExternalPostgres.at("jdbc:postgresql://db/").jdbcUrl("mine")).isEqualTo("jdbc:postgresql://db/mine");
    }

    @Test
    void asks_the_database_it_was_given_about_the_server() {
        String url = "jdbc:postgresql://db:5432/admin?user=u";
        assertThat(ExternalPostgres.at(url).url()).isEqualTo(url);
    }

    @Test
    void is_not_ours_to_kill() {
        try (ExternalPostgres server = ExternalPostgres.at("jdbc:postgresql://db/admin")) {
            assertThat(server.isOurs()).isFalse();
            assertThatThrownBy(server::kill).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(server::restart).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://db/admin", "jdbc:postgresql:admin", "jdbc:mariadb://db/admin", "db"})
    void refuses_a_url_it_cannot_take_apart(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> ExternalPostgres.at(url));
    }
}
