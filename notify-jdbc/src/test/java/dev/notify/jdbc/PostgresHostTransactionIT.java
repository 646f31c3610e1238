package dev.notify.jdbc;

import javax.sql.DataSource;

class PostgresHostTransactionIT extends HostTransactionCases {

    @Override
    DataSource database(String name) {
        return Samples.postgres(Lanes.postgres().createDatabase(name));
    }
}
