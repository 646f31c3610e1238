package dev.notify.jdbc;

import javax.sql.DataSource;

class PostgresHeldKeyIT extends HeldKeyCases {

    @Override
    DataSource database(String name) {
        return Samples.postgres(Lanes.postgres().createDatabase(name));
    }
}
