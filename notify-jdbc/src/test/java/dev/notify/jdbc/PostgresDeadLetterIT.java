package dev.notify.jdbc;

import javax.sql.DataSource;

class PostgresDeadLetterIT extends DeadLetterCases {

    @Override
    DataSource database(String name) {
        return Samples.postgres(Lanes.postgres().createDatabase(name));
    }
}
