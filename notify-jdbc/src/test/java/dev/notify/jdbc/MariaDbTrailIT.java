package dev.notify.jdbc;

import javax.sql.DataSource;

class MariaDbTrailIT extends TrailCases {

    @Override
    DataSource database(String name) {
        return Samples.mariaDb(Lanes.mariaDb().createDatabase(name));
    }
}
