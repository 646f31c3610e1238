package dev.notify.jdbc;

import javax.sql.DataSource;

class PostgresTrailIT extends TrailCases {

    @Override
    DataSource database(String name) {
        return Samples.postgres(Lanes.postgres().createDatabase(name));
    }
}
