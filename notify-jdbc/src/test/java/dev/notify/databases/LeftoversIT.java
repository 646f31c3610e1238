package dev.notify.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notify.jdbc.Lanes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftoversIT {

    @Test
    void a_server_whose_owner_is_gone_is_ended_with_its_data_and_no_other_is() throws Exception {
        try (OwnPostgres owned = (OwnPostgres) Lanes.ownPostgres();
                OwnPostgres abandoned = (OwnPostgres) Lanes.ownPostgres()) {
            endsTheAbandonedOne(owned, abandoned, abandoned.home());
        }
    }

    @Test
    void a_mariadb_server_whose_owner_is_gone_is_ended_with_its_data_and_no_other_is() throws Exception {
        try (OwnMariaDb owned = (OwnMariaDb) Lanes.ownMariaDb();
                OwnMariaDb abandoned = (OwnMariaDb) Lanes.ownMariaDb()) {
            endsTheAbandonedOne(owned, abandoned, abandoned.home());
        }
    }

    private static void endsTheAbandonedOne(DatabaseServer owned, DatabaseServer abandoned, Path home)
            throws Exception {
        disown(home);

        Leftovers.end(home.getParent());

        assertThat(home).doesNotExist();
        assertThatThrownBy(() -> connect(abandoned)).isInstanceOf(SQLException.class);
        connect(owned);
    }

    /** As if the number of our process had belonged to another, long ago. */
    private static void disown(Path home) throws IOException {
        Path note = home.resolve("processes");
        List<String> processes = Files.readAllLines(note);
        Files.write(note, List.of(ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z", processes.get(1)));
    }

    private static void connect(DatabaseServer server) throws SQLException {
        DriverManager.getConnection(server.url()).close();
    }
}
